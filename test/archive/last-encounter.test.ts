import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lastEncounter } from '../../src/archive/last-encounter.ts';
import { fuzzyDate } from '../../src/domain/dates/fuzzy-date.ts';
import { archiveOf, country, day, person } from '../support/yaml-archive.ts';

const between = (id: string, date: string, more = '') =>
  `  - {id: ${id}, kind: meeting, format: in-person, date: ${JSON.stringify(date)}, participants: [{side: KR, person: ann}, {side: CN, person: bo}]${more}}\n`;

const archive = (events: string) => archiveOf(`source: rec\nevents:\n${events}`);

function ask(
  events: string,
  today = '2026-01-01',
  more: Partial<Parameters<typeof lastEncounter>[1]> = {},
) {
  const found = lastEncounter(archive(events), { who: person('bo'), today: day(today), ...more });
  return {
    event: found.event?.id,
    beside: found.beside.map((e) => e.id),
    bilateral: found.bilateral?.id,
    perhapsLater: found.perhapsLater.map((e) => e.id),
    laterContact: found.laterContact?.id,
    previous: found.previous?.id,
    next: found.next?.id,
  };
}

describe('the last meeting', () => {
  const three =
    between('a', '2024-01-01') + between('b', '2024-02-01') + between('c', '2024-03-01');

  test('is the latest up to the reader’s day', () => {
    expect(ask(three)).toMatchObject({ event: 'c', previous: 'b' });
    expect(ask(three, '2024-02-29')).toMatchObject({ event: 'b', previous: 'a', next: undefined });
    expect(ask(three, '2024-02-01')).toMatchObject({ event: 'b' });
    expect(ask(three, '2023-12-31')).toMatchObject({ event: undefined });
  });

  test('before a date, with the one after it at hand', () => {
    const before = { before: fuzzyDate('2024-03-01') };
    expect(ask(three, '2026-01-01', before)).toMatchObject({
      event: 'b',
      previous: 'a',
      next: 'c',
    });
  });

  test('before a month or a year is before its first day', () => {
    for (const limit of ['2024-03', '2024-03~', '2024-21']) {
      const found = ask(three, '2026-01-01', { before: fuzzyDate(limit) });
      expect(found).toMatchObject({ perhapsLater: [], next: 'c' });
      expect(found.event).toBe('b');
    }
    expect(ask(three, '2026-01-01', { before: fuzzyDate('2024') }).event).toBeUndefined();
  });

  test('one that may lie before the date, but may not, is not taken for it', () => {
    const events = between('a', '2024-01-01') + between('m', '2024-02');
    const found = ask(events, '2026-01-01', { before: fuzzyDate('2024-02-15') });
    expect(found).toMatchObject({ event: 'a', perhapsLater: ['m'] });
  });

  test('one so imprecise that it may have been later is told beside it', () => {
    const events = between('month', '2024-03') + between('exact', '2024-03-10');
    expect(ask(events)).toMatchObject({ event: 'exact', perhapsLater: ['month'] });
    const apart = between('month', '2024-02') + between('exact', '2024-03-10');
    expect(ask(apart)).toMatchObject({ event: 'exact', perhapsLater: [] });
  });

  test('two of the same month are not told to be of the same day', () => {
    const events = between('first', '2024-03') + between('second', '2024-03');
    expect(ask(events)).toMatchObject({ event: 'second', beside: [], perhapsLater: ['first'] });
  });

  test('one that may not have taken place yet is not “last”', () => {
    const events = between('a', '2024-01-01') + between('set', '[2024-02..2024-04]');
    expect(ask(events, '2024-03-01')).toMatchObject({ event: 'a', perhapsLater: ['set'] });
    expect(ask(events, '2024-04-30')).toMatchObject({ event: 'set' });
  });

  test('on one day the stated turn orders, and a bilateral talk comes before a round table', () => {
    const table =
      '  - {id: table, kind: multilateral, format: in-person, date: 2024-03-01, turn: 3, participants: [{side: KR, person: ann}, {side: CN, person: bo}, {side: JP, person: cy}]}\n';
    const events =
      between('second', '2024-03-01', ', turn: 2') +
      between('first', '2024-03-01', ', turn: 1') +
      table;
    expect(ask(events)).toMatchObject({
      event: 'second',
      beside: ['table', 'first'],
      previous: undefined,
    });
  });

  test('where the last was a round table, the last talk of the two is told beside it', () => {
    const table = (id: string, date: string) =>
      `  - {id: ${id}, kind: multilateral, format: in-person, date: ${date}, participants: [{side: KR, person: ann}, {side: CN, person: bo}, {side: JP, person: cy}]}\n`;
    const events =
      between('first', '2024-01-01') +
      between('talk', '2024-02-01') +
      between('later', '2024-08') +
      table('table', '2024-03-01') +
      table('another', '2024-05-01');
    const two = { with: person('ann') };
    expect(ask(events, '2024-08-02', two)).toMatchObject({ event: 'another', bilateral: 'talk' });
    expect(ask(events, '2024-08-02', { ...two, before: fuzzyDate('2024-04') })).toMatchObject({
      event: 'table',
      bilateral: 'talk',
    });
    // Of one alone it is not said whose talk it should be, and a talk is told as itself.
    expect(ask(events, '2024-08-02').bilateral).toBeUndefined();
    expect(ask(events, '2024-02-02', two)).toMatchObject({ event: 'talk', bilateral: undefined });
    expect(ask(table('table', '2024-03-01'), '2024-08-02', two).bilateral).toBeUndefined();
    const virtual = { ...two, format: 'virtual' as const };
    expect(ask(events, '2024-08-02', virtual)).toMatchObject({ event: undefined });
  });

  test('a round table is the last where there was no talk apart', () => {
    const table =
      '  - {id: table, kind: multilateral, date: 2024-03-02, participants: [{side: KR, person: ann}, {side: CN, person: bo}, {side: JP}]}\n';
    expect(ask(between('a', '2024-03-01') + table)).toMatchObject({ event: 'table', beside: [] });
  });
});

describe('what is contact and no meeting', () => {
  const kinds = (kind: string, format: string) =>
    between('a', '2024-01-01') +
    `  - {id: x, kind: ${kind}, format: ${format}, date: 2024-02-01, participants: [{side: KR, person: ann}, {side: CN, person: bo}]}\n`;

  test.each([
    ['call', 'phone'],
    ['statement', 'correspondence'],
    ['encounter', 'in-person'],
  ])('a %s is told apart, and counted when asked for', (kind, format) => {
    const events = kinds(kind, format);
    expect(ask(events)).toMatchObject({ event: 'a', laterContact: 'x' });
    const asked = kind === 'encounter' ? 'encounter' : format;
    expect(ask(events, '2026-01-01', { format: asked as 'phone' })).toMatchObject({ event: 'x' });
    expect(ask(events, '2026-01-01', { format: 'any' })).toMatchObject({ event: 'x' });
    if (kind === 'encounter') {
      expect(ask(events, '2026-01-01', { format: 'in-person' })).toMatchObject({ event: 'a' });
    }
  });

  test('a meeting by video is a meeting', () => {
    expect(ask(kinds('meeting', 'virtual'))).toMatchObject({ event: 'x', laterContact: undefined });
  });

  test('contact before the last meeting is not contact since', () => {
    const earlier = `  - {id: x, kind: call, format: phone, date: 2023-02-01, participants: [{side: KR, person: ann}, {side: CN, person: bo}]}\n`;
    expect(ask(between('a', '2024-01-01') + earlier)).toMatchObject({ laterContact: undefined });
  });

  test('contact is since the last meeting only where that is certain', () => {
    const call = (date: string, more = '') =>
      `  - {id: x, kind: call, format: phone, date: ${date}, participants: [{side: KR, person: ann}, {side: CN, person: bo}]${more}}\n`;
    expect(ask(between('a', '2024-01-01') + call('2024-01-01'))).toMatchObject({
      event: 'a',
      laterContact: undefined,
    });
    expect(ask(between('a', '2024-01-01') + call('2024-01-01', ', turn: 2')).laterContact).toBe(
      'x',
    );
    expect(ask(between('a', '2024-01') + call('2024-01-20')).laterContact).toBeUndefined();
    expect(ask(between('a', '2024-01') + call('2024-02-01')).laterContact).toBe('x');
  });

  test('a signing is one where the record says that they met', () => {
    const signing = (more: string) =>
      between('a', '2024-01-01') +
      `  - {id: s, kind: signing, date: 2024-02-01, participants: [{side: KR, person: ann}, {side: CN, person: bo}]${more}}\n`;
    expect(ask(signing(''))).toMatchObject({ event: 'a', laterContact: undefined });
    expect(ask(signing(', format: in-person'))).toMatchObject({ event: 's' });
  });

  test('a visit counts only with those who are named as met', () => {
    const visit = (host: string) =>
      between('a', '2024-01-01') +
      `  - {id: v, kind: visit, date: 2024-02-01/2024-02-03, participants: [{side: CN, person: bo}, ${host}]}\n`;
    expect(ask(visit('{side: KR}'))).toMatchObject({ event: 'a' });
    expect(ask(visit('{side: KR, person: ann}'))).toMatchObject({ event: 'v' });
  });

  test('what was planned, postponed or cancelled is neither', () => {
    for (const status of ['planned', 'postponed', 'cancelled', 'to-be-confirmed']) {
      const events = between('a', '2024-01-01') + between('x', '2024-02-01', `, status: ${status}`);
      expect(ask(events)).toMatchObject({ event: 'a', laterContact: undefined });
    }
  });
});

describe('whom they met', () => {
  const events =
    between('with-ann', '2024-01-01') +
    '  - {id: team, kind: meeting, format: in-person, date: 2024-02-01, participants: [{side: KR, person: ann}, {side: KR, person: dee}, {side: JP, person: cy}]}\n' +
    '  - {id: unnamed, kind: dialogue, date: 2024-03, participants: [{side: KR}, {side: CN}]}\n';
  const last = (who: object, other?: object) => {
    const asked = { who, with: other, today: day('2026-01-01') };
    return lastEncounter(archive(events), asked as never).event?.id;
  };

  test('two of one delegation have not met each other', () => {
    expect(last(person('ann'), person('dee'))).toBeUndefined();
    expect(last(person('ann'), person('cy'))).toBe('team');
  });

  test('a body, with another, is asked about by its own events alone', () => {
    const club =
      '  - {id: gathering, kind: multilateral, body: club, date: 2023-05-01, participants: [{side: KR, person: dee}, {side: JP}]}\n' +
      '  - {id: margin, kind: meeting, occasion: gathering, date: 2023-05-02, participants: [{side: KR, person: ann}, {side: CN, person: bo}]}\n';
    const asked = { who: { type: 'body' as const, id: 'club' }, today: day('2026-01-01') };
    const found = (other: ReturnType<typeof person>) =>
      lastEncounter(archive(events + club), { ...asked, with: other }).event?.id;
    expect(found(person('ann'))).toBe('margin');
    expect(found(person('cy'))).toBeUndefined();
    expect(
      lastEncounter(archive(events + club), {
        who: person('ann'),
        with: asked.who,
        today: asked.today,
      }).event?.id,
    ).toBe('margin');
  });

  test('a body is at its own gatherings, and at what took place on the occasion of a visit to one', () => {
    const club =
      '  - {id: first, kind: multilateral, body: club, date: 2023-05-01}\n' +
      '  - {id: second, kind: multilateral, body: club, date: 2024-05-01/2024-05-02}\n' +
      '  - {id: planned, kind: multilateral, body: club, status: planned, date: 2025-05-01}\n';
    const beside =
      '  - {id: visit, kind: visit, occasion: second, date: 2024-05-01/2024-05-03, participants: [{side: CN, person: bo}]}\n' +
      '  - {id: talk, kind: meeting, occasion: visit, date: 2024-05-03, participants: [{side: KR, person: ann}, {side: CN, person: bo}]}\n';
    const asked = { who: { type: 'body' as const, id: 'club' }, today: day('2026-01-01') };
    expect(lastEncounter(archive(club), asked).event?.id).toBe('second');
    expect(lastEncounter(archive(club + beside), asked).event?.id).toBe('talk');
  });

  test('a ministry sat where someone of it sat, in the office of the day', () => {
    const of = (id: string) => ({ type: 'body' as const, id });
    const held = archiveOf(`
source: rec
bodies:
  - {id: xx, kind: ministry, name: {en: Ministry of X}, country: KR}
  - {id: yy, kind: ministry, name: {en: Ministry of Y}, country: CN}
offices:
  - {id: x-chief, title: {en: Chief}, country: KR, body: xx, rank: minister}
  - {id: y-chief, title: {en: Chief}, country: CN, body: yy, rank: minister}
people:
  - {id: eve, name: {en: Eve}, country: CN, tenures: [{office: y-chief, from: 2020-01-01, to: 2023-12-31, sources: rec}]}
events:
  - {id: as-chief, kind: meeting, date: 2023-03-01, participants: [{side: KR, offices: x-chief}, {side: CN, person: eve}]}
  - {id: no-longer, kind: meeting, date: 2024-03-01, participants: [{side: KR, offices: x-chief}, {side: CN, person: eve}]}
`);
    const today = day('2026-01-01');
    expect(lastEncounter(held, { who: of('xx'), with: of('yy'), today }).event?.id).toBe(
      'as-chief',
    );
    expect(lastEncounter(held, { who: of('xx'), with: person('eve'), today }).event?.id).toBe(
      'no-longer',
    );
    expect(lastEncounter(held, { who: of('yy'), today }).event?.id).toBe('as-chief');
  });

  test('a country has met those on the other sides, named or not', () => {
    expect(last(country('CN'), country('KR'))).toBe('unnamed');
    expect(last(person('bo'), country('KR'))).toBe('with-ann');
    expect(last(country('KR'), country('KR'))).toBeUndefined();
  });
});

test('the reach counts what the two had together, up to the day, and drops what was complete later', () => {
  const events =
    between('a', '2022-01-01') +
    between('b', '2024-02-01') +
    '  - {id: else, kind: meeting, date: 2023-01-01, participants: [{side: JP, person: cy}, {side: CN, person: bo}]}\n';
  const declared = ['2021-01-01/2022-12-31', '2024-01-01/2024-12-31'].map((span, i) => {
    const [from, to] = span.split('/');
    return `  - {id: c${i}, contact: {between: [KR, CN]}, from: ${from}, to: ${to}, ground: {en: A survey.}}\n`;
  });
  const held = archive(`${events}coverage:\n${declared.join('')}`);
  const asked = { who: person('ann'), with: person('bo'), today: day('2026-01-01') };
  const { reach } = lastEncounter(held, asked);
  expect([reach.events, reach.first?.id, reach.latest?.id]).toEqual([2, 'a', 'b']);
  expect(reach.declared.map(({ id }) => id)).toEqual(['c1']);
  const before = lastEncounter(held, { ...asked, before: fuzzyDate('2023-01-01') });
  expect(before.reach.declared.map(({ id }) => id)).toEqual(['c0']);
});

test('the order of entries in the file, and events of others, change nothing', () => {
  const events = [
    '2024-03-10',
    '2024-03',
    '2023',
    '[2024-01..2024-05]',
    '2024-02-01/2024-02-03',
    '2024-03-01',
  ].map((date, i) => between(`e${i}`, date));
  const foreign =
    '  - {id: zz, kind: meeting, date: 2025-01-01, participants: [{side: JP, person: cy}, {side: KR, person: dee}]}\n';
  const expected = ask(events.join(''));
  expect(expected).toMatchObject({ event: 'e0', perhapsLater: ['e1', 'e3'] });
  fc.assert(
    fc.property(fc.shuffledSubarray(events, { minLength: events.length }), (shuffled) => {
      expect(ask(shuffled.join('') + foreign)).toEqual(expected);
    }),
    { numRuns: 25 },
  );
});
