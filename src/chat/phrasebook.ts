/**
 * The words of the bot in one language. The sentences stand in `messages/<locale>.yaml`, as ICU
 * messages, so that an editor can mend them without touching code.
 */
import { IntlMessageFormat } from 'intl-messageformat';
import type { Locale } from '../domain/locale.ts';
import { catalogueOf } from './catalogue.ts';
import { bold, code, type Span, type Spans, text } from './reply.ts';

/** What may be put into a message: plain values, or spans that keep their kind. */
export type MessageValue = string | number | Span | Spans;
export type MessageValues = Readonly<Record<string, MessageValue>>;

/** The tag by which the platform formats each language's numbers and dates. */
export const INTL_TAG: Record<Locale, string> = {
  en: 'en-GB',
  ko: 'ko-KR',
  zh: 'zh-CN',
  ja: 'ja-JP',
  id: 'id-ID',
};

export class Phrasebook {
  readonly locale: Locale;
  /** For `Intl`. */
  readonly tag: string;
  /** Messages as they were first needed: such as say the same always, and such as take values. */
  readonly #messages = new Map<string, Spans | IntlMessageFormat>();

  constructor(locale: Locale) {
    this.locale = locale;
    this.tag = INTL_TAG[locale];
  }

  has(key: string): boolean {
    return catalogueOf(this.locale).get(key) !== undefined;
  }

  /** A message as plain text; throws for a key that the catalogue lacks. */
  text(key: string, values: MessageValues = {}): string {
    return this.spans(key, values)
      .map((span) => span.text)
      .join('');
  }

  /** A message with the spans that were put into it still in place. */
  spans(key: string, values: MessageValues = {}): Spans {
    const message = this.#message(key);
    if (!(message instanceof IntlMessageFormat)) return message;
    const parts = message.format<Span | Spans>({ ...TAGS, ...values });
    const list = Array.isArray(parts) ? parts : [parts];
    return merged(
      list.flat(2).map((part) => (typeof part === 'object' ? (part as Span) : text(String(part)))),
    );
  }

  /** Items side by side, without an "and". */
  list(items: readonly string[]): string {
    return items.join(this.text('list.separator'));
  }

  #message(key: string): Spans | IntlMessageFormat {
    const known = this.#messages.get(key);
    if (known) return known;
    const words = catalogueOf(this.locale).get(key);
    if (words === undefined) throw new Error(`no message "${key}" in ${this.locale}.yaml`);
    const takesValues = /[{<']/.test(words);
    const message = takesValues ? new IntlMessageFormat(words, this.tag) : [text(words)];
    this.#messages.set(key, message);
    return message;
  }
}

/** `<b>` and `<code>` in a message: the words between become so, spans keep their kind. */
const TAGS = {
  b: (parts: (string | Span | Spans)[]) => styled(parts, bold),
  code: (parts: (string | Span | Spans)[]) => styled(parts, code),
};

const styled = (parts: (string | Span | Spans)[], style: (words: string) => Span): Span[] =>
  parts.flat().map((part) => (typeof part === 'string' ? style(part) : part));

const books = new Map<Locale, Phrasebook>();

export function phrasebook(locale: Locale): Phrasebook {
  let book = books.get(locale);
  if (!book) {
    book = new Phrasebook(locale);
    books.set(locale, book);
  }
  return book;
}

/** Neighbouring plain texts become one. */
function merged(spans: Spans): Spans {
  const result: Span[] = [];
  for (const span of spans) {
    const last = result.at(-1);
    if (last?.kind === 'text' && span.kind === 'text' && last.style === span.style) {
      result[result.length - 1] = { ...last, text: last.text + span.text };
    } else if (span.text !== '') result.push(span);
  }
  return result;
}
