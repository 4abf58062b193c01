import { comingBetween, type DiaryItem, upcoming as upcomingIn } from '../archive/diary.ts';
import { dateAhead, integer } from '../chat/arguments/plain.ts';
import { type Asking, command, hidden, optional } from '../chat/command.ts';
import { PAGE_SIZE, pageOf } from '../chat/pages.ts';
import type { Block, Invocation } from '../chat/reply.ts';
import { Citations } from '../chat/tell/citations.ts';
import { dateSpan, tellCount } from '../chat/tell/dates.ts';
import { diaryItem, plainDiaryItem } from '../chat/tell/diary.ts';
import { UserError } from '../chat/user-error.ts';
import { isoOfDay } from '../domain/dates/day.ts';
import type { FuzzyDate } from '../domain/dates/fuzzy-date.ts';

const DEFAULT_DAYS = 30;
/** A little over ten years. */
const MOST_DAYS = 3660;

/**
 * Anniversaries and planned events of the coming days, with plans that passed without a report; or of a
 * span that is to come, such as a month.
 */
export const upcoming = command({
  name: 'upcoming',
  parameters: {
    days: optional(integer(1, MOST_DAYS)),
    in: optional(dateAhead),
    page: hidden(integer(1, 100_000)),
  },
  example: '/upcoming 60',
  run(asking, args) {
    const { archive, reader, book } = asking;
    if (args.days !== undefined && args.in) throw new UserError('days-or-span');
    const days = args.days ?? DEFAULT_DAYS;
    const look = (most?: number) =>
      args.in ? within(asking, args.in, most) : upcomingIn(archive, reader.today, days, most);
    const found = look((args.page ?? 1) * PAGE_SIZE);
    const span: Invocation['args'] = args.in ? { in: args.in.edtf } : { days };
    const asked = { command: 'upcoming', args: span };
    const page = pageOf(asking, found.items, args.page, asked, found.total);
    const cites = new Citations(asking);
    const list = (items: readonly DiaryItem[]): Block => ({
      kind: 'list',
      items: items.map((item) => diaryItem(asking, item, cites)),
    });
    const blocks: Block[] = [
      page.items.length > 0
        ? list(page.items)
        : { kind: 'text', spans: book.spans('upcoming.none') },
    ];
    if (found.passed.length > 0) {
      blocks.push({ kind: 'heading', spans: book.spans('heading.passed') });
      blocks.push(list(found.passed));
    }
    return {
      reply: {
        locale: book.locale,
        title: args.in
          ? book.spans('upcoming.title-within', { date: dateSpan(book, args.in, 'plain') })
          : book.spans('upcoming.title', { days: tellCount(book, 'day', days) }),
        blocks: [...blocks, ...cites.blocks()],
        actions: page.actions,
        ...(page.page && { page: page.page }),
      },
      data: () => {
        const plain = (item: DiaryItem) => plainDiaryItem(asking, item);
        const { items, passed } = look();
        return { ...span, items: items.map(plain), passed: passed.map(plain) };
      },
    };
  },
});

/** As far as the span lies ahead. */
function within({ archive, reader }: Asking, span: FuzzyDate, most?: number) {
  const { today } = reader;
  const last = today + MOST_DAYS;
  if (span.to < today || span.to > last) {
    const [from, to] = [isoOfDay(today), isoOfDay(last)];
    throw new UserError('not-ahead', { typed: span.edtf, from, to });
  }
  return {
    ...comingBetween(archive, today, Math.max(today, span.from), span.to, most),
    passed: [],
  };
}
