/**
 * The diary: planned events and counted anniversaries.
 *
 * A milestone known to the day has its anniversary on that day (29 February on the 28th in common
 * years); one known to the month, the season or the year has it within that month, season or year,
 * and is never given a day.
 */
import { certainlyOverBy, widestBounds } from '../domain/dates/compare.ts';
import { calendarDate, type Day, endOfMonth, isoOfDay } from '../domain/dates/day.ts';
import { type FuzzyDate, fuzzyDate } from '../domain/dates/fuzzy-date.ts';
import { anniversaryDay } from '../domain/dates/span.ts';
import type { Outline } from '../domain/events/view.ts';
import type { Counting, Milestone } from '../domain/record/diary.ts';
import type { Archive, Derived } from './archive.ts';
import { firstIndex } from './first-index.ts';

export interface Anniversary {
  readonly kind: 'anniversary';
  readonly event: Outline;
  readonly milestone: Milestone | undefined;
  /** The tenth anniversary is 10. */
  readonly count: number;
  /** When it falls, as precisely as the event is dated. */
  readonly date: FuzzyDate;
}

export interface Planned {
  readonly kind: 'planned';
  readonly event: Outline;
  readonly milestone: Milestone | undefined;
  readonly date: FuzzyDate;
}

export type DiaryItem = Anniversary | Planned;

export interface Upcoming {
  /** What falls, certainly or possibly, from today on, soonest first. */
  readonly items: readonly DiaryItem[];
  /** Planned days that have passed, within as many days back, without a report. */
  readonly passed: readonly Planned[];
}

export function upcoming(archive: Archive, today: Day, days: number): Upcoming {
  const until = today + days;
  const diary = diaryOf(archive);
  const items: DiaryItem[] = [];
  const passed: Planned[] = [];
  for (const event of diary.plannedBetween(today - days, until)) {
    const item: Planned = {
      kind: 'planned',
      event,
      milestone: diary.milestoneOf(event),
      date: event.date,
    };
    if (!isKnownPlan(archive, event, today)) continue;
    if (!certainlyOverBy(event.date, today - 1)) {
      if (event.date.from <= until && !hasLongBegun(event, today)) items.push(item);
    } else if (isUnreported(event) && event.date.to >= today - days) passed.push(item);
  }
  items.push(...diary.anniversariesBetween(today, until));
  return { items: items.sort(soonestFirst), passed };
}

/** What happened on this day of the year, and which anniversaries fall on it. */
export interface OnThisDay {
  readonly items: readonly Anniversary[];
  /** Planned for the day itself. */
  readonly planned: readonly Planned[];
}

export function onThisDay(archive: Archive, day: Day, today: Day): OnThisDay {
  const diary = diaryOf(archive);
  return {
    items: diary.onDayOfYear(day).sort((a, b) => a.event.date.from - b.event.date.from),
    planned: upcoming(archive, today, Math.max(0, day - today))
      .items.filter((item): item is Planned => item.kind === 'planned')
      .filter(({ date }) => date.precision === 'day' && date.from <= day && date.to >= day),
  };
}

/** The status to tell a reader of that day: an event still to come is planned, whatever came of it. */
export function statusOn(event: Outline, today: Day): Outline['status'] {
  return event.status === 'held' && widestBounds(event.date).from > today
    ? 'planned'
    : event.status;
}

/** A year that is being marked is not coming up; a conference of some days is told to its end. */
const hasLongBegun = ({ date }: Outline, today: Day): boolean =>
  date.form === 'interval' && date.precision !== 'day' && date.from < today;

const isUnreported = (event: Outline): boolean =>
  event.status === 'planned' || event.status === 'to-be-confirmed';

/**
 * Was the plan known by that day? What merely happened later was never planned; a plan of which
 * nobody says when it was made was known all along.
 */
function isKnownPlan(archive: Archive, event: Outline, today: Day): boolean {
  const { announced } = archive.view(event);
  if (announced.length > 0) return announced.some((date) => fuzzyDate(date).to <= today);
  return event.status !== 'held';
}

function soonestFirst(a: DiaryItem, b: DiaryItem): number {
  const day = (item: DiaryItem) => (item.date.precision === 'day' ? item.date.from : item.date.to);
  return day(a) - day(b) || (a.event.id < b.event.id ? -1 : 1);
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
const hasDay = ({ status, date }: Outline): boolean =>
  status === 'held' && date.precision === 'day' && date.form !== 'set' && !date.approximate;

interface Kept {
  readonly event: Outline;
  readonly milestone: Milestone;
}

/** Events by the day of the year, and everything that was ever planned. */
class Diary implements Derived {
  readonly #milestones = new Map<string, Milestone>();
  /** Kept milestones known to the day, in the order of the year. */
  readonly #keptByDay: (Kept & { monthDay: number })[] = [];
  readonly #keptBySpan: Kept[] = [];
  readonly #byDayOfYear = new Map<number, Outline[]>();
  /** In the order of time. */
  readonly #planned: Outline[];
  /** Days between the bounds of the longest or least precise plan. */
  readonly #longestPlan: number;

  constructor(archive: Archive) {
    for (const milestone of archive.holdings.milestone) {
      this.#milestones.set(milestone.event, milestone);
      const event = archive.event(milestone.event);
      if (!event || milestone.counting === 'none' || event.status === 'cancelled') continue;
      if (event.date.precision === 'day' && event.date.form !== 'set') {
        this.#keptByDay.push({ monthDay: monthDay(event.date.from), event, milestone });
      } else this.#keptBySpan.push({ event, milestone });
    }
    this.#keptByDay.sort((a, b) => a.monthDay - b.monthDay);
    this.#planned = archive.events.filter(wasPlanned);
    this.#longestPlan = this.#planned.reduce((n, e) => Math.max(n, e.date.to - e.date.from), 0);
    for (const event of archive.events) if (hasDay(event)) this.#onDay(event).push(event);
  }

  keepUp(removed: Outline | undefined, added: Outline | undefined): boolean {
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

  plannedBetween(from: Day, to: Day): Outline[] {
    const first = firstIndex(this.#planned, (e) => e.date.from >= from - this.#longestPlan);
    const end = firstIndex(this.#planned, (e) => e.date.from > to);
    return this.#planned.slice(first, end).filter((e) => e.date.to >= from);
  }

  *anniversariesBetween(from: Day, to: Day): Generator<Anniversary> {
    const firstYear = calendarDate(from).year;
    const lastYear = calendarDate(to).year;
    for (let year = firstYear; year <= lastYear; year++) {
      const start = year === firstYear ? monthDay(from) : 101;
      for (let i = this.#firstKeptFrom(start); i < this.#keptByDay.length; i++) {
        const { event, milestone } = this.#keptByDay[i] as Kept;
        const day = anniversaryDay(event.date.from, year);
        if (day > to) break;
        const count = year - calendarDate(event.date.from).year;
        if (day < from || count < 1 || !isKept(milestone.counting, count)) continue;
        yield { kind: 'anniversary', event, milestone, count, date: fuzzyDate(isoOfDay(day)) };
      }
      for (const { event, milestone } of this.#keptBySpan) {
        const count = year - calendarDate(event.date.from).year;
        const date = fuzzyDate(inYear(event.date, year));
        if (count < 1 || !isKept(milestone.counting, count)) continue;
        if (date.to >= from && date.from <= to) {
          yield { kind: 'anniversary', event, milestone, count, date };
        }
      }
    }
  }

  #firstKeptFrom(monthDay: number): number {
    return firstIndex(this.#keptByDay, (kept) => kept.monthDay >= monthDay);
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

const diaryOf = (archive: Archive): Diary => archive.derived(makeDiary);
const makeDiary = (archive: Archive): Diary => new Diary(archive);

/** 20 December is 1220. */
function monthDay(day: Day): number {
  const { month, day: d } = calendarDate(day);
  return month * 100 + d;
}

/** The month, season or year of a date, in another year: `2015-06` in 2025 is `2025-06`. */
function inYear(date: FuzzyDate, year: number): string {
  const { year: origin, month } = calendarDate(date.from);
  const mark = date.approximate ? '~' : '';
  const unit = /^\d{4}-(2[1-4])/.exec(date.edtf)?.[1];
  if (unit && date.form === 'point') return `${year}-${unit}${mark}`;
  const end = calendarDate(date.to);
  const oneMonth = end.year === origin && end.month === month;
  if (date.precision === 'month' && oneMonth) {
    return `${year}-${String(month).padStart(2, '0')}${mark}`;
  }
  return `${year}${mark}`;
}
