/** Weekends and holidays, and where a reminder goes that falls on one. */
import { type Day, plainDate } from '../domain/dates/day.ts';
import type { QuietDays } from '../domain/record/schedule.ts';

export type Holidays = ReadonlySet<Day>;

export function isQuiet(day: Day, holidays: Holidays): boolean {
  return plainDate(day).dayOfWeek > 5 || holidays.has(day);
}

/** Longer than any run of holidays; a list that has no working day moves nothing. */
const FURTHEST = 30;

/** The day on which it is posted instead; undefined where it is skipped. */
export function shifted(day: Day, policy: QuietDays, holidays: Holidays): Day | undefined {
  if (policy === 'keep' || !isQuiet(day, holidays)) return day;
  if (policy === 'skip') return undefined;
  const step = policy === 'before' ? -1 : 1;
  for (let i = 1; i <= FURTHEST; i++) {
    const other = day + i * step;
    if (!isQuiet(other, holidays)) return other;
  }
  return day;
}
