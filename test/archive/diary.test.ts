import { describe, expect, test } from 'vitest';
import {
  comingBetween,
  hasPassed,
  isComing,
  onThisDay,
  statusOn,
  upcoming,
} from '../../src/archive/diary.ts';
import type { Outline } from '../../src/domain/events/view.ts';
import { archiveOf, day } from '../support/yaml-archive.ts';

const diary = (events: string, milestones: string) =>
  archiveOf(`source: rec\nevents:\n${events}\nmilestones:\n${milestones}`);

const kept = (date: string, counting = 'every') =>
  diary(
    `  - {id: e, kind: act, date: ${JSON.stringify(date)}, name: {en: E}}`,
    `  - {id: m, event: e, counting: ${counting}}`,
  );

const coming = (archive: ReturnType<typeof diary>, today: string, days: number) =>
  upcoming(archive, day(today), days).items.map((i) =>
    i.kind === 'anniversary' ? `${i.count}: ${i.date.edtf}` : `${i.kind}: ${i.date.edtf}`,
  );

describe('anniversaries are counted and fall on their day', () => {
  test.each([
    ['2015-12-20', 'every', '2025-12-01', 60, ['10: 2025-12-20']],
    ['2015-12-20', 'every', '2025-12-20', 1, ['10: 2025-12-20']],
    ['2015-12-20', 'every', '2025-12-21', 60, []],
    ['2015-12-20', 'every', '2015-12-01', 60, []],
    [
      '2015-12-20',
      'every',
      '2025-12-01',
      800,
      ['10: 2025-12-20', '11: 2026-12-20', '12: 2027-12-20'],
    ],
    ['2015-12-20', 'round', '2025-12-01', 800, ['10: 2025-12-20']],
    ['2015-12-20', '[7, 11]', '2025-12-01', 800, ['11: 2026-12-20']],
    ['2015-12-20', 'none', '2025-12-01', 800, []],
    ['2015-01-05', 'every', '2025-12-20', 30, ['11: 2026-01-05']],
    ['2024-02-29', 'every', '2025-02-01', 40, ['1: 2025-02-28']],
    ['2024-02-29', 'every', '2028-02-01', 40, ['4: 2028-02-29']],
    ['2025-10-31/2025-11-01', 'every', '2026-10-20', 60, ['1: 2026-10-31']],
  ])('%s, %s, from %s for %i days', (date, counting, today, days, expected) => {
    expect(coming(kept(date, counting), today, days)).toEqual(expected);
  });

  test.each([
    ['2015', '2025-03-01', ['10: 2025']],
    ['2015-06', '2025-05-20', ['10: 2025-06']],
    ['2015-06', '2025-07-01', []],
    ['2015-23~', '2025-10-01', ['10: 2025-23~']],
    ['[2015-06..2015-08]', '2025-07-01', ['10: 2025']],
    ['[2015-06-05,2015-06-07]', '2025-06-01', ['10: 2025-06']],
    ['2015-06-05~', '2025-06-01', ['10: 2025-06~']],
    ['2015-24', '2026-01-15', ['10: 2025-24']],
    ['2015-24', '2025-11-20', ['10: 2025-24']],
  ])('%s is kept as precisely as it is known: asked on %s', (date, today, expected) => {
    expect(coming(kept(date), today, 30)).toEqual(expected);
  });

  test.each(['cancelled', 'planned', 'postponed'])(
    'what was only %s has no anniversary',
    (status) => {
      const archive = diary(
        `  - {id: e, kind: act, date: 2015-12-20, status: ${status}}`,
        '  - {id: m, event: e, counting: every}',
      );
      expect(coming(archive, '2025-12-01', 60)).toEqual([]);
    },
  );
});

describe('plans', () => {
  const plan = (more: string) =>
    diary(
      `  - {id: e, kind: multilateral, status: planned, ${more}}`,
      '  - {id: m, event: e, counting: none}',
    );
  const passed = (archive: ReturnType<typeof diary>, today: string) =>
    upcoming(archive, day(today), 30).passed.map((p) => p.event.id);

  test('are told until their last day, and as unreported after it', () => {
    const archive = plan('date: 2026-11-18/2026-11-19');
    expect(coming(archive, '2026-11-01', 30)).toEqual(['planned: 2026-11-18/2026-11-19']);
    expect(coming(archive, '2026-11-19', 30)).toEqual(['planned: 2026-11-18/2026-11-19']);
    expect(passed(archive, '2026-11-19')).toEqual([]);
    expect(coming(archive, '2026-11-20', 30)).toEqual([]);
    expect(passed(archive, '2026-11-20')).toEqual(['e']);
    expect(passed(archive, '2027-06-01')).toEqual([]);
  });

  test('are known only from their announcement', () => {
    const archive = plan('date: 2026-11-18, announced: 2025-12-12');
    expect(coming(archive, '2025-12-11', 400)).toEqual([]);
    expect(coming(archive, '2025-12-12', 400)).toEqual(['planned: 2026-11-18']);
  });

  test('known to the season stay coming through that season', () => {
    const archive = plan('date: 2025-23~');
    expect(coming(archive, '2025-08-20', 30)).toEqual(['planned: 2025-23~']);
    expect(coming(archive, '2025-11-30', 30)).toEqual(['planned: 2025-23~']);
  });

  test('known about a month stay coming a little beyond it', () => {
    for (const days of [7, 9]) {
      expect(coming(plan('date: 2025-06~'), '2025-07-08', days)).toEqual(['planned: 2025-06~']);
    }
  });

  test('what merely happened was not planned before it happened', () => {
    const archive = diary('  - {id: e, kind: meeting, date: 2026-01-05}', '  []');
    expect(coming(archive, '2026-01-01', 30)).toEqual([]);
  });
});

test('what lies ahead is planned only where a plan was known', () => {
  const archive = diary(
    [
      '  - {id: surprise, kind: meeting, date: 2026-01-05}',
      '  - {id: announced, kind: visit, date: 2026-01-05, announced: 2025-12-30}',
      '  - {id: off, kind: visit, date: 2026-01-05, announced: 2025-12-30, status: cancelled}',
      '  - {id: open, kind: visit, date: 2026-01-05, status: planned}',
    ].join('\n'),
    '  []',
  );
  const told = (id: string, today: string) => {
    const event = archive.event(id) as Outline;
    const on = day(today);
    return [statusOn(event, on), isComing(event, on), hasPassed(event, on)];
  };
  expect(told('surprise', '2026-01-01')).toEqual(['held', false, false]);
  expect(told('announced', '2025-12-29')).toEqual(['held', false, false]);
  expect(told('announced', '2025-12-30')).toEqual(['planned', true, false]);
  expect(told('announced', '2026-01-05')).toEqual(['held', false, false]);
  expect(told('off', '2026-01-01')).toEqual(['cancelled', false, false]);
  expect(told('open', '2026-01-01')).toEqual(['planned', true, false]);
  expect(told('open', '2026-01-05')).toEqual(['planned', false, false]);
  expect(told('open', '2026-01-06')).toEqual(['planned', false, true]);
});

test('the first entries of a long diary are those of the whole', () => {
  const events = Array.from({ length: 60 }, (_, i) => {
    const date = `20${10 + (i % 15)}-${String((i % 12) + 1).padStart(2, '0')}-${String((i % 28) + 1).padStart(2, '0')}`;
    return `  - {id: e${i}, kind: act, date: ${i % 7 === 0 ? date.slice(0, 7) : date}}`;
  });
  const milestones = events.map((_, i) => `  - {id: m${i}, event: e${i}, counting: every}`);
  const archive = diary(events.join('\n'), milestones.join('\n'));
  const whole = upcoming(archive, day('2026-03-01'), 500);
  expect(whole.total).toBe(whole.items.length);
  for (const most of [1, 5, 10, 33, 1000]) {
    const first = upcoming(archive, day('2026-03-01'), 500, most);
    expect(first.total).toBe(whole.total);
    expect(first.items).toEqual(whole.items.slice(0, most));
  }
});

test('of a span to come: what falls in it and is known today, and no year that had begun before', () => {
  const archive = diary(
    [
      '  - {id: treaty, kind: act, date: 2015-12-20}',
      '  - {id: club, kind: act, date: 2008-05}',
      '  - {id: era, kind: act, date: 2000}',
      '  - {id: before, kind: multilateral, status: planned, date: 2026-11-30}',
      '  - {id: across, kind: multilateral, status: planned, date: 2026-11-30/2026-12-01}',
      '  - {id: secret, kind: multilateral, status: planned, date: 2026-12-05, announced: 2026-06-01}',
      '  - {id: years, kind: act, status: planned, date: 2026/2027}',
    ].join('\n'),
    ['treaty', 'club', 'era']
      .map((e) => `  - {id: m-${e}, event: ${e}, counting: every}`)
      .join('\n'),
  );
  const between = (today: string, from: string, to: string) =>
    comingBetween(archive, day(today), day(from), day(to)).items.map(({ event }) => event.id);
  expect(between('2026-03-10', '2026-12-01', '2026-12-31')).toEqual(['across', 'treaty', 'era']);
  expect(between('2026-06-01', '2026-12-01', '2026-12-31')).toContain('secret');
  expect(between('2026-03-10', '2027-05-01', '2027-05-31')).toEqual(['club', 'era']);
  expect(between('2025-03-10', '2026-01-01', '2026-12-31')).toContain('years');
});

test('on this day: every year’s events, counted, and the 29th of February on the 28th', () => {
  const archive = diary(
    [
      '  - {id: a, kind: meeting, date: 2020-07-24}',
      '  - {id: b, kind: meeting, date: 2024-07-24}',
      '  - {id: month, kind: meeting, date: 2024-07}',
      '  - {id: set, kind: meeting, date: "[2023-07-24..2023-07-25]"}',
      '  - {id: later, kind: meeting, date: 2030-07-24}',
      '  - {id: leap, kind: meeting, date: 2024-02-29}',
      '  - {id: plan, kind: meeting, status: planned, date: 2026-07-24}',
    ].join('\n'),
    '  []',
  );
  const on = (iso: string) => {
    const { happened, items, planned } = onThisDay(archive, day(iso), day('2026-07-20'));
    return [
      ...happened.map((e) => `that day ${e.id}`),
      ...items.map((i) => `${i.count} ${i.event.id}`),
      ...planned.map((p) => `planned ${p.event.id}`),
    ];
  };
  expect(on('2026-07-24')).toEqual(['6 a', '2 b', 'planned plan']);
  expect(on('2024-07-24')).toEqual(['that day b', '4 a']);
  expect(on('2030-07-24')).not.toContain('that day later');
  expect(on('2026-02-28')).toEqual(['2 leap']);
  expect(on('2028-02-28')).toEqual([]);
  expect(on('2028-02-29')).toEqual(['4 leap']);
});
