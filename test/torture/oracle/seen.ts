/** What the real store shows to whoever opens it, as plain values: all that the oracle knows of it. */

/** A change as it was asked for. */
export interface Asked {
  readonly type: string;
  readonly id: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** A change as the history tells it. Its author is the name of the commit that it belongs to. */
export interface Told extends Asked {
  readonly n: number;
  readonly author: string;
  readonly at: string;
}

export interface HeldRecord {
  readonly type: string;
  readonly id: string;
  readonly record: unknown;
}

export interface Seen {
  readonly notices: readonly string[];
  readonly records: readonly HeldRecord[];
  /** Why the history was refused, or all of it. */
  readonly history: readonly Told[] | string;
}

/** What came of opening a folder. */
export type Probed =
  | { readonly outcome: 'opened'; readonly seen: Seen; readonly next?: Probed }
  /** Told in one line, as is right for what cannot be trusted. */
  | { readonly outcome: 'refused'; readonly message: string }
  /** Anything else: never right. */
  | { readonly outcome: 'fault'; readonly message: string };
