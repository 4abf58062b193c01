/** The process entry: signals and exit codes. Every error ends here as one line. */
import { systemClock } from './adapters/clock.ts';
import type { Terminal } from './adapters/console/render.ts';
import { SeedsError } from './adapters/seeds/seed-files.ts';
import { StaleChange, StoreError } from './archive/event-store.ts';
import { CommandLineError, readCommandLine } from './cli/arguments.ts';
import { runVerb } from './cli/verbs.ts';
import { findPlaces } from './compose.ts';
import { type Environment, loadEnvFile, readEnvironment } from './config/environment.ts';
import { SettingsError } from './config/settings.ts';

async function main(args: readonly string[]): Promise<number> {
  loadEnvFile();
  const environment = readEnvironment(process.env);
  const { zone } = await findPlaces(environment, {});
  const line = readCommandLine(args, zone);
  return runVerb({
    line,
    places: await findPlaces(environment, line.options),
    environment,
    clock: line.options.clock ?? systemClock,
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    terminal: () => terminal(environment),
  });
}

function terminal(environment: Environment): Terminal {
  const isRich = process.stdout.isTTY === true && !environment.plain;
  return {
    columns: process.stdout.columns ?? 100,
    colour: isRich,
    links: isRich && environment.links,
  };
}

/** Exit code 2 for what the caller can put right, 1 for the rest. */
function exitCodeOf(error: unknown): number {
  return error instanceof CommandLineError ? 2 : 1;
}

const EXPECTED = [CommandLineError, SettingsError, SeedsError, StaleChange, StoreError];

function tellError(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const isExpected = EXPECTED.some((kind) => error instanceof kind);
  return isExpected ? message : `unexpected fault: ${message.split('\n')[0]}`;
}

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0); // whoever read has seen enough
});

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error) => {
    process.stderr.write(`aide: ${tellError(error)}\n`);
    process.exitCode = exitCodeOf(error);
  },
);
