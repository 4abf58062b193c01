/** What a failed request means: will it ever be taken, was it certainly not, or does nobody know? */
import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js';
import { DeliveryError, type Destination } from '../../chat/adapter.ts';

/** A request that Discord did not carry out, or did not say so. */
export class Fault extends Error {
  override readonly name = 'Fault';
  readonly kind: Exclude<DeliveryError['kind'], 'closed'>;
  /** Discord's own number for the reason. */
  readonly code: number | undefined;
  /** Seconds, where Discord advises. */
  readonly retryAfter: number | undefined;

  constructor(kind: Fault['kind'], reason: string, code?: number, retryAfter?: number) {
    super(reason);
    this.kind = kind;
    this.code = code;
    this.retryAfter = retryAfter;
  }
}

/** discord.com/developers/docs/topics/opcodes-and-status-codes#json-json-error-codes */
export const CODE = {
  unknownChannel: 10003,
  unknownGuild: 10004,
  unknownMessage: 10008,
  unknownWebhook: 10015,
  unknownInteraction: 10062,
  tooLarge: 40005,
  alreadyAcknowledged: 40060,
  missingAccess: 50001,
  missingPermissions: 50013,
  invalidWebhookToken: 50027,
  invalidForm: 50035,
  archivedThread: 50083,
  noReplyWithoutHistory: 160002,
  threadExists: 160004,
  lockedThread: 160005,
} as const;

/** What whoever runs the bot can do about it. */
const ADVICE: Readonly<Record<number, string>> = {
  [CODE.unknownChannel]: 'there is no such channel any more',
  [CODE.missingAccess]: 'the bot needs the permission View Channel there',
  [CODE.missingPermissions]:
    'the bot needs the permissions Send Messages, Embed Links and Attach Files there, in threads Send Messages in Threads, to start one Create Public Threads',
  50007: 'this user takes no direct messages from the bot',
  [CODE.archivedThread]: 'the thread is archived',
  [CODE.lockedThread]: 'the thread is locked',
};

/** Errors of a connection that was never made: nothing was sent. */
const NOT_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

export function faultOf(error: unknown): Fault {
  if (error instanceof Fault) return error;
  if (error instanceof RateLimitError) {
    const seconds = Math.max(error.retryAfter, error.timeToReset) / 1000;
    const scope = error.global ? 'for the whole bot' : 'for this channel';
    return new Fault(
      'later',
      `rate limited ${scope}`,
      undefined,
      seconds > 0 ? seconds : undefined,
    );
  }
  if (error instanceof DiscordAPIError) return refusal(error);
  if (error instanceof HTTPError) return new Fault('unknown', `Discord answered ${error.status}`);
  const { name, code, message } = error as Error & { code?: unknown };
  if (message?.startsWith('Expected token')) return new Fault('refused', TOKEN_REFUSED);
  if (name === 'AbortError') return new Fault('unknown', 'no answer in time');
  const kind = NOT_SENT.has(String(code)) ? 'later' : 'unknown';
  return new Fault(kind, `no connection (${String(code ?? name)})`);
}

const TOKEN_REFUSED = 'the token of the bot is not accepted';

function refusal({ status, code, message }: DiscordAPIError): Fault {
  const number = Number(code);
  if (status === 401) return new Fault('refused', TOKEN_REFUSED, number);
  const [said] = message.split('\n', 1);
  const advice = ADVICE[number];
  const reason = `${said} (${status}, ${number})${advice ? `: ${advice}` : ''}`;
  // A time-out of Discord's own, and a request that is taken up again later.
  return new Fault(status === 408 || status === 425 ? 'unknown' : 'refused', reason, number);
}

/** Where files may not be sent, the same may be taken without them. */
export const isAboutFiles = (error: unknown): boolean =>
  isFault(error, CODE.missingPermissions, CODE.tooLarge);

export const isFault = (error: unknown, ...codes: number[]): error is Fault =>
  error instanceof Fault && codes.includes(error.code ?? 0);

/** The channel takes no post of ours. */
const CLOSED = [
  CODE.unknownChannel,
  CODE.unknownGuild,
  CODE.missingAccess,
  CODE.missingPermissions,
  CODE.archivedThread,
  CODE.lockedThread,
];

/**
 * What a fault means for a post of the diary. The channel may still take what a thread in it does not,
 * and what is wrong with the token is wrong with no post: it waits until that is put right.
 */
export function deliveryError(fault: Fault, { thread }: Destination): DeliveryError {
  const { message, retryAfter } = fault;
  const isClosed = thread === undefined && isFault(fault, ...CLOSED);
  const kind = isClosed ? 'closed' : message === TOKEN_REFUSED ? 'later' : fault.kind;
  return new DeliveryError(kind, message, retryAfter && Math.ceil(retryAfter));
}
