/** Discord: commands, buttons and lines in; answers and posts out. */
import {
  type ChatAdapter,
  type Delivery,
  type Destination,
  type Inbound,
  type Standing,
  StartError,
} from '../../chat/adapter.ts';
import type { Paint } from '../../chat/attachments.ts';
import type { Log } from '../../chat/reception.ts';
import type { Registry } from '../../chat/registry.ts';
import type { Reply } from '../../chat/reply.ts';
import { Calls } from './calls.ts';
import { Connection } from './connection.ts';
import { Deliveries } from './deliveries.ts';
import { type Ready, readInteraction, readMessage, readReady } from './incoming.ts';
import { Interactions } from './interactions.ts';
import { asideOf, lineOf } from './lines.ts';
import { Messages } from './messages.ts';
import { Registration } from './registration.ts';
import { Seen } from './seen.ts';
import { TIMING, type Timing } from './timing.ts';

export interface DiscordParts {
  readonly token: string;
  /** Where the clients connect instead of Discord. */
  readonly apiUrl?: string | undefined;
  /** Servers in which the commands are registered; everywhere where left out. */
  readonly guilds?: readonly string[] | undefined;
  /** Whether the privileged message-content intent was granted. */
  readonly messageContent: boolean;
  /** What a typed command begins with, where the intent is granted. */
  readonly prefix: string;
  readonly registry: Registry;
  readonly paint: Paint;
  readonly log: Log;
  /** How long things may take, where not as usual. */
  readonly timing?: Partial<Timing>;
}

export class DiscordAdapter implements ChatAdapter {
  readonly name = 'discord';
  readonly #parts: DiscordParts;
  readonly #calls: Calls;
  readonly #deliveries: Deliveries;
  readonly #timing: Timing;
  readonly #seen = new Seen();
  /** What was accepted and is not answered yet. */
  readonly #underWay = new Set<Promise<void>>();
  #connection: Connection | undefined;
  #self: Ready | undefined;
  #registered: Promise<void> | undefined;
  #isStopping = false;

  constructor(parts: DiscordParts) {
    const { token, apiUrl, log, timing } = parts;
    this.#parts = parts;
    this.#timing = { ...TIMING, ...timing };
    this.#calls = new Calls(token, baseOf(apiUrl), this.#timing, log);
    this.#deliveries = new Deliveries({ ...parts, calls: this.#calls });
  }

  get standing(): Standing {
    return this.#connection?.standing ?? { isUp: false, made: 0 };
  }

  async start(inbound: Inbound): Promise<void> {
    const { token, apiUrl, messageContent, prefix, log } = this.#parts;
    if (!/^[\w.-]+$/.test(token)) {
      throw new StartError(
        'the token has characters that no token has: set it anew (docs/discord.md)',
      );
    }
    if (!messageContent) {
      log.info(
        {},
        `without the Message Content Intent "${prefix}command" is not heard in channels; commands, mentions and direct messages are`,
      );
    }
    const parts = { ...this.#parts, calls: this.#calls, timing: this.#timing };
    const interactions = new Interactions(parts, inbound);
    const messages = new Messages(parts, inbound);
    this.#connection = new Connection({
      token,
      apiUrl: baseOf(apiUrl),
      messageContent,
      log,
      timing: this.#timing,
      onReady: (data) => this.#ready(data),
      onInteraction: (data) => this.#interaction(data, interactions),
      onMessage: (data) => this.#message(data, messages),
    });
    await this.#connection.open();
    await this.#registered;
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    while (this.#underWay.size > 0) await Promise.all(this.#underWay);
    await this.#connection?.close();
    this.#calls.close();
  }

  send(to: Destination, reply: Reply, key: string): Promise<Delivery> {
    return this.#deliveries.send(to, reply, key);
  }

  findDelivery(to: Destination, key: string): Promise<Delivery | undefined> {
    return this.#deliveries.findDelivery(to, key);
  }

  #ready(data: unknown): void {
    const { registry, log, guilds } = this.#parts;
    this.#calls.allow();
    this.#self = readReady(data) ?? this.#self;
    if (!this.#self) log.error({}, 'Discord began a session in a form that is not known');
    else
      this.#registered ??= new Registration(this.#calls, registry, log, guilds).bring(this.#self);
  }

  #interaction(data: unknown, interactions: Interactions): void {
    if (this.#isStopping) return;
    const interaction = readInteraction(data);
    if (!interaction) {
      this.#parts.log.warn({}, 'an interaction in a form that is not known was ignored');
    } else if (this.#seen.first(interaction.id)) {
      this.#track(interactions.take(interaction));
    }
  }

  #message(data: unknown, messages: Messages): void {
    const message = this.#isStopping ? undefined : readMessage(data);
    if (!message || !this.#self) return;
    const { messageContent, prefix } = this.#parts;
    const ears = { self: this.#self.user.id, prefix: messageContent ? prefix : undefined };
    const addressed = lineOf(message, ears);
    const line = addressed ?? asideOf(message, ears);
    if (line !== undefined && this.#seen.first(message.id)) {
      this.#track(messages.take(message, { line, isAside: addressed === undefined }));
    }
  }

  #track(work: Promise<void>): void {
    const { log } = this.#parts;
    const tracked = work
      .catch((error: Error) => log.error({ error: error.stack }, 'unexpected fault'))
      .finally(() => this.#underWay.delete(tracked));
    this.#underWay.add(tracked);
  }
}

/** The SDK adds the version of the API itself. */
const baseOf = (apiUrl: string | undefined): string | undefined =>
  apiUrl?.replace(/\/+$/, '').replace(/\/v\d+$/, '');
