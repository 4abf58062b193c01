/** Has a process of its own make the next snapshot. */
import { fork } from 'node:child_process';
import { createRequire } from 'node:module';
import { extname } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** TypeScript, or JavaScript where the program was compiled first. */
const kind = extname(fileURLToPath(import.meta.url));

/** Runs TypeScript in the child too, however this process was started. */
const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;

/** Whether it was made. The child ends when this process does, or the signal says so. */
export function runCompaction(args: readonly string[], signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const script = fileURLToPath(new URL(`./compact${kind}`, import.meta.url));
    const child = fork(script, [...args], {
      execArgv: kind === '.ts' ? ['--import', tsx] : [],
      stdio: 'ignore',
      signal,
    });
    child.once('error', () => resolve(false));
    child.once('exit', (code) => resolve(code === 0));
  });
}
