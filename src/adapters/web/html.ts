/** HTML as values: what is put into a template is escaped here, once, and nowhere else. */

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

/** Text from outside hides nothing and turns nothing round. */
function clean(text: string): string {
  return text
    .replace(/[\t\r\n]+/g, ' ')
    .replace(/[\p{Cc}\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu, '');
}
