/** The diary: planned events and counted anniversaries. */
import { certainlyOverBy, widestBounds } from '../domain/dates/compare.ts';
import type { Day } from '../domain/dates/day.ts';
import type { FuzzyDate } from '../domain/dates/fuzzy-date.ts';
import type { Outline } from '../domain/events/view.ts';
import type { Milestone } from '../domain/record/diary.ts';
import type { Archive } from './archive.ts';
import { type Anniversary, type Diary, diaryOf, knownFrom } from './diary-index.ts';

export interface Planned {
  readonly kind: 'planned';
  readonly event: Outline;
  readonly milestone: Milestone | undefined;
  readonly date: FuzzyDate;
}

export type DiaryItem = Anniversary | Planned;

export interface Upcoming {
  /** What falls, certainly or possibly, from today on, soonest first; as many as were asked for. */
  readonly items: readonly DiaryItem[];
  /** How many there are in all. */
  readonly total: number;
  /** Planned days that have passed, within as many days back, without a report. */
  readonly passed: readonly Planned[];
}

/** The diary of the next days; of a long one only the first `most` entries are made. */
export function upcoming(
  archive: Archive,
  today: Day,
  days: number,
  most = Number.POSITIVE_INFINITY,
): Upcoming {
  const diary = diaryOf(archive);
  const passed = diary
    .plannedBetween(today - days, today)
    .filter(({ event, known }) => known <= today && hasPassed(event, today))
    .map(({ event }) => plannedOf(diary, event));
  return { ...comingBetween(archive, today, today, today + days, most), passed };
}

/** The diary of a span that begins today or later, as it is known today. */
export function comingBetween(
  archive: Archive,
  today: Day,
  from: Day,
  to: Day,
  most = Number.POSITIVE_INFINITY,
): Omit<Upcoming, 'passed'> {
  const diary = diaryOf(archive);
  const planned = diary
    .plannedBetween(from, to)
    .filter(({ event, known }) => known <= today && !isOver(event, today))
    .filter(({ event }) => !hasLongBegun(event, from));
  const inSpans = diary.anniversariesInSpans(from, to, most);
  const onDays = diary.anniversariesOnDays(from, to, most);
  const items: DiaryItem[] = [
    ...planned.map(({ event }) => plannedOf(diary, event)),
    ...inSpans.items,
    ...onDays.items,
  ];
  const total = planned.length + inSpans.total + onDays.total;
  return { items: items.sort(soonestFirst).slice(0, most), total };
}

const plannedOf = (diary: Diary, event: Outline): Planned => ({
  kind: 'planned',
  event,
  milestone: diary.milestoneOf(event),
  date: event.date,
});

/** An occasion of a milestone: one of its anniversaries, or the event itself while it was a plan. */
export type Occasion = DiaryItem & {
  readonly milestone: Milestone;
  /** From which day on it could be announced; -Infinity where nobody says since when it was known. */
  readonly knownFrom: Day;
};

/**
 * Every occasion of every milestone that begins within the days, soonest first; what was cancelled or
 * postponed only where it is asked for.
 */
export function occasions(archive: Archive, from: Day, to: Day, withOff = false): Occasion[] {
  const diary = diaryOf(archive);
  const found: Occasion[] = [];
  const all = Number.POSITIVE_INFINITY;
  const onDays = diary.anniversariesOnDays(from, to, all).items;
  for (const anniversary of [...onDays, ...diary.anniversariesInSpans(from, to, all).items]) {
    const { milestone, date } = anniversary;
    if (!milestone || date.from < from) continue;
    found.push({ ...anniversary, milestone, knownFrom: Number.NEGATIVE_INFINITY });
  }
  for (const { event, known } of diary.plannedBetween(from, to)) {
    const milestone = diary.milestoneOf(event);
    if (!milestone || event.date.from < from || (isOff(event) && !withOff)) continue;
    found.push({ kind: 'planned', event, milestone, date: event.date, knownFrom: known });
  }
  return found.sort(soonestFirst);
}

const isOff = ({ status }: Outline): boolean => status === 'cancelled' || status === 'postponed';

/** What happened on this day of the year, and which anniversaries fall on it. */
export interface OnThisDay {
  /** On the day itself, as far as it has come. */
  readonly happened: readonly Outline[];
  readonly items: readonly Anniversary[];
  /** Planned for the day itself. */
  readonly planned: readonly Planned[];
}

export function onThisDay(archive: Archive, day: Day, today: Day): OnThisDay {
  const diary = diaryOf(archive);
  return {
    happened: day > today ? [] : diary.begunOn(day),
    items: diary.onDayOfYear(day).sort((a, b) => a.event.date.from - b.event.date.from),
    planned: upcoming(archive, today, Math.max(0, day - today))
      .items.filter((item): item is Planned => item.kind === 'planned')
      .filter(({ date }) => date.precision === 'day' && date.from <= day && date.to >= day),
  };
}

/** Does it lie after the reader's day? */
export const isAhead = ({ date }: Outline, today: Day): boolean => widestBounds(date).from > today;

/** Is it coming up, by a plan that was known on the reader's day? */
export const isComing = (event: Outline, today: Day): boolean =>
  isAhead(event, today) && !isOff(event) && knownFrom(event) <= today;

/** Has the last day that was planned for it passed, without a report that it took place? */
export const hasPassed = (event: Outline, today: Day): boolean =>
  isUnreported(event) && isOver(event, today);

const isOver = ({ date }: Outline, today: Day): boolean => certainlyOverBy(date, today - 1);

/** The status to tell a reader of that day: what is still to come is planned if it was so then. */
export const statusOn = (event: Outline, today: Day): Outline['status'] =>
  event.status === 'held' && isComing(event, today) ? 'planned' : event.status;

/** A year that is being marked is not coming up; a conference of some days is told to its end. */
const hasLongBegun = ({ date }: Outline, day: Day): boolean =>
  date.form === 'interval' && date.precision !== 'day' && date.from < day;

const isUnreported = (event: Outline): boolean =>
  event.status === 'planned' || event.status === 'to-be-confirmed';

const dueDay = ({ date }: DiaryItem): Day => (date.precision === 'day' ? date.from : date.to);

function soonestFirst(a: DiaryItem, b: DiaryItem): number {
  return dueDay(a) - dueDay(b) || (a.event.id < b.event.id ? -1 : 1);
}
