/**
 * What can be said of two dates when one of them is imprecise: it is *certain*, *possible* or
 * *impossible* that the one lies before, after or within the other.
 *
 * Comparison is over bounds. An approximate or uncertain date may lie a little outside its own
 * bounds; how far is {@link SLACK_DAYS}. Sorting uses the bounds as written.
 */
import type { Day } from './day.ts';
import type { FuzzyDate, Precision } from './fuzzy-date.ts';

export type Certainty = 'certain' | 'possible' | 'impossible';

const CERTAINTIES: readonly Certainty[] = ['impossible', 'possible', 'certain'];

/** As certain as the least certain of them; certain of none. */
export const all = (...parts: readonly Certainty[]): Certainty =>
  CERTAINTIES.find((c) => parts.includes(c)) ?? 'certain';

/** As certain as the most certain of them; impossible of none. */
export const any = (...parts: readonly Certainty[]): Certainty =>
  CERTAINTIES.findLast((c) => parts.includes(c)) ?? 'impossible';

/**
 * How many days beyond its bounds a date marked `~` or `?` is still thought possible. EDTF gives
 * no figure; this project's is about half of the unit in which the date is told.
 */
export const SLACK_DAYS: Record<Precision, number> = {
  day: 3,
  month: 15,
  season: 45,
  year: 183,
  decade: 1826,
};

export interface Bounds {
  readonly from: Day;
  readonly to: Day;
}

/** The bounds within which the date lies when its marks `~` and `?` are taken seriously. */
export function widestBounds(date: FuzzyDate): Bounds {
  if (!date.approximate && !date.uncertain) return date;
  const slack = SLACK_DAYS[date.precision];
  return { from: date.from - slack, to: date.to + slack };
}

/** Is `a` over before `b` begins? */
export function before(a: FuzzyDate, b: FuzzyDate): Certainty {
  const x = widestBounds(a);
  const y = widestBounds(b);
  if (x.to < y.from) return 'certain';
  // Something that lasted is before only if its end is; one unknown day, if its earliest day is.
  const earliestEnd = a.form === 'interval' ? x.to : x.from;
  const latestStart = b.form === 'interval' ? y.from : y.to;
  return earliestEnd < latestStart ? 'possible' : 'impossible';
}

/** Does `a` lie wholly within `b`? */
export function within(a: FuzzyDate, b: Bounds): Certainty {
  const x = widestBounds(a);
  if (x.from >= b.from && x.to <= b.to) return 'certain';
  if (x.to < b.from || x.from > b.to) return 'impossible';
  if (a.form === 'interval' && !(a.approximate || a.uncertain)) return 'impossible';
  return 'possible';
}

/** Has it begun by the end of `day`? An interval has begun when its first day has. */
export function begunBy(date: FuzzyDate, day: Day): Certainty {
  const { from, to } = widestBounds(date);
  if (date.form === 'interval') return from <= day ? 'certain' : 'impossible';
  if (to <= day) return 'certain';
  return from <= day ? 'possible' : 'impossible';
}

/** Is it known on which day it falls, or begins? */
export const isKnownToTheDay = ({ precision, form, approximate }: FuzzyDate): boolean =>
  precision === 'day' && form !== 'set' && !approximate;

/** Is every day it could be over by the end of `day`? */
export const certainlyOverBy = (date: FuzzyDate, day: Day): boolean => widestBounds(date).to <= day;

/** Can both notations speak of the same time? */
export function compatible(a: FuzzyDate, b: FuzzyDate): boolean {
  const x = widestBounds(a);
  const y = widestBounds(b);
  return x.from <= y.to && y.from <= x.to;
}

/**
 * The one total order of dates, used wherever events are listed: by the first possible day, then
 * by the last, so that on equal starts the more precise date comes first.
 */
export const chronological = (a: Bounds, b: Bounds): number => a.from - b.from || a.to - b.to;
