/** The times between contacts in which the archive holds none. */
import { widestBounds } from '../domain/dates/compare.ts';
import type { Day } from '../domain/dates/day.ts';
import type { FuzzyDate } from '../domain/dates/fuzzy-date.ts';
import { type Span, spanBetween } from '../domain/dates/span.ts';
import type { Outline } from '../domain/events/view.ts';

export interface Gap {
  /** The contact after which nothing is held. */
  readonly after: Outline;
  /** The next one; missing where there is none up to the end that was asked for. */
  readonly until: Outline | undefined;
  /** The first and the last day that certainly lie within it; on days that follow each other, none does. */
  readonly from: Day;
  readonly to: Day;
  /** From the one contact to the other, or to the end. */
  readonly span: Span;
}

/** The gaps between contacts that stand in the order of time, and from the last of them to the end. */
export function gapsIn(events: readonly Outline[], end: FuzzyDate): Gap[] {
  const gaps: Gap[] = [];
  // The one that may have been the last to end: what is imprecise may fill the time after it.
  let latest: Outline | undefined;
  for (const event of events) {
    if (latest) {
      const gap = gapAfter(latest, event);
      if (gap.to - gap.from >= -1) gaps.push(gap);
    }
    if (!latest || widestBounds(event.date).to >= widestBounds(latest.date).to) latest = event;
  }
  if (latest) {
    const open = gapUpTo(latest, end);
    if (open.to >= open.from) gaps.push(open);
  }
  return gaps;
}

const gapAfter = (after: Outline, until: Outline): Gap => ({
  after,
  until,
  from: widestBounds(after.date).to + 1,
  to: widestBounds(until.date).from - 1,
  span: spanBetween(after.date, until.date),
});

/** From a contact to the end, whatever else may have happened. */
export const gapUpTo = (after: Outline, end: FuzzyDate): Gap => ({
  after,
  until: undefined,
  from: widestBounds(after.date).to + 1,
  to: end.from,
  span: spanBetween(after.date, end),
});

/** The longest few, longest first. */
export const longestOf = (gaps: readonly Gap[], most: number): Gap[] =>
  [...gaps].sort((a, b) => lengthOf(b) - lengthOf(a)).slice(0, most);

/** Of days that certainly lie within it. */
export const lengthOf = ({ from, to }: Gap): number => to - from + 1;
