import { type DiaryItem, type Planned, upcoming as upcomingIn } from '../archive/diary.ts';
import { integer } from '../chat/arguments/plain.ts';
import { command, hidden, optional } from '../chat/command.ts';
import { PAGE_SIZE, pageOf } from '../chat/pages.ts';
import type { Block } from '../chat/reply.ts';
import { Citations } from '../chat/tell/citations.ts';
import { tellCount } from '../chat/tell/dates.ts';
import { diaryItem, plainDiaryItem } from '../chat/tell/diary.ts';

const DEFAULT_DAYS = 30;
/** A little over ten years. */
const MOST_DAYS = 3660;

/** Anniversaries and planned events of the coming days, and plans that passed without a report. */
export const upcoming = command({
  name: 'upcoming',
  parameters: {
    days: optional(integer(1, MOST_DAYS)),
    page: hidden(integer(1, 100_000)),
  },
  example: '/upcoming 60',
  run(asking, args) {
    const { archive, reader, book } = asking;
    const days = args.days ?? DEFAULT_DAYS;
    const most = (args.page ?? 1) * PAGE_SIZE;
    const found = upcomingIn(archive, reader.today, days, most);
    const asked = { command: 'upcoming', args: { days } };
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
        title: book.spans('upcoming.title', { days: tellCount(book, 'day', days) }),
        blocks: [...blocks, ...cites.blocks()],
        actions: page.actions,
        ...(page.page && { page: page.page }),
      },
      data: () => {
        const plain = (item: DiaryItem | Planned) => plainDiaryItem(asking, item);
        const { items, passed } = upcomingIn(archive, reader.today, days);
        return { days, items: items.map(plain), passed: passed.map(plain) };
      },
    };
  },
});
