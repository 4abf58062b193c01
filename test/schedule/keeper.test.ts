/** The logic of keeping the diary, against a door in memory and a clock of the test's own. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Change } from '../../src/domain/record/record.ts';
import type { DeliveryRecord } from '../../src/domain/record/schedule.ts';
import { retired } from '../../src/schedule/retirement.ts';
import { bot, HOUR } from '../support/diary-bot.ts';
import type { Fault } from '../support/memory-door.ts';

describe('what was due is posted, when it was due, once', () => {
  test('three months, hour by hour', async () => {
    const b = bot('2026-10-01T00:00:00+09:00', { digest: undefined });
    await b.run(24 * 92);
    expect(b.titles()).toEqual([
      ...Array(4).fill('Reminder: Plan'),
      ...Array(4).fill('Reminder: Pact'),
    ]);
    expect(new Set(b.door.posts.map((p) => p.key)).size).toBe(8);
    expect(b.archive.holdings.delivery.every((d) => d.state === 'sent')).toBe(true);
  });

  test('nothing that fell before the subscription was made', async () => {
    const b = bot('2026-12-14T00:00:00+09:00', { digest: undefined });
    await b.run(24 * 3);
    expect(b.titles()).toEqual([]);
  });

  test('however often, and from however many wakers, it is woken', async () => {
    const b = bot('2026-11-18T08:30:00+09:00', { digest: undefined });
    b.wait(HOUR);
    await Promise.all(Array.from({ length: 20 }, () => b.tick()));
    await b.tick();
    expect(b.titles()).toEqual(['Reminder: Plan']);
  });

  test('digests by their cron expression, with what they are told to hold', async () => {
    const b = bot('2026-11-16T00:00:00+09:00', { reminders: undefined });
    await b.run(24 * 15);
    expect(b.titles()).toEqual([
      'Digest for 16 November 2026',
      'Digest for 23 November 2026',
      'Digest for 30 November 2026',
    ]);
    expect(b.texts()[0]).toContain('Plan');
    expect(b.texts()[1]).toContain('Planned days that passed without a report');
  });
});

describe('after a downtime', () => {
  test('one late reminder tells the days that really remain, not three old ones', async () => {
    const b = bot('2026-10-01T00:00:00+09:00', { digest: undefined });
    b.setClock('2026-11-14T10:00:00+09:00');
    await b.tick();
    expect(b.titles()).toEqual(['Reminder: Plan']);
    expect(b.texts()[0]).toContain('in 4 days');
    expect(b.texts()[0]).toContain('Late: this was due on');
    await b.run(24 * 5);
    expect(b.titles()).toHaveLength(3);
  });

  test('what is over and too late is told in the next digest instead', async () => {
    const b = bot('2026-10-01T00:00:00+09:00');
    b.setClock('2026-11-26T10:00:00+09:00');
    await b.tick();
    expect(b.titles().filter((t) => t.includes('Plan'))).toEqual([]);
    expect(b.archive.holdings.delivery.find((d) => d.milestone === 'm-plan')?.state).toBe('missed');
    await b.run(24 * 5);
    const digest = b.texts().at(-1) ?? '';
    expect(digest).toContain('Posts that were missed');
    expect(digest).toContain('Plan');
  });

  test('a clock set back and forth repeats nothing', async () => {
    const b = bot('2026-11-17T08:00:00+09:00', { digest: undefined });
    await b.run(30);
    const posted = b.titles().length;
    for (const iso of [
      '2026-11-17T08:30:00+09:00',
      '2025-11-18T09:00:00+09:00',
      '2026-11-18T10:00:00+09:00',
    ]) {
      b.setClock(iso);
      await b.run(3);
    }
    expect(b.titles().length).toBe(posted);
  });
});

describe('when the platform fails', () => {
  const due = () => bot('2026-11-18T08:59:00+09:00', { digest: undefined });

  test('a post whose answer was lost is looked for, and is there once', async () => {
    const b = due();
    b.door.faults.push('posted-but-lost');
    b.wait(HOUR / 30);
    await b.tick();
    expect(b.states()).toEqual(['reminder 0 unknown']);
    await b.tick();
    expect(b.states()).toEqual(['reminder 0 sent']);
    await b.run(24);
    expect(b.titles()).toHaveLength(1);
  });

  test('one that was not posted is sent again, but not before it could have appeared', async () => {
    const b = due();
    b.door.faults.push('lost');
    b.wait(HOUR / 30);
    await b.tick();
    await b.tick();
    expect(b.titles()).toHaveLength(0);
    b.wait(70_000);
    await b.tick();
    expect(b.titles()).toHaveLength(1);
    expect(b.states()).toEqual(['reminder 0 sent']);
  });

  test('while nobody can tell, nothing is sent blindly', async () => {
    const b = due();
    b.door.faults.push('lost');
    b.door.blind = true;
    await b.run(24, 0.25);
    expect(b.titles()).toHaveLength(0);
    expect(b.states()).toEqual(['reminder 0 unknown']);
    b.door.blind = false;
    await b.run(2, 0.25);
    expect(b.titles()).toHaveLength(1);
  });

  test('the window that a lagging history leaves open is counted and reported', async () => {
    const b = due();
    b.door.faults.push('posted-but-lost');
    b.door.lags = true;
    b.wait(HOUR / 30);
    await b.tick();
    await b.tick();
    expect(b.door.posts).toHaveLength(1);
    b.wait(70_000);
    await b.tick();
    expect(b.door.posts).toHaveLength(2);
    expect(b.archive.holdings.delivery).toMatchObject([{ state: 'sent', resent: 1 }]);
    b.door.lags = false;
    await b.run(1, 0.1);
    expect(b.archive.holdings.delivery).toMatchObject([{ state: 'sent', resent: 1, copies: 2 }]);
    expect(b.door.posts).toHaveLength(2);
  });

  test('also where the history lags for longer than the first count waits', async () => {
    const b = due();
    b.door.faults.push('posted-but-lost');
    b.door.lags = true;
    b.wait(HOUR / 30);
    await b.run(0.5, 0.05);
    expect(b.archive.holdings.delivery).toMatchObject([{ resent: 1, copies: 0, counted: 1 }]);
    b.door.lags = 1;
    await b.run(1, 0.1);
    expect(b.archive.holdings.delivery).toMatchObject([{ resent: 1, copies: 1, counted: 2 }]);
    b.door.lags = false;
    await b.run(24, 0.5);
    expect(b.archive.holdings.delivery).toMatchObject([{ resent: 1, copies: 2, counted: 3 }]);
    expect(b.told('error')).toEqual(['a post is there more than once']);
  });

  test('one that was sent again for good reason is there once, however often it is counted', async () => {
    const b = due();
    b.door.faults.push('lost');
    b.wait(HOUR / 30);
    await b.run(26, 0.05);
    expect(b.archive.holdings.delivery).toMatchObject([{ resent: 1, copies: 1, counted: 3 }]);
    expect(b.told('error')).toEqual([]);
  });

  test('one that cannot be composed is sent when it can', async () => {
    const b = due();
    b.forget(true); // a late post asks when its milestone was entered
    b.wait(HOUR);
    await b.tick();
    await b.tick();
    expect(b.states()).toEqual(['reminder 0 waiting']);
    b.forget(false);
    await b.run(1, 0.1);
    expect(b.titles()).toEqual(['Reminder: Plan']);
  });

  test('a rate limit is waited for as long as the platform says', async () => {
    const b = due();
    b.door.faults.push('later', 'later');
    b.wait(HOUR / 30);
    await b.tick();
    await b.tick();
    expect(b.titles()).toHaveLength(0);
    await b.run(1, 0.05);
    expect(b.titles()).toHaveLength(1);
  });

  test('a platform that takes nothing for a day is given the post then', async () => {
    const b = due();
    b.door.faults.push(...Array<Fault>(200).fill('later'));
    await b.run(24, 0.25);
    expect(b.titles()).toHaveLength(0);
    expect(b.states()).toEqual(['reminder 0 waiting']);
    b.door.faults.length = 0;
    await b.run(2, 0.25);
    expect(b.titles()).toEqual(['Reminder: Plan']);
  });

  test('a post that is lost each time is sent eight times again, and then given up', async () => {
    const b = due();
    b.door.faults.push(...Array<Fault>(200).fill('lost'));
    await b.run(24, 0.05);
    expect(b.states()).toEqual(['reminder 0 missed']);
    expect(200 - b.door.faults.length).toBe(9);
  });

  test('a channel that takes nothing is paused and not tried again, others go on', async () => {
    const b = due();
    b.put({ ...b.subscription, id: 'same', digest: { cron: '0 9 * * *', sections: ['week'] } });
    b.put({ ...b.subscription, id: 'other', channel: 'slack:C2' });
    b.door.closed.add('C1');
    await b.run(24 * 40, 6);
    expect(b.door.posts.map(({ to }) => to.channel)).toEqual(Array(5).fill('C2'));
    expect(b.door.turnedAway).toBe(1);
    const held = (id: string) => b.archive.record('subscription', id);
    for (const id of ['default', 'same']) {
      expect(held(id)).toMatchObject({ paused: expect.any(String), closed: 'is_archived' });
    }
    expect(held('other')?.paused).toBeUndefined();
  });

  test('a single post that is refused pauses nothing', async () => {
    const b = bot('2026-11-10T00:00:00+09:00', { digest: undefined });
    b.door.faults.push('refused');
    await b.run(24 * 10, 6);
    expect(b.states().sort()).toEqual(['reminder 0 sent', 'reminder 1 sent', 'reminder 7 refused']);
    expect(b.archive.record('subscription', 'default')?.paused).toBeUndefined();
  });
});

test('a channel that hangs holds up no other, nor what falls due there later', async () => {
  const b = bot('2026-11-16T23:00:00+09:00', { digest: undefined });
  b.put({ ...b.subscription, id: 'other', channel: 'slack:C2' });
  let goOn = (): void => undefined;
  b.door.hanging.set(
    'C1',
    new Promise((resolve) => {
      goOn = resolve;
    }),
  );
  const posted = async (count: number) => {
    while (b.door.posts.length < count) await new Promise((resolve) => setTimeout(resolve, 1));
    return b.door.posts.map(({ to }) => to.channel);
  };
  b.setClock('2026-11-17T09:00:00+09:00');
  const first = b.tick();
  expect(await posted(1)).toEqual(['C2']);
  b.setClock('2026-11-18T09:00:00+09:00');
  const second = b.tick();
  expect(await posted(2)).toEqual(['C2', 'C2']);
  goOn();
  await Promise.all([first, second]);
  expect(await posted(4)).toEqual(['C2', 'C2', 'C1', 'C1']);
  expect(new Set(b.door.posts.map(({ key }) => key)).size).toBe(4);
  expect(b.states()).toEqual(Array(4).fill(expect.stringMatching(/ sent$/)));
});

test('a platform of which every channel hangs holds up no other', async () => {
  const b = bot('2026-11-16T23:00:00+09:00', { digest: undefined });
  const other = b.openDoor('discord');
  const ever = new Promise<void>(() => undefined);
  for (let n = 0; n < 40; n++) {
    b.put({ ...b.subscription, id: `a-hanging-${n}`, channel: `slack:H${n}` });
    b.door.hanging.set(`H${n}`, ever);
  }
  for (let n = 0; n < 20; n++) {
    b.put({ ...b.subscription, id: `b-answering-${n}`, channel: `discord:A${n}` });
  }
  b.setClock('2026-11-17T09:00:00+09:00');
  void b.tick();
  while (other.posts.length < 20) await new Promise((resolve) => setTimeout(resolve, 1));
});

test('killed at any commit, in any order with any fault: none lost, none doubled', async () => {
  const fault = fc.constantFrom<Fault>(undefined, undefined, 'later', 'lost', 'posted-but-lost');
  await fc.assert(
    fc.asyncProperty(
      fc.array(fault, { maxLength: 6 }),
      fc.array(
        fc.record({ at: fc.integer({ min: 1, max: 4 }), wait: fc.integer({ min: 1, max: 300 }) }),
        { maxLength: 6 },
      ),
      async (faults, kills) => {
        const b = bot('2026-11-18T08:59:00+09:00', { digest: undefined });
        b.door.faults.push(...faults);
        b.wait(2 * 60_000);
        for (const { at, wait } of kills) {
          b.killAtCommit(at);
          await b.tick();
          b.killAtCommit(0);
          b.restart();
          b.wait(wait * 1000);
        }
        await b.run(30, 0.1);
        expect(b.door.posts).toHaveLength(1);
        expect(b.states()).toEqual(['reminder 0 sent']);
      },
    ),
    { numRuns: Number(process.env.AIDE_CASES ?? 60) },
  );
});

describe('records of long settled posts', () => {
  test('over eight years are put away, and nothing is posted twice or missed for it', async () => {
    const b = bot('2026-10-01T00:00:00+09:00', { digest: undefined });
    let most = 0;
    for (let i = 0; i < 8 * 365; i++) {
      await b.run(24, 24);
      most = Math.max(most, b.archive.holdings.delivery.length);
    }
    // Four of the plan, and four of each of eight anniversaries.
    expect(b.titles()).toHaveLength(36);
    expect(new Set(b.door.posts.map((p) => p.key)).size).toBe(36);
    expect(most).toBeLessThanOrEqual(16);
    // Begun anew, with all worked out again from the subscription on, it still posts nothing twice.
    b.restart();
    await b.tick();
    expect(b.titles()).toHaveLength(36);
    expect(b.archive.holdings.delivery.every((d) => d.state === 'sent')).toBe(true);
  });

  test('by a clock that ran years ahead: nothing is posted again when it is set right', async () => {
    const b = bot('2026-10-01T00:00:00+09:00', { digest: undefined });
    await b.run(24 * 55);
    expect(b.titles()).toEqual([...Array(4).fill('Reminder: Plan'), 'Reminder: Pact']);
    b.setClock('2031-06-01T10:00:00+09:00');
    await b.run(24 * 2);
    const sent = () => b.states().filter((state) => state.endsWith(' sent'));
    expect(sent()).toEqual([]);
    b.setClock('2026-11-26T10:00:00+09:00');
    b.restart();
    await b.run(24 * 30);
    expect(b.titles().slice(5)).toEqual(Array(3).fill('Reminder: Pact'));
    expect(new Set(b.door.posts.map((p) => p.key)).size).toBe(8);
    expect(sent()).toEqual(['reminder 0 sent', 'reminder 1 sent', 'reminder 7 sent']);
  });

  const post = (more: object) =>
    ({
      ...{ id: 'a', subscription: 's', channel: 'slack:C1', kind: 'reminder', attempts: 1 },
      ...{ due: '2026-01-01T00:00:00.000Z', at: '2026-01-01T00:00:00.000Z', state: 'sent' },
      ...{ milestone: 'm', date: '2026-01-08', ...more },
    }) as DeliveryRecord;
  const gone = (posts: DeliveryRecord[], now: string) =>
    retired(posts, Date.parse(now)).map(({ id }) => id);

  test.each<[string, object, string[]]>([
    ['settled and past', {}, ['a']],
    ['given up', { state: 'missed' }, ['a']],
    ['nobody knows whether it was posted', { state: 'unknown' }, []],
    ['waiting to be sent', { state: 'waiting' }, []],
    ['what it announced is yet to come', { date: '2029-01-01' }, []],
    ['what it announced was over the day before', { date: '2028-12-30' }, []],
    ['settled lately by an operator', { at: '2028-06-01T00:00:00.000Z', state: 'dropped' }, []],
  ])('%s', (_, more, expected) => {
    expect(gone([post(more)], '2028-12-31T00:00:00Z')).toEqual(expected);
  });

  test('an announcement is kept as long as a correction in its thread is', () => {
    const correction = post({ id: 'b', kind: 'correction', corrects: 'a', date: '2030-01-01' });
    const second = post({ id: 'c', kind: 'correction', corrects: 'b', date: '2030-02-01' });
    const other = post({ id: 'd' });
    expect(gone([post({}), correction, second, other], '2028-12-31T00:00:00Z')).toEqual(['d']);
    expect(gone([post({}), correction, second], '2031-01-01T00:00:00Z')).toHaveLength(3);
  });
});

describe('pause and removal', () => {
  test('nothing is posted while paused, nor made up for afterwards', async () => {
    const b = bot('2026-11-10T00:00:00+09:00', { digest: undefined });
    b.put({ ...b.subscription, paused: '2026-11-10T00:00:00.000Z' });
    await b.run(24 * 6);
    expect(b.titles()).toEqual([]);
    b.put({ ...b.subscription, since: '2026-11-16T00:00:00.000Z' });
    await b.run(24 * 3);
    expect(b.titles()).toEqual(['Reminder: Plan', 'Reminder: Plan']);
  });

  test('what was not yet sent goes with its subscription', async () => {
    const b = bot('2026-11-18T08:59:00+09:00', { digest: undefined });
    b.door.faults.push('later');
    b.wait(HOUR / 30);
    await b.tick();
    b.archive.apply({
      type: 'subscription',
      id: 'default',
      before: b.subscription,
      after: null,
    } as Change);
    await b.run(48);
    expect(b.titles()).toEqual([]);
    expect(b.states()).toEqual(['reminder 0 dropped']);
  });
});
