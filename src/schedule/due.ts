/**
 * What is due: a pure function of the subscriptions, the archive and a span of time. Whoever asks
 * twice, or after a month asleep, gets the same posts under the same keys.
 *
 * A milestone known to the day is announced so many days ahead, at the subscription's hour; one known
 * to the month, the season or the year once, when that begins. A reminder that falls on a quiet day
 * moves by the subscription's policy; two of one occasion that come to the same day are one.
 */
import type { Archive } from '../archive/archive.ts';
import { type Occasion, occasions } from '../archive/diary.ts';
import type { Day } from '../domain/dates/day.ts';
import type { Selection, Subscription } from '../domain/record/schedule.ts';
import { cronSlots, readCron } from './cron.ts';
import { type Holidays, shifted } from './quiet-days.ts';
import { instantOf, localDay, timeOfDay } from './slots.ts';

interface Due {
  /** The same for the same post, whenever it is worked out. */
  readonly key: string;
  readonly subscription: Subscription;
  /** Milliseconds since 1970. */
  readonly at: number;
}

export interface DueReminder extends Due {
  readonly kind: 'reminder';
  readonly occasion: Occasion;
  /** Days ahead; null where the occasion is known only to a month, a season or a year. */
  readonly lead: number | null;
  /** The occasion, whatever the lead: what is snoozed, superseded and corrected together. */
  readonly occasionKey: string;
}

export interface DueDigest extends Due {
  readonly kind: 'digest';
}

export type DuePost = DueReminder | DueDigest;

/** Everything due from `from` (inclusive) to `to` (exclusive), in milliseconds; in order of time. */
export function due(
  archive: Archive,
  subscriptions: readonly Subscription[],
  holidays: Holidays,
  from: number,
  to: number,
): DuePost[] {
  const span = { from, to, occasions: occasionsByLead(archive, subscriptions, from, to) };
  const posts = subscriptions.flatMap((subscription): DuePost[] => [
    ...reminders(archive, subscription, holidays, span),
    ...digests(subscription, from, to),
  ]);
  return posts.sort((a, b) => a.at - b.at || (a.key < b.key ? -1 : 1));
}

function* digests(subscription: Subscription, from: number, to: number): Generator<DueDigest> {
  const { digest, zone, id } = subscription;
  if (!digest) return;
  for (const at of cronSlots(readCron(digest.cron), zone, from, to)) {
    if (isPaused(subscription, at)) continue;
    yield { kind: 'digest', key: `digest.${id}.${new Date(at).toISOString()}`, subscription, at };
  }
}

/** How far a policy on quiet days may move a post, and a day a zone. */
const MARGIN = 31;
/** A snooze may put off what would have come as long before. */
const LONGEST_SNOOZE = 400;

type ByLead = ReadonlyMap<number, readonly Occasion[]>;

/** For each number of days ahead that anyone wants, the occasions that lie so far ahead of the span. */
function occasionsByLead(
  archive: Archive,
  subscriptions: readonly Subscription[],
  from: number,
  to: number,
): ByLead {
  const leads = new Set<number>([0]);
  for (const { reminders: wanted } of subscriptions)
    for (const l of wanted?.leads ?? []) leads.add(l);
  for (const milestone of archive.holdings.milestone)
    for (const l of milestone.leads ?? []) leads.add(l);
  const anySnooze = subscriptions.some((s) => s.snoozed?.length);
  const first = localDay(from, 'UTC') - MARGIN - (anySnooze ? LONGEST_SNOOZE : 0);
  const last = localDay(to, 'UTC') + MARGIN;
  return new Map([...leads].map((lead) => [lead, occasions(archive, first + lead, last + lead)]));
}

function reminders(
  archive: Archive,
  subscription: Subscription,
  holidays: Holidays,
  { from, to, occasions: byLead }: { from: number; to: number; occasions: ByLead },
): DueReminder[] {
  const { reminders: wanted, zone, hour } = subscription;
  if (!wanted) return [];
  const time = timeOfDay(hour);
  const byDay = new Map<string, DueReminder>();
  for (const [ahead, found] of byLead) {
    for (const occasion of found) {
      const lead = leadAmong(occasion, wanted.leads, ahead);
      if (lead === undefined || !isSelected(archive, occasion, wanted.which)) continue;
      const day = shifted(occasion.date.from - ahead, wanted.quiet, holidays);
      if (day === undefined) continue;
      const occasionKey = occasionKeyOf(occasion);
      const at = snoozedTo(subscription, occasionKey, instantOf(day, time, zone));
      if (at < from || at >= to || isPaused(subscription, at)) continue;
      const posted = localDay(at, zone);
      if (posted < occasion.knownFrom) continue;
      const key = `reminder.${subscription.id}.${occasionKey}.${lead ?? 'begins'}`;
      const sameDay = `${occasionKey} ${posted}`;
      const held = byDay.get(sameDay);
      if (held && (held.lead ?? 0) <= ahead) continue;
      byDay.set(sameDay, { kind: 'reminder', key, subscription, at, occasion, lead, occasionKey });
    }
  }
  return [...byDay.values()];
}

/** The lead if it is one of the occasion's; null where it is known only to a span, and that begins. */
function leadAmong(
  { date, milestone }: Occasion,
  leads: readonly number[],
  ahead: number,
): number | null | undefined {
  const isDay = date.precision === 'day' && date.form !== 'set' && !date.approximate;
  if (!isDay) return ahead === 0 ? null : undefined;
  return (milestone.leads ?? leads).includes(ahead) ? ahead : undefined;
}

/** An occasion by its milestone and date: moved to another day it is another occasion. */
export const occasionKeyOf = ({ milestone, date }: Occasion): string =>
  `${milestone.id}.${date.edtf.replaceAll('/', '_')}`;

/** A snooze puts off what would come before its end, and nothing after it. */
function snoozedTo({ snoozed }: Subscription, occasion: string, at: number): number {
  const snooze = snoozed?.find((s) => s.occasion === occasion);
  const until = snooze ? Date.parse(snooze.until) : Number.NEGATIVE_INFINITY;
  return Math.max(at, until);
}

const isPaused = ({ paused }: Subscription, at: number): boolean =>
  paused !== undefined && at >= Date.parse(paused);

/** Does the subscription want this occasion? */
function isSelected(archive: Archive, { event, milestone }: Occasion, which: Selection): boolean {
  const { pair, person, body, topic } = which;
  if (which.milestone !== undefined && which.milestone !== milestone.id) return false;
  const parties = new Set<string>(event.sides);
  for (const seat of event.seats) if (seat.person) parties.add(seat.person);
  if (event.record.body) parties.add(event.record.body);
  if (pair && !pair.every((id) => parties.has(id))) return false;
  if (person !== undefined && !parties.has(person)) return false;
  if (body !== undefined && !parties.has(body)) return false;
  if (topic === undefined) return true;
  const { points, outcomes } = archive.view(event);
  return points.some((p) => p.topic === topic) || outcomes.some((o) => o.topic === topic);
}

/** The local day on which a post is read. */
export const dayOfPost = ({ at, subscription }: Due): Day => localDay(at, subscription.zone);
