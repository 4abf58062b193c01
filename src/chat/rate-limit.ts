/** So many questions at once, and so many a minute, for each user. */

interface Bucket {
  left: number;
  at: number;
}

export interface Rate {
  /** Questions that may come at once. */
  readonly burst: number;
  /** Questions that become possible again in a minute. */
  readonly perMinute: number;
}

/** Users that are remembered; whoever was longest away is forgotten first. */
const MOST_USERS = 10_000;

export class RateLimit {
  readonly #rate: Rate;
  readonly #buckets = new Map<string, Bucket>();

  constructor(rate: Rate) {
    this.#rate = rate;
  }

  /**
   * 0 when the question may be asked, else the whole seconds until it may. `at` is of a clock that
   * nobody sets, in milliseconds.
   */
  wait(user: string, at: number): number {
    const { burst, perMinute } = this.#rate;
    const bucket = this.#buckets.get(user) ?? { left: burst, at };
    const gained = ((at - bucket.at) / 60_000) * perMinute;
    const left = Math.min(burst, bucket.left + gained);
    const allowed = left >= 1;
    this.#buckets.delete(user);
    this.#buckets.set(user, { left: allowed ? left - 1 : left, at });
    if (this.#buckets.size > MOST_USERS) {
      this.#buckets.delete(this.#buckets.keys().next().value as string);
    }
    return allowed ? 0 : Math.ceil(((1 - left) / perMinute) * 60);
  }
}
