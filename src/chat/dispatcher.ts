/**
 * From a request to an outcome: finds the command, reads its arguments, runs it. The one error
 * boundary: whatever goes wrong ends here as a line for the person who asked.
 */
import type { Archive } from '../archive/archive.ts';
import { StoreError } from '../archive/event-store.ts';
import type { Day } from '../domain/dates/day.ts';
import { isAskable } from './arguments/question.ts';
import {
  type Answer,
  type Asking,
  type Command,
  type Reader,
  type Records,
  ROLES,
  withCommit,
} from './command.ts';
import { commandLine } from './command-line.ts';
import { isLasting, lasting } from './lasting.ts';
import type { MessageValues } from './message.ts';
import { parseLine, plainWords, unknownCommand } from './parse.ts';
import { type Phrasebook, phrasebook } from './phrasebook.ts';
import type { Registry } from './registry.ts';
import type { Action, Invocation, Reply } from './reply.ts';
import { type Reports, reportAction } from './reports.ts';
import type { Conversations } from './understanding/conversations.ts';
import { type Subject, subjectOf } from './understanding/follow-ups.ts';
import { askable, notUnderstood, understoodNote } from './understanding/tell.ts';
import { understand } from './understanding/understand.ts';
import { UserError } from './user-error.ts';
import { plainArguments, readArguments, type Values } from './values.ts';

/** A line as it was typed, or named values as a platform's own form hands them over. */
export type Request =
  /**
   * `isAside`: said where the bot is heard but not addressed. It is taken as a question only where it
   * goes on from what was told there, never as a command; whoever hears it shows no refusal.
   */
  | { readonly kind: 'line'; readonly line: string; readonly isAside?: boolean }
  | ({ readonly kind: 'named' } & Invocation);

export interface Outcome {
  /** `refused`: the asker can put it right; `failed`: only we can. */
  readonly kind: 'answered' | 'refused' | 'failed';
  readonly command: string | null;
  /** The arguments as they were understood: ids, EDTF dates, numbers. */
  readonly args: Readonly<Record<string, string | number>>;
  readonly reply: Reply;
  data(): Readonly<Record<string, unknown>>;
}

/**
 * Is it shown in the place of the answer whose button was pressed? A choice leads on to an answer; for
 * an error no answer is given up.
 */
export const takesPlace = ({ kind, reply }: Outcome): boolean =>
  kind === 'answered' || (reply.choices !== undefined && reply.choices.length > 0);

export interface DispatcherParts {
  /** Where answers that are held to be wrong are told; nowhere where left out. */
  readonly reports?: Reports;
  readonly registry: Registry;
  /** The archive as it stands now. */
  archive(): Archive;
  readonly records: Records;
  readonly holidays?: ReadonlySet<Day>;
  /** What conversations last spoke of; without it a follow-up has no subject. */
  readonly conversations?: Conversations;
  /** Takes note of a fault, and returns the reference under which it can be found again. */
  report(fault: unknown): string;
}

export class Dispatcher {
  readonly #parts: DispatcherParts;
  readonly #replies = new WeakMap<Reply, Reply>();

  constructor(parts: DispatcherParts) {
    this.#parts = parts;
  }

  async dispatch(request: Request, reader: Reader): Promise<Outcome> {
    const book = phrasebook(reader.locale);
    let command: string | null = null;
    try {
      const { records, registry, archive, holidays = new Set(), reports } = this.#parts;
      const heard = { archive: archive(), records, reader, book, holidays, reports };
      const asked = this.#read(request, heard);
      const { declaration, args, isPlain } = asked;
      command = declaration.name;
      if (ROLES.indexOf(reader.role) < ROLES.indexOf(declaration.role ?? 'reader')) {
        throw new UserError('not-allowed', { role: book.text(`role.${declaration.role}`) });
      }
      const invocation = { command, args };
      const asking = reader.readsOnly ? { ...heard, ...confirmedFirst(heard, invocation) } : heard;
      const { answer, understood } = await answerOf(asked, asking);
      const reply = this.#replyOf(answer.reply, declaration, understood, book);
      if (declaration.role === undefined) this.#remember(reply, reader);
      const outcome: Outcome = { kind: 'answered', ...understood, reply, data: answer.data };
      return isPlain ? withUnderstood(outcome, commandLine(understood, registry), book) : outcome;
    } catch (error) {
      if (error instanceof UserError) return { ...refusal(error, reader), command };
      const reference = this.#parts.report(error);
      const key = error instanceof StoreError && error.refusal ? `disk-${error.refusal}` : 'fault';
      return { ...refusal(new UserError(key, { reference }), reader), command, kind: 'failed' };
    }
  }

  /** The answer with what can be done with it: of one that is given again, the very same. */
  #replyOf(told: Reply, declaration: Command, understood: Invocation, book: Phrasebook): Reply {
    const made = this.#replies.get(told);
    if (made) return made;
    const actions = [...told.actions, ...this.#aboutAnswer(declaration, understood, book)];
    const reply = { ...told, actions, asked: understood };
    if (isLasting(told)) this.#replies.set(told, lasting(reply));
    return reply;
  }

  /** Every answer can be quoted, and be told to the editors where it is wrong. */
  #aboutAnswer(declaration: Command, understood: Invocation, book: Phrasebook): Action[] {
    const { registry, reports } = this.#parts;
    if (!reports || !isAskable(declaration)) return [];
    const question = commandLine(understood, registry);
    return [
      { label: book.text('action.cite'), invocation: { command: 'cite', args: { question } } },
      reportAction(question, book),
    ];
  }

  #read(request: Request, asking: Asking): Asked {
    const { registry } = this.#parts;
    if (request.kind === 'line') {
      const words = plainWords(request.line);
      if (request.isAside) return this.#aside(words ?? '', asking);
      return words === undefined ? parseLine(request.line, registry) : this.#plain(words, asking);
    }
    const declaration = registry.get(request.command);
    if (!declaration) throw unknownCommand(request.command, registry);
    return { declaration, args: request.args };
  }

  /** A command without its slash, or a question in plain words. */
  #plain(words: string, asking: Asking): Asked {
    const { registry } = this.#parts;
    const { asked, error } = typedCommand(words, asking, registry);
    if (asked?.values && !mayBeSentence(asked)) return asked;
    const subject = this.#subject(asking.reader);
    const understanding = understand(words, { asking, registry, subject });
    if (understanding.kind === 'understood') {
      const { command, args } = understanding.invocation;
      const declaration = registry.get(command);
      if (!declaration) throw new Error(`no command ${command}`);
      const meant = { declaration, args, isPlain: true };
      if (!asked?.values) return meant;
      const read = withValues(meant, asking);
      // Typed as that very command: it needs no telling what it was taken for.
      return lineOf(asked, asked.values) === lineOf(read, read.values) ? asked : read;
    }
    if (asked) return asked; // with what is wrong in it, if something is
    const isNoCommand = error?.key === 'unknown-command';
    const isNearOne = error?.key === 'unknown-command-near' && understanding.kind === 'unsure';
    throw isNoCommand || isNearOne || !error
      ? notUnderstood(understanding, asking, registry)
      : error;
  }

  #aside(words: string, asking: Asking): Asked {
    const { registry } = this.#parts;
    const subject = this.#subject(asking.reader);
    const understanding = subject && understand(words, { asking, registry, subject });
    const { command, args } =
      understanding?.kind === 'understood' ? understanding.invocation : { command: '', args: {} };
    const declaration = registry.get(command);
    if (!declaration || !isAskable(declaration)) throw new UserError('not-understood');
    return { declaration, args, isPlain: true };
  }

  #subject({ conversation, goesOnFrom, now }: Reader): Subject | undefined {
    const { conversations } = this.#parts;
    for (const held of [conversation, goesOnFrom]) {
      const subject = held === undefined ? undefined : conversations?.subject(held, now);
      if (subject) return subject;
    }
    return undefined;
  }

  #remember(reply: Reply, { conversation, goesOnFrom, now }: Reader): void {
    const subject = subjectOf(reply);
    for (const held of [conversation, goesOnFrom]) {
      if (held !== undefined && subject) this.#parts.conversations?.keep(held, subject, now);
    }
  }
}

interface Asked {
  readonly declaration: Command;
  readonly args: Invocation['args'];
  /** The arguments, where they were read already. */
  readonly values?: Values;
  /** Asked in plain words: the command is shown with the answer. */
  readonly isPlain?: boolean;
}

/** The line as a command, and why it cannot be answered as one where it cannot. */
interface Typed {
  /** Missing where it begins with no command. */
  readonly asked?: Asked;
  readonly error?: UserError;
}

function typedCommand(line: string, asking: Asking, registry: Registry): Typed {
  let asked: Asked | undefined;
  try {
    asked = parseLine(line, registry);
    return { asked: withValues(asked, asking) };
  } catch (error) {
    if (error instanceof UserError) return asked ? { asked, error } : { error };
    throw error;
  }
}

const withValues = <T extends Asked>(asked: T, asking: Asking) => ({
  ...asked,
  values: readArguments(asked.declaration, asked.args, asking),
});

/**
 * Such as "find the last meeting with Wang Yi", where any words will do and others may be meant, or
 * "sources?", which goes on from what was told.
 */
function mayBeSentence({ declaration: { role, parameters }, args }: Asked): boolean {
  if (role !== undefined) return false;
  const isBare = Object.keys(args).length === 0;
  return isBare || Object.values(parameters).some(({ type }) => type.isFree);
}

/** The command with its arguments as they are read. */
const lineOf = ({ declaration }: Asked, values: Values): string =>
  JSON.stringify([declaration.name, plainArguments(declaration, values)]);

function withUnderstood(outcome: Outcome, line: string, book: Phrasebook): Outcome {
  const { reply, data } = outcome;
  return {
    ...outcome,
    reply: { ...reply, blocks: [understoodNote({ book }, line), ...reply.blocks] },
    data: () => ({ ...data(), understood: line }),
  };
}

/** Reads the arguments, where they are not read yet, and runs the command; throws `UserError`. */
export async function answerOf(
  asked: Asked,
  asking: Asking,
): Promise<{ readonly answer: Answer; readonly understood: Invocation }> {
  const { declaration } = asked;
  const values = asked.values ?? readArguments(declaration, asked.args, asking);
  const answer = await declaration.run(asking, values);
  const understood = { command: declaration.name, args: plainArguments(declaration, values) };
  return { answer, understood };
}

/** What is answered to something that the asker can put right. */
export function refusal(error: UserError, { locale }: Reader): Outcome {
  const book = phrasebook(locale);
  const message = book.text(`error.${error.key}`, inOwnWords(error.values, book));
  return {
    kind: 'refused',
    command: null,
    args: {},
    reply: errorReply(error, book),
    data: () => ({ error: { key: error.key, message } }),
  };
}

/** Asked by a link, say: nothing is changed or sent, but asked back. */
function confirmedFirst({ records, reports, book }: Asking, invocation: Invocation) {
  const label = book.text('action.confirm');
  const askBack = () =>
    Promise.reject(new UserError('confirm', {}, [{ label, invocation, changes: true }]));
  return {
    records: withCommit(records, askBack),
    reports: reports && { take: askBack },
  };
}

/** An argument is named in the reader's language. */
function inOwnWords(values: MessageValues, book: Phrasebook): MessageValues {
  const { argument } = values;
  const key = `argument.${argument}.name`;
  return argument !== undefined && book.has(key) ? { ...values, argument: book.text(key) } : values;
}

function errorReply(error: UserError, book: Phrasebook): Reply {
  return {
    locale: book.locale,
    title: book.spans(`error.${error.key}`, inOwnWords(error.values, book)),
    blocks: error.key.startsWith('not-understood') ? askable({ book }) : [],
    actions: [],
    ...(error.choices.length > 0 && { choices: error.choices }),
    error: true,
  };
}
