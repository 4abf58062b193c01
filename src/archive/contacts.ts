/** How long ago pairs of countries last met, by level. */
import type { Day } from '../domain/dates/day.ts';
import type { Outline } from '../domain/events/view.ts';
import type { Rank } from '../domain/record/reference.ts';
import type { Archive } from './archive.ts';
import { lastEncounter } from './last-encounter.ts';

export interface ContactCounter {
  readonly pair: readonly [string, string];
  readonly level: Rank;
  /** The last meeting on record up to the day; undefined where there is none. */
  readonly last: Outline | undefined;
}

/** The levels that are counted. */
const LEVELS: readonly Rank[] = ['leader', 'minister', 'vice-minister'];

/** Counted for the pairs of countries of which the archive declares itself complete in something. */
export function contactCounters(archive: Archive, today: Day): ContactCounter[] {
  return pairs(archive).flatMap((pair) =>
    LEVELS.map((level) => {
      const [who, other] = pair.map((id) => ({ type: 'country' as const, id }));
      const asked = { who: who as { type: 'country'; id: string }, with: other, level, today };
      return { pair, level, last: lastEncounter(archive, asked).event };
    }),
  );
}

function pairs(archive: Archive): (readonly [string, string])[] {
  const found = new Map<string, readonly [string, string]>();
  for (const { contact } of archive.holdings.coverage) {
    const countries = contact.between.map((id) => archive.record('body', id)?.country ?? id);
    const [a, b] = [...new Set(countries)].filter((id) => /^[A-Z]{2}$/.test(id)).sort();
    if (a && b) found.set(`${a} ${b}`, [a, b]);
  }
  return [...found.values()];
}
