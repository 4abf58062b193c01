/** Posts that must be there once: sent under a key that Slack keeps with the message, and found by it. */
import type { webApi } from '@slack/bolt';
import { type Delivery, DeliveryError, type Destination } from '../../chat/adapter.ts';
import type { Log } from '../../chat/reception.ts';
import { attempted, MOST_ATTEMPTS, type Patience, waitOf } from './attempts.ts';
import { deliveryError } from './errors.ts';
import { LIMITS } from './limits.ts';
import type { Message } from './render.ts';

/** The name of our metadata on a message (docs.slack.dev/messaging/message-metadata). */
const EVENT_TYPE = 'aide_delivery';

export interface DeliveriesParts extends Patience {
  /** Its retries are off: what Slack did before a connection broke would be done again. */
  readonly client: Pick<webApi.WebClient, 'chat' | 'conversations'>;
  readonly log: Log;
}

/** A message at whatever size it is asked for; bare where Slack does not show its picture. */
export type Renders = (size: number, isBare?: boolean) => Message;

/** Messages of a channel or a thread on a page, and pages that are looked through. */
const PAGE = 200;
const MOST_PAGES = 25;

/** How sizes shrink when Slack says that a message is too long. */
const SIZES = [LIMITS.size, LIMITS.size / 2, LIMITS.size / 4];

/** Slack's words for a message that is too long; nothing was posted. */
const TOO_LONG = new Set(['msg_blocks_too_long', 'msg_too_long', 'invalid_blocks', 'HTTP 400']);

/**
 * Slack's words for a picture that it does not show yet: files "are processed asynchronously"
 * (docs.slack.dev/reference/methods/files.getUploadURLExternal), and to ask how far it is with one
 * would take the right to read all files.
 */
const NOT_READY = new Set(['invalid_blocks', 'HTTP 400', 'HTTP 404']);

/** Seconds between tries; with these an answer's address is used five times, which is its most. */
const UNTIL_READY = [0.5, 1.5, 3];

/**
 * Does something with a message: again where Slack is not ready to show its picture, and in the end
 * without it; smaller where Slack finds it too long.
 */
export async function fitting<T>(
  renders: Renders,
  act: (message: Message) => Promise<T>,
  { pause }: Patience,
): Promise<T> {
  const whole = renders(LIMITS.size);
  const isIllustrated = whole.blocks.some(({ type }) => type === 'image');
  for (const seconds of isIllustrated ? [...UNTIL_READY, 0] : []) {
    try {
      return await act(whole);
    } catch (thrown) {
      const error = deliveryError(thrown);
      if (TOO_LONG.has(error.message) && !NOT_READY.has(error.message)) break;
      if (!NOT_READY.has(error.message)) throw error;
      if (seconds > 0) await pause(seconds);
    }
  }
  for (const size of SIZES) {
    try {
      return await act(renders(size, isIllustrated));
    } catch (thrown) {
      const error = deliveryError(thrown);
      if (!TOO_LONG.has(error.message) || size === SIZES.at(-1)) throw error;
    }
  }
  throw new DeliveryError('refused', 'msg_blocks_too_long');
}

/** Text is text: nothing in it becomes a link, a mention or a preview. */
export const AS_TEXT = { parse: 'none', link_names: false } as const;
export const NO_PREVIEWS = { mrkdwn: false, unfurl_links: false, unfurl_media: false } as const;

export class Deliveries {
  readonly #parts: DeliveriesParts;

  constructor(parts: DeliveriesParts) {
    this.#parts = parts;
  }

  /** Posts once; throws `DeliveryError`. */
  send(to: Destination, renders: Renders, key: string): Promise<Delivery> {
    const { chat } = this.#parts.client;
    return fitting(
      renders,
      async ({ text, blocks }) => {
        const { ts } = await chat.postMessage({
          channel: to.channel,
          ...(to.thread !== undefined && { thread_ts: to.thread }),
          text,
          blocks,
          ...AS_TEXT,
          ...NO_PREVIEWS,
          metadata: { event_type: EVENT_TYPE, event_payload: { key } },
        });
        if (!ts) throw new DeliveryError('unknown', 'Slack did not say which message it posted');
        return { message: ts };
      },
      this.#parts,
    );
  }

  /** Changes a post in its place; undefined when it went well. */
  edit(channel: string, message: string, renders: Renders): Promise<DeliveryError | undefined> {
    const { chat } = this.#parts.client;
    const act = () =>
      fitting(
        renders,
        ({ text, blocks }) => chat.update({ channel, ts: message, text, blocks, ...AS_TEXT }),
        this.#parts,
      );
    return attempted(act, this.#parts, true);
  }

  /** Our post that bears the key; throws `DeliveryError`. */
  async find(to: Destination, key: string): Promise<Delivery | undefined> {
    for await (const delivery of this.#bearing(to, key)) return delivery;
    return undefined;
  }

  /** How many of our posts bear the key; throws `DeliveryError`. */
  async count(to: Destination, key: string): Promise<number> {
    let count = 0;
    for await (const _ of this.#bearing(to, key)) count++;
    return count;
  }

  /** Our posts that bear the key, among the latest messages. */
  async *#bearing(to: Destination, key: string): AsyncGenerator<Delivery> {
    let cursor: string | undefined;
    for (let page = 0; page < MOST_PAGES; page++) {
      const found = await this.#page(to, cursor).catch((error) => {
        throw deliveryError(error);
      });
      for (const { metadata, ts } of found.messages ?? []) {
        const payload = metadata?.event_payload as { key?: unknown } | undefined;
        if (ts && metadata?.event_type === EVENT_TYPE && payload?.key === key) {
          yield { message: ts };
        }
      }
      cursor = found.response_metadata?.next_cursor || undefined;
      if (!cursor) return;
    }
    this.#parts.log.warn({ channel: to.channel }, 'a post was not found among the latest messages');
  }

  /** A thread's replies stand in no channel's history. */
  #page({ channel, thread }: Destination, cursor: string | undefined) {
    const { conversations } = this.#parts.client;
    const page = { channel, limit: PAGE, include_all_metadata: true, ...(cursor && { cursor }) };
    return thread === undefined
      ? conversations.history(page)
      : conversations.replies({ ...page, ts: thread });
  }

  /**
   * Posts an answer, and sees to it that it is there once: waits where Slack asks to wait, and looks
   * for it before sending again. Throws `DeliveryError` where it cannot be had.
   */
  async sendOnce(
    to: Destination,
    renders: Renders,
    key: string,
    mayBeThere = false,
  ): Promise<Delivery> {
    let isUnsure = mayBeThere;
    for (let attempt = 1; ; attempt++) {
      try {
        const there = isUnsure ? await this.find(to, key) : undefined;
        return there ?? (await this.send(to, renders, key));
      } catch (thrown) {
        const error = deliveryError(thrown);
        if (error.kind === 'refused' || attempt >= MOST_ATTEMPTS) throw error;
        isUnsure ||= error.kind === 'unknown';
        await this.#parts.pause(waitOf(error, attempt));
      }
    }
  }
}
