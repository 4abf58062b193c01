import { expect, test } from 'vitest';
import { anniversariesOf } from '../../src/archive/anniversaries.ts';
import { archiveOf, day } from '../support/yaml-archive.ts';

function told(date: string, today: string, { counting = 'every', status = 'held' } = {}) {
  const archive = archiveOf(`source: rec
events:
  - {id: e, kind: act, date: ${JSON.stringify(date)}, status: ${status}}
milestones:
  - {id: m, event: e, counting: ${counting}}`);
  const event = archive.event('e');
  if (!event) throw new Error('no event');
  return anniversariesOf(archive, event, day(today)).map((a) => `${a.count}: ${a.date.edtf}`);
}

test.each([
  ['that of this year, whether it is to come', '1992-08-24', '2026-03-10', ['34: 2026-08-24']],
  ['or today', '1992-08-24', '2026-08-24', ['34: 2026-08-24']],
  [
    'the next one too where it is over',
    '1992-08-24',
    '2026-08-25',
    ['34: 2026-08-24', '35: 2027-08-24'],
  ],
  ['none in the year itself', '2026-01-05', '2026-01-01', []],
  ['but the first of the next', '2026-01-05', '2026-02-01', ['1: 2027-01-05']],
  ['the 29th of February on the 28th', '2024-02-29', '2026-02-01', ['2: 2026-02-28']],
  ['a month has no day', '2008-05', '2026-05-31', ['18: 2026-05']],
  ['and a year no month', '2008', '2026-12-31', ['18: 2026']],
])('%s', (_, date, today, expected) => {
  expect(told(date, today)).toEqual(expected);
});

test('also of a year that the diary does not announce', () => {
  expect(told('1992-08-24', '2026-03-10', { counting: 'round' })).toEqual(['34: 2026-08-24']);
});

test('none of what is only announced, or was only planned', () => {
  expect(told('1992-08-24', '2026-03-10', { counting: 'none' })).toEqual([]);
  expect(told('2020-08-24', '2026-03-10', { status: 'cancelled' })).toEqual([]);
});
