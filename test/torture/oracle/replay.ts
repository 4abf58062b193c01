/** What records there must be after changes, worked out from the changes alone. */
import type { Asked, HeldRecord } from './seen.ts';

/** Records by type and id; told in an order that does not depend on how they came. */
export class Replay {
  readonly #held = new Map<string, HeldRecord>();

  put({ type, id, after }: Asked): void {
    const key = `${type} ${id}`;
    if (after === null) this.#held.delete(key);
    else this.#held.set(key, { type, id, record: after });
  }

  get(type: string, id: string): unknown {
    return this.#held.get(`${type} ${id}`)?.record ?? null;
  }

  records(): HeldRecord[] {
    return inOrder([...this.#held.values()]);
  }
}

export const inOrder = (records: readonly HeldRecord[]): HeldRecord[] =>
  [...records].sort((a, b) => compare(a.type, b.type) || compare(a.id, b.id));

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Equal to the letter: the store promises that disk and memory are. */
export const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
