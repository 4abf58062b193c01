/** The bot at a terminal: a prompt with history and completion, or one line of input at a time. */
import { createInterface, type Interface } from 'node:readline';
import type { Outcome, Request } from '../../chat/dispatcher.ts';
import type { Reply } from '../../chat/reply.ts';
import { numbered, renderReply, type Terminal } from './render.ts';

export interface ConsoleParts {
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
  readonly terminal: () => Terminal;
  ask(request: Request): Promise<Outcome>;
  /** What the line may go on with, and the part of it that would be replaced. */
  complete(line: string): [string[], string];
  /** Earlier lines, latest first. */
  readonly history: string[];
  readonly greeting: Reply;
}

/** Words at the prompt that are not questions. */
const LEAVE = new Set(['exit', 'quit', '/exit', '/quit', 'q']);
const MORE = new Set(['more', 'm', '/more']);

/**
 * Answers until the input ends, and resolves to the exit code: that of the gravest outcome where
 * the input is a pipe, 0 where someone sat at the prompt.
 */
export async function runConsole(
  parts: ConsoleParts,
): Promise<{ code: number; history: string[] }> {
  const interactive = parts.input.isTTY === true && parts.output.isTTY === true;
  const lines: Interface & { history?: string[] } = createInterface({
    input: parts.input,
    output: interactive ? parts.output : undefined,
    terminal: interactive,
    prompt: '› ',
    history: [...parts.history],
    historySize: 500,
    removeHistoryDuplicates: true,
    completer: (line: string) => parts.complete(line),
  });
  let last: Reply = parts.greeting;
  let code = 0;
  const show = (reply: Reply) => parts.output.write(renderReply(reply, parts.terminal()));

  if (interactive) {
    show(parts.greeting);
    lines.on('SIGINT', () => {
      parts.output.write('\n');
      lines.close();
    });
    lines.prompt();
  }
  for await (const line of lines) {
    const typed = line.trim();
    if (LEAVE.has(typed.toLowerCase())) break;
    if (typed !== '') {
      const outcome = await parts.ask(requestOf(typed, last));
      last = outcome.reply;
      show(last);
      if (!interactive) {
        parts.output.write('\n');
        code = gravest(code, exitCode(outcome));
      }
    }
    if (interactive) lines.prompt();
  }
  lines.close();
  return { code: interactive ? 0 : code, history: lines.history ?? [] };
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
