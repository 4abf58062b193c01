/** One question, one answer: as text, or as an object for scripts. */
import { exitCode } from '../adapters/console/prompt.ts';
import { renderReply, type Terminal } from '../adapters/console/render.ts';
import { registry } from '../commands/index.ts';
import type { App } from '../compose/app.ts';
import { type CommandLine, CommandLineError } from './arguments.ts';
import { keepFile } from './keep-file.ts';

export interface Streams {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly terminal: Terminal;
}

/** Does the question ask for a change? Only then is the store opened to be written. */
export function changesRecords(operands: readonly string[]): boolean {
  const name = /^[\s/!]*(?:aide\s+)?(\S+)/i.exec(operands.join(' '))?.[1] ?? '';
  return registry.get(name)?.role !== undefined;
}

export async function ask(
  app: App,
  { operands, json, html, out }: Pick<CommandLine, 'operands' | 'json' | 'html' | 'out'>,
  streams: Streams,
): Promise<number> {
  if (operands.length === 0) {
    throw new CommandLineError('ask: the question is missing, such as ask "/lastmeeting wang-yi"');
  }
  const outcome = await app.dispatcher.dispatch(
    { kind: 'line', line: operands.join(' ') },
    app.reader(),
  );
  if (out !== undefined && outcome.kind === 'answered') await keepFile(outcome.reply, out);
  const page = html && outcome.reply.documents?.find((d) => d.mediaType === 'text/html');
  if (page) streams.out(page.text);
  else if (json) {
    const { command, args, reply } = outcome;
    streams.out(`${JSON.stringify({ command, args, reply, data: outcome.data() })}\n`);
  } else {
    const write = outcome.kind === 'answered' ? streams.out : streams.err;
    write(renderReply(outcome.reply, streams.terminal));
  }
  return exitCode(outcome);
}
