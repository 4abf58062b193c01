/** The store of the data folder, filled from the seeds the first time. */
import type { Clock } from '../adapters/clock.ts';
import { readSeeds } from '../adapters/seeds/seed-files.ts';
import { EmbeddedStore } from '../adapters/store/embedded-store.ts';
import { WriterLock } from '../adapters/store/writer-lock.ts';
import { differences, SEEDS } from '../archive/sync.ts';
import type { Places } from './places.ts';

/** How a store is opened: to be read beside whoever writes, or as the one who writes. */
export type Access = 'read' | 'write';

/** Opens the store of the data folder, and fills it from the seeds the first time. */
export async function openStore(
  { data, seeds }: Pick<Places, 'data' | 'seeds'>,
  access: Access,
  clock: Clock,
): Promise<EmbeddedStore> {
  if (access === 'read') {
    const store = await EmbeddedStore.open(data);
    if (!store.isNew) return store;
  }
  const lock = await WriterLock.take(data, { random: Math.random });
  const store = await EmbeddedStore.open(data, { lock }).catch(async (error) => {
    await lock.release();
    throw error;
  });
  try {
    if (store.isNew) {
      const { changes } = differences(await store.load(), await readSeeds(seeds), []);
      await store.commit(changes, { author: SEEDS, at: clock.now() });
    }
  } catch (error) {
    await store.close();
    throw error;
  }
  if (access === 'write') return store;
  await store.close();
  return EmbeddedStore.open(data);
}
