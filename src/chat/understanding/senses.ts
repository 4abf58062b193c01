/** What a stretch of a question may mean. */
import type { FormatChoice } from '../../archive/encounters.ts';
import type { PartyType } from '../../archive/party.ts';
import type { FuzzyDate } from '../../domain/dates/fuzzy-date.ts';
import type { Rank } from '../../domain/record/reference.ts';

/** What a question can be about, whatever the language; the words for it stand in the lexicons. */
export const NOTIONS = [
  'last',
  'first',
  'meet',
  'visit',
  'when',
  'where',
  'who',
  'what',
  'how-many',
  'list',
  'ever',
  'how-long',
  'coming',
  'next',
  'anniversary',
  'which-anniversary',
  'signed',
  'begun',
  'plan',
  'this-day',
  'happened',
  'person',
  'office',
  'now',
  'source',
  'archive',
  'reach',
  'said',
  'discussed',
  'search',
  'phrase',
  'picture',
  'prepare',
  'ask',
  'answer',
  'promise',
  'truth',
  'outcome',
  'attended',
  'help',
  'they',
  'that',
  'earlier',
  'later',
  'beyond',
] as const;
export type Notion = (typeof NOTIONS)[number];

/** How a date bounds a question, or a party stands in it. */
export const ROLES = ['before', 'after', 'since', 'until', 'on', 'at', 'to', 'from', 'by'] as const;
export type Role = (typeof ROLES)[number];

export type When =
  /** A date, as precise as it was said; of a `month` named without its year the latest that has begun. */
  | { readonly kind: 'date'; readonly date: FuzzyDate; readonly month?: number }
  /** A day of any year: `02-28`. */
  | { readonly kind: 'day-of-year'; readonly monthDay: string }
  /** So many days ahead. */
  | { readonly kind: 'ahead'; readonly days: number }
  /** Since a day that lies back. */
  | { readonly kind: 'back'; readonly from: string };

export type Sense =
  | { readonly kind: 'filler' }
  | { readonly kind: 'notion'; readonly notion: Notion }
  /** Whom a name may mean; with the rank of an office that was named beside it. */
  | {
      readonly kind: 'party';
      readonly type: PartyType;
      readonly ids: readonly string[];
      readonly rank?: Rank;
      readonly role?: Role;
    }
  | { readonly kind: 'parties'; readonly ids: readonly string[] }
  | { readonly kind: 'topic'; readonly id: string }
  | { readonly kind: 'formula'; readonly id: string }
  | { readonly kind: 'place'; readonly id: string }
  | { readonly kind: 'series'; readonly id: string }
  | { readonly kind: 'event'; readonly id: string }
  | { readonly kind: 'office'; readonly id: string }
  | { readonly kind: 'title'; readonly rank: Rank }
  | { readonly kind: 'level'; readonly rank: Rank }
  | { readonly kind: 'format'; readonly format: FormatChoice }
  /** `side`: where the date or the party stands that it belongs to. */
  | { readonly kind: 'role'; readonly role: Role; readonly side: 'ahead' | 'behind' }
  | { readonly kind: 'when'; readonly when: When; readonly role?: Role }
  | { readonly kind: 'ordinal'; readonly ordinal: number }
  | { readonly kind: 'quote'; readonly text: string };

export interface Piece {
  /** As it was typed. */
  readonly typed: string;
  /** Whether it was parted by a space from what stood before. */
  readonly isApart?: boolean;
  /** None where nothing is known of it. */
  readonly senses: readonly Sense[];
  /** It was typed otherwise. */
  readonly isSlip?: boolean;
}

export function senseOf<K extends Sense['kind']>(
  piece: Piece | undefined,
  kind: K,
): Extract<Sense, { kind: K }> | undefined {
  return piece?.senses.find((sense) => sense.kind === kind) as never;
}

export const hasNotion = (piece: Piece | undefined, notion: Notion): boolean =>
  piece?.senses.some((sense) => sense.kind === 'notion' && sense.notion === notion) ?? false;
