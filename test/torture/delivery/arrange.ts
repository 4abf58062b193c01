/**
 * A folder with a diary of one event a minute, of which every channel is reminded. Of two events one is
 * cancelled when it was announced, which is owed in the thread of each announcement; and every third
 * minute a digest is due, each in a channel of its own, for one digest reads like another.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openStore } from '../../../src/compose/store.ts';
import type { Change } from '../../../src/domain/record/record.ts';
import type { Subscription } from '../../../src/domain/record/schedule.ts';
import type { Owed } from '../oracle/posts-judge.ts';
import type { Orders } from './orders.ts';
import { PLATFORMS, type PlatformName, type Platforms } from './platforms.ts';

const DAY = '2026-12-20';
const ZONE = 'Asia/Seoul';
/** The first of its events is due a minute later. */
export const START = Date.parse(`${DAY}T00:00:00+09:00`);

/** Of so many events one is cancelled. */
const CANCELLED_ONE_IN = 2;
/** Minutes between two digests. */
const DIGEST_EVERY = 3;

export interface Diary {
  readonly places: Pick<Orders, 'data' | 'seeds'>;
  readonly owed: readonly Owed[];
  /** What is cancelled when it was announced. */
  readonly cancelled: readonly string[];
}

/** `minutes`: below 1440. */
export async function arrangeDiary(
  folder: string,
  platforms: Platforms,
  minutes: number,
): Promise<Diary> {
  const events = Array.from({ length: minutes }, (_, i) => ({
    id: `e${i}`,
    kind: 'multilateral',
    status: 'planned',
    name: { en: `Event ${i}` },
    date: DAY,
  }));
  const cancelled = events.filter((_, i) => i % CANCELLED_ONE_IN === 0).map(({ id }) => id);
  const subscriptions: Subscription[] = [];
  const owed: Owed[] = [];
  for (const platform of PLATFORMS) {
    for (const [nth, channel] of platforms.channels[platform].entries()) {
      for (const [i, { id: milestone, name }] of events.entries()) {
        const id = `${platform}-${nth}-${milestone}`;
        const tells = `Reminder: ${name.en}`;
        owed.push({ platform, channel, tells, record: `reminder ${id}` });
        if (cancelled.includes(milestone)) {
          const correction = { tells: `Correction: ${name.en}`, under: tells };
          owed.push({ platform, channel, ...correction, record: `correction ${id}` });
        }
        const reminders = { leads: [0], which: { milestone }, quiet: 'keep' as const };
        subscriptions.push(subscription(id, platform, channel, i + 1, { reminders }));
      }
    }
    for (let minute = DIGEST_EVERY; minute <= minutes; minute += DIGEST_EVERY) {
      const channel = platforms.addChannel(platform, `digest-${minute}`);
      const id = `${platform}-digest-${minute}`;
      owed.push({ platform, channel, tells: 'Digest', record: `digest ${id}` });
      const cron = `${minute % 60} ${Math.floor(minute / 60)} 20 12 *`;
      const digest = { cron, sections: ['week' as const] };
      subscriptions.push(subscription(id, platform, channel, minute, { digest }));
    }
  }
  const seeds = {
    source: 'rec',
    sources: [{ id: 'rec', corpus: 'record', publisher: 'P', language: 'en', title: 'T' }],
    events,
    milestones: events.map(({ id }) => ({ id, event: id, counting: 'none' })),
  };
  const places = { data: join(folder, 'data'), seeds: join(folder, 'seeds') };
  await mkdir(places.seeds);
  await writeFile(join(places.seeds, 'all.yaml'), JSON.stringify(seeds)); // JSON is YAML
  const at = new Date(START);
  const store = await openStore(places, 'write', { now: () => at });
  const changes = subscriptions.map(
    (after) => ({ type: 'subscription', id: after.id, before: null, after }) as Change,
  );
  await store.commit(changes, { author: 'editor', at });
  await store.close();
  return { places, owed, cancelled };
}

const subscription = (
  id: string,
  platform: PlatformName,
  channel: string,
  minute: number,
  what: Pick<Subscription, 'reminders' | 'digest'>,
): Subscription => ({
  id,
  channel: `${platform}:${channel}`,
  zone: ZONE,
  locale: 'en',
  hour: `${two(Math.floor(minute / 60))}:${two(minute % 60)}`,
  ...what,
  origin: 'command',
  since: new Date(START).toISOString(),
});

const two = (n: number): string => String(n).padStart(2, '0');
