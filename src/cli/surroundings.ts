import type { Clock } from '../adapters/clock.ts';
import type { Terminal } from '../adapters/console/render.ts';
import type { Places } from '../compose/places.ts';
import type { Environment } from '../config/environment.ts';
import type { CommandLine } from './arguments.ts';
import type { Input } from './init/interview.ts';

/** What a verb may use that needs no settings. */
export interface Outside {
  readonly line: CommandLine;
  readonly environment: Environment;
  readonly clock: Clock;
  out(text: string): void;
  err(text: string): void;
  terminal(): Terminal;
  readonly input: Input;
}

/** What a verb of the command line may use. */
export interface Surroundings extends Outside {
  readonly places: Places;
}
