import type { webApi } from '@slack/bolt';
import type { Log } from '../../chat/reception.ts';
import { boltLog } from './bolt-log.ts';
import { fetchWithin } from './http.ts';

export interface ClientParts {
  /** Where the clients connect instead of Slack. */
  readonly apiUrl?: string | undefined;
  readonly log: Log;
  /** Where it is not as here: tests wait less, and try what retries do. */
  readonly calls?: Pick<webApi.WebClientOptions, 'timeout' | 'retryConfig'> | undefined;
}

/** Milliseconds for a call. */
const CALL = 10_000;

/** How Slack's client calls it. No retries: whoever calls knows what may be done twice. */
export function clientOptions({ apiUrl, log, calls }: ClientParts): webApi.WebClientOptions {
  const timeout = calls?.timeout ?? CALL;
  return {
    logger: boltLog(log),
    timeout,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    // Answers through the address of a question go this way too, and have no limit of their own.
    fetch: fetchWithin(timeout),
    ...(apiUrl && { slackApiUrl: apiUrl }),
    ...calls,
  };
}
