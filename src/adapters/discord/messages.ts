/** Questions that are written: direct messages, mentions, and lines with a prefix. */
import { Routes } from 'discord.js';
import type { Inbound } from '../../chat/adapter.ts';
import type { Paint } from '../../chat/attachments.ts';
import type { Log } from '../../chat/reception.ts';
import type { Registry } from '../../chat/registry.ts';
import { answer, answerAside } from './asking.ts';
import type { Calls } from './calls.ts';
import { CODE, type Fault, isAboutFiles, isFault } from './errors.ts';
import { authorOf, type IncomingMessage, isThread } from './incoming.ts';
import { bodyOf, type Rendered, withoutFiles } from './render.ts';

export interface MessageParts {
  readonly registry: Registry;
  readonly calls: Calls;
  readonly paint: Paint;
  readonly log: Log;
}

/** Threads of which the channel is remembered. */
const MOST_THREADS = 1000;
/** Answers of which it is remembered to which talk they belong. */
const MOST_TALKS = 10_000;

export class Messages {
  readonly #parts: MessageParts;
  readonly #inbound: Inbound;
  readonly #parents = new Map<string, string>();
  readonly #talks = new Map<string, string>();

  constructor(parts: MessageParts, inbound: Inbound) {
    this.#parts = parts;
    this.#inbound = inbound;
  }

  /** Resolves when the line is answered below the message, if it is to be; never throws. */
  async take(message: IncomingMessage, said: { line: string; isAside: boolean }): Promise<void> {
    const { log } = this.#parts;
    try {
      const asker = {
        ...authorOf(message, await this.#channelOf(message)),
        ...this.#talkOf(message),
      };
      const answering = { ...this.#parts, inbound: this.#inbound };
      const rendered = said.isAside
        ? await answerAside(answering, said.line, asker)
        : await answer(answering, { kind: 'line', line: said.line }, asker, false);
      if (!rendered) return;
      const posted = await this.#reply(message, rendered).catch(async (error: Fault) => {
        if (rendered.files.length === 0 || !isAboutFiles(error)) throw error;
        log.warn({ channel: message.channel_id }, `files were not posted: ${error.message}`);
        return this.#reply(message, withoutFiles(rendered));
      });
      this.#keep(posted, asker.thread);
    } catch (error) {
      const { id, channel_id: channel } = message;
      log.warn({ message: id, channel }, `an answer was not posted: ${(error as Error).message}`);
    }
  }

  /** The nonce makes trying again harmless for as long as Discord remembers it. */
  async #reply({ id, channel_id }: IncomingMessage, rendered: Rendered): Promise<unknown> {
    const post = (reference: object) =>
      this.#parts.calls.patiently({
        method: 'POST',
        route: Routes.channelMessages(channel_id),
        body: { ...bodyOf(rendered), ...reference, nonce: id, enforce_nonce: true },
        files: rendered.files,
      });
    try {
      return await post({ message_reference: { message_id: id, fail_if_not_exists: false } });
    } catch (error) {
      if (!isFault(error, CODE.noReplyWithoutHistory)) throw error;
      return post({});
    }
  }

  /** A thread of Discord's, or the answers and replies that hang on one question. */
  #talkOf({ id, guild_id, channel_id, channel_type, ...message }: IncomingMessage) {
    if (guild_id === undefined) return {};
    if (isThread(channel_type)) return { thread: channel_id };
    const repliedTo = message.message_reference?.message_id;
    if (repliedTo === undefined) return { thread: id, isThreadStart: true };
    // Of an older answer nothing is known any more: then it is a talk of which nothing was told.
    return { thread: this.#talks.get(repliedTo) ?? repliedTo };
  }

  #keep(posted: unknown, talk: string | undefined): void {
    const { id } = (posted ?? {}) as { id?: unknown };
    if (typeof id !== 'string' || talk === undefined) return;
    if (this.#talks.size >= MOST_TALKS) this.#talks.delete(this.#talks.keys().next().value ?? '');
    this.#talks.set(id, talk);
  }

  /** A thread counts as the channel in which it was opened, where Discord says which that is. */
  async #channelOf({ channel_id, channel_type, guild_id }: IncomingMessage): Promise<string> {
    if (guild_id === undefined || !isThread(channel_type)) return channel_id;
    const known = this.#parents.get(channel_id);
    if (known !== undefined) return known;
    const { calls, log } = this.#parts;
    try {
      const thread = await calls.once({ method: 'GET', route: Routes.channel(channel_id) });
      const { parent_id: parent } = thread as { parent_id?: unknown };
      if (typeof parent !== 'string') return channel_id;
      if (this.#parents.size >= MOST_THREADS) this.#parents.clear();
      this.#parents.set(channel_id, parent);
      return parent;
    } catch (error) {
      log.warn(
        { channel: channel_id },
        `a thread's channel is unknown: ${(error as Fault).message}`,
      );
      return channel_id;
    }
  }
}
