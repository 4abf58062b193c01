/** A small HTTP server: routes as data, one token, and nothing told that a route does not tell. */
import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { StartError } from '../../chat/adapter.ts';
import type { Log } from '../../chat/reception.ts';
import { type HttpAnswer, HttpError, type Route } from './route.ts';

export interface HttpParts {
  readonly host: string;
  /** 0 for any that is free. */
  readonly port: number;
  /** What `Authorization: Bearer …`, or `token=` in the query, must say; everyone may ask without. */
  readonly token?: string | undefined;
  readonly routes: readonly Route[];
  readonly log: Log;
}

/** The largest body of a POST, in bytes. */
const MOST_BODY = 64 * 1024;
/** How long a client may take to ask, in milliseconds. */
const PATIENCE = 10_000;

const ALWAYS = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
};

export class HttpServer {
  readonly name = 'http';
  readonly #parts: HttpParts;
  readonly #server: Server;

  constructor(parts: HttpParts) {
    this.#parts = parts;
    this.#server = createServer(
      { requestTimeout: PATIENCE, headersTimeout: PATIENCE, keepAliveTimeout: 5_000 },
      (request, response) => void this.#handle(request, response),
    );
  }

  /** Resolves to the port; throws `StartError` where it cannot be had. */
  async start(): Promise<number> {
    const { host, port } = this.#parts;
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', (error: NodeJS.ErrnoException) =>
        reject(new StartError(`${host}:${port} cannot be listened on (${error.code})`)),
      );
      this.#server.listen(port, host, resolve);
    });
    this.#server.on('error', ({ message }) => this.#parts.log.error({ message }, 'http'));
    return (this.#server.address() as AddressInfo).port;
  }

  /** Where a browser finds it. */
  addressAt(port: number): string {
    const { host } = this.#parts;
    return `http://${host.includes(':') ? `[${host}]` : host}:${port}/`;
  }

  /** Takes no more questions, and resolves when those that were put are answered. */
  async stop(): Promise<void> {
    if (!this.#server.listening) return;
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#server.closeIdleConnections();
    await closed;
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const started = performance.now();
    let path = '';
    try {
      const url = addressOf(request);
      path = url.pathname;
      respond(request, response, await this.#answer(request, url));
    } catch (error) {
      const expected = error instanceof HttpError ? error : undefined;
      if (!expected) this.#parts.log.error({ path, error: (error as Error).stack }, 'fault');
      const { status, message } = expected ?? { status: 500, message: 'a fault on our side' };
      const headers: Record<string, string> =
        status === 401 ? { 'WWW-Authenticate': 'Bearer' } : {};
      respond(request, response, { status, type: TEXT, body: `${message}\n`, headers });
    }
    const ms = Math.round(performance.now() - started);
    const { method } = request;
    this.#parts.log.debug({ method, path, status: response.statusCode, ms }, 'http');
  }

  async #answer(request: IncomingMessage, url: URL): Promise<HttpAnswer> {
    const there = this.#parts.routes.filter(({ path }) => path === url.pathname);
    if (there.length === 0) throw new HttpError(404, 'nothing is here');
    const wanted = request.method === 'HEAD' ? 'GET' : request.method;
    const route = there.find(({ method = 'GET' }) => method === wanted);
    if (!route) throw new HttpError(405, `${request.method} is not answered here`);
    if (!route.isOpen) this.#check(request, url.searchParams);
    if (this.#entersWithToken(request, url)) return entered(url);
    return route.answer({
      query: url.searchParams,
      header: (name) => request.headers[name]?.toString(),
      body: wanted === 'POST' ? await bodyOf(request) : '',
    });
  }

  #check({ headers }: IncomingMessage, query: URLSearchParams): void {
    const { token } = this.#parts;
    if (token === undefined) {
      if (!isOwnName(headers.host)) throw new HttpError(403, 'only this machine is answered');
      return;
    }
    const bearer = /^Bearer (.+)$/i.exec(headers.authorization ?? '')?.[1];
    const given = bearer ?? query.get('token') ?? '';
    const kept = COOKIE.exec(headers.cookie ?? '')?.[1] ?? '';
    if (!isSame(given, token) && !isSame(kept, ticketOf(token))) {
      throw new HttpError(401, 'the token is missing or wrong; a browser is let in by /?token=…');
    }
  }

  /** A browser is asked for the token once, and the address does not keep it. */
  #entersWithToken({ method, headers }: IncomingMessage, { searchParams }: URL): boolean {
    const isPage = method === 'GET' && headers.accept?.includes('text/html') === true;
    return isPage && this.#parts.token !== undefined && searchParams.has('token');
  }
}

const COOKIE = /(?:^|;\s*)aide=([0-9a-f]{64})(?:;|$)/;

/** Proves that the token was given, without being it. */
const ticketOf = (token: string): string => digest(`ticket for ${token}`).toString('hex');

function entered(url: URL): HttpAnswer {
  const there = new URLSearchParams(url.searchParams);
  const ticket = ticketOf(there.get('token') ?? '');
  there.delete('token');
  const query = there.toString();
  return {
    status: 303,
    type: TEXT,
    body: '',
    headers: {
      Location: url.pathname + (query && `?${query}`),
      'Set-Cookie': `aide=${ticket}; Path=/; HttpOnly; SameSite=Strict`,
    },
  };
}

/**
 * Who listens without a token answers to its own names alone: a page elsewhere whose name is made to
 * lead here (DNS rebinding) is not answered.
 */
const isOwnName = (host: string | undefined): boolean =>
  host === undefined || /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/i.test(host);

const TEXT = 'text/plain; charset=utf-8';

function addressOf({ url = '/' }: IncomingMessage): URL {
  try {
    return new URL(url, 'http://localhost');
  } catch {
    throw new HttpError(400, 'this is no address');
  }
}

/** Takes as long whatever is given. */
const isSame = (given: string, token: string): boolean =>
  timingSafeEqual(digest(given), digest(token));

const digest = (text: string | Uint8Array): Buffer => createHash('sha256').update(text).digest();

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MOST_BODY) throw new HttpError(413, `at most ${MOST_BODY} bytes are read`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** What has not changed since it was last asked for is not sent again (RFC 9110, 13.1.2). */
function respond(request: IncomingMessage, response: ServerResponse, answer: HttpAnswer): void {
  const { status = 200, type, body, headers } = answer;
  const tag = status === 200 ? `"${digest(body).toString('base64url').slice(0, 27)}"` : undefined;
  const isHeld = tag !== undefined && request.headers['if-none-match'] === tag;
  const length = typeof body === 'string' ? Buffer.byteLength(body) : body.byteLength;
  response.writeHead(isHeld ? 304 : status, {
    ...ALWAYS,
    'Cache-Control': 'no-cache',
    ...headers,
    ...(tag !== undefined && { ETag: tag }),
    ...(!isHeld && { 'Content-Type': type, 'Content-Length': length }),
  });
  response.end(isHeld || request.method === 'HEAD' ? undefined : body);
}
