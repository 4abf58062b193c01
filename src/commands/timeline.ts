import type { Gap } from '../archive/gaps.ts';
import { plainEvents, plainReach } from '../archive/plain.ts';
import { timeline as timelineOf } from '../archive/timeline.ts';
import { meetingsAsked, meetingsParameters } from '../chat/arguments/meetings.ts';
import { type Asking, command } from '../chat/command.ts';
import { pageOf } from '../chat/pages.ts';
import { type Block, type Invocation, plainText, type Spans } from '../chat/reply.ts';
import { tellDate, tellSpan } from '../chat/tell/dates.ts';
import { partySpan } from '../chat/tell/names.ts';
import { reachNotes } from '../chat/tell/reach.ts';
import { timelineDrawing } from '../chat/timeline/layout.ts';
import { isoOfDay } from '../domain/dates/day.ts';

/** As many as a picture holds and a reader can take in. */
const PER_PICTURE = 60;

/** A picture of who met whom when, by level and format, with the gaps. */
export const timeline = command({
  name: 'timeline',
  parameters: meetingsParameters,
  example: '/timeline kr with cn from 2020',
  run(asking, args) {
    const { archive, reader, book } = asking;
    const asked = meetingsAsked(asking, args);
    const found = timelineOf(archive, { ...args, today: reader.today });
    const list: Invocation = { command: 'meetings', args: asked };
    const self: Invocation = { command: 'timeline', args: asked };
    const page = pageOf(asking, found.events, args.page, self, found.events.length, PER_PICTURE);
    const who = partySpan(asking, args.who);
    const count = found.events.length;
    const title: Spans = args.with
      ? book.spans('timeline.title-with', { who, other: partySpan(asking, args.with) })
      : book.spans('timeline.title', { who });
    const [first] = page.items;
    const last = page.items.at(-1);
    const gaps = gapBlocks(asking, found.gaps);
    const none: Block = { kind: 'text', spans: book.spans('meetings.none') };
    const sheet = first &&
      last && {
        title: plainText(title),
        timeline: found,
        events: page.items,
        first: ((page.page?.number ?? 1) - 1) * PER_PICTURE + 1,
        from: Math.min(...page.items.map((e) => e.date.from), args.from?.from ?? Infinity),
        to: Math.max(
          ...page.items.map((e) => e.date.to),
          page.page && page.page.number < page.page.of
            ? -Infinity
            : endOf(args.to?.to, reader.today),
        ),
      };
    return {
      reply: {
        locale: book.locale,
        title,
        blocks: [...(count === 0 ? [none] : gaps), ...reachNotes(asking, found.reach)],
        actions: [
          ...page.actions,
          ...(count > 0 ? [{ label: book.text('action.as-list'), invocation: list }] : []),
        ],
        ...(sheet && {
          picture: {
            name: 'timeline',
            alt: book.text('timeline.alt', {
              title: sheet.title,
              count: page.items.length,
              first: tellDate(book, (first as typeof last & {}).date, 'plain'),
              latest: tellDate(book, last.date, 'plain'),
            }),
            drawing: timelineDrawing(asking, sheet),
          },
        }),
        ...(page.page && { page: page.page }),
      },
      data: () => ({
        total: count,
        events: plainEvents(archive, found.events, reader.today),
        perhaps: [...found.perhaps].map((event) => event.id),
        gaps: found.gaps.map((gap) => ({
          after: gap.after.id,
          until: gap.until?.id ?? null,
          from: isoOfDay(gap.from),
          to: isoOfDay(gap.to),
          days: gap.to - gap.from + 1,
        })),
        coverage: plainReach(archive, found.reach),
      }),
    };
  },
});

const endOf = (to: number | undefined, today: number): number => Math.min(to ?? today, today);

/** The gaps as a list: a picture is not for every reader. */
function gapBlocks({ book }: Asking, gaps: readonly Gap[]): Block[] {
  if (gaps.length === 0) return [];
  const items = gaps.map((gap) => {
    const values = {
      span: tellSpan(book, gap.span),
      from: tellDate(book, gap.after.date, 'plain'),
      to: gap.until ? tellDate(book, gap.until.date, 'plain') : '',
    };
    return { spans: book.spans(gap.until ? 'timeline.gap' : 'timeline.gap-open', values) };
  });
  return [
    { kind: 'heading', spans: book.spans('timeline.gaps') },
    { kind: 'list', items },
  ];
}
