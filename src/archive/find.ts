/** Full text: the events in which the words occur, in whichever of the languages they are typed. */
import { begunBy } from '../domain/dates/compare.ts';
import { calendarDate, type Day } from '../domain/dates/day.ts';
import type { Outline, Sourced } from '../domain/events/view.ts';
import { fold } from '../domain/names/fold.ts';
import type { Point } from '../domain/record/event.ts';
import type { Archive } from './archive.ts';
import { namesOfCountry } from './party.ts';
import { TextIndex, termsOf } from './text-index.ts';

export interface Finding {
  readonly event: Outline;
  readonly score: number;
}

/** The longest query that is looked for. */
export const LONGEST_QUERY = 200;

/**
 * The events that have every word; a phrase in double quotes must stand as it is. Best first.
 */
export function find(archive: Archive, query: string, today: Day): Finding[] {
  const phrases = [...query.matchAll(/["“”«»「」『』]([^"“”«»「」『』]+)["“”«»「」『』]/g)].map(
    ([, phrase]) => fold(phrase as string),
  );
  const { index } = finishedText(archive);
  const findings: Finding[] = [];
  for (const { document, score } of index.search(query)) {
    const event = archive.events[document] as Outline;
    if (event.status === 'held' && begunBy(event.date, today) === 'impossible') continue;
    if (phrases.length > 0 && !hasPhrases(archive, event, phrases)) continue;
    findings.push({ event, score });
  }
  return findings;
}

/** Has the query a word that could be looked for at all? */
export const isSearchable = (query: string): boolean => termsOf(query).length > 0;

function hasPhrases(archive: Archive, event: Outline, phrases: readonly string[]): boolean {
  const texts = [...textsOf(archive, event)].map((text) => ` ${fold(text)} `);
  return phrases.every((phrase) => texts.some((text) => text.includes(phrase)));
}

/** Everything that an event says, in every language in which it is held. */
function* textsOf(archive: Archive, event: Outline): Generator<string> {
  const view = archive.view(event);
  yield* named(event.record);
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

/** The index of an archive while it is being made, and when it is. */
class ArchiveText {
  readonly index = new TextIndex();
  readonly #archive: Archive;
  #next = 0;
  #closed = false;

  constructor(archive: Archive) {
    this.#archive = archive;
  }

  get isReady(): boolean {
    return this.#closed;
  }

  /** Reads the next events, at most so many. */
  read(events: number): void {
    const end = Math.min(this.#archive.events.length, this.#next + events);
    for (; this.#next < end; this.#next++) {
      this.index.add(textsOf(this.#archive, this.#archive.events[this.#next] as Outline));
    }
    if (this.#next === this.#archive.events.length && !this.#closed) {
      this.index.close();
      this.#closed = true;
    }
  }
}

const texts = new WeakMap<Archive, ArchiveText>();

/**
 * The text of an archive, so that a running bot can make its index in slices between its other
 * work; a question put before that is done finishes it first.
 */
export function textOf(archive: Archive): ArchiveText {
  let text = texts.get(archive);
  if (!text) {
    text = new ArchiveText(archive);
    texts.set(archive, text);
  }
  return text;
}

function finishedText(archive: Archive): ArchiveText {
  const text = textOf(archive);
  while (!text.isReady) text.read(1000);
  return text;
}
