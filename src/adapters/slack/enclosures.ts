/**
 * What goes with an answer, brought to Slack: its picture for a block of the message, its documents
 * into the thread, or where one reader alone is answered into their direct messages.
 *
 * A message that one reader alone sees can hold no files. It can show a picture that lies with Slack
 * and was shared nowhere: "the user posting these blocks must have access to this file"
 * (docs.slack.dev/reference/block-kit/composition-objects/slack-file-object), and the bot has.
 */
import type { webApi } from '@slack/bolt';
import { DeliveryError } from '../../chat/adapter.ts';
import { type Attachment, attached, type Paint, withNote } from '../../chat/attachments.ts';
import { phrasebook } from '../../chat/phrasebook.ts';
import type { Log } from '../../chat/reception.ts';
import { plainText, type Reply } from '../../chat/reply.ts';
import { within } from '../in-time.ts';
import { attempted, type Patience } from './attempts.ts';
import { AS_TEXT, NO_PREVIEWS } from './deliveries.ts';
import { deliveryError } from './errors.ts';
import { escaped, literal, shortened } from './literal.ts';
import { BOT_NAME } from './manifest.ts';
import type { Picture } from './render.ts';

/** An answer of which all that goes with it lies with Slack. */
export interface Enclosed {
  readonly reply: Reply;
  /** The same for where Slack does not show the picture. */
  readonly bare: Reply;
  readonly picture?: Picture;
  /** Where its documents are, if elsewhere. */
  readonly remark?: string;
  /** Sent, and to be shared somewhere. */
  readonly documents: readonly { readonly file: string; readonly name: string }[];
}

/** Where files are shared. */
export type Whereto =
  | { readonly channel: string; readonly thread?: string | undefined }
  | { readonly user: string };

export interface EnclosuresParts extends Patience {
  readonly client: Pick<webApi.WebClient, 'apiCall' | 'chat'>;
  readonly paint: Paint;
  readonly log: Log;
  /** Milliseconds for sending a file. */
  readonly timeout: number;
}

/** The words that introduce files: few of them, beside which the files stand. */
const LONGEST_COMMENT = 300;

/** Seconds: somebody waits for the answer, which is worth more than what goes with it. */
const LONGEST_PAUSE = 10;

export class Enclosures {
  readonly #parts: EnclosuresParts;
  readonly #patience: Patience = {
    pause: (seconds) =>
      seconds > LONGEST_PAUSE
        ? Promise.reject(new DeliveryError('later', `to wait ${seconds} seconds is too long`))
        : this.#parts.pause(seconds),
  };

  constructor(parts: EnclosuresParts) {
    this.#parts = parts;
  }

  /** Never throws: what cannot be sent is missing, and the answer says so. */
  async enclose(answer: Reply): Promise<Enclosed> {
    const { paint, log } = this.#parts;
    const { reply, picture, documents } = await attached(answer, paint, log);
    const [shown, sent] = await Promise.all([
      picture && this.#brought('picture', () => this.#kept(picture)),
      documents.length === 0
        ? []
        : this.#brought('documents', () => Promise.all(documents.map((d) => this.#sent(d)))),
    ]);
    const told = sent ? reply : withNote(reply, 'attachment.none');
    const bare = picture ? withNote(told, 'attachment.no-picture') : told;
    const isShown = picture && shown;
    return {
      reply: picture && !shown ? bare : told,
      bare,
      ...(isShown && { picture: { file: shown, alt: literal(picture.alt ?? '') } }),
      documents: (sent ?? []).map((file, i) => ({ file, name: documents[i]?.name ?? '' })),
    };
  }

  /** For one reader: the documents go to their direct messages, and the answer says where they are. */
  async encloseFor(user: string, answer: Reply): Promise<Enclosed> {
    const enclosed = await this.enclose(answer);
    if (enclosed.documents.length === 0) return enclosed;
    const failed = await this.share(enclosed, { user });
    if (failed) {
      const told = (reply: Reply): Reply => withNote(reply, 'attachment.none');
      return { ...enclosed, reply: told(enclosed.reply), bare: told(enclosed.bare), documents: [] };
    }
    const files = enclosed.documents.map(({ name }) => name).join(', ');
    const values = { files, bot: `@${BOT_NAME}` };
    const remark = phrasebook(answer.locale).text('slack.files-sent', values);
    return { ...enclosed, remark, documents: [] };
  }

  /**
   * Shares the documents; undefined when they are there. They are shared at most once: where nobody
   * knows whether they are, they are not shared again.
   */
  async share({ reply, documents }: Enclosed, to: Whereto): Promise<DeliveryError | undefined> {
    if (documents.length === 0) return undefined;
    const words = escaped(shortened(literal(plainText(reply.title)), LONGEST_COMMENT));
    const files = documents.map(({ file, name }) => ({ id: file, title: name }));
    const complete = (destination: Readonly<Record<string, string>>) =>
      attempted(() => this.#complete(files, destination), this.#patience, false);
    const failed =
      'user' in to
        ? await this.#shareWith(to.user, words, complete)
        : await complete({
            channel_id: to.channel,
            ...(to.thread && { thread_ts: to.thread }),
            initial_comment: words,
          });
    if (failed) {
      const { log } = this.#parts;
      log.error({ error: failed.message }, 'documents could not be shared in Slack');
    }
    return failed;
  }

  /**
   * In direct messages. Ids of users are documented for `channels`, and were long refused
   * (github.com/slackapi/bolt-js/issues/2115): then a message finds out the id of the conversation.
   */
  async #shareWith(
    user: string,
    words: string,
    complete: (to: Readonly<Record<string, string>>) => Promise<DeliveryError | undefined>,
  ): Promise<DeliveryError | undefined> {
    const failed = await complete({ channels: user, initial_comment: words });
    if (failed?.kind !== 'refused' || failed.message === 'missing_scope') return failed;
    const { client } = this.#parts;
    const message = { channel: user, text: words, ...AS_TEXT, ...NO_PREVIEWS };
    let channel: unknown;
    const untold = await attempted(
      async () => {
        ({ channel } = await client.chat.postMessage(message));
      },
      this.#patience,
      false,
    );
    if (untold || typeof channel !== 'string') return untold ?? failed;
    return complete({ channel_id: channel });
  }

  /** Files that are shared nowhere may be sent again: nobody sees the ones that were in vain. */
  async #brought<T>(what: string, act: () => Promise<T>): Promise<T | undefined> {
    let result: T | undefined;
    const failed = await attempted(
      async () => {
        result = await act();
      },
      this.#patience,
      true,
    );
    if (!failed) return result;
    const missing = failed.message === 'missing_scope' ? ': the app lacks files:write' : '';
    this.#parts.log.error(
      { what, error: failed.message },
      `a file was not sent to Slack${missing}`,
    );
    return undefined;
  }

  /** With Slack for good, and shared nowhere; its id. */
  async #kept(picture: Attachment): Promise<string> {
    const id = await this.#sent(picture);
    await this.#complete([{ id, title: picture.name }], {});
    return id;
  }

  /** docs.slack.dev/reference/methods/files.getUploadURLExternal; the id of a file to be completed. */
  async #sent({ name, bytes, alt }: Attachment): Promise<string> {
    const { client, timeout } = this.#parts;
    const place = (await client.apiCall('files.getUploadURLExternal', {
      filename: name,
      length: bytes.length,
      ...(alt && { alt_txt: alt }),
    })) as { upload_url?: string; file_id?: string };
    if (!place.upload_url || !place.file_id) throw deliveryError(new Error('no place for a file'));
    const { upload_url, file_id } = place;
    const body = new Blob([new Uint8Array(bytes)]);
    const statusCode = await within(timeout, async (signal) => {
      const answer = await fetch(upload_url, { method: 'POST', body, signal });
      await answer.arrayBuffer();
      return answer.status;
    });
    // "a non-200 response indicates a failure"
    if (statusCode !== 200) throw Object.assign(new Error('upload'), { statusCode });
    return file_id;
  }

  /** docs.slack.dev/reference/methods/files.completeUploadExternal: once for each file. */
  async #complete(
    files: readonly { id: string; title: string }[],
    destination: Readonly<Record<string, string>>,
  ): Promise<void> {
    await this.#parts.client.apiCall('files.completeUploadExternal', { files, ...destination });
  }
}
