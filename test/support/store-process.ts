/**
 * A process beside others over one folder: a writer that counts, another that would write, or a
 * reader that opens the folder again and again. Arguments: the role, the folder.
 */
import { EmbeddedStore } from '../../src/adapters/store/embedded-store.ts';
import { FolderInUse, WriterLock } from '../../src/adapters/store/writer-lock.ts';
import type { Change } from '../../src/domain/record/record.ts';

export type Role = 'writer' | 'second writer' | 'reader';

export interface BesideReport {
  readonly is: 'committed' | 'closed' | 'refused' | 'read' | 'wrong';
  readonly count: number;
  readonly what?: string;
}

const [role = '', folder = ''] = process.argv.slice(2);
const report = (what: BesideReport): unknown => process.send?.(what);
process.once('disconnect', () => process.exit(0));

async function openToWrite(): Promise<EmbeddedStore> {
  const lock = await WriterLock.take(folder, { random: Math.random });
  return EmbeddedStore.open(folder, { lock, snapshotBytes: 5000 });
}

const counterIn = async (store: EmbeddedStore): Promise<number> =>
  Number((await store.load()).topic.find(({ id }) => id === 'counter')?.name.en ?? 0);

/** Counts upwards, and with each count enters a topic of that name: both or neither are there. */
async function write(): Promise<void> {
  const store = await openToWrite();
  let count = await counterIn(store);
  let isOver = false;
  process.on('message', () => {
    isOver = true;
  });
  while (!isOver) {
    const topic = (id: string, n: number) => ({ id, name: { en: `${n}` } });
    const before = count > 0 ? topic('counter', count) : null;
    count++;
    const changes = [
      { type: 'topic', id: 'counter', before, after: topic('counter', count) },
      { type: 'topic', id: `t${count}`, before: null, after: topic(`t${count}`, count) },
    ] as Change[];
    await store.commit(changes, { author: 'writer', at: new Date() });
    report({ is: 'committed', count });
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  await store.close();
  report({ is: 'closed', count });
}

async function writeToo(): Promise<void> {
  let count = 0;
  const attempt = async () => {
    try {
      await openToWrite();
      report({ is: 'wrong', count, what: 'the second writer was let in' });
    } catch (error) {
      if (error instanceof FolderInUse) count++;
      else report({ is: 'wrong', count, what: String(error) });
    }
  };
  for (let round = 0; round < 10; round++) {
    await Promise.all(Array.from({ length: 10 }, attempt));
  }
  report({ is: 'refused', count });
}

/** Every look is of one moment, never before the one seen last, and its history tells the same. */
async function read(): Promise<void> {
  let last = 0;
  for (let count = 1; ; count++) {
    const what = await wrongWith(await EmbeddedStore.open(folder), last).catch(String);
    if (typeof what === 'string') return void report({ is: 'wrong', count, what });
    last = what;
    report({ is: 'read', count });
  }
}

/** What is wrong with what is seen, or the count that is seen. */
async function wrongWith(store: EmbeddedStore, last: number): Promise<string | number> {
  const seen = await counterIn(store);
  const { topic } = await store.load();
  if (seen < last) return `${seen} was seen after ${last}`;
  if (topic.length !== seen + 1) return `${topic.length} topics at count ${seen}`;
  const { length } = await store.history('topic', 'counter');
  if (length !== seen) return `the history tells ${length} changes at count ${seen}`;
  return seen;
}

await ({ writer: write, 'second writer': writeToo, reader: read } as Record<string, () => unknown>)[
  role
]?.();
