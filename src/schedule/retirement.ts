/**
 * Which records of posts are needed no more, so that a bot may run for years. As long as one is kept
 * it protects against posting the same again, and is corrected where what it announced changes.
 */
import { certainlyOverBy } from '../domain/dates/compare.ts';
import { fuzzyDate } from '../domain/dates/fuzzy-date.ts';
import type { DeliveryRecord, Subscription } from '../domain/record/schedule.ts';
import { isOpen } from './outbox.ts';
import { LOOK_BACK } from './posts.ts';
import { localDay } from './slots.ts';

/** Twice as long as anything unsent is looked for: so far a clock may be wrong before it puts away anything recent. */
const KEPT = 2 * LOOK_BACK;
/** Announcements are corrected until a week after their day. */
const CORRECTED_DAYS = 8;

/** Settled, long past, and what they announced is over; never one that is still built upon. */
export function retired(deliveries: readonly DeliveryRecord[], now: number): DeliveryRecord[] {
  const old = new Map(deliveries.filter((d) => isOld(d, now)).map((d) => [d.id, d]));
  if (old.size === 0) return [];
  for (const kept of deliveries) {
    if (old.has(kept.id)) continue;
    // A correction is posted in the thread of an announcement, and numbered after those before it.
    let below = old.get(kept.corrects ?? '');
    while (below) {
      old.delete(below.id);
      below = old.get(below.corrects ?? '');
    }
  }
  return [...old.values()];
}

/**
 * The subscriptions of retired posts as they were, and as if made after the latest of those: whatever
 * the clock shows later, none of them is due again.
 */
export function begunLater(
  subscriptions: readonly Subscription[],
  gone: readonly DeliveryRecord[],
): [Subscription, Subscription][] {
  const latest = new Map<string, number>();
  for (const { subscription, due } of gone) {
    latest.set(subscription, Math.max(latest.get(subscription) ?? 0, Date.parse(due)));
  }
  return subscriptions.flatMap((before): [Subscription, Subscription][] => {
    const since = (latest.get(before.id) ?? 0) + 1;
    if (since <= Date.parse(before.since)) return [];
    return [[before, { ...before, since: new Date(since).toISOString() }]];
  });
}

function isOld(record: DeliveryRecord, now: number): boolean {
  const { due, at, date } = record;
  if (isOpen(record) || now - Math.max(Date.parse(due), Date.parse(at)) < KEPT) return false;
  return !date || certainlyOverBy(fuzzyDate(date), localDay(now, 'UTC') - CORRECTED_DAYS);
}
