import { FORMAT_CHOICES, type FormatChoice } from '../archive/encounters.ts';
import { meetings as meetingsOf } from '../archive/meetings.ts';
import { plainEvents, plainReach } from '../archive/plain.ts';
import { checkApart, party } from '../chat/arguments/party.ts';
import { checkOrder, choice, date, integer } from '../chat/arguments/plain.ts';
import { topic } from '../chat/arguments/vocabulary.ts';
import { command, hidden, optional, required } from '../chat/command.ts';
import { pageOf } from '../chat/pages.ts';
import type { Block, Invocation } from '../chat/reply.ts';
import { Citations } from '../chat/tell/citations.ts';
import { eventItem, eventLine } from '../chat/tell/events.ts';
import { partySpan } from '../chat/tell/names.ts';
import { reachNotes } from '../chat/tell/reach.ts';
import { RANKS } from '../domain/record/reference.ts';

/** The formats in which one meets; in the others there is contact alone. */
const MEETING_FORMATS: ReadonlySet<FormatChoice> = new Set(['in-person', 'virtual']);

/** The list of meetings of a person, a country or a body, in the order of time. */
export const meetings = command({
  name: 'meetings',
  parameters: {
    who: required(party()),
    with: optional(party()),
    from: optional(date),
    to: optional(date),
    topic: optional(topic),
    level: optional(choice(RANKS, 'level')),
    format: optional(choice(FORMAT_CHOICES, 'format')),
    page: hidden(integer(1, 100_000)),
  },
  example: '/meetings kr with cn from 2024',
  run(asking, args) {
    const { archive, reader, book } = asking;
    checkApart(asking, args.who, args.with);
    checkOrder(args.from, args.to);
    const found = meetingsOf(archive, { ...args, today: reader.today });
    const asked: Invocation = {
      command: 'meetings',
      args: {
        who: args.who.id,
        ...(args.with && { with: args.with.id }),
        ...(args.from && { from: args.from.edtf }),
        ...(args.to && { to: args.to.edtf }),
        ...(args.topic && { topic: args.topic }),
        ...(args.level && { level: args.level }),
        ...(args.format && { format: args.format }),
      },
    };
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
        ...eventItem(asking, event),
        spans: [...eventLine(asking, event), ...cites.cite(archive.view(event).sources)],
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
