/** From what is due, and what was changed, to the posts that should be claimed now. */
import type { Archive } from '../archive/archive.ts';
import { certainlyOverBy } from '../domain/dates/compare.ts';
import { fuzzyDate } from '../domain/dates/fuzzy-date.ts';
import type { DeliveryRecord, Subscription } from '../domain/record/schedule.ts';
import { type Correction, corrections, placeOf } from './corrections.ts';
import { type DuePost, due } from './due.ts';
import type { OutboxRules } from './outbox.ts';
import type { Holidays } from './quiet-days.ts';
import { localDay } from './slots.ts';

/** How far back something unsent is looked for: as far as the longest lead, or a whole year. */
export const LOOK_BACK = 400 * 86_400_000;

export interface NewPosts {
  readonly archive: Archive;
  readonly subscriptions: readonly Subscription[];
  readonly holidays: Holidays;
  readonly rules: OutboxRules;
  /**
   * Up to when everything due has a record already; -Infinity where nobody knows, or the diary has
   * changed since. Only then are corrections looked for: time alone makes no announcement wrong.
   */
  readonly from: number;
  readonly now: number;
}

/**
 * New records for what has become due and has none. Of the reminders of one occasion, and of the
 * digests of one subscription, only the latest counts: after a long downtime one is posted, and tells
 * the days that really remain. What is over and too late is not posted; it is recorded as missed, and
 * told in the next digest.
 */
export function newDeliveries(asked: NewPosts): DeliveryRecord[] {
  const { archive, holidays, now, from, rules } = asked;
  const subscriptions = asked.subscriptions.filter((s) => s.paused === undefined);
  const corrected = Number.isFinite(from)
    ? []
    : corrections(archive, localDay(now, 'UTC')).filter(({ announcement }) =>
        subscriptions.some((s) => s.id === announcement.subscription),
      );
  const records = corrected.map((correction) => correctionRecord(correction, now));

  const begun = subscriptions.map(({ since }) => Date.parse(since));
  const earliest = Math.max(from, now - LOOK_BACK, Math.min(now, ...begun));
  const latest = new Map<string, DuePost>();
  for (const post of due({ archive, subscriptions, holidays, from: earliest, to: now + 1 })) {
    const { id, since } = post.subscription;
    if (post.at < Date.parse(since)) continue;
    latest.set(`${id} ${post.kind === 'reminder' ? post.occasionKey : 'digest'}`, post);
  }
  if (latest.size === 0) return records;
  const told = lastTold([...archive.holdings.delivery, ...records], now);
  for (const post of latest.values()) {
    const held = archive.record('delivery', post.key);
    if (held && !isOfTheFuture(held, now)) continue;
    const occasion = post.kind === 'reminder' ? post.occasion : undefined;
    const series = seriesOf(post.subscription.id, occasion?.milestone.id, occasion?.date.edtf);
    if ((told.get(series) ?? Number.NEGATIVE_INFINITY) >= post.at) continue;
    records.push(recordOf(archive, post, now, rules));
  }
  return records;
}

const seriesOf = (subscription: string, milestone?: string, date?: string): string =>
  `${subscription} ${milestone ?? ''} ${date ?? ''}`;

/** For each occasion, and for digests, when the latest fell that has a record. */
function lastTold(deliveries: readonly DeliveryRecord[], now: number): Map<string, number> {
  const last = new Map<string, number>();
  for (const record of deliveries) {
    if (isOfTheFuture(record, now)) continue;
    const series = seriesOf(record.subscription, record.milestone, record.date);
    last.set(
      series,
      Math.max(last.get(series) ?? Number.NEGATIVE_INFINITY, Date.parse(record.due)),
    );
  }
  return last;
}

/** Given up while the clock ran ahead: it is not too late after all. */
const isOfTheFuture = ({ state, at }: DeliveryRecord, now: number): boolean =>
  state === 'missed' && Date.parse(at) > now;

function recordOf(
  archive: Archive,
  post: DuePost,
  now: number,
  rules: OutboxRules,
): DeliveryRecord {
  const late = now - post.at;
  const tooLate = late > rules.maxLateMs && (post.kind === 'digest' || isOver(post, now));
  return {
    id: post.key,
    subscription: post.subscription.id,
    channel: post.subscription.channel,
    kind: post.kind,
    ...(post.kind === 'reminder' && announced(archive, post)),
    due: new Date(post.at).toISOString(),
    state: tooLate ? 'missed' : 'claimed',
    attempts: 0,
    at: new Date(now).toISOString(),
    ...(tooLate && { reason: 'too late' }),
  };
}

/** What a reminder announces, kept so that it can be corrected. */
function announced(archive: Archive, { occasion, lead }: DuePost & { kind: 'reminder' }) {
  const { milestone, date, event, kind } = occasion;
  const place = kind === 'planned' ? placeOf(archive, event) : undefined;
  return {
    milestone: milestone.id,
    event: event.id,
    date: date.edtf,
    status: event.status,
    ...(kind === 'anniversary' && { count: occasion.count }),
    ...(place !== undefined && { place }),
    ...(lead !== null && { lead }),
  };
}

/** The record of a correction that is due now. */
export function correctionRecord(correction: Correction, now: number): DeliveryRecord {
  const { key, announcement, told, date, status, place, count } = correction;
  return {
    id: key,
    subscription: announcement.subscription,
    channel: announcement.channel,
    ...(announcement.message !== undefined && { thread: announcement.message }),
    kind: 'correction',
    corrects: told.id,
    milestone: announcement.milestone,
    ...(announcement.event !== undefined && { event: announcement.event }),
    date: date.edtf,
    status,
    ...(count !== undefined && { count }),
    ...(place !== undefined && { place }),
    due: new Date(now).toISOString(),
    state: 'claimed',
    attempts: 0,
    at: new Date(now).toISOString(),
  };
}

const isOver = ({ occasion, subscription }: DuePost & { kind: 'reminder' }, now: number): boolean =>
  certainlyOverBy(occasion.date, localDay(now, subscription.zone) - 1);

/** Is the occasion of a record over on the local day of its channel? A correction's never is. */
export function isOccasionOver(record: DeliveryRecord, zone: string, now: number): boolean {
  if (record.kind !== 'reminder' || !record.date) return record.kind === 'digest';
  return certainlyOverBy(fuzzyDate(record.date), localDay(now, zone) - 1);
}

/** Has a later post of the same occasion, or a later digest, taken its place? */
export function isSuperseded(record: DeliveryRecord, others: Iterable<DeliveryRecord>): boolean {
  if (record.kind === 'correction') return false;
  for (const other of others) {
    if (
      other.kind === record.kind &&
      other.subscription === record.subscription &&
      other.milestone === record.milestone &&
      other.date === record.date &&
      other.due > record.due &&
      other.state !== 'missed' &&
      other.state !== 'dropped'
    ) {
      return true;
    }
  }
  return false;
}
