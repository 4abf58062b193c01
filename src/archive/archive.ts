/**
 * The read model: everything the store holds, indexed for the questions. The questions are put to
 * it alone, one file a question; it knows no clock and no platform.
 */
import { type Corpus, withinCorpus } from '../domain/corpus.ts';
import { chronological } from '../domain/dates/compare.ts';
import type { Day } from '../domain/dates/day.ts';
import type { WhoIsWho } from '../domain/events/offices.ts';
import { type EventView, type Outline, outlineOf, viewOf } from '../domain/events/view.ts';
import type { Holdings, RecordOf, RecordType } from '../domain/record/record.ts';
import { firstIndex } from './first-index.ts';
import { Directory } from './party.ts';

const NOTHING: readonly Outline[] = [];

export class Archive implements WhoIsWho {
  /** What it was built from. */
  readonly holdings: Holdings;
  readonly corpus: Corpus;
  /**
   * Every event in the order of time: by date ({@link chronological}), on one day by its stated
   * turn, a bilateral talk before a round table, and then by id.
   */
  readonly events: readonly Outline[];
  /** The widest span of days that any imprecise date covers: how far back a later day may hide. */
  readonly widestDoubt: number;

  readonly #byId = new Map<string, Outline>();
  readonly #byParty = new Map<string, Outline[]>();
  readonly #byOccasion = new Map<string, Outline[]>();
  readonly #views = new Map<string, EventView>();
  readonly #lookup = new Map<RecordType, Map<string, unknown>>();
  #directory: Directory | undefined;

  constructor(holdings: Holdings, corpus: Corpus = 'all') {
    this.corpus = corpus;
    this.holdings = withinCorpus(holdings, corpus);
    const events = this.holdings.event.map(outlineOf).sort(inOrderOfTime);
    let widestDoubt = 0;
    for (const event of events) this.#byId.set(event.id, event);
    for (const event of events) {
      for (const party of this.#partiesOf(event)) append(this.#byParty, party, event);
      if (event.date.form !== 'interval') {
        widestDoubt = Math.max(widestDoubt, event.date.to - event.date.from);
      }
      for (const { occasion } of event.record.accounts) {
        if (occasion) append(this.#byOccasion, occasion, event);
      }
    }
    this.events = events;
    this.widestDoubt = widestDoubt;
  }

  /** Who sat there, and the bodies whose event it was or on whose occasion it took place. */
  #partiesOf(event: Outline): Set<string> {
    const parties = new Set(event.sides);
    for (const { person } of event.seats) if (person) parties.add(person);
    if (event.record.body) parties.add(event.record.body);
    for (const { occasion } of event.record.accounts) {
      const body = occasion && this.#byId.get(occasion)?.record.body;
      if (body) parties.add(body);
    }
    return parties;
  }

  /** By id, in the order of time; nothing for one of whom no event is held. */
  eventsOf(party: string): readonly Outline[] {
    return this.#byParty.get(party) ?? NOTHING;
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
}

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

/** A gathering at which more than two sides sat. */
export const isRoundTable = (event: Outline): boolean =>
  event.kind === 'multilateral' || event.sides.length > 2;

function append<T>(map: Map<string, T[]>, key: string, item: T): void {
  const held = map.get(key);
  if (!held) map.set(key, [item]);
  else if (held.at(-1) !== item) held.push(item);
}
