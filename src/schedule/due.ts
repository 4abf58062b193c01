/**
 * What is due: a pure function of the subscriptions, the archive and a span of time. Whoever asks
 * twice, or after a month asleep, gets the same posts under the same keys.
 *
 * A milestone known to the day is announced so many days ahead, at the subscription's hour; one known
 * to the month, the season or the year once, when that begins. A reminder that falls on a quiet day
 * moves by the subscription's policy; two of one occasion that come to the same moment are one.
 */
import type { Archive } from '../archive/archive.ts';
import { type Occasion, occasions } from '../archive/diary.ts';
import { isKnownToTheDay } from '../domain/dates/compare.ts';
import type { Day } from '../domain/dates/day.ts';
import type { Subscription } from '../domain/record/schedule.ts';
import { cronSlots, readCron } from './cron.ts';
import { type Holidays, shifted } from './quiet-days.ts';
import { isSelected } from './selection.ts';
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

export interface DueQuestion {
  readonly archive: Archive;
  readonly subscriptions: readonly Subscription[];
  readonly holidays: Holidays;
  /** Milliseconds since 1970; `to` is not in it. */
  readonly from: number;
  readonly to: number;
}

const DAY = 86_400_000;
/** Worked out in parts, so that ten years need no more memory than a month. */
const PART = 31 * DAY;

/** Everything due, in order of time. */
export function* due(asked: DueQuestion): Generator<DuePost> {
  const { from, to, subscriptions } = asked;
  const plan = planOf(asked);
  for (let start = from; start < to; start += PART) {
    const part = { from: start, to: Math.min(to, start + PART) };
    const posts: DuePost[] = reminders(asked, plan, part);
    for (const subscription of subscriptions) posts.push(...digests(subscription, part));
    yield* posts.sort((a, b) => a.at - b.at || (a.key < b.key ? -1 : 1));
  }
}

interface Span {
  readonly from: number;
  readonly to: number;
}

function* digests(subscription: Subscription, { from, to }: Span): Generator<DueDigest> {
  const { digest, zone, id } = subscription;
  if (!digest) return;
  for (const at of cronSlots(readCron(digest.cron), zone, from, to)) {
    if (isPaused(subscription, at)) continue;
    yield { kind: 'digest', key: `digest.${id}.${new Date(at).toISOString()}`, subscription, at };
  }
}

/** What does not change from one part of the time to the next. */
interface Plan {
  /** Who wants each milestone. */
  readonly wanted: ReadonlyMap<string, readonly Subscription[]>;
  /** Every number of days ahead that anyone wants. */
  readonly leads: ReadonlySet<number>;
  /** Days by which a policy on quiet days, and the zones, may move a post. */
  readonly margin: number;
  /** The ends of snoozes. */
  readonly snoozes: readonly number[];
}

const ZONES = 2;
const QUIET = 31;
/** A snooze may put off what would have come so many days before. */
const LONGEST_SNOOZE = 800;

function planOf({ archive, subscriptions }: DueQuestion): Plan {
  const wanting = subscriptions.filter((s) => s.reminders);
  const wanted = new Map<string, Subscription[]>();
  const leads = new Set<number>([0]);
  for (const s of wanting) for (const lead of s.reminders?.leads ?? []) leads.add(lead);
  for (const milestone of archive.holdings.milestone) {
    for (const lead of milestone.leads ?? []) leads.add(lead);
    const event = archive.event(milestone.event);
    if (!event) continue;
    const those = wanting.filter(
      ({ reminders: r }) => r && isSelected(archive, event, r.which, milestone),
    );
    if (those.length > 0) wanted.set(milestone.id, those);
  }
  return {
    wanted,
    leads,
    margin: wanting.some((s) => s.reminders?.quiet !== 'keep') ? QUIET + ZONES : ZONES,
    snoozes: wanting.flatMap((s) => (s.snoozed ?? []).map(({ until }) => Date.parse(until))),
  };
}

function reminders(
  { archive, holidays }: DueQuestion,
  { wanted, leads, margin, snoozes }: Plan,
  { from, to }: Span,
): DuePost[] {
  if (wanted.size === 0) return [];
  const snoozed = snoozes.some((until) => until >= from && until < to) ? LONGEST_SNOOZE : 0;
  const first = localDay(from, 'UTC') - margin - snoozed;
  const last = localDay(to, 'UTC') + margin;
  const posts = new Map<string, DueReminder>();
  for (const ahead of leads) {
    for (const occasion of occasions(archive, first + ahead, last + ahead)) {
      const occasionKey = occasionKeyOf(occasion);
      for (const subscription of wanted.get(occasion.milestone.id) ?? []) {
        const lead = leadAmong(occasion, subscription, ahead);
        if (lead === undefined) continue;
        const at = moment(subscription, occasion.date.from - ahead, occasionKey, holidays);
        if (at === undefined || at < from || at >= to || isPaused(subscription, at)) continue;
        if (localDay(at, subscription.zone) < occasion.knownFrom) continue;
        const same = `${subscription.id} ${occasionKey} ${at}`;
        const held = posts.get(same);
        if (held && (held.lead ?? 0) <= ahead) continue;
        const key = `reminder.${subscription.id}.${occasionKey}.${lead ?? 'begins'}`;
        posts.set(same, { kind: 'reminder', key, subscription, at, occasion, lead, occasionKey });
      }
    }
  }
  return [...posts.values()];
}

/** The lead if it is one of the occasion's; null where it is known only to a span, and that begins. */
function leadAmong(
  { date, milestone }: Occasion,
  { reminders: wanted }: Subscription,
  ahead: number,
): number | null | undefined {
  if (!isKnownToTheDay(date)) return ahead === 0 ? null : undefined;
  return (milestone.leads ?? wanted?.leads)?.includes(ahead) ? ahead : undefined;
}

/** An occasion by its milestone and date: moved to another day it is another occasion. */
export const occasionKeyOf = ({ milestone, date }: Occasion): string =>
  `${milestone.id}.${date.edtf.replaceAll('/', '_')}`;

/**
 * When a reminder for that day is posted; undefined where it is skipped. A snooze puts off what would
 * come before its end, and nothing after it.
 */
function moment(
  { reminders: wanted, hour, zone, snoozed }: Subscription,
  day: Day,
  occasion: string,
  holidays: Holidays,
): number | undefined {
  const shift = shifted(day, wanted?.quiet ?? 'keep', holidays);
  if (shift === undefined) return undefined;
  const at = instantOf(shift, timeOfDay(hour), zone);
  const snooze = snoozed?.find((s) => s.occasion === occasion);
  return snooze ? Math.max(at, Date.parse(snooze.until)) : at;
}

const isPaused = ({ paused }: Subscription, at: number): boolean =>
  paused !== undefined && at >= Date.parse(paused);
