/**
 * A length of time as a text tells it, held against two dates.
 *
 * The earlier date and the span lead by the calendar to the day on which the later date is *due*
 * (29 October and four months: 28 February). How far it may lie from that day is this project's
 * rule, which replies tell with the verdict: a span told in months fits from half a month less to
 * just under a month more (people cut off, and people round), one in years half a year either way,
 * one in weeks three days less to six more, one in days to the day. "About" allows at least 15 in a
 * hundred of the span either way, "nearly" so much less but nothing more, "over" so much more but
 * nothing less.
 */
import type { ClaimedSpan } from '../record/diary.ts';
import { type Certainty, widestBounds } from './compare.ts';
import { calendarDate, type Day, dayOf, isoOfDay, plainDate } from './day.ts';
import type { FuzzyDate } from './fuzzy-date.ts';

export type SpanUnit = 'day' | 'week' | 'month' | 'year';

/** Days that the later date may lie before (negative) or after the day on which it is due. */
export interface Tolerance {
  readonly least: number;
  readonly most: number;
}

const ROUNDING: Readonly<Record<SpanUnit, Tolerance>> = {
  day: { least: 0, most: 0 },
  week: { least: -3, most: 6 },
  month: { least: -15, most: 29 },
  year: { least: -182, most: 182 },
};

/** The share of a span by which "about" may miss it. */
const ABOUT = 0.15;

/** The finest unit in which the span is told. */
export function unitOf({ days, weeks, months }: ClaimedSpan): SpanUnit {
  if (days) return 'day';
  if (weeks) return 'week';
  return months ? 'month' : 'year';
}

export function toleranceOf(span: ClaimedSpan): Tolerance {
  const { least, most } = ROUNDING[unitOf(span)];
  if (!span.about && !span.nearly && !span.over) return { least, most };
  const share = Math.max(1, Math.round(ABOUT * roughDays(span)));
  return {
    least: span.over ? 0 : Math.min(least, -share),
    most: span.nearly ? 0 : Math.max(most, share),
  };
}

const roughDays = ({ years = 0, months = 0, weeks = 0, days = 0 }: ClaimedSpan): number =>
  years * 365.25 + months * 30.4375 + weeks * 7 + days;

/** The day that lies the span after (or, with -1, before) a day; the 31st falls on a month's last. */
export function moved(day: Day, span: ClaimedSpan, direction: 1 | -1 = 1): Day {
  const { years = 0, months = 0, weeks = 0, days = 0 } = span;
  const date = plainDate(day).add({ months: direction * (years * 12 + months) });
  return dayOf(date.year, date.month, date.day) + direction * (weeks * 7 + days);
}

/** By how many days `b` comes after it is due, counted from `a`: at least and at most. */
export function lateness(a: FuzzyDate, b: FuzzyDate, span: ClaimedSpan): Tolerance {
  const begin = widestBounds(a);
  const end = widestBounds(b);
  const first = a.form === 'interval' ? begin.to : begin.from;
  const last = b.form === 'interval' ? end.from : end.to;
  return {
    least: end.from - moved(begin.to, span),
    most: last - moved(first, span),
  };
}

/** Does the time from `a` to `b` fit the span? */
export function fits(a: FuzzyDate, b: FuzzyDate, span: ClaimedSpan): Certainty {
  const late = lateness(a, b, span);
  const allowed = toleranceOf(span);
  if (late.least > allowed.most || late.most < allowed.least) return 'impossible';
  return late.least >= allowed.least && late.most <= allowed.most ? 'certain' : 'possible';
}

/** Is the time from `a` to `b` shorter than fits the span? */
export function fallsShort(a: FuzzyDate, b: FuzzyDate, span: ClaimedSpan): Certainty {
  const late = lateness(a, b, span);
  const { least } = toleranceOf(span);
  if (late.most < least) return 'certain';
  return late.least < least ? 'possible' : 'impossible';
}

/**
 * To when the span leads back from a date, in EDTF and no more precisely than the span is told:
 * two years and seven months before 24 July 2024 is December 2021.
 */
export function impliedDate(date: FuzzyDate, span: ClaimedSpan): string {
  const unit = unitOf(span);
  const [from, to] = [date.from, date.to].map((day) => inUnit(moved(day, span, -1), unit));
  const mark = span.about || span.nearly || span.over || unit === 'week' ? '~' : '';
  return from === to ? `${from}${mark}` : `[${from}..${to}]`;
}

function inUnit(day: Day, unit: SpanUnit): string {
  const iso = isoOfDay(day);
  if (unit === 'year') return String(calendarDate(day).year);
  return unit === 'month' ? iso.slice(0, 7) : iso;
}
