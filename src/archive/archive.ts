/**
 * The read model: everything the store holds, indexed for the questions. The questions are put to
 * it alone, one file a question; it knows no clock and no platform.
 */
import { type Corpus, withinCorpus } from '../domain/corpus.ts';
import { chronological } from '../domain/dates/compare.ts';
import type { Day } from '../domain/dates/day.ts';
import type { WhoIsWho } from '../domain/events/offices.ts';
import { type EventView, type Outline, outlineOf, viewOf } from '../domain/events/view.ts';
import type { EventRecord } from '../domain/record/event.ts';
import {
  type Change,
  type Holdings,
  OPERATIONAL,
  type RecordOf,
  type RecordType,
} from '../domain/record/record.ts';
import { firstIndex } from './first-index.ts';
import { listIn } from './list-in.ts';
import { Directory } from './party.ts';

const NOTHING: readonly Outline[] = [];

/** The types whose records lend their names to events. */
const NAMING: ReadonlySet<RecordType> = new Set<RecordType>([
  'person',
  'office',
  'place',
  'body',
  'topic',
  'formula',
  'series',
]);

/** What a change did to the archive, for what was worked out from it. */
export interface Effect {
  readonly type: RecordType;
  /** The event that was taken out, and the one put in. */
  readonly removed?: Outline | undefined;
  readonly added?: Outline | undefined;
  /** Other events of which something is told otherwise now: a name, an office, a place. */
  readonly touched: readonly Outline[];
}

/** Something worked out from an archive and kept until a change makes it wrong. */
export interface Derived {
  /**
   * Takes in a change, and returns true; without it, or where it returns false, the whole is made
   * anew when it is next asked for.
   */
  keepUp?(effect: Effect): boolean;
}

export class Archive implements WhoIsWho {
  /** All records it answers from, in the order of their ids. */
  readonly holdings: Holdings;
  readonly corpus: Corpus;
  /**
   * Every event in the order of time: by date ({@link chronological}), on one day by its stated
   * turn, a bilateral talk before a round table, and then by id.
   */
  readonly events: readonly Outline[];
  readonly #events: Outline[];
  #version = 0;
  #widestDoubt = 0;

  readonly #byId = new Map<string, Outline>();
  readonly #byParty = new Map<string, Outline[]>();
  /** Of these, the ones whose day is not known for certain. */
  readonly #doubtfulByParty = new Map<string, Outline[]>();
  readonly #byOccasion = new Map<string, Outline[]>();
  readonly #views = new Map<string, EventView>();
  readonly #lookup = new Map<RecordType, Map<string, unknown>>();
  readonly #derived = new Map<(archive: Archive) => Derived, Derived>();
  #directory: Directory | undefined;

  constructor(holdings: Holdings, corpus: Corpus = 'all') {
    this.corpus = corpus;
    this.holdings = withinCorpus(holdings, corpus);
    this.#events = this.holdings.event.map(outlineOf).sort(inOrderOfTime);
    this.events = this.#events;
    for (const event of this.#events) this.#byId.set(event.id, event);
    for (const event of this.#events) {
      for (const party of this.#partiesOf(event)) {
        append(this.#byParty, party, event);
        if (isDoubtful(event)) append(this.#doubtfulByParty, party, event);
      }
      for (const occasion of occasionsOf(event)) append(this.#byOccasion, occasion, event);
      this.#widestDoubt = Math.max(this.#widestDoubt, doubtOf(event));
    }
  }

  /** Grows with every change but those of deliveries. */
  get version(): number {
    return this.#version;
  }

  /** The widest span of days that any imprecise date covers: how far back a later day may hide. */
  get widestDoubt(): number {
    return this.#widestDoubt;
  }

  /** The latest day on which anything on record may have begun; -Infinity where there is nothing. */
  get lastDay(): Day {
    return this.#events.at(-1)?.date.from ?? Number.NEGATIVE_INFINITY;
  }

  /** Who sat there, and the bodies whose event it was or on whose occasion it took place. */
  #partiesOf(event: Outline): Set<string> {
    const parties = new Set(event.sides);
    for (const { person } of event.seats) if (person) parties.add(person);
    if (event.record.body) parties.add(event.record.body);
    for (const { record } of this.#occasionsAbove(event)) {
      if (record.body) parties.add(record.body);
    }
    return parties;
  }

  /** On whose occasion it took place, and on whose occasion that did. */
  #occasionsAbove(event: Outline): Set<Outline> {
    const above = new Set<Outline>();
    const climb = (from: Outline): void => {
      for (const id of occasionsOf(from)) {
        const occasion = this.#byId.get(id);
        if (!occasion || above.has(occasion)) continue;
        above.add(occasion);
        climb(occasion);
      }
    };
    climb(event);
    return above;
  }

  /** What took place on its occasion, and on the occasion of that. */
  #eventsBelow(occasion: string, below = new Set<Outline>()): Set<Outline> {
    for (const event of this.eventsWithin(occasion)) {
      if (below.has(event)) continue;
      below.add(event);
      this.#eventsBelow(event.id, below);
    }
    return below;
  }

  /** By id, in the order of time; nothing for one of whom no event is held. */
  eventsOf(party: string): readonly Outline[] {
    return this.#byParty.get(party) ?? NOTHING;
  }

  /** Those of them whose day is not known for certain. */
  doubtfulEventsOf(party: string): readonly Outline[] {
    return this.#doubtfulByParty.get(party) ?? NOTHING;
  }

  /** Is it the body's event, or one on the occasion of an event of the body, or did it sit there? */
  isOf(event: Outline, body: string): boolean {
    return this.#partiesOf(event).has(body);
  }

  /** The events held on the occasion of another. */
  eventsWithin(occasion: string): readonly Outline[] {
    return this.#byOccasion.get(occasion) ?? NOTHING;
  }

  event(id: string): Outline | undefined {
    return this.#byId.get(id);
  }

  /** The event whole, as its accounts together tell it. */
  view(event: Outline): EventView {
    const held = this.#views.get(event.id);
    if (held) return held;
    const view = viewOf(event, this);
    if (this.#views.size > 10_000) this.#views.clear();
    this.#views.set(event.id, view);
    return view;
  }

  /** Any record by type and id. */
  record<T extends RecordType>(type: T, id: string): RecordOf<T> | undefined {
    let records = this.#lookup.get(type);
    if (!records) {
      records = new Map(this.holdings[type].map((record) => [record.id, record]));
      this.#lookup.set(type, records);
    }
    return records.get(id) as RecordOf<T> | undefined;
  }

  person(id: string) {
    return this.record('person', id);
  }

  office(id: string) {
    return this.record('office', id);
  }

  /** Names of people, countries and bodies; made when first asked for. */
  get directory(): Directory {
    this.#directory ??= new Directory(this.holdings);
    return this.#directory;
  }

  /** What `make` works out, made when first asked for and kept as long as it is right. */
  derived<T extends Derived>(make: (archive: Archive) => T): T {
    let derived = this.#derived.get(make) as T | undefined;
    if (!derived) {
      derived = make(this);
      this.#derived.set(make, derived);
    }
    return derived;
  }

  /** Takes in a change that the store has accepted; only an archive of everything can. */
  apply({ type, id, after }: Change): void {
    if (this.corpus !== 'all') throw new Error('a part of the record stays as it was taken');
    place(this.holdings[type] as { id: string }[], id, after);
    if (after) this.#lookup.get(type)?.set(id, after);
    else this.#lookup.get(type)?.delete(id);
    if (type !== 'delivery') this.#version++;
    if (OPERATIONAL.has(type)) return; // no answer rests on it
    this.#views.clear();
    if (type === 'event') this.#replaceEvent(id, after as EventRecord | null);
    else {
      if (type === 'person' || type === 'country' || type === 'body') this.#directory = undefined;
      this.#tell({ type, touched: NAMING.has(type) ? this.#eventsNaming(type, id) : NOTHING });
    }
  }

  #replaceEvent(id: string, record: EventRecord | null): void {
    const removed = this.#byId.get(id);
    const added = record ? outlineOf(record) : undefined;
    // Those held on its occasion may be its body's too, or be so no longer; they tell its name.
    const within = [...this.#eventsBelow(id)].filter((event) => event !== removed);
    for (const event of within) this.#takeOut(event);
    if (removed) this.#takeOut(removed);
    if (added) this.#byId.set(id, added);
    else this.#byId.delete(id);
    if (added) this.#putIn(added);
    for (const event of within) this.#putIn(event);
    this.#tell({ type: 'event', removed, added, touched: within });
  }

  #tell(effect: Effect): void {
    for (const [make, derived] of this.#derived) {
      if (!derived.keepUp?.(effect)) this.#derived.delete(make);
    }
  }

  /** The events in whose telling a person, a place, a topic … is named. */
  #eventsNaming(type: RecordType, id: string): readonly Outline[] {
    if (type === 'person') return [...this.eventsOf(id)];
    const mark = `"${id}"`;
    return this.#events.filter((event) => JSON.stringify(event.record).includes(mark));
  }

  #takeOut(event: Outline): void {
    remove(this.#events, event);
    for (const party of this.#partiesOf(event)) {
      remove(this.#byParty.get(party), event);
      remove(this.#doubtfulByParty.get(party), event);
    }
    for (const occasion of occasionsOf(event)) remove(this.#byOccasion.get(occasion), event);
  }

  #putIn(event: Outline): void {
    insert(this.#events, event);
    for (const party of this.#partiesOf(event)) {
      insert(listIn(this.#byParty, party), event);
      if (isDoubtful(event)) insert(listIn(this.#doubtfulByParty, party), event);
    }
    for (const occasion of occasionsOf(event)) insert(listIn(this.#byOccasion, occasion), event);
    this.#widestDoubt = Math.max(this.#widestDoubt, doubtOf(event));
  }
}

const occasionsOf = (event: Outline): Set<string> =>
  new Set(event.record.accounts.flatMap(({ occasion }) => occasion ?? []));

const doubtOf = ({ date }: Outline): number => (date.form === 'interval' ? 0 : date.to - date.from);

function inOrderOfTime(a: Outline, b: Outline): number {
  return (
    chronological(a.date, b.date) ||
    a.turn - b.turn ||
    Number(isRoundTable(a)) - Number(isRoundTable(b)) ||
    (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
  );
}

/** How many of the events, which are in the order of time, may have begun by the end of the day. */
export function begunCount(events: readonly Outline[], day: Day): number {
  return firstIndex(events, (event) => event.date.from > day);
}

/** Is its day not known for certain? */
export const isDoubtful = ({ date }: Outline): boolean =>
  date.from !== date.to || date.approximate || date.uncertain;

/** A gathering at which more than two sides sat. */
export const isRoundTable = (event: Outline): boolean =>
  event.kind === 'multilateral' || event.sides.length > 2;

const append = <T>(map: Map<string, T[]>, key: string, item: T): unknown =>
  listIn(map, key).push(item);

function insert(events: Outline[], event: Outline): void {
  const at = firstIndex(events, (other) => inOrderOfTime(other, event) > 0);
  events.splice(at, 0, event);
}

function remove(events: Outline[] | undefined, event: Outline): void {
  const at = events ? firstIndex(events, (other) => inOrderOfTime(other, event) >= 0) : -1;
  if (events?.[at] === event) events.splice(at, 1);
}

/** Puts a record in its place in the order of ids, or takes it out. */
function place<T extends { id: string }>(
  records: T[],
  id: string,
  record: T | null | undefined,
): void {
  const at = firstIndex(records, (other) => other.id >= id);
  const held = records[at]?.id === id;
  if (record) records.splice(at, held ? 1 : 0, record);
  else if (held) records.splice(at, 1);
}
