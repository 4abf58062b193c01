/** Time comes in here and nowhere else. */
import { Temporal } from 'temporal-polyfill';

export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** A clock that stands still, to replay any day of the past or the future. */
export const stoppedClock = (at: Date): Clock => ({ now: () => at });

/**
 * The instant that `--now` names: with an offset (`2024-11-20T09:00:00+09:00`), or without one in
 * the given zone; a day alone is its noon. Undefined for anything else.
 */
export function readInstant(text: string, zone: string): Date | undefined {
  try {
    if (/^\d{4}-\d\d-\d\d$/.test(text)) {
      const noon = Temporal.PlainDate.from(text, { overflow: 'reject' }).toZonedDateTime({
        timeZone: zone,
        plainTime: '12:00',
      });
      return new Date(noon.epochMilliseconds);
    }
    if (/(?:Z|[+-]\d\d:?\d\d)$/i.test(text)) {
      return new Date(Temporal.Instant.from(text).epochMilliseconds);
    }
    const local = Temporal.PlainDateTime.from(text, { overflow: 'reject' }).toZonedDateTime(zone);
    return new Date(local.epochMilliseconds);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
