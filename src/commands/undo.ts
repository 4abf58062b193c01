import { isDeepStrictEqual } from 'node:util';
import { DESK, namedIn, type RecordRef } from '../archive/editing.ts';
import type { HistoryEntry } from '../archive/event-store.ts';
import { fieldChanges } from '../archive/record-fields.ts';
import { recordLabel, recordOnceHeld } from '../chat/arguments/record.ts';
import { command, optional, type Records } from '../chat/command.ts';
import { fieldSpans } from '../chat/tell/changes.ts';
import { UserError } from '../chat/user-error.ts';
import type { Change } from '../domain/record/record.ts';
import { changedSince, committed } from './edit.ts';

/**
 * Takes back one's own last change, or the last change of a record, to the letter: one that was
 * entered by it is gone, one that was removed is back.
 */
export const undo = command({
  name: 'undo',
  role: 'editor',
  parameters: { record: optional(recordOnceHeld) },
  example: '/undo wang-yi',
  async run(asking, args) {
    const { archive, records, reader, book } = asking;
    const entry = args.record
      ? lastOf(await records.history(args.record.type, args.record.id))
      : await lastBy(reader.author, records);
    if (!entry) throw new UserError('nothing-to-undo');
    const ref: RecordRef = { type: entry.type, id: entry.id };
    const label = recordLabel(asking, ref); // before it may be gone
    const held = archive.record(entry.type, entry.id) ?? null;
    if (!isDeepStrictEqual(held, entry.after)) {
      throw changedSince(asking, ref, (await records.revision(ref.type, ref.id)) ?? entry);
    }
    const other = entry.before ? undefined : namedIn(archive, ref);
    if (other) {
      throw new UserError('still-named', { record: label, other: recordLabel(asking, other) });
    }
    const change = { ...ref, before: entry.after, after: entry.before } as Change;
    await committed(asking, ref, () =>
      records.commit([change], { author: reader.author, at: reader.now, undoes: entry.n }),
    );
    const differing = fieldChanges(change.before, change.after);
    const again = { record: recordOnceHeld.plain(ref) };
    return {
      reply: {
        locale: book.locale,
        title: book.spans('undo.title', { record: label, n: entry.n }),
        blocks: change.after
          ? [{ kind: 'list', items: differing.map((d) => ({ spans: fieldSpans(asking, d) })) }]
          : [{ kind: 'text', spans: book.spans('undo.gone') }],
        actions: change.after
          ? []
          : [
              {
                label: book.text('action.bring-back'),
                invocation: { command: 'undo', args: again },
              },
              {
                label: book.text('action.history'),
                invocation: { command: 'history', args: again },
              },
            ],
      },
      data: () => ({ record: ref, undoes: entry.n, changes: differing }),
    };
  },
});

/** What editors did; the seeds, the settings and what keeps the folder are not taken back here. */
const NOT_EDITORS = new Set(['seeds', 'settings', 'schedule', 'migration']);

/** A post is settled in the outbox, and the desk as a source belongs to no single edit. */
const isEditing = ({ author, type, id, undoes }: HistoryEntry): boolean =>
  undoes === undefined &&
  !NOT_EDITORS.has(author) &&
  type !== 'delivery' &&
  !(type === 'source' && id === DESK.id);

/**
 * The latest change of a record that stands. Where none does, and it is gone because its making was
 * taken back, that: so it comes back.
 */
function lastOf(history: readonly HistoryEntry[]): HistoryEntry | undefined {
  const back = takenBack(history);
  const stands = history.findLast((entry) => isEditing(entry) && !back.has(entry.n));
  const latest = history.at(-1);
  return stands ?? (latest?.undoes !== undefined && latest.after === null ? latest : undefined);
}

/** An author's latest change that stands, of whatever record. */
async function lastBy(author: string, records: Records): Promise<HistoryEntry | undefined> {
  for await (const entry of records.changesBy(author)) {
    if (!isEditing(entry)) continue;
    const back = takenBack(await records.history(entry.type, entry.id));
    if (!back.has(entry.n)) return entry;
  }
  return undefined;
}

/** The changes of a record that were taken back, and not brought back since. */
function takenBack(history: readonly HistoryEntry[]): Set<number> {
  const back = new Set<number>();
  for (const { n, undoes } of [...history].reverse()) {
    if (undoes !== undefined && !back.has(n)) back.add(undoes);
  }
  return back;
}
