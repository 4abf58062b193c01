/** Scripts of our own that run as processes of their own. */
import { type ChildProcess, type ForkOptions, fork } from 'node:child_process';
import { createRequire } from 'node:module';
import { extname } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** TypeScript, or JavaScript where the program was compiled first. */
const kind = extname(fileURLToPath(import.meta.url));

/** Runs TypeScript in the child too, however this process was started. */
const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;

/** Starts the script that lies beside a module, by its name without an ending. */
export function forkScript(
  name: `./${string}`,
  module: string,
  args: readonly string[],
  options: ForkOptions,
): ChildProcess {
  const script = fileURLToPath(new URL(`${name}${kind}`, module));
  return fork(script, [...args], {
    execArgv: kind === '.ts' ? ['--import', tsx] : [],
    ...options,
  });
}
