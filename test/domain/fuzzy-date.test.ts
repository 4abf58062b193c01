import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isoOfDay } from '../../src/domain/dates/day.ts';
import { DateNotationError, fuzzyDate } from '../../src/domain/dates/fuzzy-date.ts';

const bounds = (edtf: string) => {
  const { from, to, precision, form, approximate, uncertain } = fuzzyDate(edtf);
  const iso = (day: number) => (Number.isFinite(day) ? isoOfDay(day) : 'open');
  return [
    iso(from),
    iso(to),
    precision,
    form,
    ...(approximate ? ['~'] : []),
    ...(uncertain ? ['?'] : []),
  ].join(' ');
};

describe('the notation that the documents need', () => {
  test.each([
    ['2024-07-26', '2024-07-26 2024-07-26 day point'],
    ['2024-02-29', '2024-02-29 2024-02-29 day point'],
    ['2023-07', '2023-07-01 2023-07-31 month point'],
    ['2015', '2015-01-01 2015-12-31 year point'],
    ['201X', '2010-01-01 2019-12-31 decade point'],
    ['2025-21', '2025-03-01 2025-05-31 season point'],
    ['2025-23', '2025-09-01 2025-11-30 season point'],
    ['2025-23~', '2025-09-01 2025-11-30 season point ~'],
    ['2025-24', '2025-12-01 2026-02-28 season point'],
    ['2022?', '2022-01-01 2022-12-31 year point ?'],
    ['2024-01-09%', '2024-01-09 2024-01-09 day point ~ ?'],
    ['2021/2022', '2021-01-01 2022-12-31 year interval'],
    ['2025-10-31/2025-11-01', '2025-10-31 2025-11-01 day interval'],
    ['2023-07-25/..', '2023-07-25 open day interval'],
    ['../2024-06-17', 'open 2024-06-17 day interval'],
    ['[2023-08..2023-12]', '2023-08-01 2023-12-31 month set'],
    ['[2023-08,2023-10]', '2023-08-01 2023-10-31 month set'],
    ['2023-XX', '2023-01-01 2023-12-31 year point'],
    ['2024-07-XX', '2024-07-01 2024-07-31 month point'],
  ])('%s is %s', (edtf, expected) => {
    expect(bounds(edtf)).toBe(expected);
  });
});

describe('what is refused, saying what was expected', () => {
  test.each([
    '',
    'foo',
    '2023-02-29',
    '2024-13',
    '2024-00-01',
    '2024-7-1',
    'XXXX-07-26',
    '0045-03-15',
    '2024-07-26T10:00:00Z',
    '2025-11-01/2025-10-31',
    '../..',
    '2024-07-26\u0000',
    '９月',
    '2024-07-26'.repeat(50),
    '[2018-21..2019-01]', // the library never comes to the end of it
  ])('%j', (edtf) => {
    expect(() => fuzzyDate(edtf)).toThrow(DateNotationError);
    expect(() => fuzzyDate(edtf)).toThrow(/expected|must|ends|Interval|Day|Month/);
  });

  test('a set may reach over any time: its members are never made', () => {
    const { from, to, form } = fuzzyDate('[1000-01-01..9999-12-31]');
    expect([form, isoOfDay(from), isoOfDay(to)]).toEqual(['set', '1000-01-01', '9999-12-31']);
  });

  test('any text is a date or a DateNotationError, and bounds are never turned round', () => {
    const notation = fc.oneof(
      fc.string({ maxLength: 20 }),
      fc.stringMatching(/^[\dX]{4}(-[\dX]{2}){0,2}[~?%]?$/),
      fc.stringMatching(/^\[?\d{4}(-\d\d)?(\.\.|,|\/)\d{4}(-\d\d)?\]?$/),
    );
    fc.assert(
      fc.property(notation, (edtf) => {
        try {
          const { from, to } = fuzzyDate(edtf);
          expect(from).toBeLessThanOrEqual(to);
        } catch (error) {
          expect(error).toBeInstanceOf(DateNotationError);
        }
      }),
      { numRuns: 3000 },
    );
  });
});
