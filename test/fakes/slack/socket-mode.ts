/** Socket Mode, Slack's side: docs.slack.dev/apis/events-api/using-socket-mode */
import { randomUUID } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { APP_ID } from './workspace.ts';

export interface Envelope {
  readonly envelope_id: string;
  readonly type: 'events_api' | 'slash_commands' | 'interactive';
  readonly payload: Readonly<Record<string, unknown>>;
  readonly accepts_response_payload: boolean;
  readonly retry_attempt?: number;
  readonly retry_reason?: string;
}

/** What became of an envelope. */
export type Fate = 'acknowledged' | 'unacknowledged' | 'no connection';

interface Waiting {
  readonly envelope: Envelope;
  settle(fate: Fate): void;
}

/** "Socket Mode allows your app to maintain up to 10 open WebSocket connections at the same time." */
const MOST_CONNECTIONS = 10;

/** "Nearly immediately", "after 1 minute", "after 5 minutes": apis/events-api#retries */
const RETRIES = [0, 60_000, 300_000];

export class SocketMode {
  /** Milliseconds: "your app must acknowledge within 3 seconds". */
  acknowledgedWithin = 3000;
  /** Every envelope that was sent, again those that were sent again. */
  readonly sent: Envelope[] = [];
  /** Whether a new connection is told hello. */
  greets = true;
  readonly #problems: string[];
  readonly #server = new WebSocketServer({ noServer: true });
  readonly #tickets = new Set<string>();
  readonly #connections: WebSocket[] = [];
  readonly #waiting = new Map<string, Waiting[]>();
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #events = new EventEmitter<{ connected: []; acknowledged: [string] }>();
  #turn = 0;

  constructor(problems: string[]) {
    this.#problems = problems;
    this.#events.setMaxListeners(0);
  }

  get connections(): number {
    return this.#connections.length;
  }

  /** A path at which one may connect, for a while (reference/methods/apps.connections.open). */
  ticket(): string {
    const ticket = randomUUID();
    this.#tickets.add(ticket);
    return `/link/?ticket=${ticket}&app_id=${APP_ID}`;
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost');
    if (pathname !== '/link/' || !this.#tickets.delete(searchParams.get('ticket') ?? '')) {
      socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n');
      return;
    }
    this.#server.handleUpgrade(request, socket, head, (connection) => this.#welcome(connection));
  }

  /** Resolves when somebody is connected. */
  async connected(): Promise<void> {
    while (this.#connections.length === 0) await once(this.#events, 'connected');
  }

  /** To one of the connections: "a payload is sent to any of them". */
  async send(envelope: Envelope): Promise<Fate> {
    const connection = this.#connections[this.#turn++ % Math.max(1, this.#connections.length)];
    if (!connection) return 'no connection';
    this.sent.push(envelope);
    return new Promise((resolve) => {
      const timer = this.#later(this.acknowledgedWithin, () => waiting.settle('unacknowledged'));
      const waiting: Waiting = {
        envelope,
        settle: (fate) => {
          clearTimeout(timer);
          this.#timers.delete(timer);
          resolve(fate);
        },
      };
      const { envelope_id } = envelope;
      this.#waiting.set(envelope_id, [...(this.#waiting.get(envelope_id) ?? []), waiting]);
      connection.send(JSON.stringify(envelope));
    });
  }

  /** An event is sent again, three times at the most, where nobody acknowledges it. */
  async sendEvent(payload: Envelope['payload']): Promise<Fate> {
    const fate = await this.send(eventEnvelope(payload));
    if (fate !== 'acknowledged') void this.#retry(payload, 1);
    return fate;
  }

  /** An event as it comes at first (0), or again. */
  sendAttempt(payload: Envelope['payload'], attempt: number): Promise<Fate> {
    return this.send(eventEnvelope(payload, attempt));
  }

  /** The same again, as if its acknowledgement had been lost. */
  redeliver({ payload, type, ...rest }: Envelope): Promise<Fate> {
    const attempt = (rest.retry_attempt ?? 0) + 1;
    if (type === 'events_api') return this.send(eventEnvelope(payload, attempt));
    return this.send({ payload, type, ...rest });
  }

  /** Asks every connection to go and come back: `{"type":"disconnect","reason":…}`. */
  refresh(reason: 'refresh_requested' | 'warning' = 'refresh_requested'): void {
    const frame = { type: 'disconnect', reason, debug_info: { host: 'applink-1' } };
    for (const connection of this.#connections) connection.send(JSON.stringify(frame));
  }

  /** Breaks every connection without a word. */
  kill(): void {
    for (const connection of this.#connections.splice(0)) connection.terminate();
  }

  close(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.kill();
    this.#server.close();
  }

  #welcome(connection: WebSocket): void {
    this.#connections.push(connection);
    if (this.#connections.length > MOST_CONNECTIONS) this.#problems.push('too many connections');
    connection.on('message', (data) => this.#heard(String(data)));
    connection.on('error', () => connection.terminate());
    connection.on('close', () => {
      const at = this.#connections.indexOf(connection);
      if (at >= 0) this.#connections.splice(at, 1);
    });
    if (!this.greets) return;
    connection.send(
      JSON.stringify({
        type: 'hello',
        connection_info: { app_id: APP_ID },
        num_connections: this.#connections.length,
        debug_info: { host: 'applink-1', build_number: 1, approximate_connection_time: 18_060 },
      }),
    );
    this.#events.emit('connected');
  }

  #heard(text: string): void {
    let ack: { envelope_id?: string; payload?: object };
    try {
      ack = JSON.parse(text);
    } catch {
      this.#problems.push(`not JSON over the socket: ${text.slice(0, 80)}`);
      return;
    }
    const waiting = this.#waiting.get(ack.envelope_id ?? '')?.shift();
    if (!waiting) {
      this.#problems.push('acknowledged what was not sent, or more often than it was');
      return;
    }
    const answers = ack.payload !== undefined && Object.keys(ack.payload).length > 0;
    if (answers && !waiting.envelope.accepts_response_payload) {
      this.#problems.push('an acknowledgement with a payload, where none is taken');
    }
    waiting.settle('acknowledged');
  }

  async #retry(payload: Envelope['payload'], attempt: number): Promise<void> {
    const delay = RETRIES[attempt - 1];
    if (delay === undefined) return;
    await new Promise<void>((resolve) => void this.#later(delay, resolve));
    const fate = await this.send(eventEnvelope(payload, attempt));
    if (fate !== 'acknowledged') void this.#retry(payload, attempt + 1);
  }

  #later(ms: number, act: () => void): NodeJS.Timeout {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      act();
    }, ms);
    timer.unref();
    this.#timers.add(timer);
    return timer;
  }
}

const eventEnvelope = (payload: Envelope['payload'], attempt = 0): Envelope => ({
  envelope_id: randomUUID(),
  type: 'events_api',
  payload,
  accepts_response_payload: false,
  retry_attempt: attempt,
  retry_reason: attempt > 0 ? 'timeout' : '',
});
