import type { FormatChoice } from '../archive/encounters.ts';
import { meetings as meetingsOf } from '../archive/meetings.ts';
import { plainEvents, plainReach } from '../archive/plain.ts';
import { meetingsAsked, meetingsParameters } from '../chat/arguments/meetings.ts';
import { command } from '../chat/command.ts';
import { pageOf } from '../chat/pages.ts';
import type { Block, Invocation } from '../chat/reply.ts';
import { Citations } from '../chat/tell/citations.ts';
import { citedItem } from '../chat/tell/events.ts';
import { partySpan } from '../chat/tell/names.ts';
import { reachNotes } from '../chat/tell/reach.ts';

/** The formats in which one meets; in the others there is contact alone. */
const MEETING_FORMATS: ReadonlySet<FormatChoice> = new Set(['in-person', 'virtual']);

/** The list of meetings of a person, a country or a body, in the order of time. */
export const meetings = command({
  name: 'meetings',
  parameters: meetingsParameters,
  example: '/meetings kr with cn from 2024',
  run(asking, args) {
    const { archive, reader, book } = asking;
    const asked: Invocation = { command: 'meetings', args: meetingsAsked(asking, args) };
    const found = meetingsOf(archive, { ...args, today: reader.today });
    const page = pageOf(asking, found.events, args.page, asked);
    const cites = new Citations(asking);
    const who = partySpan(asking, args.who);
    const count = found.events.length;
    const blocks: Block[] = [];
    const mayBeContact = args.format !== undefined && !MEETING_FORMATS.has(args.format);
    if (count === 0) {
      const none = mayBeContact ? 'meetings.no-contacts' : 'meetings.none';
      blocks.push({ kind: 'text', spans: book.spans(none) });
    } else {
      const items = page.items.map((event) => ({
        ...citedItem(asking, event, cites),
        ...(found.perhaps.has(event) && { details: [book.spans('meetings.perhaps')] }),
      }));
      blocks.push({ kind: 'list', items });
    }
    return {
      reply: {
        locale: book.locale,
        title: args.with
          ? book.spans(mayBeContact ? 'meetings.contacts-with' : 'meetings.title-with', {
              who,
              other: partySpan(asking, args.with),
              count,
            })
          : book.spans(mayBeContact ? 'meetings.contacts' : 'meetings.title', { who, count }),
        blocks: [...blocks, ...cites.blocks(), ...reachNotes(asking, found.reach)],
        actions: page.actions,
        ...(page.page && { page: page.page }),
      },
      data: () => ({
        total: count,
        events: plainEvents(archive, found.events, reader.today),
        perhaps: [...found.perhaps].map((event) => event.id),
        coverage: plainReach(archive, found.reach),
      }),
    };
  },
});
