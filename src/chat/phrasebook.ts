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
  /** Those that were needed once. */
  readonly #messages = new Map<string, Message>();

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
    let message = this.#messages.get(key);
    if (!message) {
      const words = catalogueOf(this.locale).get(key);
      if (words === undefined) throw new Error(`no message "${key}" in ${this.locale}.yaml`);
      message = messageOf(words, this.tag);
      this.#messages.set(key, message);
    }
    return message(values);
  }

  /** Items side by side, without an "and". */
  list(items: readonly string[]): string {
    return items.join(this.text('list.separator'));
  }
}

/** A message, ready to have values put into it. */
type Message = (values: MessageValues) => Spans;

function messageOf(words: string, tag: string): Message {
  if (!/[{<']/.test(words)) {
    const spans = [text(words)];
    return () => spans;
  }
  const format = new IntlMessageFormat(words, tag);
  const parts = simpleParts(format);
  if (!parts) return (values) => merged(spansOf(format.format({ ...TAGS, ...values })));
  return (values) =>
    merged(
      parts.flatMap((part) => {
        if (typeof part === 'object') return part;
        const value = values[part];
        if (value === undefined) throw new Error(`no "${part}" for the message "${words}"`);
        return typeof value === 'object' ? value : text(String(value));
      }),
    );
}

/** Elements of an ICU message: words, and a place for a value as it is. */
const WORDS = 0;
const PLACE = 1;

/**
 * Words, and the names of values between them, where that is all: most messages are so, and are put
 * together in a tenth of the time.
 */
function simpleParts(format: IntlMessageFormat): (Span | string)[] | undefined {
  const parts: (Span | string)[] = [];
  for (const { type, value } of format.getAst() as { type: number; value: string }[]) {
    if (type === WORDS) parts.push(text(value));
    else if (type === PLACE) parts.push(value);
    else return undefined;
  }
  return parts;
}

const spansOf = (parts: string | MessageValue | (string | MessageValue)[]): Spans =>
  [parts].flat(3).map((part) => (typeof part === 'object' ? (part as Span) : text(String(part))));

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
