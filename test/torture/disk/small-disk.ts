/** A disk that is soon full: a small file system in memory, or where none may be mounted a limit. */
import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

export interface SmallDisk {
  /** Where the folder of the store goes. */
  readonly root: string;
  /** How it was made, for the report. */
  readonly kind: 'tmpfs' | 'limit on file sizes';
  /** Puts a writer under the limit. */
  admit(pid: number): void;
  /** Leaves no room at all; only where other processes are to feel it too. */
  fill(): void;
  makeRoom(pid: number): void;
  close(): void;
}

/** Of so many bytes. Undefined where the system allows no such thing. */
export function smallDisk(root: string, bytes: number): SmallDisk | undefined {
  mkdirSync(root, { recursive: true });
  return mounted(root, bytes) ?? limited(root, bytes);
}

function mounted(root: string, bytes: number): SmallDisk | undefined {
  if (!runs('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'torture', root])) return undefined;
  const ballast = join(root, 'ballast');
  return {
    root,
    kind: 'tmpfs',
    admit: () => undefined,
    fill() {
      for (let size = 4096; size > 0; size >>= 1) {
        try {
          for (;;) appendFileSync(ballast, Buffer.alloc(size));
        } catch {
          // No room for so much: for half of it, perhaps.
        }
      }
    },
    makeRoom() {
      rmSync(ballast, { force: true });
      runs('mount', ['-o', 'remount,size=256m', root]);
    },
    close: () => void runs('umount', ['-l', root]),
  };
}

/** The compaction inherits the limit, as long as there is one. */
function limited(root: string, bytes: number): SmallDisk | undefined {
  const limit = (pid: number, size: string) =>
    runs('prlimit', ['--pid', `${pid}`, `--fsize=${size}:`]);
  if (!limit(process.pid, 'unlimited')) return undefined;
  return {
    root,
    kind: 'limit on file sizes',
    admit: (pid) => void limit(pid, String(bytes >> 2)),
    fill: () => undefined,
    makeRoom: (pid) => void limit(pid, 'unlimited'),
    close: () => undefined,
  };
}

function runs(command: string, args: readonly string[]): boolean {
  try {
    execFileSync(command, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
