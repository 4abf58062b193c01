/** How long ago pairs of countries last met, by level, and for how long they once did not. */
import type { Day } from '../domain/dates/day.ts';
import type { Rank } from '../domain/record/reference.ts';
import type { Archive } from './archive.ts';
import { homeOf } from './claims/contact.ts';
import type { Gap } from './gaps.ts';
import type { Party } from './party.ts';
import { gapsBetween } from './since.ts';

export interface ContactCounter {
  readonly pair: readonly [string, string];
  readonly level: Rank;
  /** From the last meeting on record to the day; undefined where none is. */
  readonly now: Gap | undefined;
  /** The longest time between two that follow each other on record. */
  readonly longest: Gap | undefined;
}

/** The levels that are counted. */
const LEVELS: readonly Rank[] = ['leader', 'minister', 'vice-minister'];

/** Counted for the pairs of countries of which the archive declares itself complete in something. */
export function contactCounters(archive: Archive, today: Day): ContactCounter[] {
  return pairs(archive).flatMap((pair) =>
    LEVELS.map((level) => {
      const [who, other] = [countryOf(pair[0]), countryOf(pair[1])];
      const { now, longest } = gapsBetween(archive, { who, with: other, level, today });
      return { pair, level, now, longest: longest[0] };
    }),
  );
}

const countryOf = (id: string): Party => ({ type: 'country', id });

function pairs(archive: Archive): (readonly [string, string])[] {
  const found = new Map<string, readonly [string, string]>();
  for (const { contact } of archive.holdings.coverage) {
    const countries = contact.between.map((id) => homeOf(archive, id));
    const [a, b] = [...new Set(countries)].filter((id) => /^[A-Z]{2}$/.test(id)).sort();
    if (a && b) found.set(`${a} ${b}`, [a, b]);
  }
  return [...found.values()];
}
