/** The calendar, read back by a parser that knows nothing of the program. */
import ICAL from 'ical.js';
import { describe, expect, test } from 'vitest';
import { Archive } from '../../src/archive/archive.ts';
import type { HistoryEntry } from '../../src/archive/event-store.ts';
import { phrasebook } from '../../src/chat/phrasebook.ts';
import type { Change, Holdings } from '../../src/domain/record/record.ts';
import { calendar } from '../../src/schedule/calendar.ts';
import { icsOf } from '../../src/schedule/ics.ts';
import { NO_RECORDS, reader } from '../support/asker.ts';
import { day, holdingsOf } from '../support/yaml-archive.ts';

const LONG = '한중 자유무역협정(FTA) 발효 '.repeat(8).trim();
const YAML = `
source: rec
events:
  - {id: pact, kind: act, name: {en: "Pact, first; \\\\n not a break"}, date: 2015-12-20, participants: [{side: KR}, {side: CN}]}
  - {id: long, kind: act, name: {en: ${LONG}}, date: 2015-03-01}
  - {id: leap, kind: act, name: {en: Leap}, date: 2024-02-29}
  - {id: plan, kind: multilateral, body: club, status: planned, name: {en: Plan}, date: 2026-11-18/2026-11-19, place: seoul}
  - {id: vague, kind: multilateral, status: planned, name: {en: Vague}, date: 2026-23~}
milestones:
  - {id: pact, event: pact, counting: every}
  - {id: long, event: long, counting: [11]}
  - {id: leap, event: leap, counting: every, leads: [0]}
  - {id: plan, event: plan, counting: none}
  - {id: vague, event: vague, counting: none}
`;

interface Entry {
  uid: string;
  sequence: number;
  from: string;
  to: string;
  isDay: boolean;
  status: string;
  summary: string;
  location: string;
  alarms: string[];
}

function archiveOf(edits: [string, object][] = []) {
  const holdings: Holdings = structuredClone(holdingsOf(YAML));
  const archive = new Archive(holdings);
  const at = new Date('2026-01-01T00:00:00Z');
  const history: HistoryEntry[] = [...holdings.event, ...holdings.milestone].map((record, i) => ({
    n: i + 1,
    at,
    author: 'x',
    type: 'leads' in record || 'counting' in record ? 'milestone' : 'event',
    id: record.id,
    before: null,
    after: record,
  })) as HistoryEntry[];
  for (const [id, change] of edits) {
    const before = archive.record('event', id);
    if (!before) throw new Error(id);
    const [account, ...others] = before.accounts;
    const after = { ...before, accounts: [{ ...account, ...change }, ...others] };
    const entry = { type: 'event', id, before, after } as Change;
    archive.apply(entry);
    history.push({
      ...entry,
      n: history.length + 1,
      at: new Date('2026-02-03T04:05:06Z'),
      author: 'y',
    });
  }
  const revision = async (type: string, id: string) => {
    const own = history.filter((entry) => entry.type === type && entry.id === id);
    const last = own.at(-1);
    return last && { n: last.n, at: last.at, author: last.author, count: own.length };
  };
  return { archive, records: { ...NO_RECORDS, revision } };
}

async function read(
  edits: [string, object][] = [],
  which = {},
  [from, to] = ['2026-01-01', '2026-12-31'],
): Promise<Entry[]> {
  const asking = {
    ...archiveOf(edits),
    reader: reader({}),
    book: phrasebook('en'),
  };
  const question = { which, from: day(from), to: day(to), leads: [7, 0] };
  const ics = icsOf(await calendar(asking, question), 'A calendar', 'en');
  for (const line of ics.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  expect(ics.endsWith('END:VCALENDAR\r\n')).toBe(true);
  expect(ics.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  const root = new ICAL.Component(ICAL.parse(ics));
  return root.getAllSubcomponents('vevent').map((component) => {
    const event = new ICAL.Event(component);
    const text = (name: string) => String(component.getFirstPropertyValue(name) ?? '');
    return {
      uid: event.uid,
      sequence: event.sequence,
      from: event.startDate.toString(),
      to: event.endDate.toString(),
      isDay: event.startDate.isDate && event.endDate.isDate,
      status: text('status'),
      summary: event.summary,
      location: event.location,
      alarms: component.getAllSubcomponents('valarm').map((alarm) => {
        const trigger = alarm.getFirstProperty('trigger');
        return `${trigger?.getParameter('related')} ${trigger?.getFirstValue()}`;
      }),
    };
  });
}

const byUid = (entries: Entry[], uid: string) => entries.find((e) => e.uid === uid) as Entry;

test('every occasion is an entry of whole days, with alarms in the morning', async () => {
  const entries = await read();
  expect(entries.map(({ uid }) => uid).sort()).toEqual([
    'anniversary.11.long@aide-memoire',
    'anniversary.11.pact@aide-memoire',
    'anniversary.2.leap@aide-memoire',
    'plan.plan@aide-memoire',
    'plan.vague@aide-memoire',
  ]);
  expect(entries.every(({ isDay, sequence }) => isDay && sequence === 0)).toBe(true);
  expect(byUid(entries, 'anniversary.11.pact@aide-memoire')).toMatchObject({
    from: '2026-12-20',
    to: '2026-12-21',
    status: 'CONFIRMED',
    summary: '11th anniversary: Pact, first; \\n not a break',
    alarms: ['START -P6DT15H', 'START PT9H'],
  });
  expect(byUid(entries, 'plan.plan@aide-memoire')).toMatchObject({
    from: '2026-11-18',
    to: '2026-11-20',
    location: 'Seoul, South Korea',
  });
  expect(byUid(entries, 'anniversary.2.leap@aide-memoire')).toMatchObject({
    from: '2026-02-28',
    alarms: ['START PT9H'],
  });
  expect(byUid(entries, 'anniversary.11.long@aide-memoire').summary).toContain(LONG);
});

test('what is known to a season covers it, says so, and rings on no day', async () => {
  expect(byUid(await read(), 'plan.vague@aide-memoire')).toMatchObject({
    from: '2026-09-01',
    to: '2026-12-01',
    summary: 'about autumn 2026: Vague (planned)',
    alarms: [],
  });
});

describe('a change is a revision of the same entry', () => {
  test('moved', async () => {
    const moved = await read([['plan', { date: [{ is: '2026-12-02' }] }]]);
    expect(byUid(moved, 'plan.plan@aide-memoire')).toMatchObject({
      sequence: 1,
      from: '2026-12-02',
      to: '2026-12-03',
      status: 'CONFIRMED',
    });
  });

  test.each(['cancelled', 'postponed'])('%s', async (status) => {
    const off = await read([
      ['plan', { date: [{ is: '2026-12-02' }] }],
      ['plan', { status }],
    ]);
    expect(byUid(off, 'plan.plan@aide-memoire')).toMatchObject({
      sequence: 2,
      status: 'CANCELLED',
      summary: `Plan (${status})`,
      alarms: [],
    });
  });
});

test.each([
  [{ pair: ['KR', 'CN'] }, ['anniversary.11.pact@aide-memoire']],
  [{ body: 'club' }, ['plan.plan@aide-memoire']],
  [{ milestone: 'leap' }, ['anniversary.2.leap@aide-memoire']],
  [{ person: 'ann' }, []],
])('narrowed down to %j', async (which, expected) => {
  expect((await read([], which)).map(({ uid }) => uid)).toEqual(expected);
});

test('29 February is its own day in a leap year', async () => {
  const [leap] = await read([], { milestone: 'leap' }, ['2028-01-01', '2028-12-31']);
  expect(leap?.from).toBe('2028-02-29');
});
