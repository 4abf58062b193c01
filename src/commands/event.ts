import { anniversariesOf } from '../archive/anniversaries.ts';
import { isMeeting, isMereContact } from '../archive/encounters.ts';
import { plainEvent, plainEvents, plainSayings } from '../archive/plain.ts';
import { event as eventArgument } from '../chat/arguments/event.ts';
import { required, type Telling } from '../chat/command.ts';
import { keptCommand } from '../chat/kept.ts';
import { type Action, type Block, headed, text } from '../chat/reply.ts';
import { Citations } from '../chat/tell/citations.ts';
import { eventFacts, eventItem, eventTitle } from '../chat/tell/events.ts';
import { eventSayings } from '../chat/tell/sayings.ts';
import type { Outline } from '../domain/events/view.ts';

/** One event whole: who, where, when, what was said, what came of it, and by which sources. */
export const event = keptCommand({
  name: 'event',
  parameters: { event: required(eventArgument) },
  example: '/event Busan 2023',
  tell(asking, args) {
    const { archive, reader, book } = asking;
    const shown = args.event;
    const view = archive.view(shown);
    const cites = new Citations(asking);
    const mentioned = view.mentions.flatMap((m) => archive.event(m.event) ?? []);
    const within = archive.eventsWithin(shown.id);
    const { before, after } = neighbours(asking, shown);
    const anniversaries = anniversariesOf(archive, shown, reader.today);
    const blocks: Block[] = [
      ...eventFacts(asking, shown, cites, anniversaries),
      ...eventSayings(asking, view, cites),
    ];
    const list = (heading: string, events: readonly Outline[]) => {
      const items = events.map((e) => eventItem(asking, e));
      blocks.push(...headed(book.spans(heading), items));
    };
    list('heading.within', within);
    list('heading.mentions', mentioned);
    return {
      reply: {
        locale: book.locale,
        title: [text(eventTitle(asking, shown))],
        blocks: [...blocks, ...cites.blocks()],
        actions: [
          ...open(asking, 'action.before', before),
          ...open(asking, 'action.after', after),
          {
            label: book.text('action.sources'),
            invocation: { command: 'sources', args: { event: shown.id } },
          },
        ],
      },
      data: () => ({
        event: plainEvent(archive, shown, reader.today),
        ...plainSayings(archive, shown),
        mentions: view.mentions.map((m) => m.event),
        within: plainEvents(archive, within, reader.today),
        anniversaries: anniversaries.map(({ count, date }) => ({ count, date: date.edtf })),
        previous: before?.id ?? null,
        next: after?.id ?? null,
      }),
    };
  },
});

function open({ book }: Telling, label: string, shown: Outline | undefined): Action[] {
  if (!shown) return [];
  return [{ label: book.text(label), invocation: { command: 'event', args: { event: shown.id } } }];
}

/** The encounters of the same sides before and after it. */
function neighbours({ archive }: Telling, shown: Outline): { before?: Outline; after?: Outline } {
  const [a, b] = shown.sides;
  if (a === undefined || b === undefined) return {};
  const events = archive.eventsOf(a);
  const counts = (e: Outline) => e.sides.includes(b) && (isMeeting(e) || isMereContact(e));
  const at = events.indexOf(shown);
  const before = events.slice(0, at).findLast(counts);
  const after = events.slice(at + 1).find(counts);
  return { ...(before && { before }), ...(after && { after }) };
}
