/**
 * The index of the diary: kept events by the day of the year, and everything that was ever planned.
 *
 * A milestone known to the day has its anniversary on that day (29 February on the 28th in common
 * years); one known to the month, the season or the year has it within that month, season or year,
 * and is never given a day.
 */
import { widestBounds } from '../domain/dates/compare.ts';
import { calendarDate, type Day, endOfMonth, isoOfDay } from '../domain/dates/day.ts';
import { type FuzzyDate, fuzzyDate } from '../domain/dates/fuzzy-date.ts';
import type { Outline } from '../domain/events/view.ts';
import type { Counting, Milestone } from '../domain/record/diary.ts';
import type { Archive, Derived, Effect } from './archive.ts';
import { firstIndex } from './first-index.ts';
import { listIn } from './list-in.ts';

export interface Anniversary {
  readonly kind: 'anniversary';
  readonly event: Outline;
  readonly milestone: Milestone | undefined;
  /** The tenth anniversary is 10. */
  readonly count: number;
  /** When it falls, as precisely as the event is dated. */
  readonly date: FuzzyDate;
}

/**
 * The day from which the plan was known. What merely happened later was never planned; a plan of
 * which nobody says when it was made was known all along.
 */
export function knownFrom({ status, record }: Outline): Day {
  const announced = record.accounts.flatMap((a) => (a.announced ? fuzzyDate(a.announced).to : []));
  if (announced.length > 0) return Math.min(...announced);
  return status === 'held' ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
}

/** Is this anniversary one of those that are kept? */
export function isKept(counting: Counting, count: number): boolean {
  if (counting === 'every') return true;
  if (counting === 'round') return count % 5 === 0;
  return counting !== 'none' && counting.includes(count);
}

const wasPlanned = (event: Outline): boolean =>
  event.status !== 'held' || event.record.accounts.some((a) => a.announced !== undefined);

/** Was it held on one known day of the year, or begun on one? */
export const hasDay = ({ status, date }: Outline): boolean =>
  status === 'held' && date.precision === 'day' && date.form !== 'set' && !date.approximate;

/** The first items, and how many there are in all. */
interface Counted {
  readonly items: readonly Anniversary[];
  readonly total: number;
}

interface Kept {
  readonly event: Outline;
  readonly milestone: Milestone;
  /** The year from which anniversaries are counted. */
  readonly year: number;
}

interface Plan {
  readonly event: Outline;
  readonly known: Day;
  /** The last day that it could be. */
  readonly end: Day;
  /** Days from the first that it could be until then. */
  readonly span: number;
}

/** Days, a month, a year, and longer: how far back a plan may begin that is still coming up. */
const PLAN_SPANS = [7, 31, 366, Number.POSITIVE_INFINITY];

/** Events by the day of the year, and everything that was ever planned. */
export class Diary implements Derived {
  readonly #milestones = new Map<string, Milestone>();
  /** Kept milestones by the day of the year, or by the rest of the notation after the year. */
  readonly #keptByDay = new Map<number, Kept[]>();
  readonly #keptBySpan = new Map<string, Kept[]>();
  readonly #byDayOfYear = new Map<number, Outline[]>();
  /** Plans by how many days they last or are doubtful by, each part in the order of time. */
  readonly #plans: { longest: number; plans: Plan[] }[] = [];

  constructor(archive: Archive) {
    const milestones = [...archive.holdings.milestone].sort((a, b) => (a.event < b.event ? -1 : 1));
    for (const milestone of milestones) {
      this.#milestones.set(milestone.event, milestone);
      const event = archive.event(milestone.event);
      // Only what took place has anniversaries.
      if (event?.status !== 'held' || milestone.counting === 'none') continue;
      const kept = { event, milestone, year: calendarDate(event.date.from).year };
      if (hasDay(event)) {
        listIn(this.#keptByDay, monthDay(event.date.from)).push(kept);
      } else listIn(this.#keptBySpan, afterYear(event.date)).push(kept);
    }
    const plans = archive.events.filter(wasPlanned).map((event): Plan => {
      const { from, to } = widestBounds(event.date);
      return { event, known: knownFrom(event), end: to, span: to - from };
    });
    let shorter = -1;
    for (const longest of PLAN_SPANS) {
      const its = plans.filter(({ span }) => span > shorter && span <= longest);
      if (its.length > 0) this.#plans.push({ longest, plans: its });
      shorter = longest;
    }
    for (const event of archive.events) if (hasDay(event)) this.#onDay(event).push(event);
  }

  keepUp({ type, removed, added }: Effect): boolean {
    if (type !== 'event') return type !== 'milestone';
    for (const event of [removed, added]) {
      if (event && (this.#milestones.has(event.id) || wasPlanned(event))) return false;
    }
    if (removed && hasDay(removed)) {
      const others = this.#onDay(removed);
      others.splice(others.indexOf(removed), 1);
    }
    if (added && hasDay(added)) this.#onDay(added).push(added);
    return true;
  }

  #onDay(event: Outline): Outline[] {
    const key = monthDay(event.date.from);
    const held = this.#byDayOfYear.get(key);
    if (held) return held;
    const events: Outline[] = [];
    this.#byDayOfYear.set(key, events);
    return events;
  }

  milestoneOf(event: Outline): Milestone | undefined {
    return this.#milestones.get(event.id);
  }

  plannedBetween(from: Day, to: Day): Plan[] {
    return this.#plans.flatMap(({ longest, plans }) => {
      const first = firstIndex(plans, ({ event }) => event.date.from >= from - longest);
      const end = firstIndex(plans, ({ event }) => event.date.from > to);
      return plans.slice(first, end).filter((plan) => plan.end >= from);
    });
  }

  /** In the order of days: the first `most` of them, and how many there are. */
  anniversariesOnDays(from: Day, to: Day, most: number): Counted {
    const items: Anniversary[] = [];
    let total = 0;
    let { year, month, day: dayOfMonth } = calendarDate(from);
    for (let day = from; day <= to; day++) {
      const isLast = dayOfMonth >= 28 && calendarDate(day + 1).day === 1;
      for (const kept of this.#keptOn(month, dayOfMonth, isLast)) {
        const count = year - kept.year;
        if (count < 1 || !isKept(kept.milestone.counting, count)) continue;
        if (total++ < most) items.push(anniversaryOf(kept, count, fuzzyDate(isoOfDay(day))));
      }
      if (!isLast) dayOfMonth++;
      else ({ year, month, day: dayOfMonth } = calendarDate(day + 1));
    }
    return { items, total };
  }

  /** Those of a day of the year; 29 February is kept on the 28th where that is the month's last. */
  #keptOn(month: number, day: number, isLast: boolean): readonly Kept[] {
    const kept = this.#keptByDay.get(month * 100 + day) ?? NONE;
    const leap = month === 2 && day === 28 && isLast ? this.#keptByDay.get(229) : undefined;
    return leap ? [...kept, ...leap] : kept;
  }

  /**
   * Those known only to a month, a season or a year that lies, at least in part, between the days:
   * of each such span the first `most`, and how many there are in all.
   */
  anniversariesInSpans(from: Day, to: Day, most: number): Counted {
    const items: Anniversary[] = [];
    let total = 0;
    // A winter that began in the year before may not be over.
    for (let year = calendarDate(from).year - 1; year <= calendarDate(to).year; year++) {
      for (const [notation, all] of this.#keptBySpan) {
        const date = fuzzyDate(`${year}${notation}`);
        if (date.to < from || date.from > to) continue;
        let ofSpan = 0;
        for (const kept of all) {
          const count = year - kept.year;
          if (count < 1 || !isKept(kept.milestone.counting, count)) continue;
          if (ofSpan++ < most) items.push(anniversaryOf(kept, count, date));
        }
        total += ofSpan;
      }
    }
    return { items, total };
  }

  begunOn(day: Day): Outline[] {
    const events = this.#byDayOfYear.get(monthDay(day)) ?? [];
    return events.filter(({ date }) => date.from === day);
  }

  onDayOfYear(day: Day): Anniversary[] {
    const { year } = calendarDate(day);
    const keys = [monthDay(day)];
    const commonYear = calendarDate(endOfMonth(year, 2)).day === 28;
    if (keys[0] === 228 && commonYear) keys.push(229);
    const date = fuzzyDate(isoOfDay(day));
    return keys
      .flatMap((key) => this.#byDayOfYear.get(key) ?? [])
      .map((event): Anniversary => {
        const count = year - calendarDate(event.date.from).year;
        return { kind: 'anniversary', event, milestone: this.milestoneOf(event), count, date };
      })
      .filter(({ count }) => count >= 1);
  }
}

export const milestoneOf = (archive: Archive, event: Outline): Milestone | undefined =>
  diaryOf(archive).milestoneOf(event);

export const diaryOf = (archive: Archive): Diary => archive.derived(makeDiary);
const makeDiary = (archive: Archive): Diary => new Diary(archive);

/** 20 December is 1220. */
function monthDay(day: Day): number {
  const { month, day: d } = calendarDate(day);
  return month * 100 + d;
}

const NONE: readonly Kept[] = [];

const anniversaryOf = (
  { event, milestone }: Kept,
  count: number,
  date: FuzzyDate,
): Anniversary => ({
  kind: 'anniversary',
  event,
  milestone,
  count,
  date,
});

/** The month or season of a date without its year; nothing where it covers more than either. */
export function afterYear(date: FuzzyDate): string {
  const { year, month } = calendarDate(date.from);
  const mark = date.approximate ? '~' : '';
  const season = /^\d{4}(-2[1-4])/.exec(date.edtf)?.[1];
  if (season && date.form === 'point') return season + mark;
  const end = calendarDate(date.to);
  const isWithinMonth = end.year === year && end.month === month && date.precision !== 'year';
  return isWithinMonth ? `-${String(month).padStart(2, '0')}${mark}` : mark;
}
