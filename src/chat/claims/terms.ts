/** The names in an archive that a claim may speak of, with the countries' demonyms and pairs. */
import type { Archive, Effect } from '../../archive/archive.ts';
import { namesOfCountry } from '../../archive/party.ts';
import { keyedWords, normal } from './lexicon.ts';

export type Term =
  | { readonly type: 'party' | 'series' | 'place'; readonly id: string }
  | { readonly type: 'pair'; readonly ids: readonly string[] }
  | { readonly type: 'visit-to'; readonly id: string };

type Worded = readonly [word: string, term: Term];

/** Longest first. */
export const termsOf = (archive: Archive): readonly Worded[] => archive.derived(makeTerms).terms;

const makeTerms = ({ holdings }: Archive) => {
  const terms: Worded[] = [];
  const add = (words: Iterable<string | undefined>, term: Term) => {
    for (const word of words) if (word !== undefined) terms.push([normal(word), term]);
  };
  for (const { id, name, variants = [] } of holdings.person) {
    add([...Object.values(name), ...variants], { type: 'party', id });
  }
  const listed = new Map(holdings.country.map(({ id, variants }) => [id, variants]));
  for (const code of new Set([...listed.keys(), ...holdings.place.map((p) => p.country)])) {
    add([...namesOfCountry(code), ...(listed.get(code) ?? [])], { type: 'party', id: code });
  }
  for (const { id, kind, name, variants = [] } of holdings.body) {
    if (kind === 'organisation') add([...Object.values(name), ...variants], { type: 'party', id });
  }
  for (const { id, name, variants = [] } of holdings.series) {
    add([...Object.values(name), ...variants], { type: 'series', id });
  }
  for (const { id, name, variants = [] } of holdings.place) {
    add([...Object.values(name), ...variants], { type: 'place', id });
  }
  for (const [word, id] of keyedWords((l) => l.demonyms)) add([word], { type: 'party', id });
  for (const [word, id] of keyedWords((l) => l['visits-to'])) add([word], { type: 'visit-to', id });
  for (const [word, key] of keyedWords((l) => l.pairs)) {
    add([word], { type: 'pair', ids: key.split(' ') });
  }
  return {
    terms: terms.sort(([a], [b]) => b.length - a.length),
    keepUp: ({ type }: Effect) => !NAMED.has(type),
  };
};

const NAMED: ReadonlySet<string> = new Set(['person', 'country', 'body', 'series', 'place']);
