/** The read model of this project, asked as its commands ask it. */
import type { Archive } from '../../../src/archive/archive.ts';
import { type DiaryItem, upcoming } from '../../../src/archive/diary.ts';
import { find } from '../../../src/archive/find.ts';
import { lastEncounter } from '../../../src/archive/last-encounter.ts';
import { meetings } from '../../../src/archive/meetings.ts';
import { type Day, isoOfDay } from '../../../src/domain/dates/day.ts';
import {
  agendaLines,
  type Engine,
  type LastQuestion,
  PAGE,
  type TimelineQuestion,
  type UpcomingQuestion,
} from './engine.ts';

/** `today` is the reader's day of the words to be found. */
export function readModel(archive: Archive, today: Day): Engine {
  const last = (asked: LastQuestion) => lastEncounter(archive, { ...asked, today: asked.today.to });
  const timeline = (asked: TimelineQuestion) =>
    meetings(archive, { ...asked, today: asked.today.to });
  const page = (asked: UpcomingQuestion) => {
    const { items, total, passed } = upcoming(archive, asked.today, asked.days, PAGE);
    return { total, page: items, passed };
  };
  return {
    name: 'read model',
    last: {
      run: last,
      told: (asked) => [last(asked).event?.id ?? 'none'],
    },
    timeline: {
      run: timeline,
      told: (asked) => timeline(asked).events.map((event) => event.id),
    },
    upcoming: {
      run: page,
      told: (asked) => {
        const found = page(asked);
        return agendaLines({
          ...found,
          page: found.page.map(agendaItem),
          passed: found.passed.map(({ event }) => event.id),
        });
      },
    },
    find: {
      run(words) {
        const found = find(archive, words, today);
        return { total: found.total, page: found.first(PAGE) };
      },
      told(words) {
        const found = find(archive, words, today);
        return found
          .first(found.total)
          .map(({ id }) => id)
          .sort();
      },
    },
  };
}

const agendaItem = (item: DiaryItem) => ({
  id: item.event.id,
  count: item.kind === 'anniversary' ? item.count : null,
  day: isoOfDay(item.date.precision === 'day' ? item.date.from : item.date.to),
});
