/**
 * The time between two dates, told no more precisely than the dates are held.
 *
 * Between two days it is counted in days and in calendar years, months and days. Where one of the
 * dates is imprecise it is a range of whole units of the coarser date: from July 2023 to 10 January
 * 2024 is "5 to 6 months", from 2021 to 28 February 2024 "2 to 3 years".
 */
import { once } from '../once.ts';
import { calendarDate, type Day, plainDate } from './day.ts';
import type { FuzzyDate } from './fuzzy-date.ts';

export interface CalendarSpan {
  readonly years: number;
  readonly months: number;
  readonly days: number;
}

export type Span =
  | { readonly kind: 'exact'; readonly days: number; readonly calendar: CalendarSpan }
  | {
      readonly kind: 'range';
      readonly unit: 'day' | 'month' | 'year';
      readonly least: number;
      readonly most: number;
    };

/** Calendar years, months and days from one day to a later one (29 February ends on the 28th). */
export const calendarSpan = once((from: Day, to: Day): CalendarSpan => {
  const span = plainDate(from).until(plainDate(to), { largestUnit: 'years' });
  return { years: span.years, months: span.months, days: span.days };
});

/** The time from `a` until `b`; `a` is not after `b`. */
export function spanBetween(a: FuzzyDate, b: FuzzyDate): Span {
  const begin = a.form === 'interval' ? { from: a.to, to: a.to } : a;
  const end = b.form === 'interval' ? { from: b.from, to: b.from } : b;
  if (begin.from === begin.to && end.from === end.to && !a.approximate && !b.approximate) {
    return {
      kind: 'exact',
      days: end.from - begin.from,
      calendar: calendarSpan(begin.from, end.from),
    };
  }
  const unit = coarserUnit(a, b);
  const least = wholeUnits(begin.to, end.from, unit);
  const most = wholeUnits(begin.from, end.to, unit);
  return { kind: 'range', unit, least: Math.max(0, least), most: Math.max(0, most) };
}

function coarserUnit(a: FuzzyDate, b: FuzzyDate): 'day' | 'month' | 'year' {
  const precisions = [a.precision, b.precision];
  if (precisions.includes('decade') || precisions.includes('year')) return 'year';
  return precisions.every((p) => p === 'day') && a.form !== 'set' && b.form !== 'set'
    ? 'day'
    : 'month';
}

function wholeUnits(from: Day, to: Day, unit: 'day' | 'month' | 'year'): number {
  if (unit === 'day') return to - from;
  if (to < from) return 0;
  const { years, months } = calendarSpan(from, to);
  return unit === 'year' ? years : years * 12 + months;
}

/**
 * The day on which an anniversary of a month and day falls in a year: 29 February is kept on the
 * 28th in common years.
 */
export function anniversaryDay(origin: Day, year: number): Day {
  const { year: first } = calendarDate(origin);
  const date = plainDate(origin).add({ years: year - first }, { overflow: 'constrain' });
  return Math.round(Date.UTC(date.year, date.month - 1, date.day) / 86_400_000);
}
