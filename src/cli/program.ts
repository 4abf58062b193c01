/** A run of the program from its arguments to its exit code. Every error ends here as one line. */
import { systemClock } from '../adapters/clock.ts';
import type { Terminal } from '../adapters/console/render.ts';
import { SeedsError } from '../adapters/seeds/seed-files.ts';
import { StaleChange, StoreError } from '../archive/event-store.ts';
import { StartError } from '../chat/adapter.ts';
import { findPlaces } from '../compose/places.ts';
import type { Environment } from '../config/environment.ts';
import { DEFAULT_SETTINGS, SettingsError } from '../config/settings.ts';
import { CommandLineError, readCommandLine } from './arguments.ts';
import { doctor } from './doctor/doctor.ts';
import { init } from './init/init.ts';
import type { Input } from './init/interview.ts';
import { runVerb } from './verbs.ts';

export interface Streams {
  out(text: string): void;
  err(text: string): void;
  terminal(): Terminal;
  /** Where answers come from to what is asked. */
  readonly input: Input;
}

export async function runProgram(
  args: readonly string[],
  environment: Environment,
  streams: Streams,
): Promise<number> {
  try {
    // Settings that cannot be read are no reason to refuse help with them.
    const { zone } = await findPlaces(environment, {}).catch(() => DEFAULT_SETTINGS);
    const line = readCommandLine(args, zone);
    const clock = line.options.clock ?? systemClock;
    const outside = { line, environment, clock, ...streams };
    if (line.verb === 'doctor') return await doctor(outside);
    if (line.verb === 'init') return await init(outside);
    return await runVerb({ ...outside, places: await findPlaces(environment, line.options) });
  } catch (error) {
    streams.err(`aide: ${tellError(error)}\n`);
    return exitCodeOf(error);
  }
}

/** Exit code 2 for what the caller can put right, 1 for the rest. */
function exitCodeOf(error: unknown): number {
  return error instanceof CommandLineError || error instanceof StartError ? 2 : 1;
}

const EXPECTED = [CommandLineError, SettingsError, SeedsError, StaleChange, StartError, StoreError];

function tellError(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const isExpected = EXPECTED.some((kind) => error instanceof kind);
  return isExpected ? message : `unexpected fault: ${message.split('\n')[0]}`;
}
