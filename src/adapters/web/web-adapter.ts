/** The bot as a page: for those without a token, on this machine. Reads without script. */
import { readFileSync } from 'node:fs';
import {
  type Asker,
  type ChatAdapter,
  type Delivery,
  DeliveryError,
  type Destination,
  type Inbound,
  type Standing,
} from '../../chat/adapter.ts';
import type { PressedMessage } from '../../chat/command.ts';
import { commandLine } from '../../chat/command-line.ts';
import type { LineCompletion } from '../../chat/complete.ts';
import type { Outcome, Request } from '../../chat/dispatcher.ts';
import { html } from '../../chat/documents/markup.ts';
import { phrasebook } from '../../chat/phrasebook.ts';
import type { Registry } from '../../chat/registry.ts';
import { plainText, type Reply } from '../../chat/reply.ts';
import type { Locale } from '../../domain/locale.ts';
import { requestAt, underAt } from './addresses.ts';
import { fileAnswer } from './answer-files.ts';
import { card } from './card.ts';
import { diaryPage, monthName, type PlannedPost, readMonth } from './diary.ts';
import { Done } from './done.ts';
import { frontPage } from './front.ts';
import { localeOf } from './language.ts';
import { type Page, pageOf } from './page.ts';
import type { Posts } from './posts.ts';
import { postsPage } from './posts-page.ts';

/** What the HTTP server hands over, and takes. */
interface Question {
  readonly query: URLSearchParams;
  header(name: string): string | undefined;
  readonly body: string;
}

interface Answer {
  readonly status?: number;
  readonly type: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface WebRoute {
  readonly method?: 'GET' | 'POST';
  readonly path: string;
  answer(question: Question): Answer | Promise<Answer>;
}

export interface WebParts {
  readonly registry: Registry;
  readonly posts: Posts;
  /** Where nobody says another. */
  readonly defaults: { readonly locale: Locale; readonly zone: string };
  /** Unguessable, and new for each run: no form but ours knows it. */
  readonly secret: string;
  /** Who sits there. */
  readonly asker: Asker;
  now(): Date;
  /** The day it is there, as `2026-11-22`. */
  today(): string;
  complete(line: string, locale: Locale): LineCompletion;
  /** What would be posted in a month such as `2026-12`. */
  diary(month: string): Promise<readonly PlannedPost[]>;
}

export class WebAdapter implements ChatAdapter {
  readonly name = 'web';
  readonly routes: readonly WebRoute[];
  readonly #parts: WebParts;
  #inbound: Inbound | undefined;
  readonly #answering = new Set<Promise<Outcome>>();
  readonly #done: Done;

  constructor(parts: WebParts) {
    this.#parts = parts;
    this.#done = new Done(parts.secret);
    this.routes = [
      { path: '/', answer: (question) => this.#front(question) },
      { path: '/ask', answer: (question) => this.#asked(question) },
      { method: 'POST', path: '/ask', answer: (question) => this.#changed(question) },
      { path: '/done', answer: (question) => this.#shown(question) },
      { path: '/file', answer: (question) => this.#file(question) },
      { path: '/diary', answer: (question) => this.#diary(question) },
      { path: '/posts', answer: (question) => this.#posts(question) },
      { path: '/complete', answer: (question) => this.#complete(question) },
      file('/style.css', 'text/css; charset=utf-8'),
      file('/page.js', 'text/javascript; charset=utf-8'),
      file('/icon.svg', 'image/svg+xml'),
    ];
  }

  get standing(): Standing {
    return { isUp: this.#inbound !== undefined, made: this.#inbound ? 1 : 0 };
  }

  async start(inbound: Inbound): Promise<void> {
    this.#inbound = inbound;
  }

  async stop(): Promise<void> {
    this.#inbound = undefined;
    await Promise.allSettled(this.#answering);
  }

  async send({ channel, thread }: Destination, reply: Reply, key: string): Promise<Delivery> {
    const at = this.#parts.now().toISOString();
    try {
      await this.#parts.posts.add({ key, channel, ...(thread && { thread }), at, reply });
    } catch (error) {
      throw new DeliveryError('unknown', (error as Error).message);
    }
    return { message: key };
  }

  async findDelivery({ channel }: Destination, key: string): Promise<Delivery | undefined> {
    return this.#parts.posts.find(channel, key) && { message: key };
  }

  async #front(question: Question): Promise<Answer> {
    const locale = this.#locale(question);
    const home = await this.#handle({ kind: 'named', command: 'home', args: {} }, locale, true);
    return this.#page(question, '/', {
      locale,
      title: phrasebook(locale).text('console.title'),
      main: frontPage({
        locale,
        registry: this.#parts.registry,
        month: this.#parts.today().slice(0, 7),
        home: home && card(home.reply, { ...this.#place, level: 2 }),
      }),
    });
  }

  /** A link may be followed by anything and anyone: it changes nothing. */
  async #asked(question: Question): Promise<Answer> {
    const locale = this.#locale(question);
    const request = requestAt(question.query);
    if (!request) return this.#front(question);
    const outcome = await this.#handle(request, locale, true);
    if (!outcome) return CLOSED;
    const typed = request.kind === 'line' ? request.line : `/${request.command}`;
    return this.#answered(question, '/ask', outcome, locale, typed);
  }

  /** Only from a form on a page of ours. Whoever sent it is sent on: see {@link Done}. */
  async #changed(question: Question): Promise<Answer> {
    const fields = new URLSearchParams(question.body);
    const locale = this.#locale(question, fields);
    const site = question.header('sec-fetch-site');
    const isOurs = site === undefined || site === 'same-origin' || site === 'none';
    if (!isOurs || fields.get('secret') !== this.#parts.secret) {
      const text = phrasebook(locale).text('web.stale-form');
      return { status: 403, type: 'text/plain; charset=utf-8', body: `${text}\n` };
    }
    const request = requestAt(fields);
    const outcome = request && (await this.#handle(request, locale, false, underAt(fields)));
    if (!outcome) return request ? CLOSED : this.#front(question);
    const there = new URLSearchParams({ id: this.#done.keep(outcome), lang: locale });
    return { ...SENT_ON, headers: { Location: `/done?${there}` } };
  }

  /** The answer to a form that was sent. */
  #shown(question: Question): Answer | Promise<Answer> {
    const outcome = this.#done.find(question.query.get('id') ?? '');
    if (!outcome) return this.#front(question);
    return this.#answered(question, '/done', outcome, this.#locale(question), '');
  }

  #answered(
    question: Question,
    path: string,
    { reply, kind }: Outcome,
    locale: Locale,
    typed: string,
  ): Answer {
    const line = reply.asked && commandLine(reply.asked, this.#parts.registry);
    return this.#page(question, path, {
      locale,
      title: plainText(reply.title),
      question: line ?? typed,
      main: html`${card(reply, this.#place)}${!reply.error && toolsIn(locale)}`,
      ...(kind === 'failed' && { status: 500 }),
    });
  }

  /** A document of an answer, or its picture: to be read on its own, or kept. */
  async #file(question: Question): Promise<Answer> {
    const { query } = question;
    const request = requestAt(query);
    const outcome = request && (await this.#handle(request, this.#locale(question), true));
    const name = query.get('file') ?? '';
    const file = outcome && fileAnswer(outcome.reply, name, query.has('save'));
    return file ?? NOT_FOUND;
  }

  async #diary(question: Question): Promise<Answer> {
    const locale = this.#locale(question);
    const month = readMonth(question.query.get('month')) ?? this.#parts.today().slice(0, 7);
    const book = phrasebook(locale);
    return this.#page(question, '/diary', {
      locale,
      title: book.text('web.diary-of', { month: monthName(month, book) }),
      main: diaryPage(month, await this.#parts.diary(month), locale),
    });
  }

  #posts(question: Question): Answer {
    const locale = this.#locale(question);
    const { posts, defaults, secret } = this.#parts;
    const channel = question.query.get('channel');
    const shown = posts.all.filter((post) => channel === null || post.channel === channel);
    return this.#page(question, '/posts', {
      locale,
      title: phrasebook(locale).text('web.posts'),
      main: postsPage(shown, locale, defaults.zone, { secret }),
    });
  }

  #complete(question: Question): Answer {
    const line = (question.query.get('q') ?? '').slice(0, LONGEST_COMPLETED);
    const completion = this.#parts.complete(line, this.#locale(question));
    return { type: 'application/json; charset=utf-8', body: JSON.stringify(completion) };
  }

  get #place() {
    return { id: 'answer', level: 1, forms: { secret: this.#parts.secret } } as const;
  }

  #locale({ query, header }: Question, fields = query): Locale {
    return localeOf(fields.get('lang'), header('accept-language')) ?? this.#parts.defaults.locale;
  }

  async #handle(
    request: Request,
    locale: Locale,
    readsOnly: boolean,
    under?: PressedMessage,
  ): Promise<Outcome | undefined> {
    const asker = { ...this.#parts.asker, locale, readsOnly, ...(under && { under }) };
    const answer = this.#inbound?.handle(request, asker);
    if (!answer) return undefined;
    this.#answering.add(answer);
    try {
      return await answer;
    } finally {
      this.#answering.delete(answer);
    }
  }

  #page(
    { query }: Question,
    path: string,
    { status = 200, ...page }: Omit<Page, 'path' | 'query'> & { readonly status?: number },
  ): Answer {
    const body = pageOf({ ...page, path, query });
    return { status, type: 'text/html; charset=utf-8', body, headers: GUARDED };
  }
}

/** What only a script can do; shown by it. */
const toolsIn = (locale: Locale) =>
  html`<p id="tools" hidden><button type="button" class="button" id="print">${phrasebook(locale).text('web.print')}</button></p>`;

/** What is typed is completed only as far as a question may be long. */
const LONGEST_COMPLETED = 2000;

/** Nothing that is not ours is loaded, run, or framed round the page. */
const GUARDED = {
  'Content-Security-Policy':
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; " +
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

const NOT_FOUND: Answer = { status: 404, type: 'text/plain; charset=utf-8', body: 'not found\n' };

/** By another address, and by asking for it (RFC 9110, 15.4.4). */
const SENT_ON: Answer = { status: 303, type: 'text/plain; charset=utf-8', body: '' };

const CLOSED: Answer = { status: 503, type: 'text/plain; charset=utf-8', body: 'closed\n' };

function file(path: string, type: string): WebRoute {
  const body = readFileSync(new URL(`./files${path}`, import.meta.url), 'utf8');
  return { path, answer: () => ({ type, body }) };
}
