/** A folder with a diary of one event a minute, to which every channel is subscribed. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openStore } from '../../../src/compose/store.ts';
import type { Change } from '../../../src/domain/record/record.ts';
import type { Subscription } from '../../../src/domain/record/schedule.ts';
import type { Owed } from '../oracle/posts-judge.ts';
import type { Orders } from './orders.ts';
import { PLATFORMS, type Platforms } from './platforms.ts';

const DAY = '2026-12-20';
const ZONE = 'Asia/Seoul';
/** The first of its events is due a minute later. */
export const START = Date.parse(`${DAY}T00:00:00+09:00`);

export interface Diary {
  readonly places: Pick<Orders, 'data' | 'seeds'>;
  readonly owed: readonly Owed[];
}

/** `minutes`: below 1440. */
export async function arrangeDiary(
  folder: string,
  { channels }: Platforms,
  minutes: number,
): Promise<Diary> {
  const events = Array.from({ length: minutes }, (_, i) => ({
    id: `e${i}`,
    kind: 'multilateral',
    status: 'planned',
    name: { en: `Event ${i}` },
    date: DAY,
  }));
  const seeds = {
    source: 'rec',
    sources: [{ id: 'rec', corpus: 'record', publisher: 'P', language: 'en', title: 'T' }],
    events,
    milestones: events.map(({ id }) => ({ id, event: id, counting: 'none' })),
  };
  const owed: Owed[] = [];
  const changes: Change[] = [];
  for (const platform of PLATFORMS) {
    for (const [nth, channel] of channels[platform].entries()) {
      for (const [i, { id: milestone, name }] of events.entries()) {
        owed.push({ platform, channel, event: name.en });
        const after: Subscription = {
          id: `${platform}-${nth}-${milestone}`,
          channel: `${platform}:${channel}`,
          zone: ZONE,
          locale: 'en',
          hour: `${two(Math.floor((i + 1) / 60))}:${two((i + 1) % 60)}`,
          reminders: { leads: [0], which: { milestone }, quiet: 'keep' },
          origin: 'command',
          since: new Date(START).toISOString(),
        };
        changes.push({ type: 'subscription', id: after.id, before: null, after } as Change);
      }
    }
  }
  const places = { data: join(folder, 'data'), seeds: join(folder, 'seeds') };
  await mkdir(places.seeds);
  await writeFile(join(places.seeds, 'all.yaml'), JSON.stringify(seeds)); // JSON is YAML
  const at = new Date(START);
  const store = await openStore(places, 'write', { now: () => at });
  await store.commit(changes, { author: 'editor', at });
  await store.close();
  return { places, owed };
}

const two = (n: number): string => String(n).padStart(2, '0');
