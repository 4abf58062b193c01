/**
 * What the patched functions consult: whether a path concerns the store, the log, and where to stop.
 * One to a process; a writer is given its orders after it has started, a compaction by its parent.
 */
import { basename, dirname, resolve, sep } from 'node:path';
import { type Operation, OpLog } from './op-log.ts';
import { ORDERS, type Orders, type Role, type Switch, WITHOUT } from './orders.ts';
import { Stops } from './stops.ts';

class Watch {
  readonly without = process.env[WITHOUT] as Switch | undefined;
  #root: string | undefined;
  #log: OpLog | undefined;
  #stops = new Stops('writer', undefined);

  get log(): OpLog | undefined {
    return this.#log;
  }

  follow(orders: Orders, role: Role): void {
    this.#root = orders.root;
    this.#log = orders.log === undefined ? undefined : new OpLog(orders.log);
    this.#stops = new Stops(role, orders.stop);
    if (role === 'writer') process.env[ORDERS] = JSON.stringify(orders); // its children inherit it
    if (role === 'compaction') this.#stops.pass('process.start', 'after');
  }

  /** The absolute path, where it concerns the store. Sockets are no files. */
  concerned(path: unknown): string | undefined {
    if (this.#root === undefined || typeof path !== 'string') return undefined;
    const file = resolve(path);
    const isWithin = file === this.#root || file.startsWith(`${this.#root}${sep}`);
    return isWithin && !file.endsWith('.sock') ? file : undefined;
  }

  /** `journal.write`: the kind of file, and what is done to it. */
  step(path: string, verb: string): string {
    return `${this.#kind(path)}.${verb}`;
  }

  #kind(path: string): string {
    if (path === this.#root) return 'parent';
    if (dirname(path) === this.#root) return 'folder';
    const name = basename(path);
    const stem = /^(journal|manifest|snapshot)/.exec(name)?.[1] ?? 'other';
    if (name.includes('.torn-')) return 'torn';
    return /\.json\.\d+$/.test(name) ? `${stem}-draft` : stem;
  }

  isHalf(step: string): boolean {
    return this.#stops.isHalf(step);
  }

  passHalf(step: string, isCut: boolean): void {
    if (isCut) this.#stops.pass(step, 'half');
    else this.#stops.passHalf(step);
  }

  /** Does it between the two points, and writes down when it began and ended. */
  async around<T>(
    step: string,
    what: Operation | undefined,
    run: () => Promise<T>,
    written?: (outcome: T) => number,
  ): Promise<T> {
    this.#stops.pass(step, 'before');
    const id = what && this.#log?.begin(what);
    let outcome: T;
    try {
      outcome = await run();
    } catch (error) {
      if (id) this.#log?.tell({ failed: id });
      throw error;
    }
    if (id) this.#log?.tell({ end: id, ...(written && { written: written(outcome) }) });
    this.#stops.pass(step, 'after');
    return outcome;
  }
}

export const watch = new Watch();
