/** The day it is somewhere, as Temporal reckons it, in every zone that the platform knows. */
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { dayInZone, dayOf } from '../../src/domain/dates/day.ts';
import { Random } from '../support/random.ts';

const temporal = (at: number, zone: string) => {
  const { year, month, day } = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  return dayOf(year, month, day);
};

test('is what Temporal says, at any time of these two centuries', () => {
  const random = new Random(1);
  const first = Date.UTC(1900, 0, 1);
  const last = Date.UTC(2100, 0, 1);
  for (const zone of [...Intl.supportedValuesOf('timeZone'), 'UTC', 'Asia/Calcutta']) {
    for (let i = 0; i < 5; i++) {
      const at = random.between(first, last);
      expect([zone, at, dayInZone(new Date(at), zone)]).toEqual([zone, at, temporal(at, zone)]);
    }
  }
});

test.each([
  ['2026-03-08T06:59:59Z', 'America/Havana'],
  ['2006-10-29T03:00:30Z', 'America/St_Johns'], // it was 00:00:30, and a minute later 23:01 again
  ['2006-10-29T02:31:30Z', 'America/St_Johns'],
  ['2011-12-30T12:00:00Z', 'Pacific/Apia'], // a day that was left out
])('at %s in %s, where clocks were set about midnight', (at, zone) => {
  expect(dayInZone(new Date(at), zone)).toBe(temporal(Date.parse(at), zone));
});

test('of a zone that nobody knows there is none', () => {
  expect(() => dayInZone(new Date(0), 'Mars/Olympus')).toThrow(RangeError);
});
