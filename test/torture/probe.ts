/** Opens a folder with the real store and tells what it shows. */
import { EmbeddedStore } from '../../src/adapters/store/embedded-store.ts';
import { WriterLock } from '../../src/adapters/store/writer-lock.ts';
import { StoreError } from '../../src/archive/event-store.ts';
import type { Change } from '../../src/domain/record/record.ts';
import { inOrder } from './oracle/replay.ts';
import type { Probed, Seen, Told } from './oracle/seen.ts';
import type { OneMore } from './processes/reports.ts';

export async function openToWrite(folder: string, snapshotBytes?: number): Promise<EmbeddedStore> {
  const lock = await WriterLock.take(folder, { random: Math.random });
  try {
    return await EmbeddedStore.open(folder, { lock, ...(snapshotBytes && { snapshotBytes }) });
  } catch (error) {
    await lock.release();
    throw error;
  }
}

/** All that a store shows. */
export async function look(store: EmbeddedStore): Promise<Seen> {
  const records = Object.entries(await store.load()).flatMap(([type, all]) =>
    all.map((record) => ({ type, id: record.id, record })),
  );
  let history: Told[] | string;
  try {
    history = (await store.changes()).map(({ n, at, author, type, id, before, after }) => ({
      ...{ type, id, before, after },
      ...{ n, author, at: at.toISOString() },
    }));
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    history = error.message;
  }
  return { notices: store.notices, records: inOrder(records), history };
}

export async function probe(
  folder: string,
  as: 'reader' | 'writer',
  oneMore?: OneMore,
): Promise<Probed> {
  try {
    const store =
      as === 'reader'
        ? await EmbeddedStore.open(folder)
        : await openToWrite(folder, oneMore?.compacts ? 1 : undefined);
    let seen: Seen;
    try {
      seen = await look(store);
      if (oneMore) await commitOneMore(store, seen, oneMore);
    } finally {
      await store.close();
    }
    return { outcome: 'opened', seen, ...(oneMore && { next: await probe(folder, 'writer') }) };
  } catch (error) {
    return failure(error);
  }
}

async function commitOneMore(
  store: EmbeddedStore,
  { history }: Seen,
  { author, changes }: OneMore,
): Promise<void> {
  const last = typeof history === 'string' ? undefined : history.at(-1);
  await store.commit(changes as Change[], { author, at: new Date(last?.at ?? 0) });
  await store.settled();
}

/** What came of opening or reading, where it was not what was hoped for. */
export function failure(error: unknown): Exclude<Probed, { outcome: 'opened' }> {
  return error instanceof StoreError
    ? { outcome: 'refused', message: error.message }
    : { outcome: 'fault', message: String((error as Error)?.stack ?? error) };
}
