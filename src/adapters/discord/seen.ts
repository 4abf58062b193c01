/** What was taken up already. Discord may dispatch an event more than once, as after a resumed session. */

/** Far more than a session is replayed. */
const MOST = 20_000;

export class Seen {
  readonly #ids = new Set<string>();

  /** True the first time. */
  first(id: string): boolean {
    if (this.#ids.has(id)) return false;
    this.#ids.add(id);
    if (this.#ids.size > MOST) this.#ids.delete(this.#ids.values().next().value as string);
    return true;
  }

  forget(id: string): void {
    this.#ids.delete(id);
  }
}
