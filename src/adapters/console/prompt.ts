/** The bot at a terminal: a prompt with history and completion, or one line of input at a time. */
import { createInterface, type Interface } from 'node:readline';
import type {
  Asker,
  ChatAdapter,
  Delivery,
  Destination,
  Inbound,
  Standing,
} from '../../chat/adapter.ts';
import type { Outcome, Request } from '../../chat/dispatcher.ts';
import type { Reply } from '../../chat/reply.ts';
import { numbered, renderReply, type Terminal } from './render.ts';

export interface ConsoleParts {
  readonly input: NodeJS.ReadableStream & { isTTY?: boolean };
  readonly output: NodeJS.WritableStream & { isTTY?: boolean };
  terminal(): Terminal;
  /** Who sits there. */
  readonly asker: Asker;
  /** What the line may go on with, and the part of it that would be replaced. */
  complete(line: string): [string[], string];
  /** Earlier lines, latest first. */
  readonly history: string[];
  readonly greeting: Reply;
}

/** How a session ended. */
export interface Ended {
  /** That of the gravest outcome where the input is a pipe, 0 where someone sat at the prompt. */
  readonly code: number;
  /** The lines typed, latest first. */
  readonly history: string[];
}

/** Words at the prompt that are not questions. */
const LEAVE = new Set(['exit', 'quit', '/exit', '/quit', 'q']);
const MORE = new Set(['more', 'm', '/more']);

export class ConsoleAdapter implements ChatAdapter {
  readonly name = 'console';
  readonly #parts: ConsoleParts;
  readonly #posted = new Map<string, Delivery>();
  #lines: (Interface & { history?: string[] }) | undefined;
  #session: Promise<Ended> | undefined;
  #isOpen = false;
  /** What was shown last: a number chooses from it. */
  #last: Reply;

  constructor(parts: ConsoleParts) {
    this.#parts = parts;
    this.#last = parts.greeting;
  }

  get standing(): Standing {
    return { isUp: this.#isOpen, made: this.#session ? 1 : 0 };
  }

  async start(inbound: Inbound): Promise<void> {
    this.#isOpen = true;
    this.#session = this.#run(inbound).finally(() => {
      this.#isOpen = false;
    });
  }

  /** Resolves when the input has ended, or someone left. */
  async ended(): Promise<Ended> {
    return (await this.#session) ?? { code: 0, history: [] };
  }

  async stop(): Promise<void> {
    this.#lines?.close();
    await this.#session;
  }

  /** A post appears above the prompt. */
  async send(_to: Destination, reply: Reply, key: string): Promise<Delivery> {
    const held = this.#posted.get(key);
    if (held) return held;
    const delivery = { message: String(this.#posted.size + 1) };
    this.#posted.set(key, delivery);
    this.#parts.output.write('\n');
    this.#show(reply);
    if (this.#isInteractive) this.#lines?.prompt(true);
    return delivery;
  }

  async findDelivery(_to: Destination, key: string): Promise<Delivery | undefined> {
    return this.#posted.get(key);
  }

  get #isInteractive(): boolean {
    return this.#parts.input.isTTY === true && this.#parts.output.isTTY === true;
  }

  #show(reply: Reply): void {
    this.#last = reply;
    this.#parts.output.write(renderReply(reply, this.#parts.terminal()));
  }

  async #run(inbound: Inbound): Promise<Ended> {
    const { input, output, asker, complete, history, greeting } = this.#parts;
    const interactive = this.#isInteractive;
    const lines: Interface & { history?: string[] } = createInterface({
      input,
      output: interactive ? output : undefined,
      terminal: interactive,
      prompt: '› ',
      history: [...history],
      historySize: 500,
      removeHistoryDuplicates: true,
      completer: (line: string) => complete(line),
    });
    this.#lines = lines;
    let code = 0;
    if (interactive) {
      this.#show(greeting);
      lines.on('SIGINT', () => {
        output.write('\n');
        lines.close();
      });
      lines.prompt();
    }
    for await (const line of lines) {
      const typed = line.trim();
      if (LEAVE.has(typed.toLowerCase())) break;
      if (typed !== '') {
        const outcome = await inbound.handle(requestOf(typed, this.#last), asker);
        this.#show(outcome.reply);
        if (!interactive) {
          output.write('\n');
          code = gravest(code, exitCode(outcome));
        }
      }
      if (interactive) lines.prompt();
    }
    lines.close();
    return { code: interactive ? 0 : code, history: lines.history ?? [] };
  }
}

/** A number chooses from what was last shown; "more" turns the page. */
function requestOf(typed: string, last: Reply): Request {
  const actions = numbered(last);
  const chosen = /^\d{1,3}$/.test(typed) ? actions[Number(typed) - 1] : undefined;
  const action = MORE.has(typed.toLowerCase())
    ? actions.findLast(({ invocation }) => 'page' in invocation.args)
    : chosen;
  return action ? { kind: 'named', ...action.invocation } : { kind: 'line', line: typed };
}

/** 0 for an answer, 2 for what the asker can put right, 1 for a fault. */
export const exitCode = ({ kind }: Outcome): number =>
  ({ answered: 0, refused: 2, failed: 1 })[kind];

const gravest = (a: number, b: number): number => (a === 1 || b === 1 ? 1 : Math.max(a, b));
