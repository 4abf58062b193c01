/**
 * What the clocks on the walls of a zone show, by the platform's `Intl` alone. Imports nothing of the
 * program.
 */

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export const ZONES: readonly string[] = Intl.supportedValuesOf('timeZone');

const formats = new Map<string, Intl.DateTimeFormat>();

/** How far a zone's wall clock is ahead of UTC at an instant, in milliseconds. */
export function offsetAt(zone: string, instant: number): number {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formats.set(zone, format);
  }
  const part: Record<string, number> = {};
  for (const { type, value } of format.formatToParts(instant)) part[type] = Number(value);
  const { year = 0, month = 1, day, hour, minute, second } = part;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(instant / 1000) * 1000;
}

/** A change of a zone's clocks comes on a quarter of an hour. */
const QUARTER = 15 * MINUTE;

/** Every minute of a span with what the wall clock shows then, as if that were UTC. */
export function* minutes(
  zone: string,
  from: number,
  to: number,
): Generator<readonly [instant: number, wall: number]> {
  for (let day = from; day < to; day += DAY) {
    const isEven = offsetAt(zone, day) === offsetAt(zone, day + DAY);
    let offset = offsetAt(zone, day);
    for (let instant = day; instant < Math.min(to, day + DAY); instant += MINUTE) {
      if (!isEven && instant % QUARTER === 0) offset = offsetAt(zone, instant);
      yield [instant, instant + offset];
    }
  }
}

/** The instants of a span at which a zone's clocks are changed, found by bisection. */
export function transitions(zone: string, from: number, to: number): number[] {
  const found: number[] = [];
  const step = 20 * DAY;
  for (let a = from; a < to; a += step) {
    let low = a;
    let high = a + step;
    if (offsetAt(zone, low) === offsetAt(zone, high)) continue;
    while (high - low > MINUTE) {
      const middle = Math.floor((low + high) / 2 / MINUTE) * MINUTE;
      if (offsetAt(zone, middle) === offsetAt(zone, low)) low = middle;
      else high = middle;
    }
    found.push(high);
  }
  return found;
}
