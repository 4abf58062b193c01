/**
 * Full text in five languages: postings of words for spaced scripts, of character pairs for
 * Chinese, Japanese and Korean (whose words are not parted, or carry particles).
 *
 * A document is found when it has every term of the query. Rarer terms weigh more, repetition a
 * little; on equal weight the later document comes first.
 */
import { fold } from '../domain/names/fold.ts';
import { Vocabulary } from './vocabulary.ts';

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

/** The documents of all terms one after the other, and where those of each begin. */
interface Closed extends Postings {
  readonly offsets: Uint32Array;
}

interface Closing extends Closed {
  /** Where the next document of each term is put. */
  readonly next: Uint32Array;
  /** The first that is not yet put in order. */
  document: number;
}

export interface Hit {
  readonly document: number;
  readonly score: number;
}

/** What was found, put in order only as far as it is looked at. */
export class Hits {
  readonly count: number;
  /** Score and document in one number: as numbers they compare many times faster than as objects. */
  readonly #keys: Float64Array;
  #isSorted = false;

  constructor(keys: Float64Array) {
    this.#keys = keys;
    this.count = keys.length;
  }

  /** The first so many, best first. */
  best(most: number): Hit[] {
    const keys = this.#isSorted || most > FEW ? this.#sorted() : largest(this.#keys, most);
    const hits: Hit[] = [];
    for (let i = keys.length - 1; i >= 0 && hits.length < most; i--) {
      const key = keys[i] as number;
      const document = key % MOST_DOCUMENTS;
      hits.push({ document, score: (key - document) / MOST_DOCUMENTS / SCORE_UNIT });
    }
    return hits;
  }

  #sorted(): Float64Array {
    if (!this.#isSorted) this.#keys.sort();
    this.#isSorted = true;
    return this.#keys;
  }
}

/** So few are picked out faster than all are sorted. */
const FEW = 50;

/** The largest of the keys, ascending. */
function largest(keys: Float64Array, most: number): Float64Array {
  const picked = keys.slice(0, most).sort();
  for (let i = picked.length; i < keys.length; i++) {
    const key = keys[i] as number;
    if (key <= (picked[0] as number)) continue;
    let k = 0;
    while (k + 1 < picked.length && (picked[k + 1] as number) < key) {
      picked[k] = picked[k + 1] as number;
      k++;
    }
    picked[k] = key;
  }
  return picked;
}

const NO_HITS = new Hits(new Float64Array(0));

/** Postings are written down document by document in blocks of so many. */
const BLOCK = 1 << 16;
/** Room for so many terms at first: a small archive should not wait for that of a large one. */
const FIRST_TERMS = 1 << 12;
const MOST_COUNTED = 255;

export class TextIndex {
  readonly #vocabulary = new Vocabulary();
  /** Of each term the number of its documents, the last of them, and where that is written. */
  #frequency = new Uint32Array(FIRST_TERMS);
  #lastDocument = new Int32Array(FIRST_TERMS).fill(-1);
  #lastAt = new Uint32Array(FIRST_TERMS);
  /** What was written: terms and how often each occurs, and where each document begins. */
  #terms: Uint32Array[] = [];
  #occurrences: Uint8Array[] = [];
  #starts: number[] = [];
  #written = 0;
  #closed: Closed | undefined;
  #closing: Closing | undefined;
  /** The same names and places return in many documents; their terms are not worked out each time. */
  readonly #memory = new Map<string, readonly number[]>();

  /** Adds the next document, numbered 0 first; `texts` are all that it says. */
  add(texts: Iterable<string>): void {
    if (this.#closed ?? this.#closing) throw new Error('the index is closed');
    const document = this.#starts.push(this.#written) - 1;
    for (const text of texts) {
      for (const term of this.#idsOf(text)) {
        if (this.#lastDocument[term] === document) this.#countAgain(this.#lastAt[term] as number);
        else this.#write(term, document);
      }
    }
  }

  #write(term: number, document: number): void {
    const at = this.#written++;
    const place = at % BLOCK;
    if (place === 0) {
      this.#terms.push(new Uint32Array(BLOCK));
      this.#occurrences.push(new Uint8Array(BLOCK));
    }
    const block = (at - place) / BLOCK;
    (this.#terms[block] as Uint32Array)[place] = term;
    (this.#occurrences[block] as Uint8Array)[place] = 1;
    this.#lastDocument[term] = document;
    this.#lastAt[term] = at;
    (this.#frequency[term] as number)++;
  }

  #countAgain(at: number): void {
    const block = this.#occurrences[Math.floor(at / BLOCK)] as Uint8Array;
    const count = block[at % BLOCK] as number;
    if (count < MOST_COUNTED) block[at % BLOCK] = count + 1;
  }

  #idsOf(text: string): readonly number[] {
    let ids = this.#memory.get(text);
    if (!ids) {
      ids = termsOf(text).map((term) => this.#idOf(term));
      if (text.length <= LONGEST_NAME) this.#remember(text, ids);
    }
    return ids;
  }

  #remember(text: string, ids: readonly number[]): void {
    if (this.#memory.size >= MOST_REMEMBERED) this.#memory.clear();
    this.#memory.set(text, ids);
  }

  #idOf(term: string): number {
    const id = this.#vocabulary.numberOf(term);
    if (id === this.#frequency.length) this.#grow();
    return id;
  }

  #grow(): void {
    const length = this.#frequency.length * 2;
    this.#frequency = enlarged(this.#frequency, new Uint32Array(length));
    this.#lastDocument = enlarged(this.#lastDocument, new Int32Array(length).fill(-1));
    this.#lastAt = enlarged(this.#lastAt, new Uint32Array(length));
  }

  /**
   * Closes the index: nothing more is added, and it takes less room. It can be asked once every
   * document is put in order, which is gone on with for as long as it may be, one at least; returns
   * whether they all are.
   */
  close(mayGoOn: () => boolean = always): boolean {
    this.#closing ??= this.#beginClosing();
    const { documents, counts, next } = this.#closing;
    while (this.#closing.document < this.#size) {
      const document = this.#closing.document++;
      const end = this.#starts[document + 1] as number;
      for (let at = this.#starts[document] as number; at < end; at++) {
        const block = Math.floor(at / BLOCK);
        const term = (this.#terms[block] as Uint32Array)[at % BLOCK] as number;
        const place = (next[term] as number)++;
        documents[place] = document;
        counts[place] = (this.#occurrences[block] as Uint8Array)[at % BLOCK] as number;
      }
      if (!mayGoOn()) break;
    }
    if (this.#closing.document < this.#size) return false;
    this.#closed = this.#closing;
    this.#closing = undefined;
    this.#terms = [];
    this.#occurrences = [];
    this.#frequency = this.#lastAt = new Uint32Array(0);
    this.#lastDocument = new Int32Array(0);
    this.#memory.clear();
    return true;
  }

  #beginClosing(): Closing {
    const offsets = new Uint32Array(this.#vocabulary.size + 1);
    for (let id = 0; id < this.#vocabulary.size; id++) {
      offsets[id + 1] = (offsets[id] as number) + (this.#frequency[id] as number);
    }
    this.#starts.push(this.#written);
    const [documents, counts] = [new Uint32Array(this.#written), new Uint8Array(this.#written)];
    return { documents, counts, offsets, next: offsets.slice(), document: 0 };
  }

  #postingsOf(term: string): Postings | undefined {
    const id = this.#vocabulary.find(term);
    if (id === undefined || !this.#closed) return undefined;
    const { documents, counts, offsets } = this.#closed;
    const [from, to] = [offsets[id], offsets[id + 1]];
    return { documents: documents.subarray(from, to), counts: counts.subarray(from, to) };
  }

  get #size(): number {
    return this.#starts.length - 1;
  }

  /** Every document that has all the terms of the query. */
  search(query: string): Hits {
    const terms = [...new Set(termsOf(query))];
    const lists: Postings[] = [];
    for (const term of terms) {
      const postings = this.#postingsOf(term) ?? this.#unfinished(term);
      if (!postings) return NO_HITS;
      lists.push(postings);
    }
    const [rarest, ...others] = lists.sort((a, b) => a.documents.length - b.documents.length);
    if (!rarest) return NO_HITS;
    const weights = lists.map((l) => Math.log(1 + this.#size / l.documents.length));
    const found = new Float64Array(rarest.documents.length);
    let size = 0;
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
      found[size++] = Math.round(score * SCORE_UNIT) * MOST_DOCUMENTS + document;
    }
    return new Hits(found.subarray(0, size));
  }

  /**
   * The postings of all terms that an unfinished word may become, together: those that begin with
   * it; of a single Chinese, Japanese or Korean character, the pairs that it is in.
   */
  #unfinished(part: string): Postings | undefined {
    const terms = isOneCjk(part)
      ? this.#vocabulary.containing(part)
      : this.#vocabulary.beginningWith(part);
    const counts = new Map<number, number>();
    for (const term of terms) {
      const postings = this.#postingsOf(term) as Postings;
      postings.documents.forEach((document, k) => {
        counts.set(document, (counts.get(document) ?? 0) + (postings.counts[k] as number));
      });
    }
    if (counts.size === 0) return undefined;
    const sorted = [...counts.entries()].sort(([a], [b]) => a - b);
    return {
      documents: Uint32Array.from(sorted, ([document]) => document),
      counts: Uint8Array.from(sorted, ([, count]) => Math.min(MOST_COUNTED, count)),
    };
  }
}

const isOneCjk = (part: string): boolean => [...part].length === 1 && IS_CJK.test(part);

const always = (): boolean => true;

/** Longer texts are hardly met twice. */
const LONGEST_NAME = 40;
/** With those met once among them; a map of all would grow large, and hold others up as it grows. */
const MOST_REMEMBERED = 1 << 15;

const enlarged = <T extends Uint32Array | Int32Array>(old: T, larger: T): T => {
  larger.set(old);
  return larger;
};

/** Scores are told apart by a ten-thousandth. */
const SCORE_UNIT = 10_000;
const MOST_DOCUMENTS = 2 ** 24;

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
