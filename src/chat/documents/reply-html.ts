/**
 * The words of a reply as HTML, on the page and in a document alike. All of them are text; only the
 * marks between them are ours. Total: any reply can be shown.
 */
import type { Phrasebook } from '../phrasebook.ts';
import type { Span, Spans } from '../reply.ts';
import { type Block, type Invocation, isWebAddress, type ListItem, plainText } from '../reply.ts';
import { type Html, html } from './markup.ts';

export interface Setting {
  /** Begins every id in it, so that several replies may stand on a page. */
  readonly id: string;
  /** The level of its title; what stands below it is one lower. */
  readonly level: 1 | 2 | 3;
  readonly book: Phrasebook;
  /** Where something more is answered; a document of its own leads nowhere. */
  readonly askAddress?: (invocation: Invocation) => string;
}

export const titleHtml = (title: Spans, setting: Setting): Html =>
  heading(setting.level, spansHtml(title, setting), `${setting.id}-title`);

function heading(level: number, content: Html[], id?: string): Html {
  const named = id === undefined ? '' : html` id="${id}"`;
  switch (level) {
    case 1:
      return html`<h1${named}>${content}</h1>`;
    case 2:
      return html`<h2${named}>${content}</h2>`;
    case 3:
      return html`<h3${named}>${content}</h3>`;
    default:
      return html`<h4${named}>${content}</h4>`;
  }
}

export function blockHtml(block: Block, setting: Setting): Html {
  switch (block.kind) {
    case 'heading':
      return heading(setting.level + 1, spansHtml(block.spans, setting));
    case 'text':
      return html`<p>${spansHtml(block.spans, setting)}</p>`;
    case 'facts':
      return factsHtml(block.rows, setting);
    case 'list':
      return html`<ul class="events">${block.items.map((item) => itemHtml(item, setting))}</ul>`;
    case 'note':
      return html`<p class="note ${block.tone}"><span aria-hidden="true">${MARKS[block.tone]}</span> <span>${spansHtml(block.spans, setting)}</span></p>`;
    case 'sources':
      return html`<ol class="sources">${block.items.map(
        ({ number, spans, url }) =>
          html`<li id="${setting.id}-source-${number}" value="${number}">${spansHtml(spans, setting)}${url && isWebAddress(url) && html` <span class="address">${url}</span>`}</li>`,
      )}</ol>`;
  }
}

const MARKS = { info: 'ℹ', caution: '⚠', conflict: '≠' } as const;

/** Rows that follow each other under one label are one fact. */
function factsHtml(rows: Extract<Block, { kind: 'facts' }>['rows'], setting: Setting): Html {
  const groups: { label: string; values: Html[] }[] = [];
  for (const { label, spans } of rows) {
    const value = html`<dd>${spansHtml(spans, setting)}</dd>`;
    const last = groups.at(-1);
    if (last?.label === label) last.values.push(value);
    else groups.push({ label, values: [value] });
  }
  return html`<dl>${groups.map(({ label, values }) => html`<div><dt>${label}</dt>${values}</div>`)}</dl>`;
}

function itemHtml({ spans, details = [], open }: ListItem, setting: Setting): Html {
  const { book, askAddress } = setting;
  const more = book.text('web.more');
  return html`<li class="item">${spansHtml(spans, setting)}${
    open &&
    askAddress &&
    html` <a class="open" href="${askAddress(open)}" aria-label="${more}: ${plainText(spans)}">${more}</a>`
  }${details.length > 0 && html`<ul>${details.map((detail) => html`<li>${spansHtml(detail, setting)}</li>`)}</ul>`}</li>`;
}

const spansHtml = (spans: Spans, setting: Setting): Html[] =>
  spans.map((span) => spanHtml(span, setting));

function spanHtml(span: Span, { id, askAddress }: Setting): Html {
  const { text } = span;
  switch (span.kind) {
    case 'text':
      switch (span.style) {
        case 'bold':
          return html`<b>${text}</b>`;
        case 'dim':
          return html`<span class="dim">${text}</span>`;
        case 'code':
          return html`<code>${text}</code>`;
        default:
          return html`${text}`;
      }
    case 'link':
      return isWebAddress(span.url)
        ? html`<a href="${span.url}" rel="noreferrer noopener">${text}</a>`
        : html`${text}`;
    case 'person': {
      if (!askAddress) return html`<b>${text}</b>`;
      const profile = { command: 'profile', args: { person: span.id } };
      return html`<a class="person" href="${askAddress(profile)}">${text}</a>`;
    }
    case 'date':
      return isMachineDate(span.edtf)
        ? html`<time datetime="${span.edtf}">${text}</time>`
        : html`${text}`;
    case 'quote': {
      const lang = languageOf(span.lang);
      return span.verbatim ? html`<q${lang}>“${text}”</q>` : html`<i${lang}>${text}</i>`;
    }
    case 'foreign':
      return html`<span${languageOf(span.lang)}>${text}</span>`;
    case 'cite': {
      const number = /\d+/.exec(text)?.[0] ?? '';
      return html`<a class="cite" href="#${id}-source-${number}">${text}</a>`;
    }
  }
}

/** What HTML takes as a date: a year, a month or a day. */
const isMachineDate = (edtf: string): boolean => /^\d{4}(?:-(?:0\d|1[0-2])(?:-\d\d)?)?$/.test(edtf);

const languageOf = (lang: string) =>
  lang !== 'und' && /^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/.test(lang) && html` lang="${lang}"`;
