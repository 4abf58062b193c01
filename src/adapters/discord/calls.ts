/**
 * Requests to Discord's REST API. The SDK's own repeating is off: it repeats a post after a time-out,
 * and four times within milliseconds where Discord is down. What may be repeated is repeated here.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { REST, type RequestMethod } from 'discord.js';
import type { Attachment } from '../../chat/attachments.ts';
import type { Log } from '../../chat/reception.ts';
import { within } from '../in-time.ts';
import { Fault, faultOf } from './errors.ts';
import { scrubbed } from './scrub.ts';
import { type Timing, waitBefore } from './timing.ts';

export interface Call {
  readonly method: `${RequestMethod}`;
  readonly route: `/${string}`;
  readonly body?: unknown;
  /** Sent beside the body, each under its place in the list. */
  readonly files?: readonly Attachment[] | undefined;
  readonly query?: Readonly<Record<string, string | number>>;
  /** False where the address itself carries the right to ask. */
  readonly auth?: boolean;
  /** Milliseconds; otherwise as for every request. */
  readonly within?: number;
}

/** A rate limit that ends so soon is waited for. */
const SHORT_LIMIT = 2000;

export class Calls {
  readonly #rest: REST;
  readonly #timing: Timing;
  readonly #token: string;

  constructor(token: string, apiUrl: string | undefined, timing: Timing, log: Log) {
    this.#token = token;
    this.#timing = timing;
    this.#rest = new REST({
      ...(apiUrl !== undefined && { api: apiUrl }),
      retries: 0,
      timeout: timing.request,
      // A 429 was not carried out. Without a time to wait the SDK would ask again at once, and again.
      rejectOnRateLimit: ({ retryAfter, route }) =>
        retryAfter <= 0 || retryAfter > SHORT_LIMIT || route.startsWith('/interactions/'),
    });
    this.#rest.on('restDebug', (message) => log.debug({}, scrubbed(message, token)));
    this.allow();
  }

  /** Calls back with the headers of every answer. */
  onAnswer(heard: (headers: { get(name: string): string | null }) => void): void {
    this.#rest.on('response', (_request, { headers }) => heard(headers));
  }

  /** After a 401 the SDK asks nothing more; a connection that was made since shows the token good. */
  allow(): void {
    this.#rest.setToken(this.#token);
  }

  /** One try; throws a {@link Fault}. */
  async once(call: Call): Promise<unknown> {
    const { method, route, body, files = [], query, auth = true, within: ms } = call;
    const pairs = Object.entries(query ?? {}).map(([name, value]): [string, string] => [
      name,
      String(value),
    ]);
    const request = {
      method: method as RequestMethod,
      fullRoute: route,
      auth,
      ...(pairs.length > 0 && { query: new URLSearchParams(pairs) }),
      ...(body !== undefined && { body }),
      ...(files.length > 0 && { files: files.map(fileOf) }),
    };
    try {
      if (ms === undefined) return await this.#rest.request(request);
      return await within(Math.max(1, ms), (signal) => this.#rest.request({ ...request, signal }));
    } catch (error) {
      throw faultOf(error);
    }
  }

  /** What Discord keeps at an address that it gave, of at most so many bytes; throws where it does not. */
  async download(url: string, most: number): Promise<Uint8Array> {
    const bytes = await within(this.#timing.request, async (signal) => {
      const response = await fetch(url, { signal });
      if (!response.ok) throw new Fault('unknown', `Discord answered ${response.status}`);
      return new Uint8Array(await response.arrayBuffer());
    });
    if (bytes.length > most) throw new Fault('refused', `a file of ${bytes.length} bytes`);
    return bytes;
  }

  /** For what may be done twice without harm: again after a while, unless it is refused. */
  async patiently(call: Call, persist = this.#timing.persist): Promise<unknown> {
    const end = performance.now() + persist;
    for (let attempt = 0; ; attempt++) {
      try {
        return await this.once(call);
      } catch (error) {
        const fault = error as Fault;
        const wait = fault.retryAfter ? fault.retryAfter * 1000 : waitBefore(attempt, this.#timing);
        if (fault.kind === 'refused' || performance.now() + wait > end) throw fault;
        await pause(wait);
      }
    }
  }

  close(): void {
    this.#rest.clearHashSweeper();
    this.#rest.clearHandlerSweeper();
  }
}

const fileOf = ({ name, mediaType, bytes }: Attachment) => ({
  name,
  contentType: mediaType,
  data: Buffer.from(bytes),
});
