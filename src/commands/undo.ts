import { isDeepStrictEqual } from 'node:util';
import type { RecordRef } from '../archive/editing.ts';
import type { HistoryEntry } from '../archive/event-store.ts';
import { fieldChanges } from '../archive/record-fields.ts';
import { record, recordLabel } from '../chat/arguments/record.ts';
import { type Asking, command, optional } from '../chat/command.ts';
import { fieldSpans } from '../chat/tell/changes.ts';
import { UserError } from '../chat/user-error.ts';
import type { Change } from '../domain/record/record.ts';
import { changedSince, committed } from './edit.ts';

/** Takes back one's own last change, or the last change of a record, to the letter. */
export const undo = command({
  name: 'undo',
  role: 'editor',
  parameters: { record: optional(record) },
  example: '/undo wang-yi',
  async run(asking, args) {
    const { archive, records, reader, book } = asking;
    const entry = await lastToUndo(asking, args.record);
    if (!entry) throw new UserError('nothing-to-undo');
    const ref: RecordRef = { type: entry.type, id: entry.id };
    const held = archive.record(entry.type, entry.id) ?? null;
    if (!isDeepStrictEqual(held, entry.after)) {
      const latest = (await records.history(ref.type, ref.id)).at(-1);
      throw changedSince(asking, ref, latest ?? entry);
    }
    const change = { ...ref, before: entry.after, after: entry.before } as Change;
    await committed(asking, ref, () =>
      records.commit([change], { author: reader.author, at: reader.now, undoes: entry.n }),
    );
    const differing = fieldChanges(change.before, change.after);
    return {
      reply: {
        locale: book.locale,
        title: book.spans('undo.title', { record: recordLabel(asking, ref), n: entry.n }),
        blocks: [{ kind: 'list', items: differing.map((d) => ({ spans: fieldSpans(asking, d) })) }],
        actions: [],
      },
      data: () => ({ record: ref, undoes: entry.n, changes: differing }),
    };
  },
});

/** What editors did; the seeds and what keeps the folder are not taken back here. */
const NOT_EDITORS = new Set(['seeds', 'migration']);

/** The latest change that was not itself taken back, and takes nothing back. */
async function lastToUndo(
  { records, reader }: Asking,
  ref: RecordRef | undefined,
): Promise<HistoryEntry | undefined> {
  const entries = ref ? await records.history(ref.type, ref.id) : await records.changes();
  const undone = new Set(entries.flatMap((entry) => entry.undoes ?? []));
  return entries.findLast(
    (entry) =>
      entry.undoes === undefined &&
      !undone.has(entry.n) &&
      entry.before !== null &&
      !NOT_EDITORS.has(entry.author) &&
      (ref !== undefined || entry.author === reader.author),
  );
}
