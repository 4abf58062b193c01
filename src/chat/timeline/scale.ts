/** The axis of time: where a day lies, and the years and months that are marked on it. */
import { calendarDate, type Day, dayOf } from '../../domain/dates/day.ts';
import type { Extent } from './packing.ts';

export interface Scale {
  /** The middle of a day. */
  at(day: Day): number;
  readonly ticks: readonly Tick[];
}

export interface Tick {
  readonly day: Day;
  readonly unit: 'year' | 'month';
}

/** Ticks lie no closer than this, in pixels. */
const CLOSEST = 56;

const MONTHS = [1, 2, 3, 6];
const YEARS = [1, 2, 5, 10, 20, 50, 100];

export function scaleOf(from: Day, to: Day, { from: left, to: right }: Extent): Scale {
  const perDay = (right - left) / Math.max(1, to - from + 1);
  const at = (day: Day): number => left + (day - from + 0.5) * perDay;
  return { at, ticks: ticksOf(from, to, perDay) };
}

function ticksOf(from: Day, to: Day, perDay: number): Tick[] {
  const months = MONTHS.find((step) => step * 30.4 * perDay >= CLOSEST);
  const years = YEARS.find((step) => step * 365.2 * perDay >= CLOSEST) ?? 1000;
  const step = months ?? years * 12;
  const ticks: Tick[] = [];
  const begin = calendarDate(from);
  const first = months
    ? Math.floor((begin.year * 12 + begin.month - 1) / step) * step
    : Math.floor(begin.year / years) * years * 12;
  for (let month = first; ; month += step) {
    const day = dayOf(Math.floor(month / 12), (month % 12) + 1, 1);
    if (day > to) return ticks;
    if (day >= from) ticks.push({ day, unit: month % 12 === 0 ? 'year' : 'month' });
  }
}
