/**
 * The slots of a cron expression. The expression is read by node-cron; when it is due is worked out
 * here, day by day and from the wall clock, so that a change of the clocks neither loses nor repeats
 * a slot.
 */
import { parse, validateDetailed } from 'node-cron';
import { calendarDate, type Day, plainDate } from '../domain/dates/day.ts';
import { instantOf, localDay } from './slots.ts';

export class CronError extends Error {
  override readonly name = 'CronError';
}

/** A schedule by minute, hour, day of month, month and weekday. */
export interface Cron {
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  readonly days: ReadonlySet<number>;
  readonly months: ReadonlySet<number>;
  /** 0 is Sunday. */
  readonly weekdays: ReadonlySet<number>;
}

const ALL_DAYS = 31;
const ALL_WEEKDAYS = 7;

const memory = new Map<string, Cron>();

/** Reads five fields, such as `0 9 * * 1`; throws {@link CronError} with what was expected. */
export function readCron(expression: string): Cron {
  const known = memory.get(expression);
  if (known) return known;
  const fields = expression.trim().split(/\s+/);
  if (expression.length > 100 || fields.length !== 5) {
    throw new CronError('expected five fields: minute, hour, day of month, month, weekday');
  }
  const { valid, errors } = validateDetailed(expression);
  if (!valid) throw new CronError(errors[0]?.message ?? 'expected a cron expression');
  const parsed = parse(expression);
  const numbers = (values: readonly (number | string)[]): number[] => {
    if (values.some((value) => typeof value === 'string' && !/^\d+$/.test(value))) {
      throw new CronError('expected numbers, ranges and steps only');
    }
    return values.map(Number).sort((a, b) => a - b);
  };
  const days = new Set(numbers(parsed.dayOfMonth));
  const weekdays = new Set(numbers(parsed.dayOfWeek).map((n) => n % 7));
  if (days.size < ALL_DAYS && weekdays.size < ALL_WEEKDAYS) {
    throw new CronError('expected either days of the month or weekdays, not both');
  }
  const cron: Cron = {
    minutes: numbers(parsed.minute),
    hours: numbers(parsed.hour),
    days,
    months: new Set(numbers(parsed.month)),
    weekdays,
  };
  if (memory.size > 1000) memory.clear();
  memory.set(expression, cron);
  return cron;
}

/**
 * Every slot from `from` (inclusive) to `to` (exclusive), in milliseconds, in order. Slots that a
 * change of the clocks puts on the same instant are one.
 */
export function* cronSlots(cron: Cron, zone: string, from: number, to: number): Generator<number> {
  let last = Number.NEGATIVE_INFINITY;
  // A day's slots may fall on the next day where a clock change leaves its end out.
  for (let day = localDay(from, zone) - 1; ; day++) {
    if (instantOf(day, { hour: 0, minute: 0 }, zone) >= to) return;
    if (!isOn(cron, day)) continue;
    const slots = new Set<number>();
    for (const hour of cron.hours) {
      for (const minute of cron.minutes) slots.add(instantOf(day, { hour, minute }, zone));
    }
    for (const slot of [...slots].sort((a, b) => a - b)) {
      if (slot >= from && slot < to && slot > last) {
        yield slot;
        last = slot;
      }
    }
  }
}

function isOn({ days, months, weekdays }: Cron, day: Day): boolean {
  const { month, day: dayOfMonth } = calendarDate(day);
  return months.has(month) && days.has(dayOfMonth) && weekdays.has(plainDate(day).dayOfWeek % 7);
}
