/**
 * Slack on loopback: its Web API, the addresses of interactions and Socket Mode, for the real client
 * to connect to. It does what Slack's documentation says, each thing beside its page, and notes in
 * {@link SlackServer.problems} whatever a client sends that Slack would not want.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Fault, Faults } from './faults.ts';
import { Files } from './files.ts';
import { type Answer, type Args, METHODS, type Slack } from './methods.ts';
import { ResponseUrls } from './response-urls.ts';
import { SocketMode } from './socket-mode.ts';
import { Tokens } from './tokens.ts';
import { Triggers } from './triggers.ts';
import { Workspace } from './workspace.ts';

/** What came in: a method of the Web API with its arguments, or `respond` with its message. */
export interface Call {
  readonly method: string;
  readonly args: Args;
}

export interface Given {
  /** What the app was granted, such as by its manifest. */
  readonly scopes: readonly string[];
  /** The events it asked for. */
  readonly events: readonly string[];
  /** Its slash commands, with their stroke. */
  readonly commands: readonly string[];
  readonly mostLetters?: number;
  /** What its clock shows, in milliseconds since 1970, where that is not the time. */
  readonly clock?: () => number;
}

export const BOT_TOKEN = 'xoxb-1111-2222-fakebottoken';
export const APP_TOKEN = 'xapp-1-A0000AIDE-3333-fakeapptoken';

/** The arguments that stand in a body as JSON (apis/web-api#methods_supporting_json). */
const IN_JSON = new Set(['blocks', 'metadata', 'view', 'attachments', 'files']);

export class SlackServer {
  readonly given: Given;
  readonly workspace: Workspace;
  readonly tokens = new Tokens();
  readonly faults = new Faults();
  readonly problems: string[] = [];
  readonly files = new Files(this.problems);
  readonly calls: Call[] = [];
  readonly sockets: SocketMode;
  readonly triggers: Triggers;
  readonly responseUrls: ResponseUrls;
  readonly #http = createServer((request, response) => void this.#take(request, response));
  readonly #hanging = new Set<ServerResponse>();
  #ahead = 0;

  private constructor(given: Given) {
    const now = () => this.now();
    this.given = given;
    this.workspace = new Workspace(now);
    this.sockets = new SocketMode(this.problems);
    this.triggers = new Triggers(now);
    this.responseUrls = new ResponseUrls(
      this.workspace,
      now,
      this.problems,
      given.mostLetters,
      this.files,
    );
    this.tokens.add(BOT_TOKEN, 'bot', given.scopes);
    this.tokens.add(APP_TOKEN, 'app', ['connections:write']);
    this.#http.on('upgrade', (request, socket, head) =>
      this.sockets.upgrade(request, socket, head),
    );
  }

  static async open(given: Given): Promise<SlackServer> {
    const server = new SlackServer(given);
    await new Promise<void>((resolve) => server.#http.listen(0, '127.0.0.1', resolve));
    return server;
  }

  get apiUrl(): string {
    return `http://${this.#host}/api/`;
  }

  /** Where an answer to an interaction goes. */
  responseUrl(path: string): string {
    return `http://${this.#host}${path}`;
  }

  now(): number {
    return (this.given.clock ?? Date.now)() + this.#ahead;
  }

  /** Lets time go by. */
  advance(ms: number): void {
    this.#ahead += ms;
  }

  called(method: string): Args[] {
    return this.calls.filter((call) => call.method === method).map(({ args }) => args);
  }

  /** What was said and sent until now, for who asks very much. */
  forget(): void {
    this.workspace.messages.length = 0;
    this.calls.length = 0;
    this.sockets.sent.length = 0;
  }

  async close(): Promise<void> {
    this.sockets.close();
    for (const response of this.#hanging) response.destroy();
    this.#http.closeAllConnections();
    await new Promise((resolve) => this.#http.close(resolve));
  }

  get #host(): string {
    return `127.0.0.1:${(this.#http.address() as AddressInfo).port}`;
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // RFC 9110, 6.6.1: every answer says when it was made.
    response.setHeader('date', new Date(this.now()).toUTCString());
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const raw = Buffer.concat(chunks);
    const body = raw.toString('utf8');
    const path = request.url ?? '';
    const isRespond = path.startsWith('/respond/');
    const isUpload = path.startsWith('/upload/');
    const method = isRespond ? 'respond' : isUpload ? 'upload' : path.replace(/^\/api\//, '');
    const fault = this.faults.take(method);
    if (fault && !isApplied(fault)) return this.#instead(fault, response);
    const answered = isRespond
      ? this.#respond(path, body)
      : isUpload
        ? this.#upload(path, raw)
        : this.#call(method, request, body);
    if (fault) return this.#instead(fault, response);
    response.writeHead(answered.status, {
      'content-type': 'application/json; charset=utf-8',
      ...answered.headers,
    });
    response.end(answered.body);
  }

  #respond(path: string, body: string): Answered {
    try {
      this.calls.push({ method: 'respond', args: JSON.parse(body) });
    } catch {
      this.problems.push('an answer that is not JSON');
    }
    return this.responseUrls.post(path, body);
  }

  /** reference/methods/files.getUploadURLExternal: "HTTP 200 if the upload is successful" */
  #upload(path: string, bytes: Buffer): Answered {
    return this.files.receive(path, bytes)
      ? { status: 200, body: `OK - ${bytes.length}` }
      : { status: 404, body: 'not found' };
  }

  #call(name: string, request: IncomingMessage, body: string): Answered {
    const method = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined;
    const args = argumentsIn(body, request.headers['content-type'] ?? '');
    const inBody = args?.token;
    const { token: _, ...rest } = args ?? {};
    this.calls.push({ method: name, args: rest });
    if (!method) return json({ ok: false, error: 'unknown_method' });
    if (!args) return json({ ok: false, error: 'invalid_arguments' });
    const header = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
    // "passing it as a POST parameter will result in an error" (apps.connections.open)
    const token = header ?? (method.token === 'bot' ? String(inBody ?? '') : '');
    const slack = this.#slack();
    const access = this.tokens.allows(token, method.token, method.scope?.(rest, slack));
    const scopes = { 'x-oauth-scopes': this.tokens.scopesOf(token).join(',') };
    if (!access.ok) return json(access, scopes);
    for (const name of Object.keys(rest)) {
      if (!method.takes.includes(name)) this.problems.push(`${name} is no argument of its method`);
    }
    return json(method.run(rest, slack), scopes);
  }

  #slack(): Slack {
    const { workspace, sockets, triggers, problems, files } = this;
    const { mostLetters } = this.given;
    return {
      workspace,
      sockets,
      triggers,
      problems,
      files,
      origin: `http://${this.#host}`,
      mostLetters,
      socketOrigin: `ws://${this.#host}`,
    };
  }

  #instead(fault: Fault, response: ServerResponse): void {
    switch (fault.kind) {
      case 'rate-limited':
        response.writeHead(429, {
          'content-type': 'application/json',
          ...(fault.retryAfter !== undefined && { 'retry-after': String(fault.retryAfter) }),
        });
        response.end(JSON.stringify({ ok: false, error: 'ratelimited' }));
        return;
      case 'error':
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(JSON.stringify({ ok: false, error: fault.error }));
        return;
      case 'status':
      case 'applied-then-status':
        response.writeHead(fault.status, { 'content-type': 'text/html' });
        response.end('<html>not Slack</html>');
        return;
      case 'dropped':
      case 'applied-then-dropped':
        response.destroy();
        return;
      case 'hang':
        this.#hanging.add(response);
        return;
    }
  }
}

interface Answered {
  readonly status: number;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const isApplied = ({ kind }: Fault): boolean =>
  kind === 'applied-then-dropped' || kind === 'applied-then-status' || kind === 'hang';

const json = (answer: Answer, headers: Readonly<Record<string, string>> = {}): Answered => ({
  status: 200,
  body: JSON.stringify(answer),
  headers,
});

/** Url-encoded or JSON; undefined for what is neither. */
function argumentsIn(body: string, type: string): Args | undefined {
  try {
    if (type.startsWith('application/json')) return JSON.parse(body);
    return Object.fromEntries(
      [...new URLSearchParams(body)].map(([name, value]) => [
        name,
        IN_JSON.has(name) ? JSON.parse(value) : value,
      ]),
    );
  } catch {
    return undefined;
  }
}
