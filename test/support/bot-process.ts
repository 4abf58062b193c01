/** The bot as a process that serves, as a service manager starts it. */
import { type ChildProcess, spawn } from 'node:child_process';

export interface BotProcess {
  readonly child: ChildProcess;
  /** What it wrote to its error stream so far. */
  readonly err: string;
  /** Resolves to its exit code, when all that it wrote has come. */
  readonly ended: Promise<number | null>;
  /** Resolves to what it wrote first that looks so; rejects where it ends without. */
  wrote(what: RegExp): Promise<RegExpExecArray>;
}

/** Without what the machine around the tests may have set. */
export function startBot(
  env: Readonly<Record<string, string>>,
  preload: readonly string[] = [],
): BotProcess {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, [...preload, '--import', 'tsx', 'src/main.ts', 'start'], {
    env: { PATH, HOME, AIDE_USER: 'ann', ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let err = '';
  const listeners = new Set<() => void>();
  child.stderr?.on('data', (chunk) => {
    err += chunk;
    for (const look of listeners) look();
  });
  return {
    child,
    get err() {
      return err;
    },
    ended: new Promise((resolve) => child.on('close', resolve)),
    wrote: (what) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = what.exec(err);
          if (found) resolve(found);
        };
        listeners.add(look);
        child.on('exit', () => reject(new Error(`it ended and wrote ${err}`)));
        look();
      }),
  };
}
