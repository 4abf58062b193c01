/**
 * What a claim in words says, without regard to its grammar: the dates, lengths of time, numbers,
 * names and signs that stand in it, and which of them belong to the date since which it counts.
 */
import type { Archive } from '../../archive/archive.ts';
import type { Day } from '../../domain/dates/day.ts';
import type { ClaimedSpan } from '../../domain/record/diary.ts';
import { normal, SIGNS, type Sign, wordsFor } from './lexicon.ts';
import { type Spot, Spotter } from './spotted.ts';
import { type Term, termsOf } from './terms.ts';
import { datesIn, namedDatesIn, ordinalsIn, spansIn, type ToldDate } from './times.ts';

export interface Told {
  readonly date: ToldDate | undefined;
  /** Does the claim count from the date, rather than speak of it? */
  readonly isSince: boolean;
  readonly span: ClaimedSpan | undefined;
  readonly ordinal: number | undefined;
  readonly signs: ReadonlySet<Sign>;
  /** People, countries and bodies, in the order in which they are named. */
  readonly parties: readonly string[];
  /** Countries that stand for their capitals, where no country is named. */
  readonly capitals: readonly string[];
  /** The series that the words may name. */
  readonly series: readonly string[];
  /** Of a visitor and a country, named in this order, the country. */
  readonly visited: string | undefined;
  /** The country in which it was to be. */
  readonly in: string | undefined;
  /** A word that cannot be weighed: `not`, `the only`. */
  readonly beyond: string | undefined;
}

export function readClaim(archive: Archive, words: string, today: Day): Told {
  const original = words.normalize('NFKC').replace(/\s+/g, ' ');
  const text = new Spotter(normal(words));
  const dates = datesIn(text);
  const [span] = spansIn(text);
  const terms = text.find(termsOf(archive));
  dates.push(...namedDatesIn(text, today));
  const ordinals = ordinalsIn(text);
  const signs = text.find(signWords());
  terms.push(...surnames(archive, text, original));
  terms.sort((a, b) => a.at - b.at);
  const date = dates[0];
  const since = date && sinceClause(text.left, date);
  // Whoever is named in "since Russia and North Korea signed" is no side of the contact.
  const outside = terms.filter(({ at }) => !since || at < since.at || at >= since.end);
  const named = outside.some(({ value }) => value.type !== 'series') ? outside : terms;
  return {
    date: date?.value,
    isSince: since !== undefined,
    span: span?.value,
    ordinal: ordinals[0]?.value,
    signs: new Set([
      ...signs.map(({ value }) => value),
      ...named.flatMap(({ value }): Sign[] => (value.type === 'visit-to' ? ['visit'] : [])),
    ]),
    parties: partiesIn(named),
    capitals: named.flatMap(({ value }) =>
      value.type === 'place' ? countryOf(archive, value.id) : [],
    ),
    series: terms.flatMap(({ value }) => (value.type === 'series' ? [value.id] : [])),
    visited: visitedIn(named),
    in: placeIn(archive, normal(words), named),
    beyond: beyondIn(text, original),
  };
}

/** Of what nothing else was found in. */
function beyondIn(text: Spotter, original: string): string | undefined {
  const spots = text.find(wordsFor((l) => l.beyond).map((word) => [word, word] as const));
  const [first] = spots;
  return first && original.slice(first.at, first.end).trim();
}

const signWords = (): [string, Sign][] =>
  SIGNS.flatMap((sign) =>
    wordsFor((l) => l[sign]).map((word): [string, Sign] => [word, sign]),
  ).sort(([a], [b]) => b.length - a.length);

function partiesIn(terms: readonly Spot<Term>[]): string[] {
  const ids = terms.flatMap(({ value }) => {
    if (value.type === 'pair') return value.ids;
    return value.type === 'party' ? [value.id] : [];
  });
  return [...new Set(ids)];
}

function visitedIn(terms: readonly Spot<Term>[]): string | undefined {
  const [visitor, host, more] = terms.filter(({ value }) => value.type !== 'series');
  if (visitor?.value.type !== 'party' || host?.value.type !== 'party' || more) return undefined;
  return /^[A-Z]{2}$/.test(host.value.id) ? host.value.id : undefined;
}

const countryOf = (archive: Archive, place: string): string[] => {
  const country = archive.record('place', place)?.country;
  return country === undefined ? [] : [country];
};

/** Where it was to be: the country or city after "to", or before "방문". */
function placeIn(archive: Archive, text: string, terms: readonly Spot<Term>[]): string | undefined {
  const before = wordsFor((l) => l['place-before']);
  const after = wordsFor((l) => l['place-after']);
  for (const { value, at, end } of terms) {
    if (value.type === 'visit-to') return value.id;
    if (value.type !== 'party' && value.type !== 'place') continue;
    const [country] = value.type === 'place' ? countryOf(archive, value.id) : [value.id];
    if (country === undefined || !/^[A-Z]{2}$/.test(country)) continue;
    const head = text.slice(0, at);
    const isThere =
      before.some((word) => endsIn(head, word)) ||
      after.some((word) => text.slice(end).startsWith(word));
    if (isThere) return country;
  }
  return undefined;
}

const endsIn = (head: string, word: string): boolean =>
  /^[a-z]/.test(word) ? ` ${head}`.endsWith(` ${word} `) : head.endsWith(word);

/** The stretch of the text that tells since when: from "since" on, or up to "이후". */
function sinceClause(text: string, date: Spot<ToldDate>): { at: number; end: number } | undefined {
  const spotter = new Spotter(text);
  const before = spotter.find(wordsFor((l) => l['since-before']).map((w) => [w, w] as const));
  const after = spotter.find(wordsFor((l) => l['since-after']).map((w) => [w, w] as const));
  const opens = before.findLast(({ end }) => end <= date.at);
  if (opens) {
    const comma = text.slice(date.end).search(/[,，、]/);
    return { at: opens.at, end: comma < 0 ? text.length : date.end + comma };
  }
  const closes = after.find(({ at }) => at >= date.end);
  if (!closes) return undefined;
  const comma = Math.max(...[',', '，', '、'].map((mark) => text.lastIndexOf(mark, date.at)));
  return { at: comma + 1, end: closes.end };
}

/** People by one of their names alone, such as Xi, where it means one of them. */
function surnames(archive: Archive, text: Spotter, original: string): Spot<Term>[] {
  const spots: Spot<Term>[] = [];
  for (const match of original.matchAll(/\p{Lu}[\p{L}'-]+/gu)) {
    const word = normal(match[0]);
    if (text.left.slice(match.index, match.index + word.length) !== word) continue;
    const found = archive.directory.find(match[0], 'person');
    if (found.kind !== 'one') continue;
    spots.push(...text.find([[word, { type: 'party', id: found.id }]] as [string, Term][]));
  }
  return spots;
}
