/**
 * The store against lowdb alone with the same data: a durable change, a snapshot, a start, a history.
 */
import { fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Low } from 'lowdb';
import { JSONFile } from 'lowdb/node';
import { EmbeddedStore } from '../../src/adapters/store/embedded-store.ts';
import { WriterLock } from '../../src/adapters/store/writer-lock.ts';
import { Library } from '../../src/archive/library.ts';
import { type Change, type Holdings, RECORD_TYPES } from '../../src/domain/record/record.ts';
import { generatedHoldings } from '../support/generated-archive.ts';
import { median } from './measure.ts';
import { ms, stallDuring, told } from './stalls.ts';
import type { Started } from './store-start.ts';

const EVENTS_PER_PERSON = 50;
const CHANGES = 400;
/** So many events are edited in turn. */
const EDITED = 1000;
/** A snapshot holds everything, however soon it is made. */
const SNAPSHOT_BYTES = 1 << 20;
const LOWDB_WRITES = 3;
const STARTS = 3;

export async function benchStore({ events, seed }: { events: number; seed: number }) {
  const dir = await mkdtemp(join(tmpdir(), 'bench-store-'));
  try {
    console.log(`\nThe store with ${events.toLocaleString('en')} events, against lowdb alone`);
    const people = Math.max(100, Math.ceil(events / EVENTS_PER_PERSON));
    const holdings: Holdings = JSON.parse(
      JSON.stringify(generatedHoldings({ events, people, seed })),
    );
    const file = join(dir, 'lowdb.json');
    const folder = join(dir, 'store');
    const write = await lowdbWrite(file, holdings);
    const { change, stall, quiet, person } = await changeAll(folder, holdings);
    console.log(
      `  a durable change: ${ms(change)}, lowdb's write ${ms(write)}: ${times(write / change)} (hoped for: 500 × or more)`,
    );
    console.log(
      `  longest stall while changes are made and a snapshot: ${told(stall)}, and no snapshot: ${told(quiet)} (hoped for: 50 ms at most)`,
    );
    await compareStarts(folder, file, person);
    await past(folder, person);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

async function lowdbWrite(file: string, records: Holdings): Promise<number> {
  const db = new Low(new JSONFile<{ records: Holdings }>(file), { records });
  const taken: number[] = [];
  for (let i = 0; i < LOWDB_WRITES; i++) {
    const began = performance.now();
    await db.write();
    taken.push(performance.now() - began);
  }
  return median(taken);
}

/** Fills a store, then changes events one by one: alone, and until a snapshot was made meanwhile. */
async function changeAll(folder: string, holdings: Holdings) {
  await fill(folder, holdings);
  const lock = await WriterLock.take(folder, { random: Math.random });
  const store = await EmbeddedStore.open(folder, { lock, snapshotBytes: SNAPSHOT_BYTES });
  const library = await Library.of(store);
  const taken: number[] = [];
  let n = 0;
  const edit = async (count: number) => {
    for (let i = 0; i < count; i++) {
      const before = library.archive.holdings.event[n++ % EDITED] as Holdings['event'][number];
      const [account, ...others] = before.accounts;
      const edited = { ...account, kind: account?.kind === 'call' ? 'visit' : 'call' };
      const after = { ...before, accounts: [edited, ...others] };
      const change = { type: 'event', id: before.id, before, after } as Change;
      const began = performance.now();
      await library.commit([change], { author: 'ann', at: new Date() });
      taken.push(performance.now() - began);
    }
  };
  await edit(CHANGES / 4); // to warm up
  await store.settled();
  taken.length = 0;
  await edit(CHANGES);
  const change = median(taken);
  await store.settled();
  const quiet = await stallDuring(() => edit(CHANGES / 4));
  const stall = await stallDuring(async () => {
    while (!store.isMakingSnapshot) await edit(1);
    while (store.isMakingSnapshot) await edit(1);
  });
  const person = holdings.event[0]?.accounts[0]?.participants?.find((p) => p.person)?.person ?? '';
  await store.close();
  return { change, stall, quiet, person };
}

async function fill(folder: string, holdings: Holdings): Promise<void> {
  const lock = await WriterLock.take(folder, { random: Math.random });
  const store = await EmbeddedStore.open(folder, { lock });
  const by = { author: 'seeds', at: new Date(0) };
  const made = RECORD_TYPES.flatMap((type) =>
    holdings[type].map((after) => ({ type, id: after.id, before: null, after }) as Change),
  );
  for (let i = 0; i < made.length; i += 500) await store.commit(made.slice(i, i + 500), by);
  await store.settled();
  await store.close();
}

async function compareStarts(folder: string, file: string, person: string): Promise<void> {
  const ours: Started[] = [];
  const theirs: Started[] = [];
  for (let i = 0; i < STARTS; i++) {
    theirs.push(await started('lowdb', file));
    ours.push(await started('store', folder, person));
  }
  const [own, peer] = [ours, theirs].map((all) => median(all.map((one) => one.ms))) as Pair;
  const [held, parsed] = [ours, theirs].map((all) => median(all.map((one) => one.held))) as Pair;
  console.log(
    `  from start to the first /lastmeeting: ${ms(own)}, lowdb's read ${ms(peer)}: ${times(own / peer)} (hoped for: 2 × at most)`,
  );
  console.log(
    `  memory: ${mb(held)}, the parsed objects ${mb(parsed)}: ${times(held / parsed)} (hoped for: 2 × at most)`,
  );
}

type Pair = [number, number];

function started(...args: string[]): Promise<Started> {
  const script = fileURLToPath(new URL('./store-start.ts', import.meta.url));
  const child = fork(script, args, { execArgv: ['--import', 'tsx'] });
  return new Promise((resolve, reject) => {
    child.once('message', (report) => resolve(report as Started));
    child.once('exit', (code) => reject(new Error(`a start ended with ${code}`)));
  });
}

/** Where each history stands is found out once, beside other work. */
async function past(folder: string, person: string): Promise<void> {
  const store = await EmbeddedStore.open(folder);
  let first = 0;
  const indexing = await stallDuring(async () => {
    const began = performance.now();
    await store.revision('person', person);
    first = performance.now() - began;
  });
  const began = performance.now();
  await store.history('person', person);
  const then = performance.now() - began;
  console.log(
    `  history: ${ms(then)}, once the journal was read for it, ${ms(first)} beside other work (longest stall ${told(indexing)})`,
  );
}

const mb = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`;
const times = (n: number): string => `${n.toLocaleString('en', { maximumSignificantDigits: 3 })} ×`;
