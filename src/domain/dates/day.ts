/**
 * A day of the proleptic Gregorian calendar as a whole number: days since 1970-01-01.
 * Days compare and sort as numbers; a day belongs to the place where the thing happened.
 */
import { Temporal } from 'temporal-polyfill';
import { once } from '../once.ts';

export type Day = number;

const MS_PER_DAY = 86_400_000;

/** The day of a calendar date. `month` is 1 to 12; a day past the month's end runs into the next. */
export function dayOf(year: number, month: number, day: number): Day {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return Math.round(date.getTime() / MS_PER_DAY);
}

export interface CalendarDate {
  year: number;
  /** 1 to 12 */
  month: number;
  /** 1 to 31 */
  day: number;
}

export function calendarDate(day: Day): CalendarDate {
  const date = new Date(day * MS_PER_DAY);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

/** `2024-07-26` */
export function isoOfDay(day: Day): string {
  const { year, month, day: d } = calendarDate(day);
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(d)}`;
}

const two = (n: number): string => String(n).padStart(2, '0');

/** The last day of a month (1 to 12). */
export const endOfMonth = (year: number, month: number): Day => dayOf(year, month + 1, 0);

/** The day it is in an IANA time zone at an instant; throws `RangeError` for an unknown zone. */
export const dayInZone = (instant: Date, zone: string): Day =>
  dayAtSecond(zone, Math.floor(instant.getTime() / 1000));

/** Every question asks what day it is for its reader; no zone is off by a part of a second. */
const dayAtSecond = once((zone: string, second: number) => {
  const [month = 0, day = 0, year = 0] = clockIn(zone)
    .format(second * 1000)
    .split('/')
    .map(Number);
  return dayOf(year, month, day);
});

/** No year before the first is asked for. */
const clockIn = once(
  (timeZone: string) =>
    new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', {
      timeZone,
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
    }),
);

export const plainDate = (day: Day): Temporal.PlainDate => {
  const { year, month, day: d } = calendarDate(day);
  return new Temporal.PlainDate(year, month, d);
};
