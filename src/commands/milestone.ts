import { event as eventArgument } from '../chat/arguments/event.ts';
import { choice, listOfIntegers } from '../chat/arguments/plain.ts';
import { type Asking, command, optional, required } from '../chat/command.ts';
import type { Block } from '../chat/reply.ts';
import { eventLine } from '../chat/tell/events.ts';
import { UserError } from '../chat/user-error.ts';
import type { Outline } from '../domain/events/view.ts';
import type { Change, RecordOf } from '../domain/record/record.ts';

const ACTIONS = ['list', 'add', 'remove'] as const;
const COUNTINGS = ['every', 'round', 'none'] as const;

/** Up to the next keyword, not to the end of the line. */
const { takes: _, ...eventWords } = eventArgument;

/** The events that are kept in the diary: each because someone said so. */
export const milestone = command({
  name: 'milestone',
  role: 'editor',
  parameters: {
    what: required({ ...choice(ACTIONS, 'reminders'), takes: 'word' as const }),
    event: optional(eventWords),
    counting: optional(choice(COUNTINGS, 'counting')),
    leads: optional(listOfIntegers(0, 400)),
  },
  example: '/milestone list',
  async run(asking, args) {
    const { archive, records, reader } = asking;
    const by = { author: reader.author, at: reader.now };
    if (args.what === 'list')
      return cardOf(asking, archive.holdings.milestone, 'milestone-card.title');
    if (!args.event)
      throw new UserError('missing', { argument: 'event', usage: '/milestone add <event>' });
    const shown: Outline = args.event;
    const held = archive.holdings.milestone.find((m) => m.event === shown.id);
    if (args.what === 'add') {
      if (held) throw new UserError('milestone-there', { id: held.id });
      const made: RecordOf<'milestone'> = {
        id: shown.id,
        event: shown.id,
        counting: args.counting ?? 'every',
        ...(args.leads && { leads: args.leads }),
      };
      await records.commit(
        [{ type: 'milestone', id: made.id, before: null, after: made } as Change],
        by,
      );
      return cardOf(asking, [made], 'milestone-card.added');
    }
    if (!held) throw new UserError('milestone-not-there');
    await records.commit(
      [{ type: 'milestone', id: held.id, before: held, after: null } as Change],
      by,
    );
    return cardOf(asking, [held], 'milestone-card.removed');
  },
});

function cardOf(asking: Asking, shown: readonly RecordOf<'milestone'>[], title: string) {
  const { archive, book } = asking;
  const items = shown.map((held) => {
    const event = archive.event(held.event);
    const counting = Array.isArray(held.counting)
      ? held.counting.join(', ')
      : book.text(`counting.${held.counting}`);
    return {
      spans: book.spans('milestone-card.line', {
        event: event ? eventLine(asking, event) : held.event,
        counting,
      }),
      open: { command: 'event', args: { event: held.event } },
    };
  });
  const blocks: Block[] =
    items.length > 0
      ? [{ kind: 'list', items }]
      : [{ kind: 'text', spans: book.spans('upcoming.none') }];
  return {
    reply: { locale: book.locale, title: book.spans(title), blocks, actions: [] },
    data: () => ({ milestones: shown }),
  };
}
