import { onThisDay } from '../archive/diary.ts';
import { plainEvents } from '../archive/plain.ts';
import { day } from '../chat/arguments/plain.ts';
import { command, optional } from '../chat/command.ts';
import type { Block } from '../chat/reply.ts';
import { Citations } from '../chat/tell/citations.ts';
import { dateSpan } from '../chat/tell/dates.ts';
import { diaryItem, plainDiaryItem } from '../chat/tell/diary.ts';
import { citedItem } from '../chat/tell/events.ts';
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
    const { happened, items, planned } = onThisDay(archive, asked, reader.today);
    const cites = new Citations(asking);
    const all = [
      ...happened.map((event) => citedItem(asking, event, cites)),
      ...[...planned, ...items].map((item) => diaryItem(asking, item, cites)),
    ];
    const blocks: Block[] =
      all.length > 0
        ? [{ kind: 'list', items: all }]
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
        happened: plainEvents(archive, happened, reader.today),
        items: items.map((item) => plainDiaryItem(asking, item)),
        planned: planned.map((item) => plainDiaryItem(asking, item)),
      }),
    };
  },
});
