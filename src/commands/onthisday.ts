import { onThisDay } from '../archive/diary.ts';
import { day } from '../chat/arguments/plain.ts';
import { command, optional } from '../chat/command.ts';
import type { Block } from '../chat/reply.ts';
import { Citations } from '../chat/tell/citations.ts';
import { dateSpan } from '../chat/tell/dates.ts';
import { diaryItem, plainDiaryItem } from '../chat/tell/diary.ts';
import { isoOfDay } from '../domain/dates/day.ts';
import { fuzzyDate } from '../domain/dates/fuzzy-date.ts';

/** What happened on this day of the year, with the years counted. */
export const onthisday = command({
  name: 'onthisday',
  parameters: { date: optional(day) },
  example: '/onthisday 12-20',
  run(asking, args) {
    const { archive, reader, book } = asking;
    const asked = args.date ?? reader.today;
    const date = fuzzyDate(isoOfDay(asked));
    const { items, planned } = onThisDay(archive, asked, reader.today);
    const cites = new Citations(asking);
    const all = [...planned, ...items];
    const blocks: Block[] =
      all.length > 0
        ? [{ kind: 'list', items: all.map((item) => diaryItem(asking, item, cites)) }]
        : [{ kind: 'text', spans: book.spans('onthisday.none') }];
    return {
      reply: {
        locale: book.locale,
        title: book.spans('onthisday.title', { date: dateSpan(book, date) }),
        blocks: [...blocks, ...cites.blocks()],
        actions: [],
      },
      data: () => ({
        date: date.edtf,
        items: items.map((item) => plainDiaryItem(asking, item)),
        planned: planned.map((item) => plainDiaryItem(asking, item)),
      }),
    };
  },
});
