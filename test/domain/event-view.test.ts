import { describe, expect, test } from 'vitest';
import type { EventView } from '../../src/domain/events/view.ts';
import { archiveOf } from '../support/yaml-archive.ts';

function view(yaml: string, corpus: 'all' | 'documents' = 'all'): EventView {
  const archive = archiveOf(`events:\n${yaml}`, corpus);
  const event = archive.event('e');
  if (!event) throw new Error('no event e');
  return archive.view(event);
}

const ANN = '{side: KR, person: ann, offices: xx-minister}';

describe('two sources on one event are one event', () => {
  const two = `
  - {id: e, sources: doc, kind: meeting, date: {is: "[2023-08..2023-12]", stated: Sunday, basis: inferred, ground: g}, participants: [{side: KR, person: ann}]}
  - {id: e, sources: [rec, rec2], format: in-person, date: 2023-11-26, place: seoul, participants: [{side: CN, person: bo}]}`;

  test('with the sources of both, and the surer date', () => {
    const { dating, sources, kind, format, seats } = view(two);
    expect(sources).toEqual(['doc', 'rec', 'rec2']);
    expect(dating).toMatchObject({ value: '2023-11-26', basis: 'stated' });
    expect([kind, format]).toEqual(['meeting', 'in-person']);
    expect(seats.map((s) => s.person)).toEqual(['ann', 'bo']);
  });

  test('an imprecise date that allows the precise one is no conflict', () => {
    expect(view(two).conflicts).toEqual([]);
  });

  test('of which the documents alone know only their own account', () => {
    const { dating, sources, seats, place } = view(two, 'documents');
    expect(dating).toMatchObject({
      value: '[2023-08..2023-12]',
      stated: 'Sunday',
      basis: 'inferred',
    });
    expect(sources).toEqual(['doc']);
    expect(seats.map((s) => s.person)).toEqual(['ann']);
    expect(place).toBeUndefined();
  });
});

describe('conflicts are shown, all sides of them', () => {
  test('dates that cannot both be right, inside one account and between two', () => {
    const inside = view(`
  - {id: e, sources: doc, kind: act, date: [{is: 2015, basis: inferred, ground: g}, {is: 2025, stated: next year, standing: deprecated}]}`);
    expect(inside.dating.value).toBe('2015');
    expect(inside.conflicts).toMatchObject([
      {
        field: 'date',
        values: [{ value: '2015' }, { value: '2025', stated: 'next year', standing: 'deprecated' }],
      },
    ]);
    const between = view(`
  - {id: e, sources: doc, kind: act, date: 2026-01-05}
  - {id: e, sources: rec, date: 2026-01-06}`);
    expect(between.conflicts[0]?.values.map((v) => [v.value, v.sources])).toEqual([
      ['2026-01-05', ['doc']],
      ['2026-01-06', ['rec']],
    ]);
  });

  test.each([
    ['{minutes: 40, about: true}', '{minutes: 29}', true],
    ['{minutes: 300, about: true}', '{minutes: 280, about: true}', false],
    ['{minutes: 29}', '{minutes: 30}', true],
  ])('durations %s and %s', (a, b, conflict) => {
    const { conflicts } = view(`
  - {id: e, sources: doc, kind: summit, date: 2024-11-15, duration: {is: ${a}}}
  - {id: e, sources: rec, duration: {is: ${b}}}`);
    expect(conflicts.some((c) => c.field === 'duration')).toBe(conflict);
  });

  test('places, numbers in a series, and whether it was held', () => {
    const { conflicts } = view(`
  - {id: e, sources: doc, kind: dialogue, date: 2024-07-24, place: seoul, series: talks, ordinal: 10, status: held}
  - {id: e, sources: rec, place: beijing, ordinal: 9, status: cancelled}`);
    expect(conflicts.map((c) => c.field)).toEqual(['place', 'ordinal', 'status']);
  });
});

describe('office and level are those of the day', () => {
  const meeting = (date: string, offices: string) => `
  - {id: e, sources: rec, kind: meeting, format: in-person, date: ${date}, participants: [${ANN}, {side: CN, person: bo${offices}}]}`;
  const bo = (v: EventView) => v.attendance.find((a) => a.person === 'bo');

  test('one office held twice, and none in between', () => {
    expect(bo(view(meeting('2022-07-07', '')))?.offices).toEqual(['yy-minister']);
    expect(bo(view(meeting('2023-07-14', '')))?.offices).toEqual(['yy-party']);
    expect(bo(view(meeting('2023-08-31', '')))?.offices).toEqual(['yy-party', 'yy-minister']);
  });

  test('an office that was not held that day is a conflict and is not told as held', () => {
    const wrong = view(meeting('2023-07-14', ', offices: yy-minister'));
    expect(bo(wrong)?.offices).toEqual(['yy-party']);
    expect(wrong.conflicts).toMatchObject([
      {
        field: 'office',
        person: 'bo',
        values: [{ value: 'yy-party' }, { value: 'yy-minister', standing: 'deprecated' }],
      },
    ]);
  });

  test('a date too imprecise to know the office leaves it untold', () => {
    expect(bo(view(meeting('2023-07', '')))?.offices).toEqual(['yy-party']);
    expect(bo(view(meeting('2022/2023', '')))?.offices).toEqual([]);
  });

  test('the lower side decides the level; where a side has no known rank there is none', () => {
    expect(view(meeting('2022-07-07', '')).level).toBe('minister');
    expect(view(meeting('2022-07-07', ', offices: yy-vice')).level).toBe('minister');
    expect(
      view(`
  - {id: e, sources: rec, kind: meeting, date: 2022-07-07, participants: [{side: KR, person: dee, offices: xx-president}, {side: CN, offices: yy-vice}]}`)
        .level,
    ).toBe('vice-minister');
    expect(
      view(`
  - {id: e, sources: rec, kind: meeting, date: 2022-07-07, participants: [${ANN}, {side: JP, person: cy}]}`)
        .level,
    ).toBeUndefined();
  });
});

test('a report that it was held outweighs the plan, and a preferred account both', () => {
  const plan = '\n  - {id: e, sources: doc, kind: meeting, status: planned, date: 2025-23~}';
  const held = '\n  - {id: e, sources: rec, status: held, date: 2025-10-31/2025-11-01}';
  const desk = '\n  - {id: e, sources: rec2, status: postponed, standing: preferred}';
  expect(view(plan).status).toBe('planned');
  expect(view(plan + held).status).toBe('held');
  expect(view(plan + held + desk).status).toBe('postponed');
});

test('the same point told by two sources is one point with two sources', () => {
  const { points } = view(`
  - {id: e, sources: doc, kind: meeting, date: 2024-01-01, points: [{id: p, side: KR, act: request, gist: {en: Asked.}}]}
  - {id: e, sources: rec, points: [{id: p, side: KR, act: request, gist: {en: Asked again.}}]}`);
  expect(points).toMatchObject([{ id: 'p', gist: { en: 'Asked.' }, sources: ['doc', 'rec'] }]);
});

test('a deprecated account is kept for its conflict, and nothing of it is told as fact', () => {
  const seen = view(`
  - {id: e, sources: doc, standing: deprecated, kind: call, date: 2024-01-02, participants: [{side: JP, person: cy}]}
  - {id: e, sources: rec, kind: meeting, date: 2024-01-01, participants: [{side: KR, person: ann}]}`);
  expect(seen.dating.value).toBe('2024-01-01');
  expect(seen.kind).toBe('meeting');
  expect(seen.seats).toEqual([{ side: 'KR', person: 'ann' }]);
  expect(seen.conflicts).toMatchObject([{ field: 'date' }]);
});
