/**
 * What is to be done with a post: pure decisions over its record. A post is a record before it is a
 * message, so that a process which ends in the middle leaves behind what it was about to do.
 */
import type { DeliveryRecord, DeliveryState } from '../domain/record/schedule.ts';

export interface OutboxRules {
  /** How late a post whose occasion is over, or a digest, may still be posted. */
  readonly maxLateMs: number;
  /** Later than this it is said that it is late. */
  readonly tellLateMs: number;
  /** A post that was not found is sent again only so long after it was sent: histories lag. */
  readonly lookAfterMs: number;
  /**
   * Times that a post of which nobody knew is sent again before it is given up. One that certainly was
   * not posted is tried for as long as it is wanted.
   */
  readonly maxResends: number;
  /** Between two posts to one channel. */
  readonly spacingMs: number;
  /**
   * A post that was sent again because a look showed none is counted so long after, and again: sooner
   * or later also a history that lags shows whether there are two.
   */
  readonly countAfterMs: readonly number[];
}

export const DEFAULT_RULES: OutboxRules = {
  maxLateMs: 48 * 3_600_000,
  tellLateMs: 10 * 60_000,
  lookAfterMs: 60_000,
  maxResends: 8,
  spacingMs: 1_200,
  countAfterMs: [10 * 60_000, 3_600_000, 24 * 3_600_000],
};

/** What to do with a post next. */
export type Step = 'send' | 'look' | 'wait' | 'rest';

/** The states in which something is still to be done. */
const OPEN = new Set<DeliveryState>(['claimed', 'waiting', 'unknown']);

/** Not yet; but what was written while the clock ran ahead holds nothing back. */
const isHeldBack = ({ at, notBefore }: DeliveryRecord, now: number): boolean =>
  notBefore !== undefined && Date.parse(notBefore) > now && Date.parse(at) <= now;

/**
 * How long after it was sent the copies of a post are to be counted next; undefined where it was sent
 * once, as many are there as it was sent, or it was counted often enough.
 */
export function nextCount(record: DeliveryRecord, rules: OutboxRules): number | undefined {
  const { state, attempts, resent = 0, copies = 0, counted = Math.min(copies, 1) } = record;
  if (state !== 'sent' || resent === 0 || copies >= attempts) return undefined;
  return rules.countAfterMs[counted];
}

/** Is it time to count the copies of a post that was sent again? */
export function mayCount(record: DeliveryRecord, now: number, rules: OutboxRules): boolean {
  const after = nextCount(record, rules);
  return (
    after !== undefined && !isHeldBack(record, now) && Math.abs(now - triedAt(record)) >= after
  );
}

export const isOpen = ({ state }: DeliveryRecord): boolean => OPEN.has(state);

/** `inFlight`: this process is sending it now. */
export function nextStep(record: DeliveryRecord, now: number, inFlight: boolean): Step {
  if (!isOpen(record) || inFlight) return 'rest';
  if (isHeldBack(record, now)) return 'wait';
  // A claim that nobody is sending was left by a process that ended: perhaps it was posted.
  return record.state === 'waiting' ? 'send' : 'look';
}

/** When it was last handed to the platform, in milliseconds since 1970. */
export const triedAt = ({ tried, at }: DeliveryRecord): number => Date.parse(tried ?? at);

/** After a look that found nothing: was enough time given for it to appear? */
export const mayResend = (record: DeliveryRecord, now: number, rules: OutboxRules): boolean =>
  now - triedAt(record) >= rules.lookAfterMs;

const LONGEST_PAUSE = 3_600_000;

/** When to try again: as the platform advises, else twice as long each time, an hour at most. */
export function retryAt(record: DeliveryRecord, now: number, advisedSeconds?: number): string {
  const own = Math.min(LONGEST_PAUSE, 30_000 * 2 ** Math.min(10, record.attempts));
  const advised = (advisedSeconds ?? 0) * 1000;
  return new Date(now + Math.max(own, advised)).toISOString();
}

/** When to look again after a look that failed: the longer nothing was heard, the more rarely. */
export function lookAgainAt(record: DeliveryRecord, now: number, advisedSeconds = 0): string {
  const since = now - triedAt(record);
  const own = Math.min(LONGEST_PAUSE, Math.max(30_000, since));
  return new Date(now + Math.max(own, advisedSeconds * 1000)).toISOString();
}

/** Is it no use any more: sent again too often, or too old while its occasion is over? */
export function isGivenUp(
  record: DeliveryRecord,
  now: number,
  isOver: boolean,
  rules: OutboxRules,
): boolean {
  if ((record.resent ?? 0) > rules.maxResends) return true;
  return isOver && now - Date.parse(record.due) > rules.maxLateMs;
}
