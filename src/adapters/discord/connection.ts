/**
 * The connection to Discord's gateway, by discord.js: brought up, kept up, and brought up again.
 *
 * Of what is dispatched, interactions and messages are handed on as Discord sent them. The client's
 * own structures of them are not made: one malformed payload throws there where nobody can catch it
 * and ends the process, and a server that is not cached, as it is without the intent for servers,
 * loses messages.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { Client, GatewayCloseCodes, GatewayIntentBits } from 'discord.js';
import { type Standing, StartError } from '../../chat/adapter.ts';
import type { Log } from '../../chat/reception.ts';
import { faultOf } from './errors.ts';
import { scrubbed } from './scrub.ts';
import { type Timing, waitBefore } from './timing.ts';

export interface ConnectionParts {
  readonly token: string;
  readonly apiUrl: string | undefined;
  readonly messageContent: boolean;
  readonly log: Log;
  readonly timing: Timing;
  /** Each time a session begins. */
  onReady(data: unknown): void;
  onInteraction(data: unknown): void;
  onMessage(data: unknown): void;
}

/** What the client itself must see to know how its connection stands. */
const CLIENTS_OWN = new Set(['READY', 'RESUMED']);

const IN_PORTAL = 'in the Discord Developer Portal under Bot';

/** Why Discord will not have this connection, however often it is tried. */
const ENDED_FOR_GOOD: Readonly<Record<number, string>> = {
  [GatewayCloseCodes.AuthenticationFailed]: `the token is not accepted: take a new one ${IN_PORTAL}`,
  [GatewayCloseCodes.DisallowedIntents]: `the Message Content Intent is not granted: switch it on ${IN_PORTAL}, or set discord.messageContent to false`,
  [GatewayCloseCodes.InvalidIntents]: 'Discord knows other intents than this version asks for',
  [GatewayCloseCodes.InvalidAPIVersion]:
    'Discord no longer speaks the version of its API used here',
  [GatewayCloseCodes.InvalidShard]: 'Discord does not accept the shard of this connection',
  [GatewayCloseCodes.ShardingRequired]: 'the bot is on too many servers for one connection',
};

export class Connection {
  readonly #parts: ConnectionParts;
  readonly #closing = new AbortController();
  #client: Client | undefined;
  /** The code with which Discord last ended a connection for good. */
  #endedWith: number | undefined;
  #isLost = false;
  #isUp = false;
  #made = 0;

  constructor(parts: ConnectionParts) {
    this.#parts = parts;
  }

  get standing(): Standing {
    return { isUp: this.#isUp && !this.#closing.signal.aborted, made: this.#made };
  }

  /** Resolves when a session has begun, or the connection was closed; throws {@link StartError}. */
  async open(): Promise<void> {
    const { log, timing } = this.#parts;
    for (let attempt = 0; !this.#closing.signal.aborted; attempt++) {
      try {
        await this.#login();
        return;
      } catch (error) {
        const reason = this.#reasonToGiveUp(error);
        if (reason) throw new StartError(reason);
        const fault = faultOf(error);
        const wait = Math.max(waitBefore(attempt, timing), (fault.retryAfter ?? 0) * 1000);
        const seconds = Math.round(wait / 100) / 10;
        log.warn({ attempt, seconds }, `Discord cannot be reached: ${fault.message}; trying again`);
        await pause(wait, undefined, { signal: this.#closing.signal }).catch(() => undefined);
      }
    }
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#client?.destroy();
  }

  async #login(): Promise<void> {
    const client = this.#newClient();
    this.#client = client;
    this.#endedWith = undefined;
    const { signal } = this.#closing;
    let give = (): void => undefined;
    const began = new Promise<void>((resolve, reject) => {
      give = resolve;
      client.ws.on('READY' as never, () => resolve());
      signal.addEventListener('abort', give, { once: true });
      client.login(this.#parts.token).catch(reject);
    });
    await began.finally(() => signal.removeEventListener('abort', give));
  }

  #newClient(): Client {
    const { token, apiUrl, log, timing, messageContent } = this.#parts;
    const client = new Client({
      // The least: questions in direct messages and by mention; servers and members are not watched.
      intents: [
        GatewayIntentBits.GuildMessages,
        GatewayIntentBits.DirectMessages,
        ...(messageContent ? [GatewayIntentBits.MessageContent] : []),
      ],
      rest: { ...(apiUrl !== undefined && { api: apiUrl }), retries: 0, timeout: timing.request },
    });
    this.#takeDispatches(client);
    client.on('debug', (message) => log.debug({}, scrubbed(message, token)));
    client.on('warn', (message) => log.warn({}, scrubbed(message, token)));
    client.on('error', (error) => log.warn({ error: scrubbed(error.message, token) }, 'Discord'));
    client.on('shardError', (error) => log.debug({ error: error.message }, 'gateway'));
    client.on('shardReconnecting', () => this.#lost());
    client.on('shardResume', (_shard, replayed) => this.#found({ replayed }));
    client.on('shardDisconnect', ({ code }) => void this.#ended(client, code));
    return client;
  }

  #takeDispatches(client: Client): void {
    const { onReady, onInteraction, onMessage } = this.#parts;
    const take = (event: string, hand: (data: unknown) => void) =>
      client.ws.on(event as never, (data: unknown) => {
        if (!this.#closing.signal.aborted) hand(data);
      });
    take('READY', (data) => {
      this.#found({});
      onReady(data);
    });
    take('INTERACTION_CREATE', onInteraction);
    take('MESSAGE_CREATE', onMessage);
    const own = client.ws as unknown as {
      handlePacket(packet: { t: string }, shard: unknown): boolean;
    };
    const handlePacket = own.handlePacket.bind(own);
    own.handlePacket = (packet, shard) =>
      packet && CLIENTS_OWN.has(packet.t) ? handlePacket(packet, shard) : true;
  }

  #lost(): void {
    this.#isUp = false;
    if (this.#isLost || this.#closing.signal.aborted) return;
    this.#isLost = true;
    this.#parts.log.warn({}, 'the connection to Discord is lost; trying again');
  }

  #found(fields: object): void {
    if (this.#isLost) this.#parts.log.info(fields, 'connected to Discord again');
    this.#isLost = false;
    this.#isUp = true;
    this.#made += 1;
  }

  /** Ended for good after it once stood: the token was changed, an intent withdrawn. */
  async #ended(client: Client, code: number): Promise<void> {
    this.#endedWith = code;
    this.#isUp = false;
    const stood = client === this.#client && client.user !== null;
    if (!stood || this.#closing.signal.aborted) return;
    const { log, timing } = this.#parts;
    log.error({ code }, `Discord ended the connection: ${ENDED_FOR_GOOD[code] ?? `code ${code}`}`);
    await client.destroy();
    // Trying again keeps the process, and hears of it when someone has put it right.
    while (!this.#closing.signal.aborted) {
      await pause(timing.longestWait, undefined, { signal: this.#closing.signal }).catch(
        () => undefined,
      );
      try {
        await this.open();
        return;
      } catch (error) {
        log.error({}, `Discord is not connected: ${(error as Error).message}`);
      }
    }
  }

  #reasonToGiveUp(error: unknown): string | undefined {
    const { code } = error as { code?: unknown };
    if (code === 'TokenInvalid') return ENDED_FOR_GOOD[GatewayCloseCodes.AuthenticationFailed];
    return this.#endedWith === undefined
      ? undefined
      : (ENDED_FOR_GOOD[this.#endedWith] ?? `Discord ended the connection (${this.#endedWith})`);
  }
}
