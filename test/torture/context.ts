/** What all parts of a run share. */
import {
  accessSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Bots } from './delivery/bots.ts';
import type { Theft } from './delivery/orders.ts';
import type { Switch } from './preload/orders.ts';
import { Checker } from './processes/check.ts';
import { compile } from './processes/compiled.ts';
import { Writers } from './processes/writers.ts';

/** A case in which the store did not keep its word. */
export interface Failure {
  /** Which case, so that it can be found again. */
  readonly case: string;
  readonly problem: string;
  /** Where what is needed to look at it is kept, and how it is replayed. */
  readonly kept: string;
  readonly replay: string;
}

export interface Outcome {
  /** What was done, in figures. */
  readonly figures: readonly string[];
  readonly failure?: Failure | undefined;
}

export class Context {
  readonly seed: number;
  readonly without: Switch | Theft | undefined;
  readonly checker: Checker;
  readonly writers: Writers;
  readonly bots: Bots;
  /** Folders are made in it, in memory where possible: whether a disk keeps its word is no matter here. */
  readonly dir: string;

  /** The compiled file of a source file; compiled when it is first asked for. */
  readonly code: (source: string) => string;

  /** With what another run has compiled, which must not be closed before. */
  constructor(seed: number, without: Switch | Theft | undefined, compiled?: Context) {
    this.seed = seed;
    this.without = without;
    this.dir = mkdtempSync(join(memoryFolder(), 'torture-'));
    let place: ((source: string) => string) | undefined;
    this.code =
      compiled?.code ??
      ((source) => {
        place ??= compile(join(this.dir, 'code'));
        return place(source);
      });
    this.checker = new Checker(this);
    this.writers = new Writers(this);
    this.bots = new Bots(join(this.dir, 'bots'));
  }

  folder(name: string): string {
    const folder = join(this.dir, name);
    mkdirSync(folder, { recursive: true });
    return folder;
  }

  /** Keeps what is needed to look at a failure, where it outlives this run. */
  fail(which: string, problem: string, replay: string, evidence: Record<string, string>): Failure {
    const kept = mkdtempSync(join(tmpdir(), 'torture-failed-'));
    for (const [name, path] of Object.entries(evidence)) {
      if (!existsSync(path)) continue; // a writer that broke down at once made none
      cpSync(path, join(kept, name), {
        recursive: true,
        filter: (file) => !file.endsWith('.sock'),
      });
    }
    writeFileSync(join(kept, 'problem.txt'), `${which}\n${problem}\n`);
    const command = `npm run torture -- --seed ${this.seed} ${replay.replace('KEPT', kept)}`;
    const off = this.without ? ` --without ${this.without}` : '';
    return { case: which, problem, kept, replay: `${command}${off}` };
  }

  async close(): Promise<void> {
    this.checker.close();
    await this.writers.close();
    await this.bots.close();
    rmSync(this.dir, { recursive: true, force: true });
  }
}

function memoryFolder(): string {
  try {
    accessSync('/dev/shm', constants.W_OK);
    return '/dev/shm';
  } catch {
    return tmpdir();
  }
}

/** A seed of its own for each part of a run. */
export function seedOf(...parts: (number | string)[]): number {
  let hash = 0x811c9dc5;
  for (const char of parts.join(' ')) {
    hash = Math.imul(hash ^ (char.codePointAt(0) as number), 0x01000193) >>> 0;
  }
  return hash;
}
