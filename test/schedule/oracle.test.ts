/**
 * The keeper of the diary against an oracle that walks through time minute by minute and imports
 * nothing of the program: every zone, every change of the clocks, 29 February, a clock that jumps by an
 * hour or a year either way, thirty days asleep. By option every case: AIDE_CASES=<n> of the random
 * ones, AIDE_EVERY=1 for every change of the clocks of every zone from 2020 to 2037, AIDE_SEED=<n>.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Archive } from '../../src/archive/archive.ts';
import type { Records } from '../../src/chat/command.ts';
import type { Change } from '../../src/domain/record/record.ts';
import type { Subscription } from '../../src/domain/record/schedule.ts';
import { Keeper } from '../../src/schedule/keeper.ts';
import { DEFAULT_RULES } from '../../src/schedule/outbox.ts';
import { NO_HISTORY } from '../support/asker.ts';
import { MemoryDoor } from '../support/memory-door.ts';
import { Random } from '../support/random.ts';
import { holdingsOf } from '../support/yaml-archive.ts';
import { expectedPosts, type Kept, type Wake, type Wanted } from './oracle/diary.ts';
import { DAY, HOUR, MINUTE, offsetAt, transitions, ZONES } from './oracle/wall-clock.ts';

const seed = Number(process.env.AIDE_SEED ?? 1);
const quiet = () => undefined;
const LOG = { debug: quiet, info: quiet, warn: quiet, error: quiet };

const twoDigits = (n: number): string => String(n).padStart(2, '0');
const timeOf = (minutes: number): string =>
  `${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`;

/** What the keeper did with those wakes, in the words of the oracle. */
async function kept(milestones: readonly Kept[], wanted: Wanted, wakes: readonly Wake[]) {
  const holdings = holdingsOf(`
source: rec
events: ${JSON.stringify(
    milestones.map(({ id, date, kind }) => ({
      id,
      date,
      kind: 'act',
      status: kind === 'plan' ? 'planned' : 'held',
      name: { en: id },
    })),
  )}
milestones: ${JSON.stringify(
    milestones.map(({ id, kind }) => ({
      id,
      event: id,
      counting: kind === 'plan' ? 'none' : 'every',
    })),
  )}
`);
  const archive = new Archive(structuredClone(holdings));
  const records: Records = {
    async commit(changes) {
      for (const change of changes) archive.apply(change);
    },
    ...NO_HISTORY,
  };
  const { zone, time, leads, digest } = wanted;
  let now = wakes[0]?.shown ?? 0;
  const subscription: Subscription = {
    id: 's',
    channel: 'slack:C1',
    zone,
    locale: 'en',
    hour: timeOf(time),
    reminders: { leads: [...leads], which: {}, quiet: 'keep' },
    ...(digest && {
      digest: {
        cron: `${digest.time % 60} ${Math.floor(digest.time / 60)} * * ${digest.weekdays.join(',')}`,
        sections: ['missed'],
      },
    }),
    origin: 'command',
    since: new Date(now).toISOString(),
  };
  archive.apply({ type: 'subscription', id: 's', before: null, after: subscription } as Change);
  const keeper = new Keeper({
    archive,
    records,
    holidays: new Set(),
    rules: { ...DEFAULT_RULES, spacingMs: 0 },
    log: LOG,
    now: () => new Date(now),
    pause: async () => undefined,
  });
  const door = new MemoryDoor();
  await keeper.open(door);
  for (const { shown } of wakes) {
    now = shown;
    await keeper.tick();
  }
  expect(new Set(door.posts.map((p) => p.key)).size).toBe(door.posts.length);
  return archive.holdings.delivery.map(({ id, at, state }) => ({
    key: id.replace(/^reminder\.s\./, '').replace(/^digest\.s\./, 'digest.'),
    at: Date.parse(at),
    state,
  }));
}

const inOrder = (posts: readonly { key: string; at: number; state: string }[]): string[] =>
  posts.map(({ key, at, state }) => `${new Date(at).toISOString()} ${key} ${state}`).sort();

async function compare(milestones: readonly Kept[], wanted: Wanted, wakes: readonly Wake[]) {
  const expected = inOrder(expectedPosts(milestones, wanted, wakes));
  expect([wanted.zone, ...inOrder(await kept(milestones, wanted, wakes))]).toEqual([
    wanted.zone,
    ...expected,
  ]);
  return expected.length;
}

const isoDay = (instant: number): string => new Date(instant).toISOString().slice(0, 10);

test('around every change of the clocks, in every zone', async () => {
  const every = process.env.AIDE_EVERY !== undefined;
  const random = new Random(seed);
  const span = [Date.UTC(2020, 0, 1), Date.UTC(2038, 0, 1)] as const;
  // In the suite some zones, and of each one change in four.
  const zones = every ? ZONES : ZONES.filter(() => random.chance(1 / 30));
  let [cases, posts] = [0, 0];
  for (const zone of zones) {
    for (const at of transitions(zone, ...span)) {
      if (!every && !random.chance(1 / 4)) continue;
      const wall = at + offsetAt(zone, at);
      const day = Math.floor(wall / DAY) * DAY;
      const near = (wall - day) / MINUTE + random.pick([-60, -30, -1, 0, 1, 30, 59]);
      const time = (near + 1440) % 1440;
      const milestones: Kept[] = [
        { id: 'held', date: isoDay(day - 366 * DAY + random.between(-1, 3) * DAY), kind: 'held' },
        { id: 'plan', date: isoDay(day + random.between(0, 2) * DAY), kind: 'plan' },
      ];
      const digest = {
        time: (time + random.between(0, 90)) % 1440,
        weekdays: [0, 1, 2, 3, 4, 5, 6],
      };
      const wakes: Wake[] = [];
      for (let now = at - 2 * DAY; now < at + 2 * DAY; now += random.between(1, 40) * MINUTE) {
        wakes.push({ shown: now });
      }
      posts += await compare(milestones, { zone, time, leads: [2, 1, 0], digest }, wakes);
      cases++;
    }
  }
  expect(cases).toBeGreaterThan(every ? 4000 : 20);
  expect(posts).toBeGreaterThan(cases * 4);
}, 3_600_000);

/** A stretch of time: awake for a while, asleep, or with a clock that shows another time. */
const stretch = fc.oneof(
  { weight: 4, arbitrary: fc.record({ awake: fc.integer({ min: 1, max: 12 }) }) },
  { weight: 2, arbitrary: fc.record({ asleep: fc.constantFrom(1, 2, 3, 8, 30) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      jump: fc.constantFrom(-365 * 24, -1, 1, 365 * 24),
      hours: fc.integer({ min: 1, max: 30 }),
    }),
  },
);
type Stretch = { awake?: number; asleep?: number; jump?: number; hours?: number };

function wakesOf(start: number, stretches: readonly Stretch[], random: Random): Wake[] {
  const wakes: Wake[] = [{ shown: start }];
  let now = start;
  const until = (end: number, jump: number) => {
    while (now < end) {
      now += random.between(5, 90) * MINUTE;
      wakes.push({ shown: now + jump });
    }
  };
  for (const { awake, asleep, jump, hours } of stretches) {
    if (awake !== undefined) until(now + awake * DAY, 0);
    if (asleep !== undefined) now += asleep * DAY;
    if (jump !== undefined) until(now + (hours ?? 1) * HOUR, jump * HOUR);
  }
  until(now + 2 * DAY, 0);
  return wakes;
}

describe('one fire per due slot, whatever becomes of the clock', () => {
  const milestone = (start: number) =>
    fc.record({
      id: fc.constantFrom('a', 'b', 'c', 'd'),
      date: fc.oneof(
        fc.integer({ min: -5, max: 45 }).map((days) => isoDay(start + days * DAY)),
        fc.integer({ min: -5, max: 45 }).map((days) => isoDay(start + days * DAY).slice(0, 7)),
        fc.constantFrom('2020-02-29', '2024-02-29', '2028-02-29'),
      ),
      kind: fc.constantFrom('plan' as const, 'held' as const),
    });
  const world = fc
    .record({
      // Half of them before the end of a February.
      start: fc.oneof(
        fc.integer({ min: Date.UTC(2021, 0, 1) / DAY, max: Date.UTC(2036, 0, 1) / DAY }),
        fc.integer({ min: 2021, max: 2036 }).map((year) => Date.UTC(year, 1, 20) / DAY),
      ),
      zone: fc.constantFrom(...ZONES),
    })
    .chain(({ start, zone }) =>
      fc.record({
        start: fc.constant(start * DAY),
        milestones: fc.uniqueArray(milestone(start * DAY), {
          selector: ({ id }) => id,
          minLength: 1,
          maxLength: 4,
        }),
        wanted: fc.record({
          zone: fc.constant(zone),
          time: fc.integer({ min: 0, max: 1439 }),
          leads: fc.uniqueArray(fc.constantFrom(30, 7, 2, 1, 0), { minLength: 1 }),
          digest: fc.option(
            fc.record({
              time: fc.integer({ min: 0, max: 1439 }),
              weekdays: fc.constantFrom([1], [0, 3], [0, 1, 2, 3, 4, 5, 6]),
            }),
            { nil: undefined },
          ),
        }),
        stretches: fc.array(stretch, { minLength: 1, maxLength: 5 }),
        ticks: fc.nat(1000),
      }),
    );

  test('against the oracle', async () => {
    let posts = 0;
    await fc.assert(
      fc.asyncProperty(world, async ({ start, milestones, wanted, stretches, ticks }) => {
        // What was held lies years back, so that it has anniversaries.
        const moved = milestones.map(
          (m): Kept =>
            m.kind === 'held' && !m.date.endsWith('02-29')
              ? { ...m, date: `${Number(m.date.slice(0, 4)) - 5}${m.date.slice(4)}` }
              : m,
        );
        const known = moved.filter(({ date }) => isReal(date));
        posts += await compare(known, wanted, wakesOf(start, stretches, new Random(ticks)));
      }),
      { numRuns: Number(process.env.AIDE_CASES ?? 25), seed },
    );
    expect(posts).toBeGreaterThan(20);
  }, 3_600_000);
});

/** Five years back there may be no such day. */
function isReal(date: string): boolean {
  const full = date.length === 10 ? date : `${date}-01`;
  return isoDay(Date.parse(full)) === full;
}
