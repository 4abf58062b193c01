/** What goes wrong between a client and Slack, on demand. */

export type Fault =
  /** Not done: 429, with the seconds to wait or without (docs.slack.dev/apis/web-api/rate-limits). */
  | { readonly kind: 'rate-limited'; readonly retryAfter?: number }
  /** Not done: an answer in place of Slack's. */
  | { readonly kind: 'status'; readonly status: number }
  /** Not done: Slack says no. */
  | { readonly kind: 'error'; readonly error: string }
  /** Not done: the connection is reset. */
  | { readonly kind: 'dropped' }
  /** Done, and then the connection is reset, or the answer is lost on its way, or never comes. */
  | { readonly kind: 'applied-then-dropped' }
  | { readonly kind: 'applied-then-status'; readonly status: number }
  | { readonly kind: 'hang' };

export class Faults {
  readonly #waiting: { readonly on: string; readonly fault: Fault }[] = [];

  /** The next call of the method (or of a `response_url`) meets the fault. */
  strike(on: string, fault: Fault): void {
    this.#waiting.push({ on, fault });
  }

  take(method: string): Fault | undefined {
    const at = this.#waiting.findIndex(({ on }) => on === method);
    return at < 0 ? undefined : this.#waiting.splice(at, 1)[0]?.fault;
  }

  clear(): void {
    this.#waiting.length = 0;
  }
}
