/** What every engine of the bench is asked, and how it answers. */
import type { Party } from '../../../src/archive/party.ts';
import type { Day } from '../../../src/domain/dates/day.ts';
import type { FuzzyDate } from '../../../src/domain/dates/fuzzy-date.ts';

export interface LastQuestion {
  readonly who: Party;
  readonly with?: Party | undefined;
  /** Only what was over before this day. */
  readonly before?: FuzzyDate | undefined;
  readonly today: FuzzyDate;
}

export interface TimelineQuestion {
  readonly who: Party;
  readonly with?: Party | undefined;
  /** Only what had not ended before this. */
  readonly from?: FuzzyDate | undefined;
  readonly today: FuzzyDate;
}

export interface UpcomingQuestion {
  readonly today: Day;
  readonly days: number;
}

/** The questions by kind; a word to find is asked for as it is typed. */
export interface Questions {
  readonly last: LastQuestion;
  readonly timeline: TimelineQuestion;
  readonly upcoming: UpcomingQuestion;
  readonly find: string;
}
export type Kind = keyof Questions;
export const KINDS: readonly Kind[] = ['last', 'timeline', 'upcoming', 'find'];

export interface Answering<Q> {
  /** The answer in the engine's own form: this is what is timed. */
  run(question: Q): unknown;
  /** The same answer as lines that every engine must give alike: this is what is compared. */
  told(question: Q): readonly string[];
}

export type Engine = { readonly name: string } & {
  readonly [K in Kind]?: Answering<Questions[K]>;
};

/** How the engine answers a kind of question, if it does; whatever the kind, for loops over all. */
export const answering = (engine: Engine, kind: Kind): Answering<unknown> | undefined =>
  engine[kind] as Answering<unknown> | undefined;

/** Items to a page of what is upcoming, and of what is found. */
export const PAGE = 10;

/** A page of what is upcoming, the number of all, and the plans of which no report came. */
export interface Agenda {
  readonly total: number;
  readonly page: readonly AgendaItem[];
  readonly passed: readonly string[];
}

export interface AgendaItem {
  readonly id: string;
  /** The tenth anniversary is 10; a plan has none. */
  readonly count: number | null;
  /** The day, or the last of the month, season or year within which it falls. */
  readonly day: string;
}

export const agendaLines = ({ total, page, passed }: Agenda): string[] => [
  `${total} in all`,
  ...page.map(({ id, count, day }) => `${day} ${id} ${count ?? 'planned'}`),
  ...[...passed].sort().map((id) => `passed ${id}`),
];
