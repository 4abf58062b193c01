/** What came already. Slack sends an event again that it holds unacknowledged; so is one answered once. */

/** As many as a busy workspace sends in the hour in which Slack tries again. */
const MOST = 10_000;

export class Seen {
  readonly #ids = new Set<string>();
  readonly #most: number;

  constructor(most = MOST) {
    this.#most = most;
  }

  /** Whether none of the ids came before; from now on they all have. */
  claim(...ids: readonly string[]): boolean {
    const isNew = !ids.some((id) => this.#ids.has(id));
    for (const id of ids) this.#add(id);
    return isNew;
  }

  has(id: string): boolean {
    return this.#ids.has(id);
  }

  /** It did not come to anything: it may come again. */
  release(id: string): void {
    this.#ids.delete(id);
  }

  #add(id: string): void {
    this.#ids.delete(id);
    this.#ids.add(id);
    if (this.#ids.size <= this.#most) return;
    for (const oldest of this.#ids) {
      this.#ids.delete(oldest);
      return;
    }
  }
}
