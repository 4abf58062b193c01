/**
 * The port of a chat platform. Every adapter passes the same contract suite; each platform's SDK is
 * loaded only when the platform is configured.
 */
import type { Completion, PressedMessage } from './command.ts';
import type { Outcome, Request } from './dispatcher.ts';
import type { Reply } from './reply.ts';

/** Someone on a platform, as the platform knows them. */
export interface Asker {
  readonly platform: string;
  /** The platform's id of the user. */
  readonly user: string;
  /** What the user is called there: for the history of changes. */
  readonly name: string;
  /** The platform's id of the channel; missing where they write to the bot alone. */
  readonly channel?: string;
  /** The platform's id of the thread in which, or by the answer to which, the conversation goes on. */
  readonly thread?: string;
  /** This begins the thread: it may go on from what the user last asked in the channel. */
  readonly isThreadStart?: boolean;
  /** The user's language as the platform tells it, such as `ko-KR`. */
  readonly locale?: string;
  /** The user's IANA time zone, where the platform tells it. */
  readonly zone?: string;
  /** The platform's ids of the user groups or roles that the user is in. */
  readonly groups?: readonly string[];
  /** Asked in a way that may change nothing, such as by following a link: a change is asked back. */
  readonly readsOnly?: boolean;
  /** The message of which they pressed a button, in the platform's own ids. */
  readonly under?: PressedMessage;
}

/** What an adapter may ask of the program. */
export interface Inbound {
  /** Answers; never throws. */
  handle(request: Request, asker: Asker): Promise<Outcome>;
  /** What an argument that is being typed may become. */
  complete(command: string, argument: string, prefix: string, asker: Asker): Completion[];
}

/** Of a channel as it is written everywhere but on its platform, `slack:C024BE91L`. */
export function partsOf(channel: string): { readonly platform: string; readonly id: string } {
  const at = channel.indexOf(':');
  return { platform: channel.slice(0, Math.max(0, at)), id: channel.slice(at + 1) };
}

/** Where a post goes: a channel, or a thread in it. */
export interface Destination {
  readonly channel: string;
  readonly thread?: string;
}

/** A post as the platform holds it. */
export interface Delivery {
  /** The platform's id of the message, by which a thread on it is found. */
  readonly message: string;
}

/**
 * Why a post was not delivered.
 *
 * `closed`: the channel takes no post, neither this one nor another (archived, left, not allowed);
 * `refused`: the platform will not take this post however often it is tried;
 * `later`: it was certainly not posted, and may be tried again after `retryAfter` seconds;
 * `unknown`: nobody knows whether it was posted: look for it before anything is sent again.
 */
export class DeliveryError extends Error {
  readonly kind: 'closed' | 'refused' | 'later' | 'unknown';
  /** Seconds, where the platform advises. */
  readonly retryAfter: number | undefined;

  constructor(kind: DeliveryError['kind'], reason: string, retryAfter?: number) {
    super(reason);
    this.name = 'DeliveryError';
    this.kind = kind;
    this.retryAfter = retryAfter;
  }
}

/**
 * A platform cannot be started as it is configured (a wrong token, a missing scope): one line, and
 * what to do. Trying again does not help.
 */
export class StartError extends Error {
  override readonly name = 'StartError';
}

/** How a door stands to its platform. */
export interface Standing {
  /** Whether users are heard now. */
  readonly isUp: boolean;
  /** How many connections were made since the start. */
  readonly made: number;
}

export interface ChatAdapter {
  readonly name: string;
  readonly standing: Standing;
  /** Resolves when it hears its users; throws {@link StartError}. */
  start(inbound: Inbound): Promise<void>;
  /** Hears nobody any more, and resolves when what was accepted is answered. */
  stop(): Promise<void>;
  /** Posts a reply under a key that no other post bears; throws {@link DeliveryError}. */
  send(to: Destination, reply: Reply, key: string): Promise<Delivery>;
  /** The post that bears the key, if the platform holds it; throws {@link DeliveryError}. */
  findDelivery(to: Destination, key: string): Promise<Delivery | undefined>;
  /**
   * Where a platform may show a post later than it was asked for: how many posts bear the key. Throws
   * {@link DeliveryError}.
   */
  copies?(to: Destination, key: string): Promise<number>;
}
