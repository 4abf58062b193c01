/** The checker process, asked from here. An answer that does not come in time is a fault too. */
import { type ChildProcess, fork } from 'node:child_process';
import type { Probed } from '../oracle/seen.ts';
import { killGroup } from './group.ts';
import type { Question } from './reports.ts';
import { type Starting, watched } from './writers.ts';

/** No folder here takes a second; only a store that hangs takes so long. */
const PATIENCE = 60_000;

export class Checker {
  readonly #starting: Starting;
  #process: ChildProcess | undefined;
  #count = 0;
  readonly #waiting = new Map<number, (probed: Probed) => void>();

  constructor(starting: Starting) {
    this.#starting = starting;
  }

  ask(question: Omit<Question, 'number'>): Promise<Probed> {
    const number = ++this.#count;
    const child = this.#start();
    return new Promise((resolve) => {
      const patience = setTimeout(() => {
        this.#end(`the store did not answer within ${PATIENCE / 1000} s`);
      }, PATIENCE);
      this.#waiting.set(number, (probed) => {
        clearTimeout(patience);
        this.#waiting.delete(number);
        resolve(probed);
      });
      child.send({ ...question, number });
    });
  }

  close(): void {
    this.#end('the checker was closed');
  }

  /** A new one where the one before broke down. */
  #start(): ChildProcess {
    if (this.#process) return this.#process;
    const child = fork(this.#starting.code('test/torture/checker.ts'), [], {
      detached: true,
      env: watched(this.#starting),
      execArgv: [],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    child.on('message', (answer: { number?: number; probed: Probed }) => {
      if (answer.number !== undefined) this.#waiting.get(answer.number)?.(answer.probed);
    });
    child.once('exit', (code, signal) => {
      if (this.#process === child)
        this.#end(`the process that opened it ended (${code ?? signal})`);
    });
    this.#process = child;
    return child;
  }

  #end(message: string): void {
    const child = this.#process;
    this.#process = undefined;
    if (child?.pid !== undefined) killGroup(child.pid);
    for (const answer of [...this.#waiting.values()]) answer({ outcome: 'fault', message });
  }
}
