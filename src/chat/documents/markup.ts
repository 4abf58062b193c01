/**
 * HTML and SVG as values: what is put into a template is escaped here, once, and nowhere else. What
 * comes out holds for XML too, where SVG files are read as such.
 */

export class Html {
  readonly markup: string;

  constructor(markup: string) {
    this.markup = markup;
  }
}

type Content = string | number | Html | false | null | undefined | readonly Content[];

/** A template whose values are text, unless they are {@link Html}; `false` and the like are nothing. */
export function html(parts: TemplateStringsArray, ...values: readonly Content[]): Html {
  const filled = parts.map((part, i) => part + (i < values.length ? markupOf(values[i]) : ''));
  return new Html(filled.join(''));
}

function markupOf(content: Content): string {
  if (content instanceof Html) return content.markup;
  if (Array.isArray(content)) return content.map(markupOf).join('');
  if (content === false || content === null || content === undefined) return '';
  return escaped(String(content));
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (text: string): string => clean(text).replace(/[&<>"']/g, (c) => ENTITIES[c] ?? c);

/** On one line; text from outside hides nothing and turns nothing round. */
const clean = (text: string): string =>
  text
    .replace(/[\t\r\n\v\f\u0085\u2028\u2029]+/g, ' ')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\ufffe\uffff]/gu, '');
