/** The events by what they are known by besides who sat there: their place, and their series. */
import type { Outline } from '../domain/events/view.ts';
import type { Archive, Derived, Effect } from './archive.ts';

export type KnownBy = 'place' | 'series';

/** In no order; also those of which only some sources say so. */
export const eventsKnownBy = (archive: Archive, by: KnownBy, id: string): Iterable<Outline> =>
  archive.derived(makeIndex).of(by, id);

const makeIndex = (archive: Archive): Index => new Index(archive);

class Index implements Derived {
  readonly #events = new Map<string, Set<Outline>>();

  constructor(archive: Archive) {
    for (const event of archive.events) this.#add(event);
  }

  of(by: KnownBy, id: string): Iterable<Outline> {
    return this.#events.get(`${by} ${id}`) ?? [];
  }

  #add(event: Outline): void {
    for (const key of keysOf(event)) {
      const held = this.#events.get(key);
      if (held) held.add(event);
      else this.#events.set(key, new Set([event]));
    }
  }

  keepUp({ type, removed, added }: Effect): boolean {
    if (type !== 'event') return true;
    if (removed) for (const key of keysOf(removed)) this.#events.get(key)?.delete(removed);
    if (added) this.#add(added);
    return true;
  }
}

const keysOf = ({ record }: Outline): string[] =>
  record.accounts.flatMap(({ place, series }) => [
    ...(place ?? []).map(({ is }) => `place ${is}`),
    ...(series === undefined ? [] : [`series ${series}`]),
  ]);
