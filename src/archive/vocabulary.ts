/** The terms of an index, numbered in the order in which they were first met. */
import { firstIndex } from './first-index.ts';

/** More terms than these are not looked at for what an unfinished word may become. */
const MOST_COMPLETIONS = 64;

export class Vocabulary {
  readonly #numbers = new Map<string, number>();
  /** By their first character, once it was asked for: to sort all would hold up other work. */
  readonly #sorted = new Map<string, readonly string[]>();

  get size(): number {
    return this.#numbers.size;
  }

  /** The number of a term, if it was ever met. */
  find(term: string): number | undefined {
    return this.#numbers.get(term);
  }

  /** The number of a term, which is the next where it is met for the first time. */
  numberOf(term: string): number {
    let number = this.#numbers.get(term);
    if (number === undefined) {
      number = this.#numbers.size;
      this.#numbers.set(term, number);
    }
    return number;
  }

  /** The first few terms that begin with it, in their order; asked when all terms are known. */
  beginningWith(prefix: string): string[] {
    const terms = this.#sortedFrom(prefix.charAt(0));
    const from = firstIndex(terms, (term) => term >= prefix);
    return terms.slice(from, from + MOST_COMPLETIONS).filter((term) => term.startsWith(prefix));
  }

  containing(character: string): string[] {
    return [...this.#numbers.keys()].filter((term) => term.includes(character));
  }

  #sortedFrom(initial: string): readonly string[] {
    let sorted = this.#sorted.get(initial);
    if (!sorted) {
      sorted = [...this.#numbers.keys()].filter((term) => term.startsWith(initial)).sort();
      this.#sorted.set(initial, sorted);
    }
    return sorted;
  }
}
