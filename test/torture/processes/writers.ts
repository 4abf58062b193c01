/** Starts writer processes, one ahead, gives them their jobs and hears what they report. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { type Switch, WITHOUT } from '../preload/orders.ts';
import { groupIsGone, killGroup, killOne } from './group.ts';
import type { Job, Report } from './reports.ts';

const SCRIPT = fileURLToPath(new URL('../writer.ts', import.meta.url));
const PRELOAD = new URL('../preload/main.ts', import.meta.url).href;
const TSX = import.meta.resolve('tsx');

/** The environment of a process whose files, and whose children's, are watched. */
export function watched(without: Switch | undefined): NodeJS.ProcessEnv {
  const { NODE_OPTIONS: _, [WITHOUT]: __, ...rest } = process.env;
  return {
    ...rest,
    NODE_OPTIONS: `--import ${TSX} --import ${PRELOAD}`,
    ...(without && { [WITHOUT]: without }),
  };
}

export class Writer {
  readonly #process: ChildProcess;
  readonly #ended: Promise<unknown>;
  #errors = '';
  /** Called for each report, in order. */
  onReport: (report: Report) => void = () => undefined;

  constructor(without: Switch | undefined) {
    this.#process = spawn(process.execPath, [SCRIPT], {
      detached: true, // a group of its own, so that its children are killed with it
      env: watched(without),
      stdio: ['pipe', 'ignore', 'pipe', 'pipe'],
    });
    this.#process.stdin?.on('error', () => undefined); // it was killed before it read
    this.#process.stderr?.on('data', (data) => {
      this.#errors += data;
    });
    const reports = this.#process.stdio[3] as Readable;
    createInterface({ input: reports }).on('line', (line) => this.#hear(line));
    this.#ended = Promise.all([once(this.#process, 'exit'), once(reports, 'close')]);
  }

  get pid(): number {
    return this.#process.pid as number;
  }

  get isAlive(): boolean {
    return this.#process.exitCode === null && this.#process.signalCode === null;
  }

  /** What it wrote as it broke down, if it did. */
  get errors(): string {
    return this.#errors;
  }

  begin(job: Job): void {
    this.say(JSON.stringify(job));
  }

  say(line: string): void {
    this.#process.stdin?.write(`${line}\n`);
  }

  /** Kills it, with its children or alone, and resolves when all it reported was heard. */
  async kill(what: 'tree' | 'parent'): Promise<void> {
    if (what === 'tree') killGroup(this.pid);
    else killOne(this.pid);
    await this.#ended;
    if (what === 'tree') await groupIsGone(this.pid);
  }

  /** Resolves when it has ended by itself. */
  async ended(): Promise<void> {
    await this.#ended;
  }

  #hear(line: string): void {
    let report: Report;
    try {
      report = JSON.parse(line) as Report;
    } catch {
      return; // killed in the middle of a word
    }
    this.onReport(report);
  }
}

/** Keeps one writer started ahead, for starting takes longer than most lives last. */
export class Writers {
  readonly #without: Switch | undefined;
  #next: Writer | undefined;

  constructor(without: Switch | undefined) {
    this.#without = without;
  }

  take(): Writer {
    const writer = this.#next ?? new Writer(this.#without);
    this.#next = new Writer(this.#without);
    return writer;
  }

  async close(): Promise<void> {
    await this.#next?.kill('tree');
    this.#next = undefined;
  }
}
