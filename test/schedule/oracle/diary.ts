/**
 * What should be posted, worked out the slow way: a walk through time minute by minute, and the
 * stated policy applied whenever the bot wakes. Imports nothing of the program.
 */
import { DAY, MINUTE, minutes, offsetAt } from './wall-clock.ts';

export interface Kept {
  readonly id: string;
  /** `2015-12-20`, or `2016-06` where no day is known. */
  readonly date: string;
  /** A plan happens once; what was held has its anniversary every year. */
  readonly kind: 'plan' | 'held';
}

export interface Wanted {
  readonly zone: string;
  /** Minutes after midnight. */
  readonly time: number;
  readonly leads: readonly number[];
  readonly digest: { readonly time: number; readonly weekdays: readonly number[] } | undefined;
}

/** The bot is awake at this instant, and its clock shows another one. */
export interface Wake {
  readonly shown: number;
}

/** What comes of one slot: posted when the clock showed this, or given up. */
export interface Fired {
  readonly key: string;
  readonly at: number;
  readonly state: 'sent' | 'missed';
}

interface Slot {
  readonly key: string;
  /** The occasion, or the digests as such: of these only the latest counts. */
  readonly series: string;
  readonly at: number;
  /** The last day of the occasion, as the midnight of a wall clock; undefined for a digest. */
  readonly end: number | undefined;
}

const MAX_LATE = 48 * 60 * MINUTE;
const LOOK_BACK = 400 * DAY;

export function expectedPosts(
  kept: readonly Kept[],
  wanted: Wanted,
  wakes: readonly Wake[],
): Fired[] {
  const begun = wakes[0]?.shown ?? 0;
  const last = Math.max(...wakes.map(({ shown }) => shown));
  const slots = slotsOf(kept, wanted, begun, last + MINUTE);
  const records = new Map<string, Fired & { slot: Slot }>();
  for (const { shown } of wakes) {
    const isVoid = ({ state, at }: Fired) => state === 'missed' && at > shown;
    const latest = new Map<string, Slot>();
    for (const slot of slots) {
      if (slot.at > shown) break;
      if (slot.at >= shown - LOOK_BACK) latest.set(slot.series, slot);
    }
    const told = [...records.values()].filter((record) => !isVoid(record));
    for (const slot of latest.values()) {
      if (told.some((t) => t.slot.series === slot.series && t.slot.at >= slot.at)) continue;
      if (told.some((t) => t.key === slot.key)) continue;
      const today = midnight(shown + offsetAt(wanted.zone, shown));
      const isOver = slot.end === undefined || slot.end < today;
      const state = isOver && shown - slot.at > MAX_LATE ? 'missed' : 'sent';
      records.set(slot.key, { key: slot.key, at: shown, state, slot });
    }
  }
  return [...records.values()].map(({ key, at, state }) => ({ key, at, state }));
}

const midnight = (wall: number): number => Math.floor(wall / DAY) * DAY;

/** Every slot of the span, in order: when the wall clock first shows its minute, or should have. */
function slotsOf(kept: readonly Kept[], wanted: Wanted, from: number, to: number): Slot[] {
  const { zone, time, digest } = wanted;
  const slots: Slot[] = [];
  const start = from - 2 * DAY;
  let highest = start + offsetAt(zone, start) - MINUTE;
  for (const [instant, wall] of minutes(zone, start, to + 4 * 60 * MINUTE)) {
    const gap = wall - highest - MINUTE;
    for (let shown = highest + MINUTE; shown <= wall; shown += MINUTE) {
      // A minute that the clock left out comes as much later as the clock was put forward.
      const at = shown === wall ? instant : instant + gap - (wall - shown);
      if (at < from || at >= to) continue;
      const day = midnight(shown);
      const minute = (shown - day) / MINUTE;
      if (minute === time) slots.push(...remindersOn(day, at, kept, wanted));
      if (digest?.time === minute && digest.weekdays.includes(new Date(day).getUTCDay())) {
        const key = `digest.${new Date(at).toISOString()}`;
        slots.push({ key, series: 'digest', at, end: undefined });
      }
    }
    highest = Math.max(highest, wall);
  }
  return slots.sort((a, b) => a.at - b.at);
}

/** For a wall clock's day, every occasion that lies one of the leads ahead of it. */
function* remindersOn(
  day: number,
  at: number,
  kept: readonly Kept[],
  { leads }: Wanted,
): Generator<Slot> {
  for (const { id, date, kind } of kept) {
    const isDay = date.length === 10;
    for (const lead of isDay ? leads : [0]) {
      const target = new Date(day + lead * DAY);
      const occasion = occasionOn(target, date, kind, isDay);
      if (!occasion) continue;
      const series = `${id}.${occasion.written}`;
      yield { key: `${series}.${isDay ? lead : 'begins'}`, series, at, end: occasion.end };
    }
  }
}

function occasionOn(
  target: Date,
  date: string,
  kind: Kept['kind'],
  isDay: boolean,
): { written: string; end: number } | undefined {
  const [year = 0, month = 1, dayOfMonth = 1] = date.split('-').map(Number);
  const targetYear = target.getUTCFullYear();
  if (kind === 'plan' ? targetYear !== year : targetYear <= year) return undefined;
  // 29 February is kept on the 28th in common years.
  const days = new Date(Date.UTC(targetYear, month, 0)).getUTCDate();
  const first = Date.UTC(targetYear, month - 1, Math.min(dayOfMonth, days));
  if (first !== target.getTime()) return undefined;
  const iso = new Date(first).toISOString();
  return isDay
    ? { written: iso.slice(0, 10), end: first }
    : { written: iso.slice(0, 7), end: Date.UTC(targetYear, month - 1, days) };
}
