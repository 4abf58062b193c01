/** A way of understanding a question: what must be said for it, and the command it comes to. */
import type { Asking } from '../../command.ts';
import type { Invocation } from '../../reply.ts';
import type { Heard, HeardParty, HeardWhen, Kind } from '../heard.ts';
import type { Notion } from '../senses.ts';

export interface Reading {
  readonly invocation: Invocation;
  /** Shown as a choice, not answered at once. */
  readonly unsure?: boolean;
}

export interface Intent {
  /** Only where there is such a command. */
  readonly command: string;
  /** Of each group one must be said. */
  readonly needs: readonly (readonly Notion[])[];
  readonly may: readonly Notion[];
  /** What is taken of a word that may mean several things: the earlier one. */
  readonly takes: readonly Kind[];
  /** No reading where what was heard does not come to the command after all. */
  read(heard: Heard, asking: Asking): readonly Reading[];
}

export type Args = Record<string, string | number>;

export const to = (command: string, args: Args, unsure = false): Reading => ({
  invocation: { command, args },
  ...(unsure && { unsure }),
});

/** By what an encounter is told. */
export const ENCOUNTER: readonly Kind[] = ['party', 'parties', 'level', 'title', 'format'];
/** By what an event is known. */
export const NAMED: readonly Kind[] = ['event', 'series', 'place', ...ENCOUNTER];

/** No question looks further ahead. */
export const MOST_DAYS_AHEAD = 3660;

/** An id, or the name as typed where the command itself must ask whom it means. */
export const written = ({ ids, typed }: HeardParty): string =>
  ids.length === 1 ? (ids[0] as string) : typed;

export const isNamed = ({ events }: Heard): boolean => events.length > 0;

export const isPlainlyOn = ({ role }: HeardWhen): boolean => role === undefined || role === 'on';
