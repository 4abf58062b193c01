/** Posts that must be there once: how they are sent, and how they are found again. */
import { type APIMessage, Routes } from 'discord.js';
import { type Delivery, DeliveryError, type Destination } from '../../chat/adapter.ts';
import { attached, type Paint } from '../../chat/attachments.ts';
import { phrasebook } from '../../chat/phrasebook.ts';
import type { Log } from '../../chat/reception.ts';
import type { Registry } from '../../chat/registry.ts';
import { plainText, type Reply } from '../../chat/reply.ts';
import { digest } from './actions.ts';
import type { Calls } from './calls.ts';
import { readId } from './components.ts';
import { CODE, deliveryError, type Fault, isAboutFiles, isFault } from './errors.ts';
import { plain } from './escape.ts';
import { MESSAGES_READ, NONCE, THREAD_NAME } from './limits.ts';
import { bodyOf, type Rendered, renderReply, withoutFiles } from './render.ts';

/** How many messages are read at the most to find one of which nothing else is known. */
const MOST_READ = 2000;

/** Clocks differ: so much before it was first tried a post may have been dated. Milliseconds. */
const CLOCKS_DIFFER = 10 * 60_000;

/** Tries that are remembered, to know how far back a post can lie. */
const MOST_TRIES = 1000;

const DISCORD_EPOCH = 1_420_070_400_000;

export interface DeliveriesParts {
  readonly calls: Calls;
  readonly registry: Registry;
  readonly paint: Paint;
  readonly log: Log;
}

export class Deliveries {
  readonly #calls: Calls;
  readonly #registry: Registry;
  readonly #paint: Paint;
  readonly #log: Log;
  readonly #triedAt = new Map<string, number>();

  constructor({ calls, registry, paint, log }: DeliveriesParts) {
    this.#calls = calls;
    this.#registry = registry;
    this.#paint = paint;
    this.#log = log;
  }

  /**
   * Posts once. `thread` is the id of a thread, or of a message: a thread that is started from a
   * message has the message's own id, and a message can have one thread only (Start Thread from
   * Message). So the post goes to the channel of that id; where Discord knows none, a thread is
   * started from the message of that id, and the post goes there.
   */
  async send(to: Destination, reply: Reply, key: string): Promise<Delivery> {
    const place = to.thread ?? to.channel;
    const mark = markOf(place, key);
    if (!this.#triedAt.has(mark)) this.#triedAt.set(mark, Date.now());
    if (this.#triedAt.size > MOST_TRIES) {
      this.#triedAt.delete(this.#triedAt.keys().next().value as string);
    }
    const { reply: told, ...files } = await attached(reply, this.#paint, this.#log);
    const look = { registry: this.#registry, share: false, key: mark, ...files };
    const rendered = renderReply(told, look);
    return this.#told(to, async () => {
      const message = await this.#post(place, rendered, mark).catch(async (error: Fault) => {
        if (!to.thread || !isFault(error, CODE.unknownChannel)) throw error;
        await this.#startThread(to.channel, to.thread, reply);
        return this.#post(place, rendered, mark);
      });
      return { message: message.id };
    });
  }

  /** The post, told by the key in the id of a button: Discord gives no nonce back. */
  async findDelivery(to: Destination, key: string): Promise<Delivery | undefined> {
    const place = to.thread ?? to.channel;
    const mark = markOf(place, key);
    return this.#told(to, async () => {
      const oldest = this.#oldestOf(mark);
      let before: string | undefined;
      for (let read = 0; read < MOST_READ || oldest > 0; read += MESSAGES_READ) {
        const page = await this.#messages(to, before);
        const found = page.find((message) => bears(message, mark));
        if (found) return { message: found.id };
        if (page.length === 0 && before === undefined) await this.#mustBeEmpty(place, oldest);
        before = page.at(-1)?.id;
        if (page.length < MESSAGES_READ || before === undefined) return undefined;
        if (dateOf(before) < oldest) return undefined;
      }
      this.#log.warn({ place }, `a post was not found among the last ${MOST_READ} messages`);
      return undefined;
    });
  }

  async #post(channel: string, rendered: Rendered, mark: string): Promise<APIMessage> {
    const route = Routes.channelMessages(channel);
    const body = { ...bodyOf(rendered), nonce: mark.slice(0, NONCE), enforce_nonce: true };
    const { files } = rendered;
    try {
      return (await this.#calls.once({ method: 'POST', route, body, files })) as APIMessage;
    } catch (error) {
      if (files.length === 0 || !isAboutFiles(error)) throw error;
      this.#log.warn({ channel }, `files were not posted: ${(error as Fault).message}`);
      return this.#post(channel, withoutFiles(rendered), mark);
    }
  }

  async #startThread(channel: string, message: string, { title, locale }: Reply): Promise<void> {
    const words = plain(plainText(title), THREAD_NAME);
    const name = words === '' ? phrasebook(locale).text('console.title') : words;
    try {
      await this.#calls.patiently({
        method: 'POST',
        route: Routes.threads(channel, message),
        body: { name },
      });
    } catch (error) {
      if (!isFault(error, CODE.threadExists)) throw error; // else it was heard before
    }
  }

  /** Newest first. A thread that was not started yet holds nothing. */
  async #messages({ channel, thread }: Destination, before?: string): Promise<APIMessage[]> {
    try {
      const read = await this.#calls.patiently({
        method: 'GET',
        route: Routes.channelMessages(thread ?? channel),
        query: { limit: MESSAGES_READ, ...(before && { before }) },
      });
      return Array.isArray(read) ? (read as APIMessage[]) : [];
    } catch (error) {
      if (thread && isFault(error, CODE.unknownChannel)) return [];
      throw error;
    }
  }

  /** Without the permission to read its history a channel looks empty: that is no answer. */
  async #mustBeEmpty(place: string, oldest: number): Promise<void> {
    let last: unknown;
    try {
      const channel = await this.#calls.patiently({ method: 'GET', route: Routes.channel(place) });
      last = (channel as { last_message_id?: unknown }).last_message_id;
    } catch (error) {
      if (isFault(error, CODE.unknownChannel)) return;
      throw error;
    }
    if (typeof last !== 'string' || dateOf(last) < oldest) return;
    const need = 'the bot needs the permission Read Message History there';
    throw new DeliveryError('unknown', `the messages of the channel cannot be read: ${need}`);
  }

  /** When a post that this process tried can have been made at the earliest; 0 where it tried none. */
  #oldestOf(mark: string): number {
    const at = this.#triedAt.get(mark);
    return at === undefined ? 0 : at - CLOCKS_DIFFER;
  }

  async #told<T>(to: Destination, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw error instanceof DeliveryError ? error : deliveryError(error as Fault, to);
    }
  }
}

/** Also the nonce: the same key in another place is another post. */
const markOf = (place: string, key: string): string => digest(`${place} ${key}`, 22);

const bears = ({ components = [] }: APIMessage, mark: string): boolean =>
  components.some(
    (row) =>
      'components' in row &&
      row.components.some(
        (element) => 'custom_id' in element && readId(element.custom_id).key === mark,
      ),
  );

/** When the thing of this id was made. */
const dateOf = (id: string): number => Number(BigInt(id) >> 22n) + DISCORD_EPOCH;
