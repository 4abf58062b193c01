/** What editors and operators say about the diary, as they would type it in a channel. */
import { beforeEach, describe, expect, test } from 'vitest';
import { Archive } from '../../src/archive/archive.ts';
import { Dispatcher } from '../../src/chat/dispatcher.ts';
import { plainText, type Reply } from '../../src/chat/reply.ts';
import { registry } from '../../src/commands/index.ts';
import type { Change } from '../../src/domain/record/record.ts';
import type { DeliveryRecord, Subscription } from '../../src/domain/record/schedule.ts';
import { NO_HISTORY, reader } from '../support/asker.ts';
import { day, holdingsOf } from '../support/yaml-archive.ts';

const YAML = `
source: rec
events:
  - {id: pact, kind: act, name: {en: Pact}, date: 2015-12-20, participants: [{side: KR}, {side: CN}]}
  - {id: treaty, kind: act, name: {en: Treaty}, date: 2010-12-24, participants: [{side: KR}, {side: JP}]}
  - {id: plan, kind: multilateral, status: planned, name: {en: Plan}, date: 2026-12-10}
milestones:
  - {id: m-pact, event: pact, counting: every, topics: [trade]}
  - {id: m-treaty, event: treaty, counting: every}
`;

let archive: Archive;
beforeEach(() => {
  archive = new Archive(structuredClone(holdingsOf(YAML)));
});

async function say(line: string, { now = '2026-11-26T10:00:00+09:00', channel = 'slack:C1' } = {}) {
  const dispatcher = new Dispatcher({
    registry,
    archive: () => archive,
    records: {
      commit: async (changes) => {
        for (const change of changes) archive.apply(change);
      },
      ...NO_HISTORY,
    },
    holidays: new Set([day('2026-12-21')]),
    report: (fault) => {
      throw fault;
    },
  });
  const outcome = await dispatcher.dispatch(
    { kind: 'line', line },
    { ...reader({ now }), channel },
  );
  return { ...outcome, text: textOf(outcome.reply) };
}

const textOf = ({ title, blocks }: Reply): string =>
  [
    plainText(title),
    ...blocks.flatMap((block) =>
      block.kind === 'list'
        ? block.items.flatMap(({ spans, details = [] }) => [spans, ...details].map(plainText))
        : 'spans' in block
          ? [plainText(block.spans)]
          : [],
    ),
  ].join('\n');

const subscription = (id: string) => archive.record('subscription', id) as Subscription;

/** `12-06 m-pact 14` */
async function posts(line: string, at = {}) {
  const { data } = await say(line, at);
  const found = data().posts as { at: string; milestone: string | null; lead: number | null }[];
  return found.map(({ at: when, milestone, lead }) => `${when.slice(5, 16)} ${milestone} ${lead}`);
}

describe('/reminders', () => {
  test('add: leads, which milestones, hour, zone, language, quiet days', async () => {
    const line =
      '/reminders add kr with cn leads 14,0 hour 08:30 zone Asia/Tokyo language ko quiet after';
    const { kind, text } = await say(line);
    expect([kind, text]).toEqual(['answered', expect.stringContaining('slack-c1-1')]);
    expect(subscription('slack-c1-1')).toMatchObject({
      channel: 'slack:C1',
      zone: 'Asia/Tokyo',
      locale: 'ko',
      hour: '08:30',
      reminders: { leads: [14, 0], which: { pair: ['KR', 'CN'] }, quiet: 'after' },
      since: '2026-11-26T01:00:00.000Z',
    });
    // 6 and 20 December are Sundays, the 21st a holiday.
    expect(await posts('/reminders preview')).toEqual([
      '12-06T23:30 m-pact 14',
      '12-21T23:30 m-pact 0',
    ]);
  });

  test('add: a digest, by topic, by milestone', async () => {
    await say('/reminders add digest "30 8 * * 1-5"');
    expect(subscription('slack-c1-1').digest?.cron).toBe('30 8 * * 1-5');
    await say('/reminders add topic trade leads 1');
    await say('/reminders add milestone m-treaty leads 1');
    expect((await posts('/reminders preview')).filter((p) => !p.includes('null'))).toEqual([
      '12-19T00:00 m-pact 1',
      '12-23T00:00 m-treaty 1',
    ]);
  });

  test.each([
    ['/reminders add digest "every monday"', /digest: expected five fields/],
    ['/reminders add digest "0 9 1 * 1"', /either days of the month or weekdays/],
    ['/reminders add hour 25:00', /hour: expected a time of day such as 09:00/],
    ['/reminders add zone Mars/Olympus', /zone: expected an IANA time zone/],
    ['/reminders add leads 7,900', /“900” is not a whole number from 0 to 400/],
    ['/reminders add quiet often', /“often” is not among: keep, before, after, skip/],
    ['/reminders add milestone nothing', /not kept in the diary/],
    ['/reminders pause', /Which subscription\?/],
    ['/reminders pause nobody', /There is no subscription “nobody”/],
    ['/reminders frobnicate', /“frobnicate” is not among/],
  ])('%s is refused with what was expected', async (line, expected) => {
    const { kind, text } = await say(line);
    expect([kind, text]).toEqual(['refused', expect.stringMatching(expected)]);
    expect(archive.holdings.subscription).toEqual([]);
  });

  test('snooze moves one occasion, not the series', async () => {
    await say('/reminders add who kr leads 7,0');
    const before = await posts('/reminders preview');
    expect(before).toEqual([
      '12-13T00:00 m-pact 7',
      '12-17T00:00 m-treaty 7',
      '12-20T00:00 m-pact 0',
      '12-24T00:00 m-treaty 0',
    ]);
    await say('/reminders snooze days 2 milestone m-treaty');
    expect(await posts('/reminders preview')).toEqual([
      '12-13T00:00 m-pact 7',
      '12-19T00:00 m-treaty 7',
      '12-20T00:00 m-pact 0',
      '12-24T00:00 m-treaty 0',
    ]);
    await say('/reminders snooze');
    expect(await posts('/reminders preview')).toEqual([
      '12-14T00:00 m-pact 7',
      '12-19T00:00 m-treaty 7',
      '12-20T00:00 m-pact 0',
      '12-24T00:00 m-treaty 0',
    ]);
    const nextYear = { now: '2027-11-26T10:00:00+09:00' };
    expect((await posts('/reminders preview', nextYear)).map((p) => p.slice(0, 5))).toEqual([
      '12-13',
      '12-17',
      '12-20',
      '12-24',
    ]);
  });

  test('pause and resume leave the series where it is', async () => {
    await say('/reminders add kr leads 7,0');
    await say('/reminders pause');
    expect(await posts('/reminders preview')).toEqual([]);
    await say('/reminders resume', { now: '2026-12-18T10:00:00+09:00' });
    expect(subscription('slack-c1-1').since).toBe('2026-12-18T01:00:00.000Z');
    const later = { now: '2026-12-18T10:00:00+09:00' };
    expect(await posts('/reminders preview', later)).toEqual([
      '12-20T00:00 m-pact 0',
      '12-24T00:00 m-treaty 0',
    ]);
  });

  test('remove takes what was not yet sent with it, and its name is not given again', async () => {
    await say('/reminders add kr');
    const waiting: DeliveryRecord = {
      id: 'k',
      subscription: 'slack-c1-1',
      channel: 'slack:C1',
      kind: 'reminder',
      due: '2026-11-26T00:00:00.000Z',
      state: 'waiting',
      attempts: 1,
      at: '2026-11-26T00:00:00.000Z',
    };
    archive.apply({ type: 'delivery', id: 'k', before: null, after: waiting } as Change);
    await say('/reminders remove');
    expect(archive.holdings.subscription).toEqual([]);
    expect(archive.record('delivery', 'k')?.state).toBe('dropped');
    await say('/reminders add kr');
    expect(archive.holdings.subscription.map(({ id }) => id)).toEqual(['slack-c1-2']);
  });

  test('what stands in the settings is not removed here; another channel is another list', async () => {
    await say('/reminders add kr');
    const held = subscription('slack-c1-1');
    const config = { ...held, id: 'desk', origin: 'config' as const };
    archive.apply({ type: 'subscription', id: 'desk', before: null, after: config } as Change);
    const { kind, text } = await say('/reminders remove desk');
    expect([kind, text]).toEqual(['refused', expect.stringContaining('settings')]);
    expect((await say('/reminders list', { channel: 'slack:C2' })).text).toContain('told nothing');
    expect((await say('/reminders list channel slack:C1', { channel: 'slack:C2' })).text).toContain(
      'desk',
    );
  });
});

describe('/milestone', () => {
  test('an event becomes one because someone said so', async () => {
    await say('/milestone add plan counting none leads 3,0');
    expect(archive.record('milestone', 'plan')).toEqual({
      id: 'plan',
      event: 'plan',
      counting: 'none',
      leads: [3, 0],
    });
    expect((await say('/milestone list')).text).toContain('Plan');
    await say('/reminders add milestone plan');
    expect(await posts('/reminders preview')).toEqual(['12-07T00:00 plan 3', '12-10T00:00 plan 0']);
    expect((await say('/milestone add plan')).text).toContain('already');
    await say('/milestone remove plan');
    expect(archive.record('milestone', 'plan')).toBeUndefined();
  });
});

describe('/outbox', () => {
  const unknown: DeliveryRecord = {
    id: 'reminder.s.m-pact.2026-12-20.7',
    subscription: 's',
    channel: 'slack:C1',
    kind: 'reminder',
    due: '2026-12-13T00:00:00.000Z',
    state: 'unknown',
    attempts: 1,
    at: '2026-12-13T00:00:00.000Z',
    reason: 'connection reset',
  };
  beforeEach(() => {
    archive.apply({ type: 'delivery', id: unknown.id, before: null, after: unknown } as Change);
  });

  test('list tells what is not settled, and why', async () => {
    const { text } = await say('/outbox list');
    expect(text).toContain(unknown.id);
    expect(text).toContain('unknown: perhaps posted');
    expect(text).toContain('connection reset');
  });

  test.each([
    ['retry', 'waiting'],
    ['drop', 'dropped'],
  ])('%s', async (what, state) => {
    await say(`/outbox ${what} ${unknown.id}`);
    expect(archive.record('delivery', unknown.id)?.state).toBe(state);
  });

  test.each(['retry', 'drop'])('%s of a post that is settled is refused', async (what) => {
    const sent = { ...unknown, state: 'sent' } as const;
    archive.apply({ type: 'delivery', id: sent.id, before: unknown, after: sent } as Change);
    expect((await say(`/outbox ${what} ${sent.id}`)).kind).toBe('refused');
    expect(archive.record('delivery', sent.id)?.state).toBe('sent');
    expect((await say(`/outbox ${what} nothing`)).kind).toBe('refused');
  });
});
