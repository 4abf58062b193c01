import { choice, integer, word } from '../chat/arguments/plain.ts';
import { command, hidden, optional, required } from '../chat/command.ts';
import { pageOf } from '../chat/pages.ts';
import type { Block, ListItem } from '../chat/reply.ts';
import { tellMoment } from '../chat/tell/changes.ts';
import { UserError } from '../chat/user-error.ts';
import type { Change } from '../domain/record/record.ts';
import type { DeliveryRecord } from '../domain/record/schedule.ts';
import { isOpen } from '../schedule/outbox.ts';

const ACTIONS = ['list', 'retry', 'drop'] as const;

/** Posts that are not settled, and what an operator decides about them. */
export const outbox = command({
  name: 'outbox',
  role: 'admin',
  parameters: {
    what: required({ ...choice(ACTIONS, 'outbox'), takes: 'word' as const }),
    key: optional(word),
    page: hidden(integer(1, 100_000)),
  },
  example: '/outbox list',
  async run(asking, args) {
    const { archive, records, reader, book } = asking;
    if (args.what !== 'list') {
      const before = archive.record('delivery', args.key ?? '');
      if (!before) throw new UserError('unknown-post', { typed: args.key ?? '' });
      if (!isUnsettled(before)) throw new UserError('post-settled', { typed: before.id });
      const after: DeliveryRecord =
        args.what === 'retry'
          ? // Certainly not posted, says the operator: it is sent, and not looked for.
            { ...before, ...UNTRIED }
          : { ...before, state: 'dropped', reason: `dropped by ${reader.author}` };
      const { words: _, ...kept } = after;
      const plain = JSON.parse(JSON.stringify(kept)) as DeliveryRecord;
      const change = { type: 'delivery', id: before.id, before, after: plain } as Change;
      await records.commit([change], { author: reader.author, at: reader.now });
    }
    const { delivery } = archive.holdings;
    const unsettled = delivery.filter(isUnsettled);
    const page = pageOf(asking, unsettled, args.page, {
      command: 'outbox',
      args: { what: 'list' },
    });
    const items = page.items.map(
      (d): ListItem => ({
        spans: book.spans('outbox-card.line', {
          key: { kind: 'foreign', text: d.id, lang: 'und' },
          state: book.text(`delivery.${d.state}`),
          moment: tellMoment(asking, new Date(d.due)),
          attempts: d.attempts,
        }),
        details: d.reason ? [[{ kind: 'foreign', text: d.reason, lang: 'en' }]] : [],
      }),
    );
    const counts = countsOf(delivery);
    const blocks: Block[] = [
      items.length > 0
        ? { kind: 'list', items }
        : { kind: 'text', spans: book.spans('outbox-card.none') },
      { kind: 'note', tone: 'info', spans: book.spans('outbox-card.counts', counts) },
    ];
    return {
      reply: {
        locale: book.locale,
        title: book.spans('outbox-card.title'),
        blocks,
        actions: page.actions,
        ...(page.page && { page: page.page }),
      },
      data: () => ({ unsettled, counts }),
    };
  },
});

const UNTRIED = {
  state: 'waiting',
  attempts: 0,
  resent: undefined,
  notBefore: undefined,
  reason: undefined,
} as const;

/** What is still to be done, and what an operator may want to be tried again. */
const isUnsettled = (d: DeliveryRecord): boolean =>
  isOpen(d) || d.state === 'refused' || d.state === 'missed';

/**
 * `resent`: posts that were sent again after a look showed none of them. Where the platform's history
 * lagged for longer than that look waits, such a post is there twice; `doubled` counts those of which
 * two were seen.
 */
function countsOf(deliveries: readonly DeliveryRecord[]) {
  const count = (state: DeliveryRecord['state']) =>
    deliveries.filter((d) => d.state === state).length;
  return {
    sent: count('sent'),
    missed: count('missed') + count('refused'),
    unknown: count('unknown') + count('claimed'),
    resent: deliveries.filter(({ resent = 0 }) => resent > 0).length,
    doubled: deliveries.filter(({ copies = 1 }) => copies > 1).length,
  };
}
