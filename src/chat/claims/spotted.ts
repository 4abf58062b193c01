/**
 * Finding words in a text without its grammar: the longest first, each stretch of the text once.
 * Words in scripts that part words by spaces are found whole; in the others anywhere.
 */
import { isCjk } from '../../domain/names/fold.ts';

export interface Spot<T> {
  readonly value: T;
  readonly at: number;
  readonly end: number;
}

/** Stands where something was found already. */
const TAKEN = '\u0001';

export class Spotter {
  /** What has not been found yet. */
  left: string;

  constructor(text: string) {
    this.left = text;
  }

  /** Every place of every word, in the order given. */
  find<T>(words: Iterable<readonly [word: string, value: T]>): Spot<T>[] {
    const spots: Spot<T>[] = [];
    for (const [word, value] of words) {
      for (let at = this.left.indexOf(word); at >= 0; at = this.left.indexOf(word, at + 1)) {
        const end = at + word.length;
        if (!isWhole(this.left, at, end, word)) continue;
        spots.push({ value, at, end });
        this.#take(at, end);
      }
    }
    return spots.sort((a, b) => a.at - b.at);
  }

  /** Every match of the pattern for which `read` gives a value. */
  match<T>(pattern: RegExp, read: (match: RegExpMatchArray) => T | undefined): Spot<T>[] {
    const spots: Spot<T>[] = [];
    for (const match of this.left.matchAll(pattern)) {
      const value = read(match);
      const at = match.index;
      const end = at + match[0].length;
      if (value === undefined) continue;
      spots.push({ value, at, end });
      this.#take(at, end);
    }
    return spots;
  }

  #take(at: number, end: number): void {
    this.left = this.left.slice(0, at) + TAKEN.repeat(end - at) + this.left.slice(end);
  }
}

function isWhole(text: string, at: number, end: number, word: string): boolean {
  const before = text[at - 1];
  const after = text[end];
  const joins = (neighbour: string | undefined, own: string | undefined) =>
    neighbour !== undefined && own !== undefined && LETTER.test(neighbour) && LETTER.test(own);
  return !joins(before, word[0]) && !joins(after, word.at(-1));
}

/** A letter or a figure that makes one word with its neighbours. */
const LETTER = {
  test: (character: string): boolean => /[\p{L}\p{N}]/u.test(character) && !isCjk(character),
};

export const escaped = (words: readonly string[]): string =>
  words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|');
