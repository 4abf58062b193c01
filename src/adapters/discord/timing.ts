/** How long things may take, in milliseconds. Tests are in more of a hurry. */
import { FIRST_RESPONSE } from './limits.ts';

export interface Timing {
  /** An answer that takes longer is announced first. */
  readonly deferAfter: number;
  /** Until when a first response is tried: Discord takes none after three seconds. */
  readonly respondWithin: number;
  /** What one try of it may take, so that another still has time. */
  readonly responseTry: number;
  /** What one request may take. */
  readonly request: number;
  /** How long something that may be repeated is tried again. */
  readonly persist: number;
  /** The first wait between two tries, and the longest. */
  readonly firstWait: number;
  readonly longestWait: number;
}

export const TIMING: Timing = {
  deferAfter: 1500,
  respondWithin: FIRST_RESPONSE - 150,
  responseTry: 1200,
  request: 10_000,
  persist: 60_000,
  firstWait: 500,
  longestWait: 60_000,
};

/** Doubled with each try, and not the same for everyone who waits for the same thing. */
export function waitBefore(
  attempt: number,
  { firstWait, longestWait }: Pick<Timing, 'firstWait' | 'longestWait'>,
): number {
  const doubled = Math.min(longestWait, firstWait * 2 ** Math.min(attempt, 20));
  return doubled * (0.75 + Math.random() / 4);
}
