/** What goes wrong between a client and Discord, on demand. */

/** A request of the API by its name here. */
export type Route =
  | 'gateway'
  | 'read-commands'
  | 'write-commands'
  | 'read-application'
  | 'read-guilds'
  | 'read-guild'
  | 'read-member'
  | 'read-channel'
  | 'read-messages'
  | 'create-message'
  | 'start-thread'
  | 'respond'
  | 'read-response'
  | 'edit-response'
  | 'delete-response'
  | 'follow-up';

export type Fault =
  /** Not done: 429, with the seconds to wait or without (topics/rate-limits#exceeding-a-rate-limit). */
  | { readonly kind: 'rate-limited'; readonly retryAfter?: number }
  /** Not done: an answer in place of Discord's. */
  | { readonly kind: 'status'; readonly status: number }
  /** Not done: Discord says no (topics/opcodes-and-status-codes#json). */
  | { readonly kind: 'error'; readonly status: number; readonly code: number }
  /** Not done: the connection is reset, or no answer ever comes. */
  | { readonly kind: 'dropped' }
  | { readonly kind: 'unheard' }
  /** Done, and then the connection is reset, or the answer is lost on its way, or never comes. */
  | { readonly kind: 'applied-then-dropped' }
  | { readonly kind: 'applied-then-status'; readonly status: number }
  | { readonly kind: 'hang' };

export class Faults {
  readonly #waiting: { readonly on: Route; readonly fault: Fault }[] = [];

  /** The next so many requests of the route meet the fault. */
  strike(on: Route, fault: Fault, times = 1): void {
    for (let i = 0; i < times; i++) this.#waiting.push({ on, fault });
  }

  take(route: Route): Fault | undefined {
    const at = this.#waiting.findIndex(({ on }) => on === route);
    return at < 0 ? undefined : this.#waiting.splice(at, 1)[0]?.fault;
  }

  clear(): void {
    this.#waiting.length = 0;
  }
}
