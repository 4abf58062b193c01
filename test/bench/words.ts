/** What understanding a question, and drawing a picture, take beside the command that they stand for. */
import { Studio } from '../../src/adapters/picture/studio.ts';
import type { Archive } from '../../src/archive/archive.ts';
import type { Request } from '../../src/chat/dispatcher.ts';
import { phrasebook } from '../../src/chat/phrasebook.ts';
import { understand } from '../../src/chat/understanding/understand.ts';
import { registry } from '../../src/commands/index.ts';
import { isoOfDay } from '../../src/domain/dates/day.ts';
import { dispatcherOf, NO_RECORDS, reader } from '../support/asker.ts';

const RUNS = 15;
const PAIRS = 6;

export async function benchWords(archive: Archive, today: number): Promise<void> {
  const asks = reader({ now: isoOfDay(today) });
  const dispatcher = dispatcherOf(archive);
  const answer = (request: Request) => dispatcher.dispatch(request, asks);
  const asking = { archive, records: NO_RECORDS, reader: asks, book: phrasebook('en') };
  const said: number[] = [];
  const run: number[] = [];
  const drawn: number[] = [];
  const listed: number[] = [];
  const studio = new Studio();
  for (const [a, b] of pairs(archive)) {
    const line = `When did ${a.name} last meet ${b.name}?`;
    const args = { person: a.id, with: b.id };
    const timeline = { kind: 'named', command: 'timeline', args: { who: a.id } } as const;
    for (let i = 0; i < RUNS; i++) {
      said.push(await took(() => understand(line, { asking, registry })));
      run.push(await took(() => answer({ kind: 'named', command: 'lastmeeting', args })));
      const outcome = await answer(timeline);
      listed.push(await took(() => answer(timeline)));
      const { picture } = outcome.reply;
      if (picture) drawn.push(await took(() => studio.paint(picture.drawing)));
    }
  }
  console.log(
    `  understanding a question ${ms(said)} ms, the command that it stands for ${ms(run)} ms;\n` +
      `  drawing a picture ${ms(drawn)} ms, the command that it stands for ${ms(listed)} ms`,
  );
}

async function took(work: () => unknown): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

const ms = (times: readonly number[]): string =>
  ([...times].sort((x, y) => x - y)[times.length >> 1] ?? Number.NaN).toFixed(2);

/** Those who sat together in the latest events. */
function pairs(archive: Archive) {
  const found: [Named, Named][] = [];
  for (const { seats } of archive.events.toReversed()) {
    const [a, b] = seats.flatMap(({ person }) => named(archive, person));
    if (a && b && found.push([a, b]) === PAIRS) break;
  }
  return found;
}

interface Named {
  readonly id: string;
  readonly name: string;
}

const named = (archive: Archive, id: string | null | undefined): Named[] => {
  const name = id == null ? undefined : archive.person(id)?.name.en;
  return id != null && name !== undefined ? [{ id, name }] : [];
};
