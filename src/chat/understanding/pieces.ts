/**
 * A question cut into pieces that mean something, and pieces of which nothing is known.
 *
 * Of all ways to cut it the one is taken that leaves the least unknown and has the fewest pieces, as
 * dictionaries segment Chinese; so a longer name wins over a shorter one within it.
 */
import { isDeepStrictEqual } from 'node:util';
import type { Archive } from '../../archive/archive.ts';
import type { Day } from '../../domain/dates/day.ts';
import { isCjk } from '../../domain/names/fold.ts';
import { datesIn } from './dates.ts';
import { type FoldedText, foldedText, isBoundary, keyOf, typedOf } from './folded.ts';
import type { Lexicon } from './lexicon.ts';
import type { Piece, Sense } from './senses.ts';
import { slipsOf } from './slips.ts';
import { vocabularyOf } from './vocabulary.ts';

export interface Cut {
  readonly pieces: readonly Piece[];
  readonly spans: readonly Span[];
  /** How much of it is unknown, in characters. */
  readonly unknown: number;
}

const KNOWN = 100;
/** A surname of one character, which is as often a syllable of something else. */
const SURNAME = 150;
/** A name that begins within a Korean word: `가나` of `만나가나` is hardly Ghana. */
const WITHIN_WORD = 400;
const UNKNOWN_CHARACTER = 1000;
/** What was meant by a slip is likelier than that nothing was. */
const SLIP = 900;
const LONGEST_NAME = 60;
const QUOTED =
  /["“”„«»「」『』‘]([^"“”„«»「」『』‘’]{2,100})["“”„«»「」『』’]|(?<=^|\s)'([^']{2,100})'/gu;

const CLOSING = /["”»」』'’)）]/u;

interface Edge {
  readonly from: number;
  readonly cost: number;
  readonly senses: readonly Sense[];
  readonly isSlip?: boolean;
}

/** Where a piece stands in the folded text. */
interface Span extends Omit<Edge, 'cost'> {
  readonly to: number;
}

export function cut(question: string, lexicon: Lexicon, archive: Archive, today: Day): Cut {
  const folded = foldedText(question);
  return cheapest(folded, edgesOf(folded, lexicon, archive, today));
}

/** As {@link cut}, with words and names to which unknown words are near in the place of them. */
export function cutMended(question: string, lexicon: Lexicon, archive: Archive, today: Day): Cut {
  const folded = foldedText(question);
  const edges = edgesOf(folded, lexicon, archive, today);
  const { spans } = cheapest(folded, edges);
  const unknown = spans.filter(({ senses }) => senses.length === 0);
  for (const { from, to, senses } of slipsOf(folded.text, unknown, lexicon, archive)) {
    const held = edges.get(to) ?? [];
    edges.set(to, [...held, { from, cost: SLIP, senses, isSlip: true }]);
  }
  return cheapest(folded, edges);
}

function cheapest(folded: FoldedText, edges: ReadonlyMap<number, readonly Edge[]>): Cut {
  const { text } = folded;
  const best: { cost: number; edge: Edge | undefined }[] = [{ cost: 0, edge: undefined }];
  for (let to = 1; to <= text.length; to++) {
    let chosen: Edge | undefined;
    let cost = Number.POSITIVE_INFINITY;
    for (const edge of [...(edges.get(to) ?? []), unknownEdge(text, to)]) {
      const total = (best[edge.from]?.cost ?? Number.POSITIVE_INFINITY) + edge.cost;
      if (total < cost) [cost, chosen] = [total, edge];
    }
    best.push({ cost, edge: chosen });
  }
  return piecesOf(
    folded,
    best.map(({ edge }) => edge),
  );
}

function piecesOf(folded: FoldedText, edges: readonly (Edge | undefined)[]): Cut {
  const spans: Span[] = [];
  for (let to = folded.text.length; to > 0; ) {
    const edge = edges[to];
    if (!edge) throw new Error('a question cannot be cut');
    const isSpace = folded.text.slice(edge.from, to) === ' ';
    const next = spans[0];
    const isSameUnknown =
      next?.senses.length === 0 && edge.senses.length === 0 && next.from === to && !isSpace;
    if (isSameUnknown) spans[0] = { ...next, from: edge.from };
    else if (!isSpace) spans.unshift({ ...edge, to });
    to = edge.from;
  }
  const pieces = spans.map(({ from, to, senses, isSlip }) => ({
    typed: typedOf(folded, from, to),
    isApart: /\s$/.test(folded.typed.slice(0, folded.at[from])),
    senses,
    ...(isSlip && { isSlip }),
  }));
  const unknown = spans
    .filter(({ senses }) => senses.length === 0)
    .reduce((sum, { from, to }) => sum + to - from, 0);
  return { pieces, spans, unknown };
}

/** A character, or within Latin letters a whole word, of which nothing is known. */
function unknownEdge(text: string, to: number): Edge {
  if (text[to - 1] === ' ') return { from: to - 1, cost: 0, senses: [] };
  let from = to - 1;
  while (from > 0 && !isBoundary(text, from)) from--;
  return { from, cost: UNKNOWN_CHARACTER * (to - from), senses: [] };
}

function edgesOf(
  folded: FoldedText,
  lexicon: Lexicon,
  archive: Archive,
  today: Day,
): Map<number, Edge[]> {
  const { text } = folded;
  const edges = new Map<number, Edge[]>();
  const add = (from: number, to: number, senses: readonly Sense[], known = KNOWN) => {
    if (senses.length === 0) return;
    // Of as many pieces on either side, the way with the longer ones.
    const cost = known - Math.min(900, (to - from) ** 2) / 1000;
    const held = edges.get(to) ?? [];
    edges.set(to, held);
    const same = held.findIndex((edge) => edge.from === from && edge.cost === cost);
    const other = held[same];
    if (other) held[same] = { from, cost, senses: together(other.senses, senses) };
    else held.push({ from, cost, senses });
  };
  for (const { from, to, sense } of quotesIn(folded)) add(from, to, [sense], KNOWN / 2);
  for (const { from, to, sense } of datesIn(folded, lexicon, today)) add(from, to, [sense]);
  const most = Math.max(lexicon.longest, vocabularyOf(archive).longest, LONGEST_NAME);
  const isShouted = folded.typed === folded.typed.toUpperCase();
  for (let from = 0; from < text.length; from++) {
    if (text[from] === ' ' || !isBoundary(text, from)) continue;
    const isWordStart = from === 0 || text[from - 1] === ' ';
    // A particle may end what was quoted: '건설적 역할'을.
    const mayEnd = !isWordStart || CLOSING.test(folded.typed[(folded.at[from] ?? 0) - 1] ?? '');
    for (let to = from + 1; to <= Math.min(text.length, from + most); to++) {
      if (text[to - 1] === ' ' || !isBoundary(text, to)) continue;
      const slice = text.slice(from, to);
      const key = keyOf(slice);
      const asTyped = typedOf(folded, from, to);
      const words = lexicon.words.get(key) ?? [];
      add(from, to, words);
      if (mayEnd) add(from, to, lexicon.endings.get(key) ?? []);
      const names = namesOf(slice, key, asTyped, archive, words.length > 0, isShouted);
      const isWithinWord =
        !isWordStart && /[가-힣]/.test(text[from - 1] ?? '') && /[가-힣]/.test(slice);
      const isSurname = slice.length === 1;
      add(from, to, names, isWithinWord ? WITHIN_WORD : isSurname ? SURNAME : KNOWN);
    }
  }
  return edges;
}

/** A country is named alike by the lexicon and by the archive. */
function together(some: readonly Sense[], more: readonly Sense[]): readonly Sense[] {
  return [...some, ...more.filter((s) => !some.some((held) => isDeepStrictEqual(held, s)))];
}

function namesOf(
  slice: string,
  key: string,
  typed: string,
  archive: Archive,
  isWord: boolean,
  isShouted: boolean,
): Sense[] {
  const vocabulary = vocabularyOf(archive);
  const senses = [...vocabulary.senses(key)];
  if (slice.length > LONGEST_NAME) return senses;
  const isCapital = /^\p{Lu}/u.test(typed) && !isShouted;
  // Codes and abbreviations of two letters are words of several languages, unless written large.
  const isCode = slice.length === 2 && !isCjk(slice);
  if (slice.length > 1 && (!isCode || (/^\p{Lu}{2}$/u.test(typed) && !isWord && !isShouted))) {
    for (const type of ['person', 'country', 'body'] as const) {
      const ids = archive.directory.bearers(slice).flatMap((p) => (p.type === type ? p.id : []));
      if (ids.length > 0) senses.push({ kind: 'party', type, ids });
    }
  }
  if (senses.length > 0 || slice.includes(' ')) return senses;
  const topic = isWord ? undefined : vocabulary.topicOfWord(slice);
  if (topic) senses.push(topic);
  if (isCjk(slice) ? slice.length === 1 : isCapital || (slice.length > 3 && !isWord)) {
    const ids = archive.directory.partBearers(slice).map((party) => party.id);
    if (ids.length > 0) senses.push({ kind: 'party', type: 'person', ids });
  }
  return senses;
}

function* quotesIn(folded: FoldedText): Generator<{ from: number; to: number; sense: Sense }> {
  for (const match of folded.typed.matchAll(QUOTED)) {
    const text = (match[1] ?? match[2] ?? '').trim();
    const start = match.index;
    const from = folded.at.findIndex((at) => at >= start);
    const end = folded.at.findIndex((at) => at >= start + match[0].length);
    const to = folded.text.slice(0, end < 0 ? undefined : end).trimEnd().length;
    const begin = folded.text[from] === ' ' ? from + 1 : from;
    if (text !== '' && begin >= 0 && to > begin) {
      yield { from: begin, to, sense: { kind: 'quote', text } };
    }
  }
}
