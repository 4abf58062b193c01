/**
 * The texts of events as the peers search them: all that the read model's own index is given, of
 * which the bench makes sure by comparing what is found.
 */
import type { Archive } from '../../src/archive/archive.ts';
import { formatWords, kindWords } from '../../src/archive/kind-words.ts';
import { namesOfCountry } from '../../src/archive/party.ts';
import { termsOf } from '../../src/archive/text-index.ts';
import { calendarDate } from '../../src/domain/dates/day.ts';
import type { Outline } from '../../src/domain/events/view.ts';
import { fold, isCjk } from '../../src/domain/names/fold.ts';
import type { RecordOf, RecordType } from '../../src/domain/record/record.ts';

/** Of each event, in the order of the records: folded, scripts parted, with a space at each end. */
export function textsOf(archive: Archive): string[] {
  const known = new Map<string, string>();
  /** Names return in many events; each is prepared once. */
  const prepared = (text: string): string => {
    let part = known.get(text);
    if (part === undefined) {
      part = fold(text).replace(CJK, ' $& ');
      if (text.length < LONGEST_NAME) known.set(text, part);
    }
    return part;
  };
  return archive.holdings.event.map(({ id }) => {
    const texts = new Set(saidIn(archive, archive.event(id) as Outline));
    const text = ` ${Array.from(texts, prepared).join(' ')} `.replace(/ {2,}/g, ' ');
    // Through a buffer, so that what is searched is one flat string and not a tree of its parts.
    return Buffer.from(text).toString();
  });
}

const LONGEST_NAME = 40;

/** Of a text as above the terms, by the same rules as the read model's. */
export function termsIn(text: string): string[] {
  const terms: string[] = [];
  for (const run of text.split(' ')) {
    if (run === '') continue;
    if (run.length === 1 || !isCjk(run)) terms.push(run);
    else for (let i = 2; i <= run.length; i++) terms.push(run.slice(i - 2, i));
  }
  return terms;
}

/** The words, and of Chinese, Japanese and Korean the pairs of characters, of a query. */
export const termsSought = (query: string): string[] => [...new Set(termsOf(query))];

/** What to look for in such a text: a word between spaces, a pair of characters anywhere. */
export const needle = (term: string): string => (isCjk(term) ? term : ` ${term} `);

const CJK = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー]+/gu;

function* saidIn(archive: Archive, event: Outline): Generator<string> {
  const view = archive.view(event);
  const named = <T extends RecordType>(type: T, id: string | undefined | null): string[] =>
    id ? namesOf(archive.record(type, id)) : [];
  yield* namesOf(event.record);
  yield* [...kindWords(event.kind), ...formatWords(event.format)];
  for (const { person, side, offices } of view.attendance) {
    yield* named('person', person);
    yield* namesOfCountry(side);
    for (const office of offices) yield* Object.values(archive.office(office)?.title ?? {});
  }
  const place = view.place && archive.record('place', view.place.value);
  if (place) yield* [...namesOf(place), ...namesOfCountry(place.country)];
  yield String(calendarDate(event.date.from).year);
  yield* named('body', event.record.body);
  yield* named('series', view.series);
  yield* named('event', view.occasion);
  for (const { formula } of view.points) {
    if (formula) yield* renderings(archive.record('formula', formula));
  }
  for (const saying of [...view.points, ...view.outcomes]) {
    yield* Object.values(saying.gist);
    if (saying.wording) yield saying.wording.text;
    yield* named('topic', saying.topic);
  }
}

const namesOf = (record: RecordOf<RecordType> | undefined): string[] => [
  ...(record && 'name' in record ? Object.values(record.name ?? {}) : []),
  ...(record && 'variants' in record ? (record.variants ?? []) : []),
];

const renderings = (formula: RecordOf<'formula'> | undefined): string[] =>
  Object.values(formula?.renderings ?? {}).flatMap((words) => words ?? []);
