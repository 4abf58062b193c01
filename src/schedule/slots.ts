/**
 * Times of day as instants. A local time that a clock change leaves out is the instant that much
 * later (02:30 becomes 03:30); one that comes twice is its first.
 */
import { Temporal } from 'temporal-polyfill';
import { type Day, dayOf } from '../domain/dates/day.ts';

export interface TimeOfDay {
  /** 0 to 23 */
  readonly hour: number;
  /** 0 to 59 */
  readonly minute: number;
}

/** `09:00` */
export function timeOfDay(written: string): TimeOfDay {
  const [hour = 0, minute = 0] = written.split(':').map(Number);
  return { hour, minute };
}

/** The same few days and hours are asked for by every channel. */
const memory = new Map<string, number>();
const MEMORY_LIMIT = 50_000;

/** The instant of a local time, in milliseconds since 1970. */
export function instantOf(day: Day, time: TimeOfDay, zone: string): number {
  const key = `${day} ${time.hour}:${time.minute} ${zone}`;
  let instant = memory.get(key);
  if (instant === undefined) {
    instant = workOut(day, time, zone);
    if (memory.size >= MEMORY_LIMIT) memory.clear();
    memory.set(key, instant);
  }
  return instant;
}

function workOut(day: Day, { hour, minute }: TimeOfDay, zone: string): number {
  const date = new Date(day * 86_400_000);
  const local = new Temporal.PlainDateTime(
    date.getUTCFullYear(),
    date.getUTCMonth() + 1,
    date.getUTCDate(),
    hour,
    minute,
  );
  return local.toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds;
}

/** The local day of an instant. */
export function localDay(instant: number, zone: string): Day {
  const date = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);
  return dayOf(date.year, date.month, date.day);
}
