/** Full text: the events in which the words occur, in whichever of the languages they are typed. */
import { begunBy } from '../domain/dates/compare.ts';
import { calendarDate, type Day } from '../domain/dates/day.ts';
import { type Outline, type Sourced, viewOf } from '../domain/events/view.ts';
import { fold } from '../domain/names/fold.ts';
import type { Point } from '../domain/record/event.ts';
import type { Archive, Derived, Effect } from './archive.ts';
import { formatWords, kindWords } from './kind-words.ts';
import { namesOfCountry } from './party.ts';
import { type Hit, TextIndex, termsOf } from './text-index.ts';

/** What was found. */
export interface Findings {
  readonly total: number;
  /** The first so many, best first. */
  first(most: number): readonly Outline[];
}

/** The longest query that is looked for. */
export const LONGEST_QUERY = 200;

/** The events that have every word; a phrase in double quotes must stand as it is. */
export function find(archive: Archive, query: string, today: Day): Findings {
  const phrases = [...query.matchAll(/["“”«»「」『』]([^"“”«»「」『』]+)["“”«»「」『』]/g)].map(
    ([, phrase]) => fold(phrase as string),
  );
  const found = textOf(archive).search(query);
  if (phrases.length === 0 && archive.lastDay <= today) return found;
  const isTold = (event: Outline): boolean =>
    !(event.status === 'held' && begunBy(event.date, today) === 'impossible') &&
    (phrases.length === 0 || hasPhrases(archive, event, phrases));
  return listed(found.first(found.total).filter(isTold));
}

const listed = (events: readonly Outline[]): Findings => ({
  total: events.length,
  first: (most) => events.slice(0, most),
});

/** Has the query a word that could be looked for at all? */
export const isSearchable = (query: string): boolean => termsOf(query).length > 0;

function hasPhrases(archive: Archive, event: Outline, phrases: readonly string[]): boolean {
  const texts = [...textsOf(archive, event)].map(folded);
  return phrases.every((phrase) => texts.some((text) => text.includes(phrase)));
}

/** Names and set phrases return in many events; what they fold to is worked out once. */
const foldings = new Map<string, string>();
const MOST_FOLDINGS = 50_000;

function folded(text: string): string {
  let result = foldings.get(text);
  if (result === undefined) {
    result = ` ${fold(text)} `;
    if (foldings.size >= MOST_FOLDINGS) foldings.clear();
    foldings.set(text, result);
  }
  return result;
}

/** Everything that an event says, in every language in which it is held. */
function* textsOf(archive: Archive, event: Outline, view = archive.view(event)): Generator<string> {
  yield* named(event.record);
  yield* kindWords(event.kind);
  yield* formatWords(event.format);
  for (const { person, side, offices } of view.attendance) {
    if (person) yield* named(archive.person(person));
    yield* namesOfCountry(side);
    for (const office of offices) yield* inAll(archive.office(office)?.title);
  }
  if (view.place) {
    const place = archive.record('place', view.place.value);
    yield* named(place);
    if (place) yield* namesOfCountry(place.country);
  }
  yield String(calendarDate(event.date.from).year);
  if (event.record.body) yield* named(archive.record('body', event.record.body));
  if (view.series) yield* named(archive.record('series', view.series));
  if (view.occasion) yield* named(archive.event(view.occasion)?.record);
  for (const point of view.points) yield* sayingTexts(archive, point);
  for (const outcome of view.outcomes) yield* sayingTexts(archive, outcome);
}

function* sayingTexts(
  archive: Archive,
  saying: Pick<Point, 'gist' | 'wording' | 'topic'> & { formula?: string | undefined },
): Generator<string> {
  yield* inAll(saying.gist);
  if (saying.wording) yield saying.wording.text;
  if (saying.topic) yield* named(archive.record('topic', saying.topic));
  const formula = saying.formula ? archive.record('formula', saying.formula) : undefined;
  for (const rendering of Object.values(formula?.renderings ?? {})) yield* rendering ?? [];
}

/** A text in every language in which it is held. */
const inAll = (text: object | undefined): string[] => Object.values(text ?? {});

const named = (record?: {
  name?: object | undefined;
  variants?: string[] | undefined;
}): string[] => [...inAll(record?.name), ...(record?.variants ?? [])];

/** The points of an event in which all the words occur by themselves. */
export function pointsSaying(archive: Archive, event: Outline, query: string): Sourced<Point>[] {
  const sought = termsOf(query);
  return archive.view(event).points.filter((point) => {
    const said = new Set([...sayingTexts(archive, point)].flatMap(termsOf));
    return sought.every((term) => said.has(term));
  });
}

/**
 * The text of an archive: an index of its events, made in slices so that a running bot goes on
 * answering, and a small one of those that changed since.
 */
class ArchiveText implements Derived {
  readonly #archive: Archive;
  /** Events in the order in which they were read; undefined for one that is there no longer. */
  readonly #documents: (Outline | undefined)[] = [];
  readonly #numbers = new Map<Outline, number>();
  readonly #index = new TextIndex();
  #toRead: readonly Outline[];
  #isReady = false;
  /** Changed before, or after, they were read. */
  readonly #forgotten = new Set<Outline>();
  #recent: Outline[] = [];
  #recentIndex: TextIndex | undefined;

  constructor(archive: Archive) {
    this.#archive = archive;
    this.#toRead = [...archive.events];
  }

  get isReady(): boolean {
    return this.#isReady;
  }

  /** How many events have been read, and of how many. */
  get progress(): Progress {
    return { read: this.#documents.length, of: this.#toRead.length };
  }

  /** Reads the next events for as long as it may go on; when all are read, puts them in order. */
  read(mayGoOn: () => boolean): void {
    while (this.#documents.length < this.#toRead.length) {
      this.#readNext();
      if (!mayGoOn()) return;
    }
    this.#isReady ||= this.#index.close(mayGoOn);
  }

  #readNext(): void {
    const number = this.#documents.length;
    const event = this.#toRead[number] as Outline;
    // One that changed since is among the recent ones; its number here stays empty.
    const isHeld = !this.#forgotten.has(event);
    // Seen once: not among the views that are kept for those who ask.
    const view = viewOf(event, this.#archive);
    this.#index.add(isHeld ? textsOf(this.#archive, event, view) : []);
    if (isHeld) this.#numbers.set(event, number);
    this.#documents.push(isHeld ? event : undefined);
  }

  keepUp({ removed, added, touched }: Effect): boolean {
    if (this.#recent.length + touched.length >= MOST_RECENT) return false;
    for (const event of [...touched, ...(removed ? [removed] : [])]) this.#forget(event);
    this.#recent.push(...touched, ...(added ? [added] : []));
    this.#recentIndex = undefined;
    return true;
  }

  #forget(event: Outline): void {
    const number = this.#numbers.get(event);
    if (number !== undefined) this.#documents[number] = undefined;
    this.#recent = this.#recent.filter((other) => other !== event);
    this.#forgotten.add(event);
  }

  /** Every event that has all the terms; those that changed lately among the others. */
  search(query: string): Findings {
    this.read(() => true);
    const hits = this.#index.search(query);
    if (this.#forgotten.size === 0 && this.#recent.length === 0) {
      const event = ({ document }: Hit) => this.#documents[document] as Outline;
      return { total: hits.count, first: (most) => hits.best(most).map(event) };
    }
    this.#recentIndex ??= this.#indexRecent();
    const recent = this.#recentIndex.search(query);
    const found = [
      ...hits.best(hits.count).map(({ document, score }) => ({
        event: this.#documents[document],
        score,
      })),
      ...recent.best(recent.count).map(({ document, score }) => ({
        event: this.#recent[document],
        score,
      })),
    ].filter((hit): hit is { event: Outline; score: number } => hit.event !== undefined);
    found.sort((a, b) => b.score - a.score || b.event.date.from - a.event.date.from);
    return listed(found.map(({ event }) => event));
  }

  #indexRecent(): TextIndex {
    const index = new TextIndex();
    for (const event of this.#recent) index.add(textsOf(this.#archive, event));
    index.close();
    return index;
  }
}

/** More changed events than this are worth a new index. */
const MOST_RECENT = 1000;

/** How far the text of an archive has been read, in events. */
export interface Progress {
  readonly read: number;
  readonly of: number;
}

/** So few are read at once, whoever waits for it. */
const FEW = 500;

/** Archives whose text someone reads bit by bit. */
const readAhead = new WeakSet<Archive>();

/**
 * Reads on, by one event at least, until `mayGoOn` says no, so that a running bot goes on answering;
 * returns whether all are read. A question put before that is told how far it has come
 * ({@link stillToRead}); where nobody reads ahead, the question itself reads all.
 */
export function readText(archive: Archive, mayGoOn: () => boolean): boolean {
  readAhead.add(archive);
  const text = textOf(archive);
  text.read(mayGoOn);
  return text.isReady;
}

/** How far the text has been read by who reads it ahead; undefined where it can be asked. */
export function stillToRead(archive: Archive): Progress | undefined {
  if (!readAhead.has(archive)) return undefined;
  const { isReady, progress } = textOf(archive);
  return isReady || progress.of <= FEW ? undefined : progress;
}

/** The text of an archive, made when it is first asked for. */
export const textOf = (archive: Archive): ArchiveText => archive.derived(makeText);
const makeText = (archive: Archive): ArchiveText => new ArchiveText(archive);
