/** A clock that all of a round go by: it runs faster than ours, and stands while no bot lives. */

export class RoundClock {
  #shows: number;
  #at: number | undefined;
  #speed: number;

  constructor(shows: number, speed: number) {
    this.#shows = shows;
    this.#speed = speed;
  }

  /** Milliseconds since 1970. */
  readonly now = (): number =>
    this.#at === undefined ? this.#shows : this.#shows + (Date.now() - this.#at) * this.#speed;

  /** Sets it to the next full minute, where something falls due; it stands there. */
  set(): { shows: number; speed: number } {
    this.#shows = Math.ceil((this.#shows + 1) / MINUTE) * MINUTE;
    return { shows: this.#shows, speed: this.#speed };
  }

  /** It runs since then, in milliseconds since 1970 by ours. */
  run(since: number): void {
    this.#at = since;
  }

  stop(): void {
    this.#shows = this.now();
    this.#at = undefined;
  }

  /** From now on it runs so many times as fast as ours. It has to stand. */
  set speed(times: number) {
    this.#speed = times;
  }
}

const MINUTE = 60_000;
