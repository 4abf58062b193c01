/** The console: someone at a prompt, or lines from a pipe. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ConsoleAdapter } from '../adapters/console/prompt.ts';
import type { Terminal } from '../adapters/console/render.ts';
import type { Inbound } from '../chat/adapter.ts';
import { completeLine } from '../chat/complete.ts';
import { phrasebook } from '../chat/phrasebook.ts';
import type { Reply } from '../chat/reply.ts';
import { registry } from '../commands/index.ts';
import type { App } from '../compose/app.ts';
import type { Diary } from '../compose/diary.ts';
import type { Places } from '../compose/places.ts';

const MOST_HISTORY = 500;

/** Runs until the input ends, and resolves to the exit code. Posts appear at the prompt. */
export async function runConsole(
  app: App,
  places: Places,
  terminal: () => Terminal,
  diary?: Diary,
): Promise<number> {
  const file = join(places.data, 'console-history');
  const door = new ConsoleAdapter({
    input: process.stdin,
    output: process.stdout,
    terminal,
    asker: { platform: 'console', user: 'owner', name: places.author },
    complete(line) {
      const reader = app.reader();
      const { archive, records } = app;
      const asking = { archive, records, reader, book: phrasebook(reader.locale) };
      const { values, replaced } = completeLine(line, registry, asking);
      return [values, replaced];
    },
    history: await readHistory(file),
    greeting: greeting(app),
  });
  await door.start(ownersInbound(app));
  diary?.open(door);
  const { code, history } = await door.ended();
  await diary?.stop();
  if (process.stdin.isTTY) await keepHistory(file, history);
  return code;
}

/** Whoever sits at the terminal owns the archive: no roles, no limits, no log. */
const ownersInbound = (app: App): Inbound => ({
  handle: (request) =>
    app.dispatcher.dispatch(request, { ...app.reader(), conversation: 'console' }),
  complete: () => [],
});

function greeting(app: App): Reply {
  const { locale } = app.reader();
  const book = phrasebook(locale);
  const count = app.archive.events.length;
  return {
    locale,
    title: book.spans('console.title'),
    blocks: [
      { kind: 'text', spans: book.spans('console.greeting', { count }) },
      { kind: 'text', spans: book.spans('console.try') },
      { kind: 'text', spans: book.spans('console.keys') },
    ],
    actions: [],
  };
}

/** Earlier questions, latest first; a file that cannot be read is no reason to stop. */
async function readHistory(file: string): Promise<string[]> {
  try {
    return (await readFile(file, 'utf8')).split('\n').filter(Boolean).slice(0, MOST_HISTORY);
  } catch {
    return [];
  }
}

async function keepHistory(file: string, history: readonly string[]): Promise<void> {
  try {
    await writeFile(file, `${history.slice(0, MOST_HISTORY).join('\n')}\n`);
  } catch {
    // A read-only folder keeps no history.
  }
}
