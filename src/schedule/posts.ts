/** From what is due, and what was changed, to the posts that should be claimed now. */
import type { Archive } from '../archive/archive.ts';
import { certainlyOverBy } from '../domain/dates/compare.ts';
import { fuzzyDate } from '../domain/dates/fuzzy-date.ts';
import type { DeliveryRecord, Subscription } from '../domain/record/schedule.ts';
import { corrections } from './corrections.ts';
import { type DuePost, due } from './due.ts';
import type { OutboxRules } from './outbox.ts';
import type { Holidays } from './quiet-days.ts';
import { localDay } from './slots.ts';

/** How far back something unsent is looked for: longer than any lead that is worth telling late. */
const LOOK_BACK = 45 * 86_400_000;

/**
 * New records for what became due from `from` up to `now` and has none; corrections only where `from`
 * is open, for then the record may have changed. Of the reminders of one occasion only
 * the latest counts: after a long downtime one is posted, and tells the days that really remain. What
 * is over and too late is not posted; it is recorded as missed, and told in the next digest.
 */
export function newDeliveries(
  archive: Archive,
  subscriptions: readonly Subscription[],
  holidays: Holidays,
  { from, now }: { readonly from: number; readonly now: number },
  rules: OutboxRules,
): DeliveryRecord[] {
  const latest = new Map<string, DuePost>();
  const active = subscriptions.filter((s) => s.paused === undefined);
  for (const post of due(archive, active, holidays, Math.max(from, now - LOOK_BACK), now + 1)) {
    const { id, since } = post.subscription;
    if (post.at < Date.parse(since)) continue;
    latest.set(`${id} ${post.kind === 'reminder' ? post.occasionKey : 'digest'}`, post);
  }
  const records: DeliveryRecord[] = [];
  for (const post of latest.values()) {
    if (archive.record('delivery', post.key)) continue;
    records.push(recordOf(post, now, rules));
  }
  // Only a change of the record, not the passing of time, makes an announcement wrong.
  const announced = Number.isFinite(from) ? [] : archive.holdings.delivery;
  for (const correction of corrections(archive, announced, localDay(now, 'UTC'))) {
    if (archive.record('delivery', correction.key)) continue;
    const { announcement, told, date, status } = correction;
    if (!active.some((s) => s.id === announcement.subscription)) continue;
    records.push({
      id: correction.key,
      subscription: announcement.subscription,
      channel: announcement.channel,
      ...(announcement.message !== undefined && { thread: announcement.message }),
      kind: 'correction',
      corrects: told.id,
      milestone: announcement.milestone,
      date: date.edtf,
      status,
      ...(announcement.count !== undefined && { count: announcement.count }),
      due: new Date(now).toISOString(),
      state: 'claimed',
      attempts: 0,
      at: new Date(now).toISOString(),
    });
  }
  return records;
}

function recordOf(post: DuePost, now: number, rules: OutboxRules): DeliveryRecord {
  const late = now - post.at;
  const tooLate = late > rules.maxLateMs && (post.kind === 'digest' || isOver(post, now));
  return {
    id: post.key,
    subscription: post.subscription.id,
    channel: post.subscription.channel,
    kind: post.kind,
    ...(post.kind === 'reminder' && {
      milestone: post.occasion.milestone.id,
      date: post.occasion.date.edtf,
      status: post.occasion.event.status,
      ...(post.occasion.kind === 'anniversary' && { count: post.occasion.count }),
      ...(post.lead !== null && { lead: post.lead }),
    }),
    due: new Date(post.at).toISOString(),
    state: tooLate ? 'missed' : 'claimed',
    attempts: 0,
    at: new Date(now).toISOString(),
    ...(tooLate && { reason: 'too late' }),
  };
}

const isOver = ({ occasion, subscription }: DuePost & { kind: 'reminder' }, now: number): boolean =>
  certainlyOverBy(occasion.date, localDay(now, subscription.zone) - 1);

/** Is the occasion of a record over on the local day of its channel? */
export function isOccasionOver(record: DeliveryRecord, zone: string, now: number): boolean {
  if (record.kind !== 'reminder' || !record.date) return true;
  return certainlyOverBy(fuzzyDate(record.date), localDay(now, zone) - 1);
}
