/** One size of archive: built, weighed, compared and timed. */
import { Low, Memory } from 'lowdb';
import { Archive } from '../../src/archive/archive.ts';
import { readSlice } from '../../src/compose/read-ahead.ts';
import type { Holdings } from '../../src/domain/record/record.ts';
import { generatedHoldings, type Size } from '../support/generated-archive.ts';
import { WRITTEN } from '../support/generated-events.ts';
import { Random } from '../support/random.ts';
import { type Engine, KINDS } from './engines/engine.ts';
import { miniSearchEngine } from './engines/minisearch.ts';
import { naiveFilter } from './engines/naive.ts';
import { readModel } from './engines/read-model.ts';
import { sqlite } from './engines/sqlite.ts';
import { factsOf } from './facts.ts';
import { compareAnswers, timed } from './measure.ts';
import { heldBytes } from './memory.ts';
import type { miniSearch, openSqlite } from './peers.ts';
import { questionMix } from './questions.ts';
import { stallDuring, told } from './stalls.ts';
import { printTable } from './table.ts';
import { textsOf } from './texts.ts';
import { benchWords } from './words.ts';

const EVENTS_PER_PERSON = 50;
/** So that every country has someone to send, however few the events. */
const FEWEST_PEOPLE = 100;
/** With more, MiniSearch takes longer to build its index than all the rest of the bench. */
const MOST_FOR_MINISEARCH = 20_000;
/** After the last day of the record: nothing that is found is still to come. */
const AFTER_ALL = WRITTEN + 365 * 10;
const A_DAY_MS = 86_400_000;

export async function benchSize(
  { events, seed }: { events: number; seed: number },
  database: Awaited<ReturnType<typeof openSqlite>>,
  makeIndex: Awaited<ReturnType<typeof miniSearch>>,
): Promise<void> {
  const people = Math.max(FEWEST_PEOPLE, Math.ceil(events / EVENTS_PER_PERSON));
  console.log(`\n${number(events)} events, ${number(people)} people`);

  const empty = heldBytes();
  const { holdings, size } = parsedHoldings({ events, people, seed });
  const parsed = heldBytes() - empty;
  const began = performance.now();
  const archive = new Archive(holdings);
  const built = performance.now();
  // As its doors hold a bot's archive: what hangs on the stack alone, the engine finds last and marks
  // in one go, which takes half a second and holds up no bot.
  const door = setInterval(() => archive, A_DAY_MS);
  const stall = await stallDuring(async () => {
    // As a running bot does, between its other work.
    while (!readSlice(archive)) await new Promise((resolve) => setImmediate(resolve));
  });
  const indexed = performance.now();
  clearInterval(door);
  const held = heldBytes() - empty;
  console.log(
    `  ${megabytes(size)} of JSON; in memory ${megabytes(parsed)} parsed, ${megabytes(held)} with ` +
      `archive and text index\n` +
      `  archive built in ${whole(built - began)} ms, text index in ${whole(indexed - built)} ms ` +
      `beside other work, which it held up for ${told(stall)} at most (hoped for: 50 ms)`,
  );

  const facts = holdings.event.map(factsOf);
  const texts = textsOf(archive);
  const db = new Low(new Memory<{ records: Holdings }>(), { records: holdings });
  const engines: Engine[] = [readModel(archive, AFTER_ALL), naiveFilter(db, facts, texts)];
  if (typeof database !== 'string') engines.push(sqlite(database, archive, facts, texts));
  if (typeof makeIndex !== 'string' && events <= MOST_FOR_MINISEARCH) {
    engines.push(miniSearchEngine(makeIndex, archive, texts));
  }

  const mix = questionMix(holdings, WRITTEN, new Random(seed));
  compareAnswers(engines, mix);
  console.log(`  ${engines.map((engine) => engine.name).join(', ')} tell the same`);
  printTable(
    engines,
    KINDS.map((kind) => ({
      kind,
      questions: mix[kind].length,
      timings: engines.map((engine) => timed(engine, kind, mix[kind])),
    })),
  );
  await benchWords(archive, AFTER_ALL);
  if (typeof database !== 'string') database.close();
}

/** The holdings as they are when read from a file, and the size of that. */
function parsedHoldings(asked: Size): { holdings: Holdings; size: number } {
  const json = JSON.stringify(generatedHoldings(asked));
  return { holdings: JSON.parse(json), size: Buffer.byteLength(json) };
}

const whole = (n: number): string => number(Math.round(n));
const number = (n: number): string => n.toLocaleString('en');
const megabytes = (bytes: number): string => `${whole(bytes / 1e6)} MB`;
