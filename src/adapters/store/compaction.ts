/** Has a process of its own make the next snapshot. */
import { forkScript } from '../child-script.ts';

/** Whether it was made. The child ends when this process does, or the signal says so. */
export function runCompaction(args: readonly string[], signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const child = forkScript('./compact', import.meta.url, args, { stdio: 'ignore', signal });
    child.once('error', () => resolve(false));
    child.once('exit', (code) => resolve(code === 0));
  });
}
