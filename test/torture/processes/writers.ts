/** Starts writer processes, one ahead, gives them their jobs and hears what they report. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { WITHOUT } from '../preload/orders.ts';
import { groupIsGone, killGroup, killOne } from './group.ts';
import type { Job, Report } from './reports.ts';

/** How processes are started that use the store. */
export interface Starting {
  /** The compiled file of a source file. */
  code(source: string): string;
  readonly without: string | undefined;
}

/** The environment of a process whose files, and whose children's, are watched. */
export function watched({ code, without }: Starting): NodeJS.ProcessEnv {
  const { NODE_OPTIONS: _, [WITHOUT]: __, ...rest } = process.env;
  return {
    ...rest,
    NODE_OPTIONS: `--import ${pathToFileURL(code('test/torture/preload/main.ts'))}`,
    ...(without && { [WITHOUT]: without }),
  };
}

export class Writer {
  readonly #process: ChildProcess;
  readonly #ended: Promise<unknown>;
  #errors = '';
  /** Called for each report, in order. */
  onReport: (report: Report) => void = () => undefined;

  constructor(starting: Starting) {
    this.#process = spawn(process.execPath, [starting.code('test/torture/writer.ts')], {
      detached: true, // a group of its own, so that its children are killed with it
      env: watched(starting),
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
  readonly #starting: Starting;
  #next: Writer | undefined;

  constructor(starting: Starting) {
    this.#starting = starting;
  }

  take(): Writer {
    const writer = this.#next ?? new Writer(this.#starting);
    this.#next = new Writer(this.#starting);
    return writer;
  }

  async close(): Promise<void> {
    await this.#next?.kill('tree');
    this.#next = undefined;
  }
}
