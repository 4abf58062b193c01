/** What the parts of the program report to whoever measures them; never a word of anyone. */
import type { Outcome } from './dispatcher.ts';

export interface Answered {
  readonly platform: string;
  /** The declared name of a command; null where none was understood. */
  readonly command: string | null;
  readonly outcome: Outcome['kind'];
  /** From when it was heard until the answer was ready, not until the platform showed it. */
  readonly ms: number;
}

export interface Meter {
  answered(answer: Answered): void;
  /** A line was written that an operator should see. */
  warned(level: 'warn' | 'error'): void;
}

/** The posts that fell due, as the store has them. */
export interface PostTally {
  readonly counts: readonly PostCount[];
  /** Seconds since the oldest post fell due that is not settled; 0 where all are. */
  readonly oldestOpen: number;
}

export interface PostCount {
  readonly platform: string;
  readonly kind: string;
  readonly state: string;
  readonly count: number;
  /** How many were sent so late that the post says so. */
  readonly late: number;
}
