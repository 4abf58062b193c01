import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  before,
  begunBy,
  chronological,
  compatible,
  within,
} from '../../src/domain/dates/compare.ts';
import { dayOf, isoOfDay } from '../../src/domain/dates/day.ts';
import { type FuzzyDate, fuzzyDate } from '../../src/domain/dates/fuzzy-date.ts';

const d = fuzzyDate;

describe('before', () => {
  test.each([
    ['2023-07', '2023-08-01', 'certain'],
    ['2023-07', '2023-07-31', 'possible'],
    ['2023-07', '2023-07-01', 'impossible'],
    ['[2023-08..2023-12]', '2024-01-10', 'certain'],
    ['[2023-08..2023-12]', '2023-11-26', 'possible'],
    ['2025-10-31/2025-11-01', '2025-11-01', 'impossible'],
    ['2025-10-31/2025-11-01', '2025-11-02', 'certain'],
    // About the autumn of 2025 may be December, or August.
    ['2025-23~', '2025-12-01', 'possible'],
    ['2025-23', '2025-12-01', 'certain'],
    ['2024-06', '2024-06-19', 'possible'],
  ] as const)('%s before %s is %s', (a, b, expected) => {
    expect(before(d(a), d(b))).toBe(expected);
  });
});

test.each([
  ['2024-07-26', '2024', 'certain'],
  ['2024', '2024-07', 'possible'],
  ['2024-07', '2024-08', 'impossible'],
  ['2024-06/2024-08', '2024-07', 'impossible'],
] as const)('%s within %s is %s', (a, b, expected) => {
  expect(within(d(a), d(b))).toBe(expected);
});

test('an interval has begun on its first day; one unknown day, certainly only when all are over', () => {
  expect(begunBy(d('2025-10-31/2025-11-01'), dayOf(2025, 10, 31))).toBe('certain');
  expect(begunBy(d('2023-07'), dayOf(2023, 7, 15))).toBe('possible');
  expect(begunBy(d('2023-07'), dayOf(2023, 7, 31))).toBe('certain');
  expect(begunBy(d('2023-07'), dayOf(2023, 6, 30))).toBe('impossible');
});

test('compatible dates can speak of the same day', () => {
  expect(compatible(d('[2023-08..2023-12]'), d('2023-11-26'))).toBe(true);
  expect(compatible(d('2015'), d('2025'))).toBe(false);
});

// The oracle knows nothing of bounds arithmetic: it tries out every day that each date can be.
const START = dayOf(2024, 1, 1);

type Case = { date: FuzzyDate; days: number[][] };

const someDate: fc.Arbitrary<Case> = fc
  .record({
    from: fc.nat(40),
    length: fc.nat(8),
    form: fc.constantFrom('point', 'set', 'interval' as const),
  })
  .map(({ from, length, form }) => {
    const days = Array.from({ length: length + 1 }, (_, i) => START + from + i);
    const [first = START] = days;
    const last = days.at(-1) ?? first;
    const iso =
      form === 'interval'
        ? `${isoOfDay(first)}/${isoOfDay(last)}`
        : `[${isoOfDay(first)}..${isoOfDay(last)}]`;
    const date = length === 0 ? d(isoOfDay(first)) : d(iso);
    return { date, days: form === 'interval' ? [days] : days.map((day) => [day]) };
  });

const verdict = (outcomes: boolean[]) =>
  outcomes.every(Boolean) ? 'certain' : outcomes.some(Boolean) ? 'possible' : 'impossible';

test('before agrees with trying every day', () => {
  fc.assert(
    fc.property(someDate, someDate, (a, b) => {
      const outcomes = a.days.flatMap((x) => b.days.map((y) => (x.at(-1) ?? 0) < (y[0] ?? 0)));
      expect(before(a.date, b.date)).toBe(verdict(outcomes));
    }),
    { numRuns: 2000 },
  );
});

test('begunBy agrees with trying every day', () => {
  fc.assert(
    fc.property(someDate, fc.nat(50), (a, offset) => {
      const day = START + offset;
      expect(begunBy(a.date, day)).toBe(verdict(a.days.map((x) => (x[0] ?? 0) <= day)));
    }),
  );
});

test('the order of dates is total: it never contradicts itself', () => {
  fc.assert(
    fc.property(fc.array(someDate, { minLength: 3, maxLength: 12 }), (cases) => {
      const dates = cases.map(({ date }) => date);
      const sorted = [...dates].sort(chronological);
      for (const [i, a] of sorted.entries()) {
        for (const b of sorted.slice(i)) expect(chronological(a, b)).toBeLessThanOrEqual(0);
        // What is certainly before is listed before.
        for (const b of sorted.slice(0, i)) expect(before(a, b)).not.toBe('certain');
      }
    }),
  );
});
