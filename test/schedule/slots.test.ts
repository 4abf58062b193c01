/**
 * Slots against an oracle that imports nothing from the program: it walks through a span minute by
 * minute, asks the platform's `Intl` what each clock shows, and notes when a slot comes up.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cronSlots, readCron } from '../../src/schedule/cron.ts';

interface Wanted {
  minutes: number[];
  hours: number[];
  /** Undefined: every day. */
  weekdays?: number[];
  days?: number[];
}

const MINUTE = 60_000;

/** What a wall clock shows at an instant: minutes since 1970, as if it were UTC. */
function clockOf(zone: string): (instant: number) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  return (instant) => {
    const part: Record<string, number> = {};
    for (const { type, value } of format.formatToParts(instant)) part[type] = Number(value);
    return (
      Date.UTC(part.year ?? 0, (part.month ?? 1) - 1, part.day, part.hour, part.minute) / MINUTE
    );
  };
}

/** Due once for each wall-clock minute wanted: when it is first shown; left out, when it would be. */
function oracle(zone: string, wanted: Wanted, from: number, to: number): number[] {
  const clock = clockOf(zone);
  const due = new Set<number>();
  // Begun a day early, so that what is shown for the second time is known to be.
  let shown = clock(from - 1440 * MINUTE) - 1;
  for (let instant = from - 1440 * MINUTE; instant < to + 180 * MINUTE; instant += MINUTE) {
    const now = clock(instant);
    for (let skipped = shown + 1; skipped <= now; skipped++) {
      if (!isWanted(skipped, wanted)) continue;
      // A minute that the clock left out comes as much later as the clock was put forward.
      const gap = now - shown - 1;
      const at = skipped === now ? instant : instant + (gap - (now - skipped)) * MINUTE;
      if (at >= from && at < to) due.add(at);
    }
    shown = Math.max(shown, now);
  }
  return [...due].sort((a, b) => a - b);
}

function isWanted(wallMinute: number, { minutes, hours, weekdays, days }: Wanted): boolean {
  const wall = new Date(wallMinute * MINUTE);
  return (
    minutes.includes(wall.getUTCMinutes()) &&
    hours.includes(wall.getUTCHours()) &&
    (weekdays === undefined || weekdays.includes(wall.getUTCDay())) &&
    (days === undefined || days.includes(wall.getUTCDate()))
  );
}

const expression = ({ minutes, hours, weekdays, days }: Wanted): string =>
  [
    minutes.join(','),
    hours.join(','),
    days?.join(',') ?? '*',
    '*',
    weekdays?.join(',') ?? '*',
  ].join(' ');

/** The instants from 2020 to 2037 at which a zone's clock is changed, found by bisection. */
function transitions(zone: string): number[] {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
  const offset = (instant: number) =>
    format.formatToParts(instant).find((p) => p.type === 'timeZoneName')?.value;
  const found: number[] = [];
  const step = 21 * 86_400_000;
  for (let a = Date.UTC(2020, 0, 1); a < Date.UTC(2038, 0, 1); a += step) {
    let low = a;
    let high = a + step;
    if (offset(low) === offset(high)) continue;
    while (high - low > MINUTE) {
      const middle = Math.floor((low + high) / 2 / MINUTE) * MINUTE;
      if (middle <= low) break;
      if (offset(middle) === offset(low)) low = middle;
      else high = middle;
    }
    found.push(high);
  }
  return found;
}

const ZONES = Intl.supportedValuesOf('timeZone');

describe('every slot is due once', () => {
  test('around every change of the clocks from 2020 to 2037, in every zone', () => {
    const seed = Number(process.env.AIDE_SEED ?? 1);
    const every = process.env.AIDE_CASES !== undefined;
    // Each pattern of changes once; with AIDE_CASES every zone and every change.
    const known = new Set<string>();
    let checked = 0;
    for (const zone of ZONES) {
      for (const [i, at] of transitions(zone).entries()) {
        const pattern = `${at}`;
        if (!every && (known.has(pattern) || i % 6 !== seed % 6)) continue;
        known.add(pattern);
        const wall = new Date(clockOf(zone)(at) * MINUTE);
        const hours = [0, 1, 2, 3, 23, (wall.getUTCHours() + 23) % 24, wall.getUTCHours()];
        const wanted = { minutes: [0, 15, 30, 59], hours: [...new Set(hours)] };
        const from = at - 5 * 3_600_000;
        const to = at + 5 * 3_600_000;
        const slots = [...cronSlots(readCron(expression(wanted)), zone, from, to)];
        expect([zone, new Date(at).toISOString(), ...slots]).toEqual([
          zone,
          new Date(at).toISOString(),
          ...oracle(zone, wanted, from, to),
        ]);
        checked++;
      }
    }
    expect(checked).toBeGreaterThan(100);
  });

  test('on any day, by any expression, in any zone', () => {
    const numbers = (max: number) => fc.uniqueArray(fc.nat(max), { minLength: 1, maxLength: 3 });
    const wanted = fc.oneof(
      fc.record({ minutes: numbers(59), hours: numbers(23), weekdays: numbers(6) }),
      fc.record({
        minutes: numbers(59),
        hours: numbers(23),
        days: numbers(30).map((d) => d.map((n) => n + 1)),
      }),
    );
    const day = fc.integer({
      min: Date.UTC(2020, 0, 1) / 86_400_000,
      max: Date.UTC(2037, 11, 31) / 86_400_000,
    });
    fc.assert(
      fc.property(wanted, fc.constantFrom(...ZONES), day, (pattern, zone, start) => {
        const from = start * 86_400_000;
        const to = from + 3 * 86_400_000;
        const slots = [...cronSlots(readCron(expression(pattern)), zone, from, to)];
        expect(slots).toEqual(oracle(zone, pattern, from, to));
      }),
      { numRuns: Number(process.env.AIDE_CASES ?? 60) },
    );
  });

  test('a span in two parts has the same slots as in one', () => {
    const cron = readCron('*/20 * * * *');
    fc.assert(
      fc.property(
        fc.constantFrom('Europe/Berlin', 'Australia/Lord_Howe', 'America/New_York'),
        fc.nat(600),
        fc.nat(60),
        (zone, start, cut) => {
          const from = Date.UTC(2026, 2, 1) + start * 3_600_000;
          const middle = from + cut * 3_600_000;
          const to = from + 72 * 3_600_000;
          const parts = [
            ...cronSlots(cron, zone, from, middle),
            ...cronSlots(cron, zone, middle, to),
          ];
          expect(parts).toEqual([...cronSlots(cron, zone, from, to)]);
        },
      ),
      { numRuns: 50 },
    );
  });
});
