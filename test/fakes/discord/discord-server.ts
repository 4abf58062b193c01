/**
 * A Discord on loopback, for the real client: HTTP under `/api/v10` and the gateway beside it. It
 * does what Discord's documentation says, cited by page under https://docs.discord.com/developers/,
 * and what a network does, on demand.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { type Fault, Faults, type Route } from './faults.ts';
import { Gateway, INTENT } from './gateway.ts';
import { Interactions, LASTING, type Lasting } from './interactions.ts';
import { Refusal } from './refusal.ts';
import { Api, type ApiAnswer, type ApiRequest } from './rest.ts';
import { toldMessage } from './told.ts';
import { NO_UPLOADS, readMultipart, type Uploads } from './uploads.ts';
import { CHANNEL_TYPE, type Json, type Message, World } from './world.ts';

export interface DiscordOptions {
  readonly token?: string;
  /** Privileged intents that are granted: a bitfield. */
  readonly granted?: number;
  readonly lasting?: Partial<Lasting>;
  /** "the past few minutes" (resources/message#create-message), in milliseconds. */
  readonly nonceWindow?: number;
  readonly heartbeat?: number;
  /** What its clock shows, in milliseconds since 1970, where that is not the time. */
  readonly clock?: () => number;
}

/** What was asked of the API, and how it was answered. */
export interface Heard {
  readonly route: Route | undefined;
  readonly path: string;
  readonly body: unknown;
  readonly status: number | 'lost';
}

/** Like a bot's token, and nobody's. */
export const TOKEN = 'MTE5OTk5OTk5OTk5OTk5OTk5.GaBcDe.not-a-real-token-of-anybody-at-all';

export class DiscordServer {
  readonly world: World;
  readonly gateway: Gateway;
  readonly interactions: Interactions;
  readonly faults = new Faults();
  readonly heard: Heard[] = [];
  /** What was wrong with bodies that were refused: nothing, where a client keeps the limits. */
  readonly refused: string[] = [];
  token: string;
  /** Privileged intents that are granted. */
  granted: number;
  readonly #api: Api;
  readonly #http = createServer((request, response) => void this.#serve(request, response));
  readonly #sockets = new Set<Socket>();
  /** How much later it is here than on the clock. */
  #ahead = 0;

  constructor(options: DiscordOptions = {}) {
    this.token = options.token ?? TOKEN;
    this.granted = options.granted ?? 0;
    const clock = options.clock ?? Date.now;
    const world = new World(
      () => clock() + this.#ahead,
      () => `http://127.0.0.1:${this.#port}`,
    );
    this.world = world;
    this.interactions = new Interactions(world, { ...LASTING, ...options.lasting }, this.refused);
    this.gateway = new Gateway({
      world,
      token: () => this.token,
      url: () => `ws://127.0.0.1:${this.#port}/`,
      heartbeat: options.heartbeat ?? 41_250,
      granted: () => this.granted,
    });
    this.#api = new Api({
      world,
      interactions: this.interactions,
      token: () => this.token,
      granted: () => this.granted,
      gatewayUrl: () => `ws://127.0.0.1:${this.#port}/`,
      nonceWindow: options.nonceWindow ?? 5 * 60_000,
      refused: this.refused,
    });
    world.events.on('made', (message) => this.tell(message));
    this.#http.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
    });
    this.#http.on('upgrade', (request, socket, head) =>
      this.gateway.upgrade(request, socket, head),
    );
  }

  /** Port 0 takes a free one. */
  async start(port = 0): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#http.once('error', reject);
      this.#http.listen(port, '127.0.0.1', resolve);
    });
  }

  async stop(): Promise<void> {
    this.gateway.end();
    for (const socket of this.#sockets) socket.destroy();
    await new Promise<void>((resolve) => this.#http.close(() => resolve()));
  }

  get #port(): number {
    return (this.#http.address() as AddressInfo).port;
  }

  get port(): number {
    return this.#port;
  }

  /** What the client is given in place of https://discord.com/api. */
  get url(): string {
    return `http://127.0.0.1:${this.#port}/api`;
  }

  /** It becomes so much later here. */
  later(milliseconds: number): void {
    this.#ahead += milliseconds;
  }

  /** What was said and heard until now, for who asks very much. */
  forget(): void {
    this.world.messages.length = 0;
    this.heard.length = 0;
  }

  /** events/gateway-events#message-create, to those who asked for it, with what they may read. */
  tell(message: Message): void {
    if (message.onlyFor) return;
    const { world } = this;
    const channel = world.channels.get(message.channel_id);
    const isDirect = channel?.type === CHANNEL_TYPE.direct;
    const needed = isDirect ? INTENT.directMessages : INTENT.guildMessages;
    const isMention = new RegExp(`<@!?${world.bot.id}>`).test(message.content);
    const isOwn = message.author.id === world.bot.id;
    this.gateway.dispatch('MESSAGE_CREATE', (intents) => {
      if ((intents & needed) === 0) return undefined;
      // events/gateway#message-content-intent: empty, with these exceptions
      const isRead = isDirect || isMention || isOwn || (intents & INTENT.messageContent) !== 0;
      const hidden = isRead ? {} : { content: '', embeds: [], components: [], attachments: [] };
      return {
        ...toldMessage(message, world),
        ...hidden,
        channel_type: channel?.type,
        ...(message.nonce && { nonce: message.nonce }),
        ...(channel?.guild_id && {
          guild_id: channel.guild_id,
          member: world.member(channel.guild_id, message.author.id),
        }),
      };
    });
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // RFC 9110, 6.6.1: every answer says when it was made.
    response.setHeader('date', new Date(this.world.now()).toUTCString());
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const file = this.world.files.get(pathname);
    if (file && request.method === 'GET') {
      response.writeHead(200, { 'content-type': file.mediaType }).end(file.bytes);
      return;
    }
    const version = /^\/api\/v10(?=\/)/.exec(pathname)?.[0];
    const sent = await bodyOf(request);
    const body = sent?.body;
    const asked: ApiRequest = {
      method: request.method ?? 'GET',
      path: decodeURIComponent(pathname.slice(version?.length ?? 0)),
      query: searchParams,
      authorization: request.headers.authorization,
      body: body ?? {},
      uploads: sent?.uploads ?? NO_UPLOADS,
    };
    const route = version === undefined ? undefined : this.#api.routeOf(asked);
    const fault = route && this.faults.take(route);
    const answer = fault && !isApplied(fault) ? notDone(fault) : this.#run(asked, body);
    const shown = fault && isApplied(fault) ? lost(fault) : answer;
    const status = shown === 'reset' || shown === 'never' ? 'lost' : shown.status;
    this.heard.push({ route, path: asked.path, body, status });
    if (shown === 'reset') request.socket.resetAndDestroy();
    else if (shown !== 'never') send(response, shown);
  }

  #run(asked: ApiRequest, body: Json | undefined): Answer {
    if (body === undefined && !['GET', 'DELETE'].includes(asked.method)) {
      return json(400, { message: '400: Bad Request', code: 50109 });
    }
    try {
      return answered(this.#api.run(asked));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { status: error.status, headers: JSON_TYPE, body: error.body };
    }
  }
}

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const JSON_TYPE = { 'content-type': 'application/json' };

const json = (status: number, body: unknown): Answer => ({
  status,
  headers: JSON_TYPE,
  body: JSON.stringify(body),
});

/** A 204 has neither a body nor a type. */
const answered = ({ status, body }: ApiAnswer): Answer =>
  body === undefined ? { status, headers: {}, body: '' } : json(status, body);

function send(response: ServerResponse, { status, headers, body }: Answer): void {
  response.writeHead(status, headers);
  response.end(body);
}

const isApplied = ({ kind }: Fault): boolean =>
  kind === 'applied-then-dropped' || kind === 'applied-then-status' || kind === 'hang';

function lost(fault: Fault): Answer | 'reset' | 'never' {
  if (fault.kind === 'hang') return 'never';
  return fault.kind === 'applied-then-status' ? gatewayError(fault.status) : 'reset';
}

function notDone(fault: Fault): Answer | 'reset' | 'never' {
  switch (fault.kind) {
    case 'rate-limited':
      return rateLimited(fault.retryAfter);
    case 'status':
      return gatewayError(fault.status);
    case 'error':
      return json(fault.status, { message: 'refused', code: fault.code });
    default:
      return fault.kind === 'unheard' ? 'never' : 'reset';
  }
}

/** What stands before Discord answers in HTML. */
const gatewayError = (status: number): Answer => ({
  status,
  headers: { 'content-type': 'text/html' },
  body: `<html><head><title>${status}</title></head></html>`,
});

/** topics/rate-limits#exceeding-a-rate-limit */
function rateLimited(retryAfter: number | undefined): Answer {
  if (retryAfter === undefined) return gatewayError(429);
  return {
    status: 429,
    headers: {
      ...JSON_TYPE,
      'retry-after': String(Math.ceil(retryAfter)),
      'x-ratelimit-scope': 'user',
      'x-ratelimit-limit': '5',
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset-after': String(retryAfter),
    },
    body: JSON.stringify({
      message: 'You are being rate limited.',
      retry_after: retryAfter,
      global: false,
    }),
  };
}

/** reference#http-api: JSON, or a form with files, and said to be. Undefined where it is not. */
async function bodyOf(
  request: IncomingMessage,
): Promise<{ body: Json; uploads: Uploads } | undefined> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of request) chunks.push(chunk);
  } catch {
    return undefined; // whoever asked is gone
  }
  const type = request.headers['content-type'] ?? '';
  const raw = Buffer.concat(chunks);
  if (type.startsWith('multipart/form-data;')) return readMultipart(raw, type);
  if (chunks.length === 0 || type !== 'application/json') return undefined;
  try {
    return { body: JSON.parse(raw.toString('utf8')), uploads: NO_UPLOADS };
  } catch {
    return undefined;
  }
}
