/** Triggers: good for one modal, for three seconds (interactivity/handling-user-interaction). */

const LASTING = 3000;

export class Triggers {
  readonly #now: () => number;
  readonly #made = new Map<string, { at: number; isUsed: boolean }>();

  constructor(now: () => number) {
    this.#now = now;
  }

  make(): string {
    const id = `${this.#now()}.${this.#made.size + 1}.trigger`;
    this.#made.set(id, { at: this.#now(), isUsed: false });
    return id;
  }

  /** Slack's word for why not (reference/methods/views.open). */
  use(id: string): string | undefined {
    const trigger = this.#made.get(id);
    if (!trigger) return 'invalid_trigger_id';
    if (trigger.isUsed) return 'exchanged_trigger_id';
    if (this.#now() - trigger.at > LASTING) return 'expired_trigger_id';
    trigger.isUsed = true;
    return undefined;
  }
}
