/** The process entry: arguments, signals, exit codes. Every error ends here as one line. */

import { systemClock } from './adapters/clock.ts';
import type { Terminal } from './adapters/console/render.ts';
import { SeedsError } from './adapters/seeds/seed-files.ts';
import { StaleChange, StoreError } from './archive/event-store.ts';
import { CommandLineError, readCommandLine, USAGE } from './cli/arguments.ts';
import { ask } from './cli/ask.ts';
import { console_ } from './cli/console.ts';
import { checkSeeds } from './cli/seeds-check.ts';
import { sync } from './cli/sync.ts';
import { composeApp, findPlaces, openStore } from './compose.ts';
import { readEnvironment } from './config/environment.ts';
import { SettingsError } from './config/settings.ts';

async function main(args: readonly string[]): Promise<number> {
  const environment = readEnvironment(process.env);
  const places = await findPlaces(environment, {});
  const line = readCommandLine(args, places.zone);
  const here = await findPlaces(environment, line.options);
  const clock = line.options.clock ?? systemClock;
  const out = (text: string) => void process.stdout.write(text);
  const err = (text: string) => void process.stderr.write(text);
  const terminal = (): Terminal => ({
    columns: process.stdout.columns ?? 100,
    colour: process.stdout.isTTY === true && !environment.plain,
    links: process.stdout.isTTY === true && !environment.plain && environment.links,
  });
  const report = reporter(err, clock);

  switch (line.verb) {
    case 'help':
      out(USAGE);
      return 0;
    case 'ask': {
      const app = await composeApp(here, line.options, report);
      return ask(app, line.operands, line.json, { out, err, terminal: terminal() });
    }
    case 'console': {
      const app = await composeApp(here, line.options, report);
      return console_(app, here, terminal);
    }
    case 'sync': {
      const [folder = here.seeds] = line.operands;
      await sync(await openStore(here, clock), folder, line.dryRun, clock, out);
      return 0;
    }
    case 'seeds': {
      const [what, folder = here.seeds] = line.operands;
      if (what !== 'check') throw new CommandLineError('seeds: expected "seeds check [<folder>]"');
      await checkSeeds(folder, clock.now(), here.zone, out);
      return 0;
    }
    default:
      throw new CommandLineError(`there is no verb "${line.verb}". See --help`);
  }
}

/** Notes faults on the error stream, each under a reference that the reader is shown. */
function reporter(err: (text: string) => void, clock: { now(): Date }) {
  let count = 0;
  return (fault: unknown): string => {
    count++;
    const reference = `${clock.now().toISOString().slice(0, 10)}-${process.pid}-${count}`;
    const message = fault instanceof Error ? fault.message : String(fault);
    err(`fault ${reference}: ${message.split('\n')[0]}\n`);
    return reference;
  };
}

/** Exit code 2 for what the caller can put right, 1 for the rest. */
function exitCodeOf(error: unknown): number {
  return error instanceof CommandLineError ? 2 : 1;
}

function tellError(error: unknown): string {
  const expected =
    error instanceof CommandLineError ||
    error instanceof SettingsError ||
    error instanceof SeedsError ||
    error instanceof StaleChange ||
    error instanceof StoreError;
  const message = error instanceof Error ? error.message : String(error);
  return expected ? message : `unexpected fault: ${message.split('\n')[0]}`;
}

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0); // whoever read has seen enough
});
process.on('SIGINT', () => process.exit(130));

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error) => {
    process.stderr.write(`aide: ${tellError(error)}\n`);
    process.exitCode = exitCodeOf(error);
  },
);
