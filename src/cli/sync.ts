/** Brings edited seed files into an existing store, showing what differs. */
import { isDeepStrictEqual } from 'node:util';
import type { Clock } from '../adapters/clock.ts';
import { readSeeds } from '../adapters/seeds/seed-files.ts';
import type { EventStore } from '../archive/event-store.ts';
import { differences, SEEDS } from '../archive/sync.ts';
import type { Change } from '../domain/record/record.ts';

export async function sync(
  store: EventStore,
  folder: string,
  dryRun: boolean,
  clock: Clock,
  out: (text: string) => void,
): Promise<void> {
  const { changes, conflicts } = differences(
    await store.load(),
    await readSeeds(folder),
    await store.changes(),
  );
  for (const change of changes) out(`${changeLine(change)}\n`);
  for (const change of conflicts) {
    out(
      `! ${changeLine(change).slice(2)} (edited here and changed in the file: left as it is here)\n`,
    );
  }
  const count = changes.length === 1 ? '1 difference' : `${changes.length} differences`;
  if (changes.length === 0)
    out(
      conflicts.length > 0
        ? 'Nothing else differs.\n'
        : 'The store already holds what the files say.\n',
    );
  else if (dryRun) out(`${count}; nothing was changed (--dry-run).\n`);
  else {
    await store.commit(changes, { author: SEEDS, at: clock.now() });
    out(`${count} applied.\n`);
  }
}

function changeLine({ type, id, before, after }: Change): string {
  if (!before) return `+ ${type} ${id}`;
  if (!after) return `- ${type} ${id}`;
  const fields = new Set([...Object.keys(before), ...Object.keys(after)]);
  const was = before as Record<string, unknown>;
  const is = after as Record<string, unknown>;
  const changed = [...fields].filter((field) => !isDeepStrictEqual(was[field], is[field]));
  return `~ ${type} ${id}: ${changed.join(', ')}`;
}
