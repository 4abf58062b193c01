import fc from 'fast-check';
import { expect, test } from 'vitest';
import { calendarDate, dayOf, isoOfDay } from '../../src/domain/dates/day.ts';
import { fuzzyDate } from '../../src/domain/dates/fuzzy-date.ts';
import { anniversaryDay, spanBetween } from '../../src/domain/dates/span.ts';

const between = (a: string, b: string) => spanBetween(fuzzyDate(a), fuzzyDate(b));

test('between two days: days, and calendar years, months and days', () => {
  expect(between('2021-10-29', '2022-02-28')).toEqual({
    kind: 'exact',
    days: 122,
    calendar: { years: 0, months: 3, days: 30 },
  });
  expect(between('2021-12-23', '2024-07-24')).toMatchObject({
    calendar: { years: 2, months: 7, days: 1 },
  });
});

test.each([
  ['2023-07', '2024-01-10', { unit: 'month', least: 5, most: 6 }],
  ['2021', '2024-02-28', { unit: 'year', least: 2, most: 3 }],
  ['[2023-08..2023-12]', '2024-01-10', { unit: 'month', least: 0, most: 5 }],
  ['2024-07', '2024-07-26', { unit: 'month', least: 0, most: 0 }],
])('from %s to %s it is a range of the coarser unit', (a, b, expected) => {
  expect(between(a, b)).toEqual({ kind: 'range', ...expected });
});

test('what lasted is counted from its end, and up to its beginning', () => {
  expect(between('2025-10-31/2025-11-01', '2025-11-02')).toMatchObject({ days: 1 });
  expect(between('2025-10-30', '2025-10-31/2025-11-01')).toMatchObject({ days: 1 });
});

test('29 February is kept on the 28th in common years', () => {
  const origin = dayOf(2024, 2, 29);
  expect(isoOfDay(anniversaryDay(origin, 2025))).toBe('2025-02-28');
  expect(isoOfDay(anniversaryDay(origin, 2028))).toBe('2028-02-29');
});

test('an anniversary keeps its month and day, whatever the year', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: dayOf(1900, 1, 1), max: dayOf(2100, 1, 1) }),
      fc.nat(200),
      (origin, years) => {
        const first = calendarDate(origin);
        const kept = calendarDate(anniversaryDay(origin, first.year + years));
        expect(kept.year).toBe(first.year + years);
        expect(kept.month).toBe(first.month);
        expect(kept.day === first.day || (first.day === 29 && kept.day === 28)).toBe(true);
      },
    ),
  );
});
