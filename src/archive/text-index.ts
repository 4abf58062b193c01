/**
 * Full text in five languages: postings of words for spaced scripts, of character pairs for
 * Chinese, Japanese and Korean (whose words are not parted, or carry particles).
 *
 * A document is found when it has every term of the query. Rarer terms weigh more, repetition a
 * little; on equal weight the later document comes first.
 */
import { fold } from '../domain/names/fold.ts';

const CJK = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}ー';
const RUNS = new RegExp(`[${CJK}]+|[^\\s${CJK}]+`, 'gu');
const IS_CJK = new RegExp(`^[${CJK}]`, 'u');

/** The terms of a text, in order, with repetition. */
export function termsOf(text: string): string[] {
  const terms: string[] = [];
  for (const [run] of fold(text).matchAll(RUNS)) {
    if (!IS_CJK.test(run)) terms.push(run);
    else {
      const characters = [...run];
      if (characters.length === 1) terms.push(run);
      for (let i = 1; i < characters.length; i++) {
        terms.push((characters[i - 1] as string) + characters[i]);
      }
    }
  }
  return terms;
}

interface Postings {
  readonly documents: Uint32Array;
  /** How often the term occurs in each, 255 at most. */
  readonly counts: Uint8Array;
}

export interface Hit {
  readonly document: number;
  readonly score: number;
}

export class TextIndex {
  #growing: Map<string, { documents: number[]; counts: number[] }> | undefined = new Map();
  #postings = new Map<string, Postings>();
  #sortedTerms: string[] | undefined;
  #size = 0;
  /** The same names and places return in many documents; their terms are worked out once. */
  readonly #memory = new Map<string, readonly string[]>();

  /** Adds the next document, numbered 0 first; `texts` are all that it says. */
  add(texts: Iterable<string>): void {
    const growing = this.#growing;
    if (!growing) throw new Error('the index is closed');
    const document = this.#size++;
    const counts = new Map<string, number>();
    for (const text of texts) {
      for (const term of this.#termsOf(text)) counts.set(term, (counts.get(term) ?? 0) + 1);
    }
    for (const [term, count] of counts) {
      const held = growing.get(term);
      if (held) {
        held.documents.push(document);
        held.counts.push(Math.min(255, count));
      } else growing.set(term, { documents: [document], counts: [Math.min(255, count)] });
    }
  }

  #termsOf(text: string): readonly string[] {
    if (text.length > 200) return termsOf(text);
    let terms = this.#memory.get(text);
    if (!terms) {
      terms = termsOf(text);
      if (this.#memory.size < 50_000) this.#memory.set(text, terms);
    }
    return terms;
  }

  /** Closes the index: nothing more is added, and it takes less room. */
  close(): void {
    for (const [term, { documents, counts }] of this.#growing ?? []) {
      this.#postings.set(term, {
        documents: Uint32Array.from(documents),
        counts: Uint8Array.from(counts),
      });
    }
    this.#growing = undefined;
    this.#memory.clear();
  }

  /** Every document that has all the terms of the query, best first. */
  search(query: string): Hit[] {
    const terms = [...new Set(termsOf(query))];
    const lists: Postings[] = [];
    for (const term of terms) {
      const postings = this.#postings.get(term) ?? this.#beginningWith(term);
      if (!postings) return [];
      lists.push(postings);
    }
    const [rarest, ...others] = lists.sort((a, b) => a.documents.length - b.documents.length);
    if (!rarest) return [];
    const weights = lists.map((l) => Math.log(1 + this.#size / l.documents.length));
    const hits: Hit[] = [];
    const at = others.map(() => 0);
    documents: for (let i = 0; i < rarest.documents.length; i++) {
      const document = rarest.documents[i] as number;
      let score = (weights[0] as number) * saturated(rarest.counts[i] as number);
      for (let k = 0; k < others.length; k++) {
        const other = others[k] as Postings;
        const j = advance(other.documents, at[k] as number, document);
        at[k] = j;
        if (other.documents[j] !== document) continue documents;
        score += (weights[k + 1] as number) * saturated(other.counts[j] as number);
      }
      hits.push({ document, score });
    }
    return hits.sort((a, b) => b.score - a.score || b.document - a.document);
  }

  /** The postings of all terms that begin with an unfinished word, together. */
  #beginningWith(prefix: string): Postings | undefined {
    this.#sortedTerms ??= [...this.#postings.keys()].sort();
    const terms = this.#sortedTerms;
    const counts = new Map<number, number>();
    let low = 0;
    let high = terms.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((terms[middle] as string) < prefix) low = middle + 1;
      else high = middle;
    }
    for (let i = low; i < terms.length && i < low + MOST_COMPLETIONS; i++) {
      const term = terms[i] as string;
      if (!term.startsWith(prefix)) break;
      const postings = this.#postings.get(term) as Postings;
      postings.documents.forEach((document, k) => {
        counts.set(document, (counts.get(document) ?? 0) + (postings.counts[k] as number));
      });
    }
    if (counts.size === 0) return undefined;
    const sorted = [...counts.entries()].sort(([a], [b]) => a - b);
    return {
      documents: Uint32Array.from(sorted, ([document]) => document),
      counts: Uint8Array.from(sorted, ([, count]) => Math.min(255, count)),
    };
  }
}

const MOST_COMPLETIONS = 64;

/** The second mention says less than the first: 1, 1.38, 1.58 … 2. */
const saturated = (count: number): number => (count * 2.2) / (count + 1.2);

/** The first index from `start` at which the ascending list reaches `target`, by doubling steps. */
function advance(list: Uint32Array, start: number, target: number): number {
  let step = 1;
  let low = start;
  while (low + step < list.length && (list[low + step] as number) < target) {
    low += step;
    step *= 2;
  }
  let high = Math.min(list.length, low + step);
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((list[middle] as number) < target) low = middle + 1;
    else high = middle;
  }
  return low;
}
