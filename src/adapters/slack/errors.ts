/** What went wrong between us and Slack, and what that means for a post or for the start. */
import { DeliveryError, type Destination, StartError } from '../../chat/adapter.ts';

/** As far as Slack's clients say. */
interface ClientError {
  readonly message?: string;
  readonly code?: string;
  /** Of an answer that was not 200. */
  readonly statusCode?: number;
  /** Of a refusal: Slack's word for it. */
  readonly data?: { readonly error?: unknown; readonly needed?: unknown };
  /** Seconds. */
  readonly retryAfter?: number;
  /** What the network said. */
  readonly original?: unknown;
  readonly cause?: unknown;
  readonly errors?: readonly unknown[];
  readonly syscall?: string;
}

export type Fault =
  /** Slack said no, and why. */
  | { readonly kind: 'refused'; readonly reason: string; readonly needed?: string }
  /** Certainly not done; seconds, where Slack advises. */
  | { readonly kind: 'later'; readonly reason: string; readonly retryAfter?: number }
  /** Done or not: nobody knows. */
  | { readonly kind: 'unknown'; readonly reason: string };

/** Slack did nothing, and may do it another time (docs.slack.dev/reference/methods/chat.postMessage). */
const FOR_NOW = new Set([
  'ratelimited',
  'rate_limited',
  'message_limit_exceeded',
  'service_unavailable',
  'team_added_to_org',
  'org_login_required',
  'request_timeout',
  'external_channel_migrating',
]);

/** "It's possible some aspect of the operation succeeded before the error was raised." */
const IN_PART = new Set(['internal_error', 'fatal_error', 'update_failed']);

export function faultOf(thrown: unknown): Fault {
  const error = (thrown ?? {}) as ClientError;
  const reason = reasonOf(thrown);
  if (error.code === 'slack_webapi_rate_limited_error' || error.statusCode === 429) {
    const retryAfter = error.retryAfter;
    return { kind: 'later', reason, ...(retryAfter !== undefined && { retryAfter }) };
  }
  // What the client throws for a 429 that does not say when.
  if (error.message?.startsWith('Retry header did not contain')) return { kind: 'later', reason };
  const answered = error.data?.error;
  if (typeof answered === 'string') {
    if (FOR_NOW.has(answered)) return { kind: 'later', reason };
    // Not Slack, then, but something between us that answers in its name.
    if (IN_PART.has(answered) || !/^[a-z0-9_]{2,80}$/.test(answered)) {
      return { kind: 'unknown', reason };
    }
    const needed = error.data?.needed;
    return { kind: 'refused', reason, ...(typeof needed === 'string' && { needed }) };
  }
  if (error.statusCode !== undefined) {
    if (error.statusCode < 400 || error.statusCode >= 500) return { kind: 'unknown', reason };
    // The address of an interaction says so when it is used up. Slack's methods never do: whoever
    // answers there in Slack's place did not do anything.
    return { kind: error.code === 'slack_bolt_respond_error' ? 'refused' : 'later', reason };
  }
  return { kind: wasNeverSent(thrown) ? 'later' : 'unknown', reason };
}

/** The connection did not come about, so nothing was sent over it. */
function wasNeverSent(thrown: unknown): boolean {
  const error = (thrown ?? {}) as ClientError;
  if (error.syscall === 'connect' || error.syscall === 'getaddrinfo') return true;
  if (error.code === 'UND_ERR_CONNECT_TIMEOUT') return true;
  if (error.errors && error.errors.length > 0) return error.errors.every(wasNeverSent);
  return [error.original, error.cause].some((inner) => inner !== undefined && wasNeverSent(inner));
}

/** A few words for the log and the operator: Slack's own, never a token, an address or a message. */
export function reasonOf(thrown: unknown): string {
  const error = (thrown ?? {}) as ClientError;
  const answered = error.data?.error;
  if (typeof answered === 'string') return brief(answered);
  if (error.statusCode !== undefined) return `HTTP ${error.statusCode}`;
  const deepest = deepestOf(error);
  return brief(
    deepest.code && deepest.syscall ? deepest.code : (deepest.message ?? String(thrown)),
  );
}

function deepestOf(error: ClientError): ClientError {
  const inner = error.original ?? error.errors?.[0] ?? error.cause;
  return typeof inner === 'object' && inner !== null ? deepestOf(inner as ClientError) : error;
}

const brief = (words: string): string =>
  withoutSecrets(words).replace(/\s+/g, ' ').slice(0, 120).trim();

/** Tokens, and addresses that are as good as tokens. */
export const withoutSecrets = (words: string): string =>
  words
    .replace(/\b(?:https?|wss?):\/\/[^\s)"']+/g, '[address]')
    .replace(/\bx(?:ox[a-z]|app)-[\w-]+/g, '[token]');

export function deliveryError(thrown: unknown): DeliveryError {
  if (thrown instanceof DeliveryError) return thrown;
  const fault = faultOf(thrown);
  return new DeliveryError(
    fault.kind,
    fault.reason,
    fault.kind === 'later' ? fault.retryAfter : undefined,
  );
}

/** The channel takes no post of ours (docs.slack.dev/reference/methods/chat.postMessage#errors). */
const CLOSED = new Set([
  'channel_not_found',
  'is_archived',
  'messages_tab_disabled',
  'not_in_channel',
  'restricted_action',
  'restricted_action_read_only_channel',
  'restricted_action_thread_only_channel',
]);

/**
 * What a refusal means for a post of the diary. The channel may still take what a thread does not, and
 * what is wrong with the token or the app is wrong with no post: it waits until that is put right.
 */
export function postError(thrown: unknown, { thread }: Destination): DeliveryError {
  const error = deliveryError(thrown);
  const { kind, message: reason } = error;
  if (kind !== 'refused') return error;
  if (CLOSED.has(reason) && thread === undefined) return new DeliveryError('closed', reason);
  return OF_THE_APP.has(reason) ? new DeliveryError('later', reason) : error;
}

/** Slack does not know the token, or knows it no more. */
const TOKEN_REFUSED = new Set([
  'invalid_auth',
  'not_authed',
  'account_inactive',
  'token_revoked',
  'token_expired',
  'not_allowed_token_type',
  'missing_args',
  'user_removed_from_team',
  'team_disabled',
]);

const OF_THE_APP = new Set([
  ...TOKEN_REFUSED,
  'access_denied',
  'accesslimited',
  'ekm_access_denied',
  'missing_scope',
  'no_permission',
  'team_access_not_granted',
]);

const TOKENS = {
  bot: 'the bot token: take the Bot User OAuth Token (xoxb-…) of OAuth & Permissions',
  app: 'the app-level token: take one (xapp-…) with connections:write of Basic Information',
} as const;

/**
 * What stands in the way for good; undefined where trying again may help.
 */
export function startError(thrown: unknown, token: 'bot' | 'app'): StartError | undefined {
  const fault = faultOf(thrown);
  if (fault.kind !== 'refused') return undefined;
  const { reason } = fault;
  if (TOKEN_REFUSED.has(reason)) {
    return new StartError(`Slack does not accept ${TOKENS[token]} (${reason}; docs/slack.md)`);
  }
  if (reason === 'missing_scope') {
    const scope = fault.needed ?? (token === 'app' ? 'connections:write' : 'a scope');
    return missingScopes([scope]);
  }
  return new StartError(`Slack refuses the connection: ${reason} (docs/slack.md)`);
}

export const missingScopes = (scopes: readonly string[]): StartError =>
  new StartError(
    `the Slack app lacks ${scopes.join(', ')}: paste the manifest anew (aide slack manifest), then reinstall the app (docs/slack.md)`,
  );
