/**
 * Discord's gateway: sessions that are begun, resumed with a replay of what was missed, and ended.
 * events/gateway#connections, events/gateway-events#payload-structure
 */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { toldUser } from './told.ts';
import type { Json, World } from './world.ts';

/** topics/opcodes-and-status-codes#gateway-gateway-opcodes */
const OP = {
  dispatch: 0,
  heartbeat: 1,
  identify: 2,
  resume: 6,
  reconnect: 7,
  invalidSession: 9,
  hello: 10,
  heartbeatAck: 11,
} as const;

/** #gateway-gateway-close-event-codes */
export const CLOSE = {
  unknownOpcode: 4001,
  decodeError: 4002,
  notAuthenticated: 4003,
  authenticationFailed: 4004,
  alreadyAuthenticated: 4005,
  invalidSequence: 4007,
  invalidVersion: 4012,
  invalidIntents: 4013,
  disallowedIntents: 4014,
} as const;

/** events/gateway#list-of-intents */
export const INTENT = {
  guilds: 1 << 0,
  members: 1 << 1,
  presences: 1 << 8,
  guildMessages: 1 << 9,
  directMessages: 1 << 12,
  messageContent: 1 << 15,
} as const;

const ALL_INTENTS = (1 << 26) - 1;
const PRIVILEGED = INTENT.members | INTENT.presences | INTENT.messageContent;

interface Session {
  readonly id: string;
  readonly intents: number;
  /** What was dispatched, to be replayed: events/gateway#resuming. */
  readonly sent: { readonly s: number; readonly t: string; readonly d: Json }[];
  socket: WebSocket | undefined;
}

export interface GatewayParts {
  readonly world: World;
  readonly token: () => string;
  readonly url: () => string;
  /** Milliseconds between two heartbeats. */
  readonly heartbeat: number;
  /** Privileged intents that were switched on in the Developer Portal. */
  readonly granted: () => number;
}

export class Gateway {
  readonly #parts: GatewayParts;
  readonly #server = new WebSocketServer({ noServer: true });
  readonly #sessions = new Map<string, Session>();
  readonly #waiting: (() => void)[] = [];
  /** How often each was heard, to see how a connection was brought up again. */
  readonly heard = { identify: 0, resume: 0 };
  /** The connection is dead, though nobody closed it: events/gateway#sending-heartbeats. */
  ignoreHeartbeats = false;
  #count = 0;

  constructor(parts: GatewayParts) {
    this.#parts = parts;
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    this.#server.handleUpgrade(request, socket, head, (client) => this.#connect(client, request));
  }

  #connect(client: WebSocket, request: IncomingMessage): void {
    const { searchParams } = new URL(request.url ?? '/', 'http://localhost');
    client.on('error', () => undefined);
    if (searchParams.get('v') !== '10' || searchParams.get('encoding') !== 'json') {
      client.close(CLOSE.invalidVersion);
      return;
    }
    let session: Session | undefined;
    client.on('message', (data) => {
      const payload = parsed(String(data));
      if (!payload) return client.close(CLOSE.decodeError);
      const d = (payload.d ?? {}) as Json;
      switch (payload.op) {
        case OP.heartbeat:
          if (this.ignoreHeartbeats) return undefined;
          return this.#send(client, { op: OP.heartbeatAck });
        case OP.identify:
          if (session) return client.close(CLOSE.alreadyAuthenticated);
          session = this.#identify(client, d);
          return undefined;
        case OP.resume:
          session = this.#resume(client, d);
          return undefined;
        case 3: // presence update
        case 4:
        case 8:
          return session ? undefined : client.close(CLOSE.notAuthenticated);
        default:
          return client.close(CLOSE.unknownOpcode);
      }
    });
    client.on('close', (code) => {
      if (session?.socket !== client) return;
      session.socket = undefined;
      // events/gateway#initiating-a-disconnect: with 1000 or 1001 the session is invalidated
      if (code === 1000 || code === 1001) this.#sessions.delete(session.id);
    });
    this.#send(client, { op: OP.hello, d: { heartbeat_interval: this.#parts.heartbeat } });
  }

  #identify(client: WebSocket, { token, intents }: Json): Session | undefined {
    this.heard.identify += 1;
    if (token !== this.#parts.token()) {
      client.close(CLOSE.authenticationFailed);
      return undefined;
    }
    const wanted = Number(intents);
    if (!Number.isInteger(wanted) || wanted < 0 || (wanted & ~ALL_INTENTS) !== 0) {
      client.close(CLOSE.invalidIntents);
      return undefined;
    }
    if ((wanted & PRIVILEGED & ~this.#parts.granted()) !== 0) {
      client.close(CLOSE.disallowedIntents);
      return undefined;
    }
    this.#count += 1;
    const session = { id: `session-${this.#count}`, intents: wanted, sent: [], socket: client };
    this.#sessions.set(session.id, session);
    this.#dispatchTo(session, 'READY', this.#ready(session));
    this.#tellWaiting();
    return session;
  }

  /** events/gateway-events#ready */
  #ready({ id }: Session): Json {
    const { world, url } = this.#parts;
    return {
      v: 10,
      user: { ...toldUser(world.bot), verified: true, mfa_enabled: false, email: null, flags: 0 },
      guilds: [...world.guilds.keys()].map((guild) => ({ id: guild, unavailable: true })),
      session_id: id,
      resume_gateway_url: url(),
      application: { id: world.application, flags: 0 },
      shard: [0, 1],
    };
  }

  /** events/gateway#resuming: "the missed events in order, finishing with a Resumed event" */
  #resume(client: WebSocket, { token, session_id, seq }: Json): Session | undefined {
    this.heard.resume += 1;
    const session = this.#sessions.get(String(session_id));
    const last = session?.sent.at(-1)?.s ?? 0;
    if (token !== this.#parts.token()) {
      client.close(CLOSE.authenticationFailed);
      return undefined;
    }
    if (!session) {
      this.#send(client, { op: OP.invalidSession, d: false });
      return undefined;
    }
    if (!Number.isInteger(seq) || Number(seq) > last) {
      client.close(CLOSE.invalidSequence);
      return undefined;
    }
    session.socket?.terminate();
    session.socket = client;
    for (const { s, t, d } of session.sent) {
      if (s > Number(seq)) this.#send(client, { op: OP.dispatch, s, t, d });
    }
    this.#dispatchTo(session, 'RESUMED', {});
    this.#tellWaiting();
    return session;
  }

  /** To every session that asked for such events; one without a connection gets it when it resumes. */
  dispatch(t: string, d: Json | ((intents: number) => Json | undefined)): void {
    for (const session of this.#sessions.values()) {
      const told = typeof d === 'function' ? d(session.intents) : d;
      if (told) this.#dispatchTo(session, t, told);
    }
  }

  #dispatchTo(session: Session, t: string, d: Json): void {
    const s = (session.sent.at(-1)?.s ?? 0) + 1;
    session.sent.push({ s, t, d });
    if (session.socket) this.#send(session.socket, { op: OP.dispatch, s, t, d });
  }

  /** What the sessions that stand asked to be told: bitfields. */
  get intents(): number[] {
    return [...this.#sessions.values()].map(({ intents }) => intents);
  }

  /** Whether a session stands, and over an open connection. */
  get isConnected(): boolean {
    return [...this.#sessions.values()].some(({ socket }) => socket !== undefined);
  }

  /** Resolves when a session stands. */
  async connected(): Promise<void> {
    while (!this.isConnected) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  /** The next READY or RESUMED. */
  again(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** Every connection is gone, without a word; the sessions remain. */
  kill(): void {
    for (const session of this.#sessions.values()) {
      session.socket?.terminate();
      session.socket = undefined;
    }
  }

  /** Every connection is closed with a code; such that cannot be resumed end the session. */
  close(code: number): void {
    for (const session of [...this.#sessions.values()]) {
      session.socket?.close(code);
      session.socket = undefined;
      if (code >= 4003) this.#sessions.delete(session.id);
    }
  }

  /** events/gateway-events#reconnect */
  askToReconnect(): void {
    this.#toAll({ op: OP.reconnect, d: null });
  }

  /** events/gateway-events#invalid-session: `false` where the session is gone. */
  invalidate(isResumable: boolean): void {
    this.#toAll({ op: OP.invalidSession, d: isResumable });
    if (!isResumable) this.#sessions.clear();
  }

  #toAll(payload: Json): void {
    for (const { socket } of this.#sessions.values()) if (socket) this.#send(socket, payload);
  }

  end(): void {
    for (const client of this.#server.clients) client.terminate();
    this.#sessions.clear();
  }

  #send(client: WebSocket, payload: Json): void {
    client.send(JSON.stringify(payload));
  }

  #tellWaiting(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
