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

export function elementsOf(spans: Spans): Element[] {
  const elements: Element[] = [];
  for (const span of spans) write(span, elements);
  return elements;
}

function write(span: Span, to: Element[]): void {
  const text = literal(span.text);
  switch (span.kind) {
    case 'text':
      return add(textElement(text, STYLES[span.style ?? '']), to);
    case 'link':
      if (!isWebAddress(span.url, LIMITS.url)) return add(textElement(text), to);
      return add({ type: 'link', url: span.url, text: text === '' ? span.url : text }, to);
    case 'person':
      return add(textElement(text, STYLES.person), to);
    case 'quote':
      if (span.verbatim) add(textElement('“'), to);
      add(textElement(text, STYLES.quote), to);
      if (span.verbatim) add(textElement('”'), to);
      return;
    case 'date':
    case 'foreign':
    case 'cite':
      return add(textElement(text), to);
  }
}

/** Neighbours of one style become one element, for fewer count; none for no text, which Slack refuses. */
function add(element: Element, to: Element[]): void {
  if (element.type !== 'text') {
    to.push(element);
    return;
  }
  if (element.text === '') return;
  const last = to[to.length - 1];
  if (last?.type === 'text' && last.style === element.style) {
    to[to.length - 1] = textElement(last.text + element.text, element.style);
  } else to.push(element);
}

/** Every style is one of {@link STYLES}. */
const textElement = (text: string, style?: Style): types.RichTextText =>
  style ? { type: 'text', text, style } : { type: 'text', text };

const LINE_END = textElement('\n');

/** A text element; none for no text. */
export const plain = (text: string, style?: Style): Element[] =>
  text === '' ? [] : [textElement(text, style)];

export const bold = (text: string): Element[] => plain(text, STYLES.bold);

/** One below the other. */
export function inLines(lines: readonly (readonly Element[])[]): Element[] {
  const result: Element[] = [];
  for (const [i, line] of lines.entries()) {
    if (i > 0) add(LINE_END, result);
    for (const element of line) add(element, result);
  }
  return result;
}

const textOf = (element: Element): string => ('text' in element && element.text) || '';

export function lettersIn(elements: readonly Element[]): string {
  let letters = '';
  for (const element of elements) letters += textOf(element);
  return letters;
}

/** What the elements count for against the size of a message. */
export function costOf(elements: readonly Element[]): number {
  let cost = 0;
  for (const element of elements) cost += WRAPPING.element + NAMES + lettersOf(element);
  return cost;
}

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
