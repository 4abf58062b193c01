/** The event that someone means by its id, its name or words that occur in it. */
import type { Day } from '../domain/dates/day.ts';
import type { Outline } from '../domain/events/view.ts';
import { fold } from '../domain/names/fold.ts';
import type { Archive } from './archive.ts';
import { find, isSearchable } from './find.ts';

/** The one meant, several that may be, or none. */
export function namedEvents(archive: Archive, typed: string, today: Day): readonly Outline[] {
  const exact = archive.event(typed.trim());
  if (exact) return [exact];
  const sought = fold(typed);
  const byName = archive.events.filter(({ record }) =>
    [...Object.values(record.name ?? {}), ...(record.variants ?? [])].some(
      (name) => fold(name) === sought,
    ),
  );
  if (byName.length > 0) return byName;
  return isSearchable(typed) ? find(archive, typed, today).map(({ event }) => event) : [];
}
