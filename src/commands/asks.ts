import { asks as asksOf, type Entry } from '../archive/asks.ts';
import { plainReach, plainSaying } from '../archive/plain.ts';
import { checkApart, party } from '../chat/arguments/party.ts';
import { integer } from '../chat/arguments/plain.ts';
import { topic } from '../chat/arguments/vocabulary.ts';
import { type Asking, command, hidden, optional, required, toldAs } from '../chat/command.ts';
import { pageOf } from '../chat/pages.ts';
import {
  type Block,
  headed,
  type Invocation,
  type ListItem,
  type Spans,
  text,
} from '../chat/reply.ts';
import { Citations } from '../chat/tell/citations.ts';
import { dateSpan } from '../chat/tell/dates.ts';
import { partySpan, placeName } from '../chat/tell/names.ts';
import { reachNotes } from '../chat/tell/reach.ts';
import { pointItem } from '../chat/tell/sayings.ts';
import { topicName } from '../chat/tell/wording.ts';

/** What one side asked of another, and what was answered. */
export const asks = command({
  name: 'asks',
  parameters: {
    by: required(party(undefined, 'name')),
    to: toldAs('addressee', required(party(undefined, 'name'))),
    topic: optional(topic),
    page: hidden(integer(1, 100_000)),
  },
  example: '/asks kr cn defectors',
  run(asking, args) {
    const { archive, reader, book } = asking;
    const { by, to } = args;
    checkApart(asking, by, to);
    const found = asksOf(archive, { by, to, topic: args.topic, today: reader.today });
    const asked: Invocation = {
      command: 'asks',
      args: { by: by.id, to: to.id, ...(args.topic && { topic: args.topic }) },
    };
    const page = pageOf(asking, found.entries, args.page, asked);
    const cites = new Citations(asking);
    const blocks: Block[] = [];
    const list = (heading: string, entries: readonly Entry[]) => {
      const items = entries.map((entry) => entryItem(asking, entry, cites));
      blocks.push(...headed(book.spans(heading), items));
    };
    list('asks.open', page.items.filter(isOpen));
    list(
      'asks.answered',
      page.items.filter((entry) => !isOpen(entry)),
    );
    if (blocks.length === 0) blocks.push({ kind: 'text', spans: book.spans('asks.none') });
    return {
      reply: {
        locale: book.locale,
        title: book.spans('asks.title', {
          by: partySpan(asking, by),
          to: partySpan(asking, to),
          count: found.entries.length,
        }),
        blocks: [...blocks, ...cites.blocks(), ...reachNotes(asking, found.reach)],
        actions: page.actions,
        ...(page.page && { page: page.page }),
      },
      data: () => ({
        total: found.entries.length,
        open: found.open,
        entries: found.entries.map((entry) => plainEntry(asking, entry)),
        coverage: plainReach(archive, found.reach),
      }),
    };
  },
});

const isOpen = ({ replies }: Entry): boolean => replies.length === 0;

/** When and where, what was asked in whose words, what was answered, and since when it is asked. */
function entryItem(asking: Asking, entry: Entry, cites: Citations): ListItem {
  const { archive, book } = asking;
  const { event, point, replies, earlier } = entry;
  const { place } = archive.view(event);
  const said = pointItem(asking, point, cites);
  const where = place ? [text(` · ${placeName(asking, place.value)}`)] : [];
  const first = earlier[0];
  const details: Spans[] = [
    ...(point.topic === undefined ? [] : [[text(topicName(asking, point.topic))]]),
    ...(said.details ?? []),
    ...replies.flatMap((reply): Spans[] => {
      const told = pointItem(asking, reply, cites);
      return [book.spans('asks.reply', { reply: told.spans }), ...(told.details ?? [])];
    }),
    ...(first
      ? [
          book.spans('asks.again', {
            nth: earlier.length + 1,
            date: dateSpan(book, first.date, 'plain'),
          }),
        ]
      : []),
  ];
  return {
    spans: [dateSpan(book, event.date, 'plain'), ...where, text(' · '), ...said.spans],
    details,
    open: { command: 'event', args: { event: event.id } },
  };
}

function plainEntry({ archive }: Asking, { event, point, replies, earlier }: Entry) {
  const { dating, place } = archive.view(event);
  return {
    event: event.id,
    date: dating.value,
    place: (place && archive.record('place', place.value)?.name.en) ?? null,
    ...plainSaying(archive, point),
    open: replies.length === 0,
    replies: replies.map((reply) => plainSaying(archive, reply)),
    earlier: earlier.map(({ id }) => id),
  };
}
