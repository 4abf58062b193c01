/** Answers that only the one who asked sees: through the address that came with the question. */
import type { RespondArguments, RespondFn, webApi } from '@slack/bolt';
import type { DeliveryError } from '../../chat/adapter.ts';
import { phrasebook } from '../../chat/phrasebook.ts';
import type { Log } from '../../chat/reception.ts';
import { type Reply, text } from '../../chat/reply.ts';
import type { Locale } from '../../domain/locale.ts';
import { attempted, type Patience } from './attempts.ts';
import { AS_TEXT, fitting, NO_PREVIEWS, type Renders } from './deliveries.ts';
import { LIMITS } from './limits.ts';
import { type Message, renderReply } from './render.ts';
import type { Spelling } from './spelling.ts';

/** Where an answer for one reader goes. */
export interface Place {
  readonly channel: string;
  readonly user: string;
  readonly thread?: string | undefined;
  /** Five uses in half an hour (docs.slack.dev/interactivity/handling-user-interaction). */
  readonly respond: RespondFn;
}

export interface PrivateAnswersParts extends Patience {
  readonly client: Pick<webApi.WebClient, 'chat'>;
  readonly spelling: Spelling;
  readonly log: Log;
}

export class PrivateAnswers {
  readonly #parts: PrivateAnswersParts;

  constructor(parts: PrivateAnswersParts) {
    this.#parts = parts;
  }

  /** A new message. Where nobody can say whether it came, a line says that, rather than it twice. */
  async tell(place: Place, renders: Renders, locale: Locale): Promise<void> {
    const error = await this.#respond(place, renders, { replace_original: false });
    if (!error) return;
    if (error.kind === 'unknown') await this.#tellUnsure(place, locale);
    else await this.#tellAnew(place, renders, error);
  }

  /** In the place of the message in which something was pressed; as a new one where that is gone. */
  async replace(place: Place, renders: Renders): Promise<void> {
    const error = await this.#respond(place, renders, { replace_original: true });
    if (error) await this.#tellAnew(place, renders, error);
  }

  /** For everyone in the channel, where the bot itself is no member; undefined when it went well. */
  publish({ respond }: Place, renders: Renders): Promise<DeliveryError | undefined> {
    const how = { response_type: 'in_channel', replace_original: false } as const;
    const act = () => fitting(renders, (message) => answered(respond, message, how), this.#parts);
    return attempted(act, this.#parts, false);
  }

  /** A line of our own, under what stands there. */
  line(place: Place, words: string, locale: Locale): Promise<void> {
    return this.tell(place, () => this.#rendered(words, locale), locale);
  }

  /** Undefined when it went well. Replacing twice is replacing once; telling is not. */
  #respond(
    { respond, thread }: Place,
    renders: Renders,
    how: { replace_original: boolean },
  ): Promise<DeliveryError | undefined> {
    // A new message stands beside what was pressed: in its thread
    // (docs.slack.dev/interactivity/handling-user-interaction#publishing_in_thread).
    const beside = thread !== undefined && !how.replace_original && { thread_ts: thread };
    const act = () =>
      fitting(
        renders,
        (message) => answered(respond, message, { response_type: 'ephemeral', ...how, ...beside }),
        this.#parts,
      );
    return attempted(act, this.#parts, how.replace_original);
  }

  async #tellUnsure(place: Place, locale: Locale): Promise<void> {
    const message = this.#rendered(phrasebook(locale).text('slack.answer-unsure'), locale);
    this.#parts.log.warn(
      {},
      'it is not known whether an answer came to Slack; its reader is told so',
    );
    const error = await this.#respond(place, () => message, { replace_original: false });
    // The second time the reader rather has the line twice than nothing at all.
    if (error) await this.#tellAnew(place, () => message, error);
  }

  /** The address is used up or was refused: a new message, not through it. */
  async #tellAnew(place: Place, renders: Renders, error: DeliveryError): Promise<void> {
    const { client, log } = this.#parts;
    const { channel, user, thread } = place;
    log.debug({ error: error.message }, 'answering without the address of the question');
    const act = () =>
      fitting(
        renders,
        ({ text, blocks }) =>
          client.chat.postEphemeral({
            channel,
            user,
            ...(thread !== undefined && { thread_ts: thread }),
            text,
            blocks,
            ...AS_TEXT,
          }),
        this.#parts,
      );
    const failed = await attempted(act, this.#parts, false);
    if (!failed) return;
    const reasons = { error: failed.message, before: error.message };
    log.error(reasons, 'an answer could not be brought to Slack');
  }

  #rendered(words: string, locale: Locale): Message {
    const reply: Reply = { locale, title: [text(words)], blocks: [], actions: [], error: true };
    return renderReply(reply, { spelling: this.#parts.spelling, size: LIMITS.size });
  }
}

/** Slack answers some refusals with 200 and says no in the body. */
async function answered(
  respond: RespondFn,
  message: Message,
  how: Pick<RespondArguments, 'response_type' | 'replace_original' | 'thread_ts'>,
): Promise<void> {
  const { text, blocks } = message;
  const response = await respond({ text, blocks, ...AS_TEXT, ...NO_PREVIEWS, ...how });
  const body = await response.text().catch(() => '');
  const [, words] = /^\s*\{\s*"ok"\s*:\s*false\s*,\s*"error"\s*:\s*"([\w ]+)"/.exec(body) ?? [];
  if (!words) return;
  // Of an address whose time is over it says "Expired url".
  const error = words.toLowerCase().replaceAll(' ', '_');
  throw Object.assign(new Error(error), { data: { error } });
}
