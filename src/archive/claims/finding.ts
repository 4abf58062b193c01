/** What the record says of a claim, with all that the verdict rests on. */
import type { Tolerance } from '../../domain/dates/claimed-span.ts';
import type { FuzzyDate } from '../../domain/dates/fuzzy-date.ts';
import type { Span } from '../../domain/dates/span.ts';
import type { Outline } from '../../domain/events/view.ts';
import type { ClaimedSpan, Coverage } from '../../domain/record/diary.ts';
import type { Ground } from './completeness.ts';

/**
 * `indeterminate`: the precision of what is held cannot decide; `unverified`: the archive does not
 * reach so far, the most that can be said is that it holds no counter-example.
 */
export type Verdict = 'true' | 'false' | 'indeterminate' | 'unverified';

/** Why the verdict is what it is; each is told by a sentence of its own. */
export type Reason =
  | 'holds'
  | 'not-such'
  | 'unclear-whether-such'
  | 'not-after'
  | 'perhaps-after'
  | 'counter-example'
  | 'perhaps-counter-example'
  | 'no-coverage'
  | 'longer-ago'
  | 'perhaps-before'
  | 'too-long-or-short'
  | 'perhaps-fits'
  | 'anchor-not-held'
  | 'no-such-contact'
  | 'other-number'
  | 'number-taken'
  | 'number-disputed'
  | 'no-number'
  | 'outside'
  | 'other-count'
  | 'perhaps-count'
  | 'not-held'
  | 'ruled-out'
  | 'perhaps-held';

export type Role = 'before' | 'counter' | 'perhaps' | 'anchor' | 'counted' | 'other';

export interface Evidence {
  readonly event: Outline;
  readonly role: Role;
}

/** The reckoning from the earlier date to the later. */
export interface Arithmetic {
  readonly from: FuzzyDate;
  readonly to: FuzzyDate;
  readonly span: Span;
  readonly claimed?: ClaimedSpan | undefined;
  readonly tolerance?: Tolerance | undefined;
}

export interface Finding {
  readonly verdict: Verdict;
  readonly reason: Reason;
  /** The event of which it is claimed. */
  readonly event: Outline | undefined;
  readonly evidence: readonly Evidence[];
  readonly arithmetic?: Arithmetic | undefined;
  /** When the contact before must have been, by the claim alone. */
  readonly implied?: string | undefined;
  /** On what the archive's completeness rests, where the verdict needs it. */
  readonly ground?: Ground | undefined;
  /** How many such contacts there were: at least and at most, as far as is held. */
  readonly counted?: readonly [number, number] | undefined;
  /** Declarations that speak of such contacts and do not reach far enough. */
  readonly short?: readonly Coverage[] | undefined;
}
