/** Who held which office on a day, and what level an encounter was of. */

import type { Certainty } from '../dates/compare.ts';
import { widestBounds } from '../dates/compare.ts';
import { type FuzzyDate, fuzzyDate } from '../dates/fuzzy-date.ts';
import { type Office, type Person, RANKS, type Rank, type Tenure } from '../record/reference.ts';

/** What a view needs to know of people and offices. */
export interface WhoIsWho {
  person(id: string): Person | undefined;
  office(id: string): Office | undefined;
}

/** Did the person hold the office during the whole of `date`? */
export function heldOn(tenure: Tenure, date: FuzzyDate): Certainty {
  const day = widestBounds(date);
  const { start, end } = boundsOf(tenure);
  if (day.to < start.from || day.from > end.to) return 'impossible';
  return day.from >= start.to && day.to <= end.from ? 'certain' : 'possible';
}

/** Did the person hold the office on some day of the span? */
export function heldWithin(tenure: Tenure, span: FuzzyDate): Certainty {
  const { from, to } = widestBounds(span);
  const { start, end } = boundsOf(tenure);
  if (to < start.from || from > end.to) return 'impossible';
  return Math.max(from, start.to) <= Math.min(to, end.from) ? 'certain' : 'possible';
}

/** The days that can have been the first, and those that can have been the last. */
function boundsOf({ from, to, seen }: Tenure) {
  if (seen !== undefined) {
    const attested = fuzzyDate(seen);
    return {
      start: { from: Number.NEGATIVE_INFINITY, to: attested.from },
      end: { from: attested.to, to: Number.POSITIVE_INFINITY },
    };
  }
  const start = widestBounds(fuzzyDate(from as string));
  const end =
    to === undefined
      ? { from: start.to, to: Number.POSITIVE_INFINITY } // nobody says when it ended
      : to === '..'
        ? { from: Number.POSITIVE_INFINITY, to: Number.POSITIVE_INFINITY }
        : widestBounds(fuzzyDate(to));
  return { start, end };
}

/** In the order in which they began, as far as that is known. */
export const byBeginning = (a: Tenure, b: Tenure): number => beginning(a) - beginning(b);

const beginning = ({ from, seen }: Tenure): number => fuzzyDate((from ?? seen) as string).from;

/** The offices that the person is certain to have held on the date, in the record's order. */
export function officesOn(person: Person, date: FuzzyDate): string[] {
  const held = (person.tenures ?? [])
    .filter((t) => t.standing !== 'deprecated' && heldOn(t, date) === 'certain')
    .map((t) => t.office);
  return [...new Set(held)];
}

/**
 * Does the record rule out that the person held this office then? Only dated tenures of the same
 * office can; an office of which the record knows nothing is never ruled out.
 */
export function ruledOut(person: Person, office: string, date: FuzzyDate): boolean {
  const tenures = (person.tenures ?? []).filter(
    (t) => t.office === office && t.standing !== 'deprecated',
  );
  return tenures.length > 0 && tenures.every((t) => heldOn(t, date) === 'impossible');
}

/** The higher of two ranks; undefined gives way. */
export function higher(a: Rank | undefined, b: Rank | undefined): Rank | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return RANKS.indexOf(a) <= RANKS.indexOf(b) ? a : b;
}

/** The lowest of the ranks of the sides, each side ranking as its highest member. */
export function levelOf(sides: readonly (Rank | undefined)[]): Rank | undefined {
  if (sides.length === 0 || sides.includes(undefined)) return undefined;
  return [...(sides as Rank[])].sort((a, b) => RANKS.indexOf(b) - RANKS.indexOf(a))[0];
}
