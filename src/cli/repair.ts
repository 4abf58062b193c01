/** Shows what is wrong with a store, and mends it only when asked. */
import { existsSync } from 'node:fs';
import { examine } from '../adapters/store/repair.ts';
import { WriterLock } from '../adapters/store/writer-lock.ts';
import { StoreError } from '../archive/event-store.ts';

/** Exit code 0 where the store is well or was mended, 1 where it is not. */
export async function repair(
  folder: string,
  apply: boolean,
  out: (text: string) => void,
): Promise<number> {
  if (!existsSync(folder)) throw new StoreError(`there is no folder ${folder}`);
  const lock = await WriterLock.take(folder, { random: Math.random });
  try {
    const steps = await examine(folder);
    if (steps.length === 0) {
      out('The store is well.\n');
      return 0;
    }
    for (const { tell } of steps) out(`- ${tell}\n`);
    const canMend = steps.every((step) => step.apply);
    if (!canMend) return 1;
    if (!apply) {
      out('Nothing was changed. "aide repair --apply" does it.\n');
      return 1;
    }
    for (const step of steps) await step.apply?.();
    out('Done.\n');
    return 0;
  } finally {
    await lock.release();
  }
}
