import { fieldChanges } from '../archive/record-fields.ts';
import { integer } from '../chat/arguments/plain.ts';
import { recordLabel, recordOnceHeld } from '../chat/arguments/record.ts';
import { command, hidden, required } from '../chat/command.ts';
import { pageOf } from '../chat/pages.ts';
import { changeItem } from '../chat/tell/changes.ts';
import { UserError } from '../chat/user-error.ts';

/** Who changed a record, when, and what it said before; the latest change first. */
export const history = command({
  name: 'history',
  parameters: { record: required(recordOnceHeld), page: hidden(integer(1, 100_000)) },
  example: '/history wang-yi',
  async run(asking, args) {
    const { archive, records, book } = asking;
    const entries = (await records.history(args.record.type, args.record.id)).reverse();
    if (entries.length === 0 && !archive.record(args.record.type, args.record.id)) {
      throw new UserError('unknown-record', { typed: recordOnceHeld.plain(args.record) });
    }
    const page = pageOf(asking, entries, args.page, {
      command: 'history',
      args: { record: recordOnceHeld.plain(args.record) },
    });
    return {
      reply: {
        locale: book.locale,
        title: book.spans('history.title', { record: recordLabel(asking, args.record) }),
        blocks:
          entries.length > 0
            ? [{ kind: 'list', items: page.items.map((entry) => changeItem(asking, entry)) }]
            : [{ kind: 'text', spans: book.spans('history.none') }],
        actions: page.actions,
        ...(page.page && { page: page.page }),
      },
      data: () => ({
        record: args.record,
        entries: entries.map(({ n, at, author, undoes, before, after }) => ({
          version: n,
          at: at.toISOString(),
          author,
          undoes: undoes ?? null,
          changes: before ? fieldChanges(before, after) : [],
          before,
          after,
        })),
      }),
    };
  },
});
