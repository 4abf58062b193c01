import { describe, expect, test } from 'vitest';
import type { Subscription } from '../../src/domain/record/schedule.ts';
import { defaultSubscription } from '../../src/schedule/default-subscription.ts';
import { due } from '../../src/schedule/due.ts';
import { archiveOf, day } from '../support/yaml-archive.ts';

const ARCHIVE = archiveOf(`
source: rec
events:
  - {id: pact, kind: act, name: {en: Pact}, date: 2015-12-20, participants: [{side: KR}, {side: CN}]}
  - {id: month, kind: act, name: {en: Month}, date: 2016-06}
  - {id: plan, kind: multilateral, body: club, status: planned, name: {en: Plan}, date: 2026-11-18/2026-11-19, announced: 2025-12-12}
  - {id: vague, kind: multilateral, status: planned, name: {en: Vague}, date: 2026-23~}
  - {id: off, kind: multilateral, status: cancelled, name: {en: Off}, date: 2026-10-10}
  - {id: leap, kind: act, name: {en: Leap}, date: 2024-02-29}
milestones:
  - {id: m-pact, event: pact, counting: every}
  - {id: m-month, event: month, counting: every}
  - {id: m-plan, event: plan, counting: none}
  - {id: m-vague, event: vague, counting: none}
  - {id: m-off, event: off, counting: every}
  - {id: m-leap, event: leap, counting: every, leads: [0]}
`);

const base = defaultSubscription({ zone: 'Asia/Seoul', locale: 'en' });
type Reminders = NonNullable<Subscription['reminders']>;

const posts = (
  subscriptions: Subscription[],
  span: { from: number; to: number },
  holidays: string[] = [],
) => [...due({ archive: ARCHIVE, subscriptions, holidays: new Set(holidays.map(day)), ...span })];

function told(
  from: string,
  to: string,
  change: Partial<Reminders> = {},
  more: Partial<Subscription> = {},
  holidays: string[] = [],
) {
  const { digest: _, ...rest } = base;
  const subscription: Subscription = {
    ...rest,
    ...more,
    reminders: { ...(base.reminders as Reminders), ...change },
  };
  const at = (iso: string) => day(iso) * 86_400_000 - 9 * 3_600_000;
  const span = { from: at(from), to: at(to) };
  return posts([subscription], span, holidays).map((post) => {
    const local = new Date(post.at + 9 * 3_600_000).toISOString().slice(0, 16);
    return post.kind === 'reminder' ? `${local} ${post.occasion.milestone.id} ${post.lead}` : local;
  });
}

test('a milestone known to the day is announced so many days ahead', () => {
  expect(told('2026-11-15', '2027-01-01')).toEqual([
    '2026-11-17T09:00 m-plan 1',
    '2026-11-18T09:00 m-plan 0',
    '2026-11-20T09:00 m-pact 30',
    '2026-12-13T09:00 m-pact 7',
    '2026-12-19T09:00 m-pact 1',
    '2026-12-20T09:00 m-pact 0',
  ]);
});

test('one known to the month or the season, once, when that begins; a cancelled one never', () => {
  expect(told('2026-05-01', '2026-10-15')).toEqual([
    '2026-06-01T09:00 m-month null',
    '2026-09-01T09:00 m-vague null',
  ]);
});

test('29 February is kept on the 28th in common years', () => {
  expect(told('2025-02-01', '2025-03-02')).toEqual(['2025-02-28T09:00 m-leap 0']);
  expect(told('2028-02-01', '2028-03-02')).toEqual(['2028-02-29T09:00 m-leap 0']);
});

test('a plan is announced only from when it was known', () => {
  const leads = [400, 365, 300];
  expect(told('2025-10-01', '2026-02-01', { leads, which: { milestone: 'm-plan' } })).toEqual([
    '2026-01-22T09:00 m-plan 300',
  ]);
});

describe('quiet days', () => {
  // 20 December 2026 is a Sunday, the 19th a Saturday, the 13th a Sunday.
  const pact = { which: { milestone: 'm-pact' } };
  test.each([
    ['keep', ['11-20 30', '12-13 7', '12-19 1', '12-20 0']],
    ['before', ['11-20 30', '12-11 7', '12-18 0']],
    ['after', ['11-20 30', '12-14 7', '12-21 0']],
    ['skip', ['11-20 30']],
  ] as const)('%s', (quiet, expected) => {
    const posts = told('2026-11-01', '2027-01-01', { ...pact, quiet });
    expect(posts.map((p) => p.replace(/^2026-(\d\d-\d\d)T09:00 m-pact/, '$1'))).toEqual(expected);
  });

  test('a holiday is one too', () => {
    const posts = told('2026-11-01', '2026-12-01', { ...pact, quiet: 'after' }, {}, ['2026-11-20']);
    expect(posts).toEqual(['2026-11-23T09:00 m-pact 30']);
  });
});

test.each([
  [{ pair: ['KR', 'CN'] as [string, string] }, ['m-pact']],
  [{ pair: ['KR', 'JP'] as [string, string] }, []],
  [{ body: 'club' }, ['m-plan']],
  [{ milestone: 'm-vague' }, ['m-vague']],
])('which milestones: %j', (which, expected) => {
  const ids = told('2026-07-01', '2027-01-01', { which }).map((p) => p.split(' ')[1]);
  expect([...new Set(ids)]).toEqual(expected);
});

test('a snooze puts off one occasion, not the series', () => {
  const snoozed = [{ occasion: 'm-pact.2026-12-20', until: '2026-12-16T03:00:00.000Z' }];
  const more = { snoozed };
  const which = { which: { milestone: 'm-pact' } };
  expect(told('2026-11-15', '2027-01-01', which, more)).toEqual([
    '2026-12-16T12:00 m-pact 7',
    '2026-12-19T09:00 m-pact 1',
    '2026-12-20T09:00 m-pact 0',
  ]);
  expect(told('2027-11-15', '2028-01-01', which, more)).toHaveLength(4);
});

test('the hour is that of the channel’s own clock', () => {
  const { digest: _, ...rest } = base;
  const subscription = { ...rest, zone: 'America/Lima', hour: '18:30' } as Subscription;
  const span = { from: Date.UTC(2026, 11, 20), to: Date.UTC(2026, 11, 22) };
  const [post] = posts([subscription], span);
  expect(new Date(post?.at ?? 0).toISOString()).toBe('2026-12-20T23:30:00.000Z');
});

test('a span in two parts has the same posts, under the same keys, as in one', () => {
  const [from, to] = [Date.UTC(2026, 8, 1), Date.UTC(2027, 0, 5)];
  const keys = (a: number, b: number) => posts([base], { from: a, to: b }).map((p) => p.key);
  const whole = keys(from, to);
  expect(new Set(whole).size).toBe(whole.length);
  for (let cut = from; cut < to; cut += 9.3 * 86_400_000) {
    expect([...keys(from, cut), ...keys(cut, to)]).toEqual(whole);
  }
});
