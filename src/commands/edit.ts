import { EditError, edit as editOf, type RecordRef } from '../archive/editing.ts';
import { type Revision, StaleChange } from '../archive/event-store.ts';
import { fieldChanges } from '../archive/record-fields.ts';
import { integer, word, words } from '../chat/arguments/plain.ts';
import { record, recordLabel } from '../chat/arguments/record.ts';
import { type Asking, command, hidden, required } from '../chat/command.ts';
import { fieldSpans, tellMoment } from '../chat/tell/changes.ts';
import { UserError } from '../chat/user-error.ts';

/** Gives one field of a record another value; what sources say of an event stays beside it. */
export const edit = command({
  name: 'edit',
  role: 'editor',
  parameters: {
    record: required(record),
    field: required(word),
    value: required(words(2000)),
    version: hidden(integer(1, 999_999_999)),
  },
  example: '/edit wang-yi name.ko 왕이',
  async run(asking, args) {
    const { archive, records, reader, book } = asking;
    const changes = await prepared(asking, args.record, args.version, () => {
      try {
        return editOf(archive, args.record, args.field, args.value);
      } catch (error) {
        if (error instanceof EditError) {
          const expected = { kind: 'foreign' as const, text: error.expected, lang: 'en' };
          throw new UserError('edit-refused', { expected });
        }
        throw error;
      }
    });
    const change = changes.at(-1);
    const differing = fieldChanges(change?.before ?? null, change?.after ?? null);
    if (differing.length > 0) {
      await committed(asking, args.record, () =>
        records.commit(changes, { author: reader.author, at: reader.now }),
      );
    }
    const version = (await records.revision(args.record.type, args.record.id))?.n ?? 0;
    return {
      reply: {
        locale: book.locale,
        title: book.spans('edit.title', { record: recordLabel(asking, args.record) }),
        blocks:
          differing.length > 0
            ? [{ kind: 'list', items: differing.map((d) => ({ spans: fieldSpans(asking, d) })) }]
            : [{ kind: 'text', spans: book.spans('edit.same') }],
        actions: [
          ...(differing.length > 0
            ? [
                {
                  label: book.text('action.undo'),
                  invocation: { command: 'undo', args: { record: record.plain(args.record) } },
                },
              ]
            : []),
          {
            label: book.text('action.history'),
            invocation: { command: 'history', args: { record: record.plain(args.record) } },
          },
        ],
      },
      data: () => ({ record: args.record, version, changes: differing }),
    };
  },
});

/** Makes the changes; an edit of an older version is told who has changed the record since. */
async function prepared<T>(
  asking: Asking,
  ref: RecordRef,
  version: number | undefined,
  make: () => T,
): Promise<T> {
  if (version !== undefined) {
    const latest = await asking.records.revision(ref.type, ref.id);
    if (latest && latest.n !== version) throw changedSince(asking, ref, latest);
  }
  return make();
}

/** Commits; where someone was quicker, tells who and when, and writes nothing. */
export async function committed(asking: Asking, ref: RecordRef, commit: () => Promise<void>) {
  try {
    await commit();
  } catch (error) {
    if (!(error instanceof StaleChange)) throw error;
    const latest = await asking.records.revision(ref.type, ref.id);
    throw latest ? changedSince(asking, ref, latest) : error;
  }
}

export const changedSince = (
  asking: Asking,
  ref: RecordRef,
  latest: Pick<Revision, 'author' | 'at' | 'n'>,
): UserError =>
  new UserError('changed-since', {
    record: recordLabel(asking, ref),
    author: latest.author,
    moment: tellMoment(asking, latest.at),
    version: latest.n,
  });
