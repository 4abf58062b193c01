/** The event that someone means by its id, its name, its day or words that occur in it. */
import type { Day } from '../domain/dates/day.ts';
import { tryFuzzyDate } from '../domain/dates/fuzzy-date.ts';
import type { Outline } from '../domain/events/view.ts';
import { fold } from '../domain/names/fold.ts';
import type { Archive, Derived, Effect } from './archive.ts';
import { find, isSearchable, stillToRead } from './find.ts';
import { firstIndex } from './first-index.ts';

/** The one meant, several that may be, or none; by its words only once they are all read. */
export function namedEvents(archive: Archive, typed: string, today: Day): readonly Outline[] {
  const exact = archive.event(typed.trim());
  if (exact) return [exact];
  const byName = archive.derived(eventNames).named(fold(typed));
  if (byName.length > 0) return byName;
  const date = tryFuzzyDate(typed.trim());
  if (date?.form === 'point' && date.precision === 'day') return eventsOn(archive, date.from);
  if (!isSearchable(typed) || stillToRead(archive)) return [];
  const found = find(archive, typed, today);
  return found.first(found.total);
}

/** Those that are known to have begun on the day. */
function eventsOn({ events }: Archive, day: Day): readonly Outline[] {
  const from = firstIndex(events, ({ date }) => date.from >= day);
  const to = firstIndex(events, ({ date }) => date.from > day);
  return events
    .slice(from, to)
    .filter(({ date }) => date.precision === 'day' && date.form !== 'set');
}

/** Events by the names that they bear, folded. */
class EventNames implements Derived {
  readonly #events = new Map<string, Outline[]>();

  constructor(events: readonly Outline[]) {
    for (const event of events) this.#add(event);
  }

  named(folded: string): readonly Outline[] {
    return this.#events.get(folded) ?? [];
  }

  keepUp({ type, removed, added }: Effect): boolean {
    if (type !== 'event') return true;
    for (const name of removed ? namesOf(removed) : []) {
      const others = this.#events.get(name)?.filter((event) => event !== removed) ?? [];
      this.#events.set(name, others);
    }
    if (added) this.#add(added);
    return true;
  }

  #add(event: Outline): void {
    for (const name of namesOf(event)) {
      this.#events.set(name, [...(this.#events.get(name) ?? []), event]);
    }
  }
}

const eventNames = (archive: Archive): EventNames => new EventNames(archive.events);

function namesOf({ record }: Outline): Set<string> {
  if (!record.name && !record.variants) return NO_NAMES;
  return new Set([...Object.values(record.name ?? {}), ...(record.variants ?? [])].map(fold));
}

const NO_NAMES: Set<string> = new Set();
