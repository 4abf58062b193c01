/** Which anniversary of an event it is. */
import { calendarDate, type Day, isoOfDay } from '../domain/dates/day.ts';
import { type FuzzyDate, fuzzyDate } from '../domain/dates/fuzzy-date.ts';
import { anniversaryDay } from '../domain/dates/span.ts';
import type { Outline } from '../domain/events/view.ts';
import type { Archive } from './archive.ts';
import { afterYear, hasDay, milestoneOf } from './diary-index.ts';

export interface Counted {
  /** The tenth anniversary is 10. */
  readonly count: number;
  /** As precisely as the event is dated. */
  readonly date: FuzzyDate;
}

/**
 * That of the reader's year, whether or not it is told of in the diary, and the next where that one is
 * over; none of an event of which the diary counts no anniversaries.
 */
export function anniversariesOf(archive: Archive, event: Outline, today: Day): Counted[] {
  const counting = milestoneOf(archive, event)?.counting ?? 'none';
  if (event.status !== 'held' || counting === 'none') return [];
  const { year } = calendarDate(today);
  const [now, next] = [anniversaryIn(event, year), anniversaryIn(event, year + 1)];
  return (now.date.to < today ? [now, next] : [now]).filter(({ count }) => count >= 1);
}

function anniversaryIn(event: Outline, year: number): Counted {
  const { from } = event.date;
  const date = hasDay(event)
    ? isoOfDay(anniversaryDay(from, year))
    : `${year}${afterYear(event.date)}`;
  return { count: year - calendarDate(from).year, date: fuzzyDate(date) };
}
