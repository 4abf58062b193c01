/**
 * Where a phrase was said, in the order of time, and how the words moved from one time to the next.
 *
 * A set phrase of the archive's vocabulary is found by any of its renderings, in whichever language
 * it was said; any other phrase where it stands in a point's words or in the telling of it.
 */
import { diffWords } from 'diff';
import { within } from '../domain/dates/compare.ts';
import type { Day } from '../domain/dates/day.ts';
import type { FuzzyDate } from '../domain/dates/fuzzy-date.ts';
import type { EventView, Outline, Sourced } from '../domain/events/view.ts';
import { fold, isCjk } from '../domain/names/fold.ts';
import type { Point } from '../domain/record/event.ts';
import type { Archive, Effect } from './archive.ts';
import { find } from './find.ts';
import type { Party } from './party.ts';

export interface WordingQuestion {
  readonly phrase: string;
  readonly by?: Party | undefined;
  readonly to?: Party | undefined;
  readonly topic?: string | undefined;
  readonly from?: FuzzyDate | undefined;
  readonly until?: FuzzyDate | undefined;
  readonly today: Day;
}

/** A piece of the words: still there, new, or gone. */
export interface Movement {
  readonly text: string;
  readonly change: 'same' | 'added' | 'removed';
}

export interface Occurrence {
  readonly event: Outline;
  readonly point: Sourced<Point>;
  /** By what it was found: the set phrase it was filed under, the source's words, or our telling. */
  readonly foundBy: 'formula' | 'wording' | 'gist';
  /** To whom it was said. */
  readonly to: readonly string[];
  /** The last time the same side said it in the same language, and how its words differ now. */
  readonly before?: { readonly event: Outline; readonly moved: readonly Movement[] } | undefined;
}

export interface Wording {
  /** The set phrase, where the phrase is one. */
  readonly formula: string | undefined;
  readonly occurrences: readonly Occurrence[];
}

export function wording(archive: Archive, asked: WordingQuestion): Wording {
  const formula = formulaOf(archive, asked.phrase);
  const renderings = formula ? renderingsOf(archive, formula) : [asked.phrase];
  const sought = renderings.map(searchable);
  const events = new Set(
    renderings.flatMap((words) => {
      const found = find(archive, words, asked.today);
      return found.first(found.total);
    }),
  );
  const occurrences: Occurrence[] = [];
  for (const event of inOrder(archive, events)) {
    if (!isWithin(event, asked)) continue;
    const view = archive.view(event);
    for (const point of view.points) {
      const foundBy = howFound(point, formula, sought);
      const to = addressees(view, point);
      if (!foundBy || !isAskedFor(archive, view, point, to, asked)) continue;
      occurrences.push({ event, point, foundBy, to, before: since(occurrences, point) });
    }
  }
  return { formula, occurrences };
}

/** The set phrase that goes by that name, or one of whose renderings it is. */
function formulaOf(archive: Archive, phrase: string): string | undefined {
  return archive.record('formula', phrase)?.id ?? archive.derived(formulaNames).of(phrase);
}

const formulaNames = ({ holdings }: Archive) => {
  const names = new Map<string, string>();
  for (const { id, name, renderings } of holdings.formula) {
    for (const text of [...Object.values(name), ...Object.values(renderings).flat()]) {
      if (text !== undefined) names.set(bare(text), id);
    }
  }
  return {
    of: (phrase: string) => names.get(bare(phrase)),
    keepUp: ({ type }: Effect) => type !== 'formula',
  };
};

/** Folded, and without the spaces that Korean may put or leave out. */
function bare(text: string): string {
  const folded = fold(text);
  return isCjk(folded) ? folded.replaceAll(' ', '') : folded;
}

function renderingsOf(archive: Archive, formula: string): string[] {
  const renderings = archive.record('formula', formula)?.renderings;
  return renderings ? Object.values(renderings).flatMap((list) => list ?? []) : [];
}

/** Whole words; in Chinese, Japanese and Korean, where words are not parted, any place. */
function searchable(phrase: string): (text: string) => boolean {
  const sought = bare(phrase);
  if (sought === '') return () => false;
  return isCjk(sought)
    ? (text) => bare(text).includes(sought)
    : (text) => ` ${fold(text)} `.includes(` ${sought} `);
}

function howFound(
  point: Sourced<Point>,
  formula: string | undefined,
  sought: readonly ((text: string) => boolean)[],
): Occurrence['foundBy'] | undefined {
  if (formula !== undefined && point.formula === formula) return 'formula';
  const words = point.wording?.text;
  if (words !== undefined && sought.some((isIn) => isIn(words))) return 'wording';
  if (formula !== undefined) return undefined; // our own words are no occurrence of a set phrase
  const told = Object.values(point.gist).filter((text): text is string => text !== undefined);
  return told.some((text) => sought.some((isIn) => isIn(text))) ? 'gist' : undefined;
}

function* inOrder(archive: Archive, events: ReadonlySet<Outline>): Generator<Outline> {
  // Few of many are sorted by their place; the archive is in the order of time.
  for (const event of archive.events) if (events.has(event)) yield event;
}

function isWithin({ date }: Outline, { from, until }: WordingQuestion): boolean {
  const span = {
    from: from?.from ?? Number.NEGATIVE_INFINITY,
    to: until?.to ?? Number.POSITIVE_INFINITY,
  };
  return within(date, span) !== 'impossible';
}

/** Those whom it names, else every other side at the table. */
export function addressees({ sides }: EventView, { side, to }: Point): readonly string[] {
  return to ?? sides.filter((other) => other !== side);
}

function isAskedFor(
  archive: Archive,
  view: EventView,
  point: Point,
  to: readonly string[],
  asked: WordingQuestion,
): boolean {
  return (
    (asked.topic === undefined || point.topic === asked.topic) &&
    (asked.by === undefined || isSpeaker(archive, view, point, asked.by)) &&
    (asked.to === undefined || isAddressed(archive, view, to, asked.to))
  );
}

/** Did the party say it; a ministry, did someone who held office in it? */
export function isSpeaker(archive: Archive, view: EventView, point: Point, by: Party): boolean {
  if (by.type === 'person') return point.by === by.id;
  if (point.side === by.id) return true;
  return view.attendance.some(
    ({ side, person, offices }) =>
      side === point.side &&
      (point.by === undefined || person === point.by) &&
      offices.some((id) => archive.office(id)?.body === by.id),
  );
}

/** Was it said to the party; to a person, to their side while they sat there? */
export function isAddressed(
  archive: Archive,
  view: EventView,
  to: readonly string[],
  party: Party,
): boolean {
  if (to.includes(party.id)) return true;
  return view.attendance.some(
    ({ side, person, offices }) =>
      to.includes(side) &&
      (person === party.id || offices.some((id) => archive.office(id)?.body === party.id)),
  );
}

function since(earlier: readonly Occurrence[], point: Point): Occurrence['before'] {
  const words = point.wording;
  if (!words) return undefined;
  const before = earlier.findLast(
    (other) => other.point.side === point.side && other.point.wording?.lang === words.lang,
  );
  if (!before?.point.wording) return undefined;
  return {
    event: before.event,
    moved: movement(before.point.wording.text, words.text, words.lang),
  };
}

/** Word by word, by Myers' algorithm; words are those of the language. */
export function movement(before: string, after: string, language: string): Movement[] {
  const intlSegmenter = new Intl.Segmenter(language, { granularity: 'word' });
  return diffWords(before, after, { intlSegmenter }).map(({ value, added, removed }) => ({
    text: value,
    change: added ? 'added' : removed ? 'removed' : 'same',
  }));
}
