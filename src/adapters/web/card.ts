/** A reply as HTML. All words of it are text; only the marks between them are ours. */
import { type Phrasebook, phrasebook } from '../../chat/phrasebook.ts';
import {
  type Block,
  isWebAddress,
  type ListItem,
  plainText,
  type Reply,
  type Span,
} from '../../chat/reply.ts';
import { askAddress } from './addresses.ts';
import { actionsOf, type Forms } from './controls.ts';
import { type Html, html } from './html.ts';

/** Where a card stands on its page. */
export interface CardPlace {
  /** Its own on the page: what is linked within the card begins with it. */
  readonly id: string;
  /** The level of its title; what stands below it is one lower. */
  readonly level: 1 | 2 | 3;
  readonly forms: Forms;
}

/** Total: any reply is a card. */
export function card(reply: Reply, place: CardPlace): Html {
  const telling = { ...place, reply, book: phrasebook(reply.locale) };
  const title = heading(place.level, spansOf(reply.title, telling), `${place.id}-title`);
  return html`<article class="card${reply.error ? ' refusal' : ''}" id="${place.id}" lang="${reply.locale}" aria-labelledby="${place.id}-title">
${title}
${reply.blocks.map((block) => blockOf(block, telling))}
${reply.page && html`<p class="page-number">${reply.page.number}/${reply.page.of}</p>`}
${actionsOf(reply, telling.book, place.forms)}
</article>`;
}

interface Telling extends CardPlace {
  readonly reply: Reply;
  readonly book: Phrasebook;
}

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

function blockOf(block: Block, telling: Telling): Html {
  switch (block.kind) {
    case 'heading':
      return heading(telling.level + 1, spansOf(block.spans, telling));
    case 'text':
      return html`<p>${spansOf(block.spans, telling)}</p>`;
    case 'facts':
      return factsOf(block.rows, telling);
    case 'list':
      return html`<ul class="events">${block.items.map((item) => itemOf(item, telling))}</ul>`;
    case 'note':
      return html`<p class="note ${block.tone}"><span aria-hidden="true">${MARKS[block.tone]}</span> <span>${spansOf(block.spans, telling)}</span></p>`;
    case 'sources':
      return html`<ol class="sources">${block.items.map(
        ({ number, spans, url }) =>
          html`<li id="${telling.id}-source-${number}" value="${number}">${spansOf(spans, telling)}${url && html`<span class="address">${url}</span>`}</li>`,
      )}</ol>`;
  }
}

const MARKS = { info: 'ℹ', caution: '⚠', conflict: '≠' } as const;

/** Rows that follow each other under one label are one fact. */
function factsOf(rows: Extract<Block, { kind: 'facts' }>['rows'], telling: Telling): Html {
  const groups: { label: string; values: Html[] }[] = [];
  for (const { label, spans } of rows) {
    const value = html`<dd>${spansOf(spans, telling)}</dd>`;
    const last = groups.at(-1);
    if (last?.label === label) last.values.push(value);
    else groups.push({ label, values: [value] });
  }
  return html`<dl>${groups.map(({ label, values }) => html`<div><dt>${label}</dt>${values}</div>`)}</dl>`;
}

function itemOf({ spans, details = [], open }: ListItem, telling: Telling): Html {
  const { book, reply } = telling;
  const more = book.text('web.more');
  return html`<li class="item">${spansOf(spans, telling)}${
    open &&
    html` <a class="open" href="${askAddress(open, reply.locale)}" aria-label="${more}: ${plainText(spans)}">${more}</a>`
  }${details.length > 0 && html`<ul>${details.map((detail) => html`<li>${spansOf(detail, telling)}</li>`)}</ul>`}</li>`;
}

const spansOf = (spans: readonly Span[], telling: Telling): Html[] =>
  spans.map((span) => spanOf(span, telling));

function spanOf(span: Span, { id, reply }: Telling): Html {
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
      const profile = { command: 'profile', args: { person: span.id } };
      return html`<a class="person" href="${askAddress(profile, reply.locale)}">${text}</a>`;
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
