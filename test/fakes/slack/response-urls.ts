/**
 * The addresses by which an app answers a command or a press:
 * docs.slack.dev/interactivity/handling-user-interaction#message_responses
 */
import { type BlockJson, filesIn, isTooLong, problemsOf } from './block-check.ts';
import type { Files } from './files.ts';
import { BOT, type Message, type Workspace } from './workspace.ts';

/** "up to 5 times within 30 minutes of receiving the payload" */
const USES = 5;
const LASTING = 30 * 60_000;

/** What is answered then no page tells. As it was seen: github.com/getsentry/sentry/pull/7955 */
const OVER = { expired: 'Expired url', used: 'used_url' };

interface Address {
  readonly channel: string;
  readonly user: string;
  readonly madeAt: number;
  /** The message that was pressed in; a command has none. */
  readonly original?: Message | undefined;
  used: number;
}

export interface Answered {
  readonly status: number;
  readonly body: string;
}

const no = (status: number, error: string): Answered => ({
  status,
  body: JSON.stringify({ ok: false, error }),
});

export class ResponseUrls {
  /** The status with which it is told that an address is over: nobody says which. */
  overAs = 404;
  readonly #workspace: Workspace;
  readonly #now: () => number;
  readonly #problems: string[];
  readonly #mostLetters: number | undefined;
  readonly #files: Files;
  readonly #addresses = new Map<string, Address>();

  constructor(
    workspace: Workspace,
    now: () => number,
    problems: string[],
    mostLetters: number | undefined,
    files: Files,
  ) {
    this.#files = files;
    this.#mostLetters = mostLetters;
    this.#workspace = workspace;
    this.#now = now;
    this.#problems = problems;
  }

  /** A new address, as its path. */
  make(channel: string, user: string, original?: Message): string {
    const path = `/respond/${this.#addresses.size + 1}`;
    this.#addresses.set(path, { channel, user, original, madeAt: this.#now(), used: 0 });
    return path;
  }

  post(path: string, body: string): Answered {
    const address = this.#addresses.get(path);
    if (!address) return no(404, 'no_such_url');
    if (this.#now() - address.madeAt > LASTING) return no(this.overAs, OVER.expired);
    if (address.used >= USES) return no(this.overAs, OVER.used);
    let message: Readonly<Record<string, unknown>>;
    try {
      message = JSON.parse(body);
    } catch {
      return no(400, 'invalid_payload');
    }
    const refused = this.#check(message, address);
    if (refused) return refused;
    address.used++;
    this.#apply(message, address);
    return { status: 200, body: 'ok' };
  }

  #check(message: Readonly<Record<string, unknown>>, address: Address): Answered | undefined {
    const { blocks, text, response_type: type, replace_original: replaces } = message;
    if (type !== 'ephemeral' && type !== 'in_channel') {
      this.#problems.push('response_type was left to the default');
    }
    if (replaces === true && !address.original) {
      this.#problems.push('replace_original, where there is no original');
    }
    if (typeof text !== 'string' || text === '') return no(400, 'no_text');
    if (blocks === undefined) return undefined;
    const problems = problemsOf(blocks);
    this.#problems.push(...problems);
    if (problems.length > 0) return no(400, 'invalid_blocks');
    // As it was seen: github.com/slackapi/java-slack-sdk/issues/1349
    if (!filesIn(blocks).every((id) => this.#files.isShown(id))) return no(404, 'invalid_blocks');
    if (!isTooLong(blocks as unknown[], this.#mostLetters)) return undefined;
    if (this.#mostLetters === undefined) this.#problems.push('blocks that are too long');
    return no(400, 'msg_blocks_too_long');
  }

  #apply(message: Readonly<Record<string, unknown>>, { channel, user, original }: Address): void {
    const text = String(message.text);
    const blocks = (message.blocks ?? []) as BlockJson[];
    if (message.delete_original === true && original) return this.#workspace.remove(original);
    if (message.replace_original === true && original) {
      return this.#workspace.edit(original, text, blocks);
    }
    const isForAll = message.response_type === 'in_channel';
    this.#workspace.post({
      channel,
      user: BOT.user,
      botId: BOT.bot,
      text,
      blocks,
      ...(!isForAll && { onlyFor: user }),
      ...(message.thread_ts !== undefined && { threadTs: String(message.thread_ts) }),
    });
  }
}
