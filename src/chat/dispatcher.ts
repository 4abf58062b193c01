/**
 * From a request to an outcome: finds the command, reads its arguments, runs it. The one error
 * boundary: whatever goes wrong ends here as a line for the person who asked.
 */
import type { Archive } from '../archive/archive.ts';
import type { Day } from '../domain/dates/day.ts';
import {
  type Asking,
  type Command,
  type Reader,
  type Records,
  ROLES,
  Unclear,
  usage,
} from './command.ts';
import { parseLine, shortened, unknownCommand } from './parse.ts';
import { type MessageValues, type Phrasebook, phrasebook } from './phrasebook.ts';
import type { Registry } from './registry.ts';
import type { Action, Invocation, Reply } from './reply.ts';
import { UserError } from './user-error.ts';

/** A line as it was typed, or named values as a platform's own form hands them over. */
export type Request =
  | { readonly kind: 'line'; readonly line: string }
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

export interface DispatcherParts {
  readonly registry: Registry;
  /** The archive as it stands now. */
  archive(): Archive;
  readonly records: Records;
  readonly holidays?: ReadonlySet<Day>;
  /** Takes note of a fault, and returns the reference under which it can be found again. */
  report(fault: unknown): string;
}

export class Dispatcher {
  readonly #parts: DispatcherParts;

  constructor(parts: DispatcherParts) {
    this.#parts = parts;
  }

  async dispatch(request: Request, reader: Reader): Promise<Outcome> {
    const book = phrasebook(reader.locale);
    let command: string | null = null;
    try {
      const { declaration, args } = this.#read(request);
      command = declaration.name;
      if (ROLES.indexOf(reader.role) < ROLES.indexOf(declaration.role ?? 'reader')) {
        throw new UserError('not-allowed', { role: book.text(`role.${declaration.role}`) });
      }
      const { records, holidays = new Set() } = this.#parts;
      const asking = { archive: this.#parts.archive(), records, reader, book, holidays };
      const values = readArguments(declaration, args, asking);
      const answer = await declaration.run(asking, values);
      const understood = { command, args: plainArguments(declaration, values) };
      const reply = { ...answer.reply, asked: understood };
      return { kind: 'answered', ...understood, reply, data: answer.data };
    } catch (error) {
      if (error instanceof UserError) return { ...refusal(error, reader), command };
      const reference = this.#parts.report(error);
      return { ...refusal(new UserError('fault', { reference }), reader), command, kind: 'failed' };
    }
  }

  #read(request: Request): { declaration: Command; args: Invocation['args'] } {
    const { registry } = this.#parts;
    if (request.kind === 'line') return parseLine(request.line, registry);
    const declaration = registry.get(request.command);
    if (!declaration) throw unknownCommand(request.command, registry);
    return { declaration, args: request.args };
  }
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

function readArguments(
  declaration: Command,
  args: Invocation['args'],
  asking: Asking,
): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const [name, { type, required }] of Object.entries(declaration.parameters)) {
    const given = Object.hasOwn(args, name) ? args[name] : undefined;
    if (given === undefined || given === '') {
      if (!required) continue;
      throw new UserError('missing', { argument: name, usage: usage(declaration) });
    }
    try {
      values[name] = type.read(String(given), asking);
    } catch (error) {
      if (!(error instanceof Unclear)) throw withShortValue(error, String(given));
      throw new UserError(
        error.reason,
        { typed: shortened(error.typed) },
        error.candidates.map(({ value, label }): Action => {
          const invocation = { command: declaration.name, args: { ...args, [name]: value } };
          return { label, invocation };
        }),
      );
    }
  }
  return values;
}

/** What was typed is repeated in an answer only as far as it is short. */
function withShortValue(error: unknown, typed: string): unknown {
  if (!(error instanceof UserError) || error.values.typed !== typed) return error;
  return new UserError(error.key, { ...error.values, typed: shortened(typed) }, error.choices);
}

function plainArguments(
  declaration: Command,
  values: Record<string, unknown>,
): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(declaration.parameters)
      .filter(([name]) => values[name] !== undefined)
      .map(([name, { type }]) => [name, type.plain(values[name])]),
  );
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
    blocks: [],
    actions: [],
    ...(error.choices.length > 0 && { choices: error.choices }),
    error: true,
  };
}
