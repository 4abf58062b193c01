/** What a writer is asked to do and reports, a line of JSON each, and what the checker is asked. */
import type { Asked, Seen } from '../oracle/seen.ts';
import type { Orders } from '../preload/orders.ts';

export interface Job {
  readonly orders: Orders;
  readonly folder: string;
  /** Its commits are named after it. */
  readonly name: string;
  readonly seed: number;
  /** How many turns of commits. */
  readonly turns: number;
  readonly snapshotBytes: number;
  /** The longest pause between two turns, in milliseconds. */
  readonly pause: number;
  /** The share of turns after which it waits until no compaction is under way. */
  readonly settles: number;
  /** The share of long texts. */
  readonly long: number;
  /** When the first commit is made, in milliseconds since 1970. */
  readonly from: number;
  /** What it does after the last turn; `wait`: for a further line, `go` or `close`. */
  readonly end: 'close' | 'wait';
  /** Whether to stop asking once the store refuses for want of room. */
  readonly untilFull?: boolean;
}

export type Report =
  | { is: 'ready' }
  | { is: 'opened'; seen: Seen }
  | { is: 'sent'; id: string; changes: Asked[] }
  | { is: 'acked'; id: string }
  | { is: 'refused'; id: string; reason: 'stale' | 'store'; message: string }
  /** All turns are done. */
  | { is: 'done' }
  | { is: 'closed' }
  /** The folder could not be opened: refused in one line, or a fault. */
  | { is: 'failed'; kind: 'refused' | 'fault'; message: string };

/** A change that is made to a folder that was opened, to see that it goes on. */
export interface OneMore {
  readonly author: string;
  readonly changes: readonly Asked[];
  /** Whether a snapshot is made too. */
  readonly compacts: boolean;
}

export interface Question {
  readonly number: number;
  readonly folder: string;
  readonly as: 'reader' | 'writer';
  readonly oneMore?: OneMore | undefined;
}
