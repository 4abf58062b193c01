/**
 * The words of the bot in one language. The sentences stand in `messages/<locale>.yaml`, as ICU
 * messages, so that an editor can mend them without touching code.
 */
import { readFileSync } from 'node:fs';
import { IntlMessageFormat } from 'intl-messageformat';
import { parse } from 'yaml';
import type { Locale } from '../domain/locale.ts';
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

export type Catalogue = ReadonlyMap<string, string>;

const catalogues = new Map<Locale, Catalogue>();

/** The messages of a language by their dotted keys. */
export function catalogueOf(locale: Locale): Catalogue {
  let catalogue = catalogues.get(locale);
  if (!catalogue) {
    const file = new URL(`./messages/${locale}.yaml`, import.meta.url);
    catalogue = new Map(flattened(parse(readFileSync(file, 'utf8')), ''));
    catalogues.set(locale, catalogue);
  }
  return catalogue;
}

function* flattened(node: unknown, path: string): Generator<[string, string]> {
  if (typeof node === 'string') yield [path, node];
  else if (typeof node === 'object' && node !== null) {
    for (const [key, child] of Object.entries(node)) {
      yield* flattened(child, path ? `${path}.${key}` : key);
    }
  } else throw new Error(`message "${path}" must be a text`);
}

export class Phrasebook {
  readonly locale: Locale;
  /** For `Intl`. */
  readonly tag: string;
  readonly #formats = new Map<string, IntlMessageFormat>();

  constructor(locale: Locale) {
    this.locale = locale;
    this.tag = INTL_TAG[locale];
  }

  has(key: string): boolean {
    return catalogueOf(this.locale).has(key);
  }

  /** A message as plain text; throws for a key that the catalogue lacks. */
  text(key: string, values: MessageValues = {}): string {
    return this.spans(key, values)
      .map((span) => span.text)
      .join('');
  }

  /** A message with the spans that were put into it still in place. */
  spans(key: string, values: MessageValues = {}): Spans {
    const parts = this.#format(key).format<Span | Spans>({ ...TAGS, ...values });
    const list = Array.isArray(parts) ? parts : [parts];
    return merged(
      list.flat(2).map((part) => (typeof part === 'object' ? (part as Span) : text(String(part)))),
    );
  }

  /** Items side by side, without an "and". */
  list(items: readonly string[]): string {
    return items.join(this.text('list.separator'));
  }

  #format(key: string): IntlMessageFormat {
    let format = this.#formats.get(key);
    if (!format) {
      const message = catalogueOf(this.locale).get(key);
      if (message === undefined) throw new Error(`no message "${key}" in ${this.locale}.yaml`);
      format = new IntlMessageFormat(message, this.tag);
      this.#formats.set(key, format);
    }
    return format;
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
