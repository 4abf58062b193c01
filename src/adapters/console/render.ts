/** A reply as lines for a terminal: wrapped at its width, with colour and links where it has them. */
import { styleText } from 'node:util';
import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';
import type { Action, Block, ListItem, Reply, Span, Spans } from '../../chat/reply.ts';
import { isWebAddress, plainText } from '../../chat/reply.ts';

export interface Terminal {
  readonly columns: number;
  readonly colour: boolean;
  /** Whether it understands OSC 8 links. */
  readonly links: boolean;
}

const WIDEST = 100;

export function renderReply(reply: Reply, terminal: Terminal): string {
  const page = new Page(terminal);
  const title = plainText(reply.title);
  if (reply.error) page.line([{ kind: 'text', text: title }]);
  else {
    page.line([{ kind: 'text', text: title, style: 'bold' }]);
    page.rule(title);
  }
  for (const block of reply.blocks) page.block(block);
  if (reply.picture) page.attachment('▦', reply.picture.alt);
  for (const { name } of reply.documents ?? []) page.attachment('▤', name);
  if (reply.page) {
    page.gap();
    page.line([{ kind: 'text', style: 'dim', text: `${reply.page.number}/${reply.page.of}` }]);
  }
  const actions = [...(reply.choices ?? []), ...reply.actions];
  if (actions.length > 0) {
    page.gap();
    page.actions(actions);
  }
  return page.text();
}

/** The entries that a number typed at the prompt chooses from, in the order shown. */
export const numbered = (reply: Reply): readonly Action[] => [
  ...(reply.choices ?? []),
  ...reply.actions,
];

class Page {
  readonly #terminal: Terminal;
  readonly #width: number;
  readonly #lines: string[] = [];

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
    this.#width = Math.max(30, Math.min(WIDEST, terminal.columns));
  }

  text(): string {
    return `${this.#lines.join('\n').trimEnd()}\n`;
  }

  /** One empty line, never two. */
  gap(): void {
    if (this.#lines.length > 0 && this.#lines.at(-1) !== '') this.#lines.push('');
  }

  rule(under: string): void {
    const width = Math.min(this.#width, stringWidth(clean(under)));
    this.#lines.push(this.#style('dim', '─'.repeat(width)));
  }

  /** Wraps; continued lines are set in under the text that follows the lead. */
  line(spans: Spans, lead = ''): void {
    const inset = stringWidth(clean(lead));
    const text = spans.map((span) => this.#span(span)).join('');
    const wrapped = wrapAnsi(text, this.#width - inset, { hard: true, trim: true });
    for (const [i, line] of wrapped.split('\n').entries()) {
      this.#lines.push((i === 0 ? lead : ' '.repeat(inset)) + line);
    }
  }

  block(block: Block): void {
    switch (block.kind) {
      case 'heading':
        this.gap();
        this.line(
          block.spans.map((span) => (span.kind === 'text' ? { ...span, style: 'bold' } : span)),
        );
        break;
      case 'text':
        this.line(block.spans);
        break;
      case 'facts':
        this.#facts(block.rows);
        break;
      case 'list':
        for (const item of block.items) this.#item(item);
        break;
      case 'note':
        this.gap();
        this.line(block.spans, `${NOTE_MARK[block.tone]} `);
        break;
      case 'sources':
        this.gap();
        for (const { number, spans, url } of block.items) {
          this.line(spans, `[${number}] `);
          if (url && !this.#terminal.links) {
            this.line([{ kind: 'text', text: url, style: 'dim' }], '    ');
          }
        }
        break;
    }
  }

  /** What a terminal cannot show is told. */
  attachment(sign: string, words: string): void {
    this.gap();
    this.line([{ kind: 'text', text: words, style: 'dim' }], `${sign} `);
  }

  #facts(rows: readonly { label: string; spans: Spans }[]): void {
    const widest = Math.max(...rows.map((row) => stringWidth(clean(row.label))));
    let last = '';
    for (const { label, spans } of rows) {
      const shown = label === last ? '' : clean(label);
      const padding = ' '.repeat(widest - stringWidth(shown) + 2);
      const lead = this.#style('dim', shown) + padding;
      const inset = widest + 2;
      const text = spans.map((span) => this.#span(span)).join('');
      const wrapped = wrapAnsi(text, this.#width - inset, { hard: true, trim: true }).split('\n');
      for (const [i, line] of wrapped.entries()) {
        this.#lines.push((i === 0 ? lead : ' '.repeat(inset)) + line);
      }
      last = label;
    }
  }

  #item({ spans, details }: ListItem): void {
    this.line(spans, '• ');
    for (const detail of details ?? []) this.line(detail, '    ');
  }

  actions(actions: readonly Action[]): void {
    for (const [i, { label }] of actions.entries()) {
      this.line([{ kind: 'text', text: label }], `[${i + 1}] `);
    }
  }

  #span(span: Span): string {
    const text = clean(span.text);
    switch (span.kind) {
      case 'text':
        return span.style === 'bold' || span.style === 'dim'
          ? this.#style(span.style, text)
          : span.style === 'code'
            ? this.#style('cyan', text)
            : text;
      case 'link':
        return this.#terminal.links && isWebAddress(span.url)
          ? `\u001b]8;;${span.url}\u0007${text}\u001b]8;;\u0007`
          : text;
      case 'person':
        return this.#style('bold', text);
      case 'quote':
        return this.#style('italic', span.verbatim ? `“${text}”` : text);
      case 'cite':
        return this.#style('dim', text);
      case 'date':
      case 'foreign':
        return text;
    }
  }

  #style(style: 'bold' | 'dim' | 'italic' | 'cyan', text: string): string {
    return this.#terminal.colour && text !== '' ? styleText(style, text) : text;
  }
}

const NOTE_MARK = { info: 'ℹ', caution: '⚠', conflict: '≠' } as const;

/** Text from outside moves no cursor, hides nothing and turns nothing round. */
function clean(text: string): string {
  return text
    .replace(/[\t\r\n]+/g, ' ')
    .replace(/[\p{Cc}\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu, '');
}
