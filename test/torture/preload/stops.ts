/**
 * Stopping at a named point: the whole process stands still, as it was at that moment, until the
 * harness kills it. Where only its parent was killed it may be let go on, as an orphan.
 */
import { existsSync, writeFileSync } from 'node:fs';
import type { Role, Stop, When } from './orders.ts';

const exists = existsSync;
const write = writeFileSync;

const PATIENCE = 60_000;
const GLANCE = 4;

export class Stops {
  readonly #stop: Stop | undefined;
  #passed = 0;

  constructor(role: Role, stop: Stop | undefined) {
    this.#stop = stop?.role === role ? stop : undefined;
  }

  /** Whether the next thing is to be cut in half. */
  isHalf(step: string): boolean {
    return this.#is(step, 'half') && this.#passed + 1 === this.#stop?.nth;
  }

  /** Stands still here if these are the orders. */
  pass(step: string, when: When): void {
    if (!this.#stop || !this.#is(step, when) || ++this.#passed !== this.#stop.nth) return;
    write(this.#stop.reached, String(process.pid));
    const flag = new Int32Array(new SharedArrayBuffer(4));
    const end = Date.now() + PATIENCE;
    while (!exists(`${this.#stop.reached}.go`)) {
      if (Date.now() > end) process.kill(process.pid, 'SIGKILL'); // nobody is there any more
      Atomics.wait(flag, 0, 0, GLANCE);
    }
  }

  /** A write that need not be cut counts as passed. */
  passHalf(step: string): void {
    if (this.#is(step, 'half')) this.#passed++;
  }

  #is(step: string, when: When): boolean {
    return this.#stop?.step === step && this.#stop.when === when;
  }
}
