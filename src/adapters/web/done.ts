/**
 * What was answered to forms: a browser is sent on to where the answer stands, so that to load it
 * again, or to go back to it, does not send the form again.
 */
import { createHash } from 'node:crypto';
import type { Outcome } from '../../chat/dispatcher.ts';

/** The latest that are kept. */
const MOST = 100;

export class Done {
  readonly #outcomes = new Map<string, Outcome>();
  /** Differs from run to run: an address of an earlier one leads to nothing, not to something else. */
  readonly #run: string;
  #count = 0;

  constructor(secret: string) {
    this.#run = createHash('sha256').update(secret).digest('hex').slice(0, 12);
  }

  /** The id under which it is found. */
  keep(outcome: Outcome): string {
    this.#count += 1;
    const id = `${this.#run}-${this.#count}`;
    this.#outcomes.set(id, outcome);
    if (this.#outcomes.size > MOST) {
      this.#outcomes.delete(this.#outcomes.keys().next().value as string);
    }
    return id;
  }

  find(id: string): Outcome | undefined {
    return this.#outcomes.get(id);
  }
}
