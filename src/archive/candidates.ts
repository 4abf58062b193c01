/**
 * The events at which someone sat, or two sat on different sides: among them lies every answer.
 *
 * A person sat where named, a country where it is a side, a ministry or another office of state
 * where someone sat who held an office of it that day. An organisation is there at its own events
 * and at those on their occasion.
 */
import type { Outline } from '../domain/events/view.ts';
import { type Archive, type Derived, type Effect, isDoubtful } from './archive.ts';
import type { Encounter } from './encounters.ts';
import type { Party } from './party.ts';

export interface Candidates {
  /** In the order of time. */
  readonly events: readonly Outline[];
  /** Those of them whose day is not known for certain. */
  readonly doubtful: readonly Outline[];
}

export function candidatesFor(
  archive: Archive,
  { who, with: other }: Pick<Encounter, 'who' | 'with'>,
): Candidates {
  const lists = archive.derived(candidateLists);
  return other ? lists.between(who, other) : lists.of(who);
}

/** Of so many events together the lists are kept. */
const MOST_KEPT = 500_000;

/** Lists that have to be searched for, kept from one question to the next. */
class CandidateLists implements Derived {
  readonly #archive: Archive;
  readonly #lists = new Map<string, Candidates>();
  #kept = 0;

  constructor(archive: Archive) {
    this.#archive = archive;
  }

  keepUp({ type }: Effect): boolean {
    return type !== 'event' && type !== 'person' && type !== 'office' && type !== 'body';
  }

  of(party: Party): Candidates {
    const { id } = party;
    const country = stateOf(this.#archive, party);
    if (country === undefined) {
      return {
        events: this.#archive.eventsOf(id),
        doubtful: this.#archive.doubtfulEventsOf(id),
      };
    }
    return this.#filtered(id, () =>
      this.#archive.eventsOf(country).filter((e) => sidesOf(this.#archive, e, party).length > 0),
    );
  }

  between(a: Party, b: Party): Candidates {
    const [first, second] = a.id < b.id ? [a, b] : [b, a];
    return this.#filtered(`${first.id} ${second.id}`, () => {
      const lists = [this.of(a).events, this.of(b).events] as const;
      const shorter = lists[0].length <= lists[1].length ? lists[0] : lists[1];
      return shorter.filter((event) => satTogether(this.#archive, event, a, b));
    });
  }

  #filtered(key: string, search: () => readonly Outline[]): Candidates {
    const known = this.#lists.get(key);
    if (known) return known;
    const events = search();
    const found = { events, doubtful: events.filter(isDoubtful) };
    this.#kept += events.length;
    if (this.#kept > MOST_KEPT) {
      this.#lists.clear();
      this.#kept = events.length;
    }
    this.#lists.set(key, found);
    return found;
  }
}

const candidateLists = (archive: Archive): CandidateLists => new CandidateLists(archive);

/** The country of which a body is an office of state; none for an organisation of countries. */
const stateOf = (archive: Archive, { type, id }: Party): string | undefined =>
  type === 'body' ? archive.record('body', id)?.country : undefined;

/** Did they sit on different sides? An organisation is at the event, on no side of it. */
function satTogether(archive: Archive, event: Outline, a: Party, b: Party): boolean {
  const [isOrganisationA, isOrganisationB] = [a, b].map(
    (party) => party.type === 'body' && stateOf(archive, party) === undefined,
  );
  if (isOrganisationA || isOrganisationB) {
    const isThere = (party: Party, isOrganisation: boolean | undefined): boolean =>
      isOrganisation ? archive.isOf(event, party.id) : sidesOf(archive, event, party).length > 0;
    return isThere(a, isOrganisationA) && isThere(b, isOrganisationB);
  }
  const others = sidesOf(archive, event, b);
  if (others.length === 0) return false;
  return sidesOf(archive, event, a).some((side) => others.some((its) => its !== side));
}

const NO_SIDE: readonly string[] = [];

/** The sides on which the party sat. */
function sidesOf(archive: Archive, event: Outline, party: Party): readonly string[] {
  if (party.type === 'country') return event.sides.includes(party.id) ? [party.id] : NO_SIDE;
  if (party.type === 'person') {
    return event.seats.filter(({ person }) => person === party.id).map(({ side }) => side);
  }
  return archive
    .view(event)
    .attendance.filter(({ offices }) =>
      offices.some((office) => archive.office(office)?.body === party.id),
    )
    .map(({ side }) => side);
}
