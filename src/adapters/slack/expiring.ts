/** Answers that are good for a while: asked for once at a time, and few enough to be kept. */

interface Kept<T> {
  readonly value: Promise<T>;
  /** The last one that came, for as long as no newer one does. */
  readonly last?: T;
  readonly until: number;
}

export interface ExpiringParts<T> {
  ask(key: string): Promise<T>;
  now(): number;
  /** Milliseconds for which an answer is good. */
  readonly lasting: number;
  /** Milliseconds for which a failure is not asked about again. */
  readonly afterFailure: number;
  /** Entries that are kept; whoever was longest not asked for goes first. */
  readonly most: number;
}

export class Expiring<T> {
  readonly #parts: ExpiringParts<T>;
  readonly #kept = new Map<string, Kept<T>>();

  constructor(parts: ExpiringParts<T>) {
    this.#parts = parts;
  }

  /** The answer where it is there and good, without waiting for anything. */
  held(key: string): T | undefined {
    const held = this.#kept.get(key);
    if (!held || this.#parts.now() >= held.until) return undefined;
    this.#kept.delete(key);
    this.#kept.set(key, held);
    return held.last;
  }

  /** The answer; where it cannot be had now the last one, however old. Rejects where there is none. */
  get(key: string): Promise<T> {
    const { now, lasting, most } = this.#parts;
    const held = this.#kept.get(key);
    this.#kept.delete(key);
    const fresh =
      held && now() < held.until
        ? held
        : { ...held, value: this.#asked(key, held?.last), until: now() + lasting };
    this.#kept.set(key, fresh);
    if (this.#kept.size > most) {
      for (const oldest of this.#kept.keys()) {
        this.#kept.delete(oldest);
        break;
      }
    }
    return fresh.value;
  }

  async #asked(key: string, last: T | undefined): Promise<T> {
    const { ask, now, lasting, afterFailure } = this.#parts;
    try {
      const value = await ask(key);
      this.#note(key, { last: value, until: now() + lasting });
      return value;
    } catch (error) {
      this.#note(key, { until: now() + afterFailure });
      if (last !== undefined) return last;
      throw error;
    }
  }

  #note(key: string, news: Partial<Kept<T>>): void {
    const held = this.#kept.get(key);
    if (held) this.#kept.set(key, { ...held, ...news });
  }
}
