/**
 * Spans as elements of Slack's rich text. Its text elements are shown letter by letter: no mention,
 * no link and no formatting can be forged in them.
 */
import type { types } from '@slack/bolt';
import type { Span, Spans } from '../../chat/reply.ts';
import { LIMITS, WRAPPING } from './limits.ts';
import { beginning, isWebAddress, literal } from './literal.ts';

export type Element = types.RichTextElement;
type Style = NonNullable<types.RichTextText['style']>;

const STYLES: Readonly<Record<string, Style>> = {
  bold: { bold: true },
  code: { code: true },
  person: { bold: true },
  quote: { italic: true },
};

export const elementsOf = (spans: Spans): Element[] => merged(spans.flatMap(elementOf));

function elementOf(span: Span): Element[] {
  switch (span.kind) {
    case 'text':
      return plain(literal(span.text), STYLES[span.style ?? '']);
    case 'link': {
      const text = literal(span.text);
      if (!isWebAddress(span.url, LIMITS.url)) return plain(text);
      return [{ type: 'link', url: span.url, text: text === '' ? span.url : text }];
    }
    case 'person':
      return plain(literal(span.text), STYLES.person);
    case 'quote': {
      const text = plain(literal(span.text), STYLES.quote);
      return span.verbatim ? [...plain('“'), ...text, ...plain('”')] : text;
    }
    case 'date':
    case 'foreign':
    case 'cite':
      return plain(literal(span.text));
  }
}

/** A text element; none for no text, which Slack refuses. */
export const plain = (text: string, style?: Style): Element[] =>
  text === '' ? [] : [{ type: 'text', text, ...(style && { style }) }];

export const bold = (text: string): Element[] => plain(text, STYLES.bold);

/** Neighbours of one style become one element: fewer count against Slack's limits. */
export function merged(elements: readonly Element[]): Element[] {
  const result: Element[] = [];
  for (const element of elements) {
    const last = result.at(-1);
    if (last?.type === 'text' && element.type === 'text' && isSameStyle(last, element)) {
      result[result.length - 1] = { ...last, text: last.text + element.text };
    } else result.push(element);
  }
  return result;
}

/** Every style is one of {@link STYLES}. */
const isSameStyle = (a: types.RichTextText, b: types.RichTextText): boolean => a.style === b.style;

const textOf = (element: Element): string => ('text' in element && element.text) || '';

export const lettersIn = (elements: readonly Element[]): string => elements.map(textOf).join('');

/** What the elements count for against the size of a message. */
export const costOf = (elements: readonly Element[]): number =>
  elements.reduce((sum, element) => sum + WRAPPING.element + NAMES + lettersOf(element), 0);

/** The names of an element's fields, as JSON. */
const NAMES = 50;

const lettersOf = (element: Element): number =>
  textOf(element).length + ('url' in element && element.url ? element.url.length : 0);

/** The first so many characters, and how many were left out. */
export function cut(elements: readonly Element[], most: number): { kept: Element[]; left: number } {
  const kept: Element[] = [];
  let room = most;
  let left = 0;
  for (const element of elements) {
    const text = textOf(element);
    const part = left > 0 ? '' : beginning(text, room);
    if (part !== '') kept.push({ ...element, text: part } as Element);
    left += text.length - part.length;
    room -= part.length;
  }
  return { kept, left };
}
