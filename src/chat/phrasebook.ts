/**
 * The words of the bot in one language. The sentences stand in `messages/<locale>.yaml`, as ICU
 * messages, so that an editor can mend them without touching code.
 */
import type { Locale } from '../domain/locale.ts';
import { catalogueOf } from './catalogue.ts';
import { type Message, type MessageValues, messageOf } from './message.ts';
import { plainText, type Spans } from './reply.ts';

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
    const spans = this.spans(key, values);
    const [only] = spans;
    return only && spans.length === 1 ? only.text : plainText(spans);
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

const books = new Map<Locale, Phrasebook>();

export function phrasebook(locale: Locale): Phrasebook {
  let book = books.get(locale);
  if (!book) {
    book = new Phrasebook(locale);
    books.set(locale, book);
  }
  return book;
}
