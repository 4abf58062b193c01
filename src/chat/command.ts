/**
 * A command is one declaration. Its parsing, completion, help, usage line and, on each platform,
 * its registration all follow from it.
 */
import type { Archive } from '../archive/archive.ts';
import type { EventStore } from '../archive/event-store.ts';
import type { Day } from '../domain/dates/day.ts';
import type { Locale } from '../domain/locale.ts';
import type { Phrasebook } from './phrasebook.ts';
import type { Reply } from './reply.ts';
import type { Reports } from './reports.ts';

/** What someone may do: ask, change records, or look after the bot. Each may do all before it. */
export const ROLES = ['reader', 'editor', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** A message of the bot under which a button was pressed. */
export interface PressedMessage {
  /** The channel or thread in which it stands, such as `slack:C024BE91L`. */
  readonly place: string;
  /** The platform's id of it. */
  readonly message: string;
  /** When it was shown, or was last seen to be edited. */
  readonly at: Date;
}

/** Who asks, and when and where they read the answer. */
export interface Reader {
  /** Under what name their changes are kept. */
  readonly author: string;
  readonly role: Role;
  /** The channel in which they ask, such as `slack:C024BE91L`; missing in a direct message. */
  readonly channel?: string;
  /** The thread, direct message or prompt in which they ask, where follow-ups keep their subject. */
  readonly conversation?: string;
  /** Of which it may go on, where it has only begun. */
  readonly goesOnFrom?: string;
  /** Asked in a way that may change nothing: a change has to be confirmed. */
  readonly readsOnly?: boolean;
  /** Of which message they pressed a button. */
  readonly under?: PressedMessage;
  readonly locale: Locale;
  /** IANA time zone. */
  readonly zone: string;
  readonly now: Date;
  /** The day it is for the reader. */
  readonly today: Day;
}

/** The records as they are kept: their history, and the way to change them. */
export type Records = Pick<
  EventStore,
  'commit' | 'history' | 'revision' | 'changesBy' | 'changes' | 'asOf'
>;

/** The same records, of which changes are taken otherwise. */
export const withCommit = (records: Records, commit: Records['commit']): Records => ({
  commit,
  history: (type, id) => records.history(type, id),
  revision: (type, id) => records.revision(type, id),
  changesBy: (author) => records.changesBy(author),
  changes: (since) => records.changes(since),
  asOf: (moment) => records.asOf(moment),
});

/** What a command, and the reading of its arguments, can draw on. */
export interface Asking {
  readonly archive: Archive;
  readonly records: Records;
  readonly reader: Reader;
  readonly book: Phrasebook;
  /** Days on which channels that say so are left in peace. */
  readonly holidays?: ReadonlySet<Day>;
  /** Where an answer that is held to be wrong is told; missing where nobody takes note. */
  readonly reports?: Reports | undefined;
}

/** What telling an event draws on: of the reader the language and the day, and nothing else. */
export type Telling = Pick<Asking, 'archive' | 'book'> & { readonly reader: Pick<Reader, 'today'> };

export interface Completion {
  /** What is put into the argument. */
  readonly value: string;
  /** What is shown. */
  readonly label: string;
}

/** A kind of argument: it owns reading, completion and its plain form. */
export interface ArgumentType<T> {
  /** What a platform with typed options should offer. */
  readonly option: 'text' | 'integer';
  /**
   * What it takes of a typed line when it stands first, or after others that took a word: one word,
   * all words up to the next keyword (where left out), or the whole rest, quotation marks and all;
   * a `name` is one word, or all words up to the keyword of the argument after it.
   */
  readonly takes?: 'word' | 'line' | 'name';
  /** Any words are such a value, so that a line of them may be a question in plain words as well. */
  readonly isFree?: boolean;
  readonly range?: { readonly least: number; readonly most: number };
  /** Reads what was typed; throws `UserError` or {@link Unclear}. */
  read(typed: string, asking: Asking): T;
  /** The value as scripts and buttons carry it; {@link ArgumentType.read} takes it back. */
  plain(value: T): string | number;
  complete?(prefix: string, asking: Asking, limit: number): Completion[];
  /** The only values there are, where they are few. */
  choices?(asking: Pick<Asking, 'book'>): Completion[];
}

/** What was typed may mean several things, or nearly means some. */
export class Unclear extends Error {
  readonly reason: 'ambiguous' | 'slip';
  readonly typed: string;
  readonly candidates: readonly Completion[];

  constructor(reason: 'ambiguous' | 'slip', typed: string, candidates: readonly Completion[]) {
    super(reason);
    this.name = 'Unclear';
    this.reason = reason;
    this.typed = typed;
    this.candidates = candidates;
  }
}

export interface Parameter<T = unknown, Required extends boolean = boolean> {
  readonly type: ArgumentType<T>;
  readonly required: Required;
  /** For buttons alone, such as the page: not shown in help, not registered. */
  readonly hidden?: boolean;
  /** Under which key of the messages its name and description stand; its own name where left out. */
  readonly told?: string;
}

export const required = <T>(type: ArgumentType<T>): Parameter<T, true> => ({
  type,
  required: true,
});

export const optional = <T>(type: ArgumentType<T>): Parameter<T, false> => ({
  type,
  required: false,
});

export const hidden = <T>(type: ArgumentType<T>): Parameter<T, false> => ({
  type,
  required: false,
  hidden: true,
});

/** A parameter that another key of the messages names and describes than its own. */
export const toldAs = <P extends Parameter>(told: string, parameter: P): P => ({
  ...parameter,
  told,
});

// biome-ignore lint/suspicious/noExplicitAny: the value types differ from parameter to parameter
export type Parameters = Readonly<Record<string, Parameter<any>>>;

export type ArgumentsOf<P extends Parameters> = {
  readonly [K in keyof P]: P[K] extends Parameter<infer T, infer R>
    ? R extends true
      ? T
      : T | undefined
    : never;
};

export interface Answer {
  readonly reply: Reply;
  /** The answer as plain values, worked out only when a script asks for it. */
  data(): Readonly<Record<string, unknown>>;
}

export interface Command<P extends Parameters = Parameters> {
  /** Its English name; the other languages' and the description stand in the message files. */
  readonly name: string;
  /** Who may use it; everyone where left out. */
  readonly role?: Role;
  /** In the order of the usage line; the first takes the words that no keyword claims. */
  readonly parameters: P;
  /** It speaks of another answer, and is no answer to be spoken of itself. */
  readonly isAboutAnswers?: boolean;
  /** A question as it is typed, for help and the README. */
  readonly example: string;
  run(asking: Asking, args: ArgumentsOf<P>): Answer | Promise<Answer>;
}

/** Declares a command; the types of its arguments follow from its parameters. */
export const command = <P extends Parameters>(declaration: Command<P>): Command =>
  declaration as unknown as Command;

/** `/lastmeeting <person> [with] [before]` */
export function usage(declaration: Command): string {
  const shown = Object.entries(declaration.parameters)
    .filter(([, parameter]) => !parameter.hidden)
    .map(([name, parameter]) => (parameter.required ? `<${name}>` : `[${name}]`));
  return [`/${declaration.name}`, ...shown].join(' ');
}
