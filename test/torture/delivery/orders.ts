/** What a bot is told to do before it is killed, and what it tells. */

/** The named points between claim, request, answer and confirmation at which a bot is killed. */
export const POINTS = [
  /** Before the claim is written. */
  'before-claim',
  /** The claim is on the disk, nothing was sent. */
  'after-claim',
  /** The request has arrived, and is not done. */
  'request',
  /** The request is done, and its answer on its way. */
  'response',
  /** The answer has arrived, and is not confirmed. */
  'before-confirm',
  'after-confirm',
  /** The platform is about to be asked for a post of which nobody knows. */
  'look',
] as const;
export type Point = (typeof POINTS)[number];

/** The points that only the platform sees. */
export type PlatformPoint = 'request' | 'response';
export const isOfPlatform = (point: Point): point is PlatformPoint =>
  point === 'request' || point === 'response';

/** What a post is. */
export const KINDS = ['reminder', 'digest', 'correction'] as const;
export type Kind = (typeof KINDS)[number];

/** What a bot is robbed of, to show that its judge would see it. */
export const THEFTS = ['claim', 'look', 'telling'] as const;
export type Theft = (typeof THEFTS)[number];

export interface Orders {
  /** The folders of the store and of the seeds. */
  readonly data: string;
  readonly seeds: string;
  readonly slack: { readonly url: string; readonly bot: string; readonly app: string };
  readonly discord: { readonly url: string; readonly token: string };
  /** What its clock shows when its doors are open, in milliseconds since 1970; then it runs so fast. */
  readonly clock: { readonly shows: number; readonly speed: number };
  /** Where it halts, at the nth passing with a post of that kind, or any, and waits to be killed. */
  readonly halt?: {
    readonly point: Exclude<Point, PlatformPoint>;
    readonly nth: number;
    readonly kind?: Kind | undefined;
  };
  /** How often it sends a post again of which nobody knew, before it gives it up; for ever where left out. */
  readonly resends?: number | undefined;
  /** Events that it cancels when they were announced. */
  readonly cancelled: readonly string[];
  /** How many reminders and digests fall due. */
  readonly due: number;
  readonly without?: Theft | undefined;
}

/** What a bot tells. */
export type Word =
  /** Its doors are open, and its clock runs since `at`, by ours. */
  | { readonly is: 'running'; readonly at: number }
  | { readonly is: 'halted' }
  /** Nothing more to do at the moment. `left`: what is still to be posted, cancelled or counted. */
  | { readonly is: 'idle'; readonly left: number }
  | { readonly is: 'broken'; readonly why: string };
