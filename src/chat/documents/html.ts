/**
 * A reply as an HTML file of its own that prints well: no script, nothing fetched. Text from outside
 * stays text.
 */
import { INTL_TAG } from '../phrasebook.ts';
import type { Block, CitedSource, ListItem, Reply, Span, Spans } from '../reply.ts';
import { isWebAddress, plainText } from '../reply.ts';

export function htmlOf(reply: Reply): string {
  const title = escaped(plainText(reply.title));
  return `<!doctype html>
<html lang="${INTL_TAG[reply.locale]}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<style>${STYLE}</style>
<main>
<h1>${inline(reply.title)}</h1>
${reply.blocks.map(blockOf).join('\n')}
</main>
</html>
`;
}

function blockOf(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `<h2>${inline(block.spans)}</h2>`;
    case 'text':
      return `<p>${inline(block.spans)}</p>`;
    case 'facts': {
      const rows = block.rows.map(
        ({ label, spans }) => `<dt>${escaped(label)}</dt><dd>${inline(spans)}</dd>`,
      );
      return `<dl>${rows.join('')}</dl>`;
    }
    case 'list':
      return `<ul>${block.items.map(itemOf).join('')}</ul>`;
    case 'note':
      return `<p class="note ${block.tone}">${inline(block.spans)}</p>`;
    case 'sources':
      return `<ol class="sources">${block.items.map(sourceOf).join('')}</ol>`;
  }
}

const itemOf = ({ spans, details = [] }: ListItem): string =>
  `<li>${inline(spans)}${details.map((detail) => `<p>${inline(detail)}</p>`).join('')}</li>`;

function sourceOf({ number, spans, url }: CitedSource): string {
  const address = url && isWebAddress(url) ? ` <span class="url">${escaped(url)}</span>` : '';
  return `<li id="source-${number}" value="${number}">${inline(spans)}${address}</li>`;
}

const inline = (spans: Spans): string => spans.map(spanOf).join('');

function spanOf(span: Span): string {
  const words = escaped(span.text);
  switch (span.kind) {
    case 'text':
      return span.style === 'bold' ? `<b>${words}</b>` : words;
    case 'link':
      return isWebAddress(span.url)
        ? `<a href="${escaped(span.url)}" rel="noreferrer">${words}</a>`
        : words;
    case 'person':
      return `<b>${words}</b>`;
    case 'quote':
      return span.verbatim
        ? `<q lang="${escaped(span.lang)}">${words}</q>`
        : `<span lang="${escaped(span.lang)}">${words}</span>`;
    case 'foreign':
      return `<span lang="${escaped(span.lang)}">${words}</span>`;
    case 'cite':
      return `<sup>${words}</sup>`;
    case 'date':
      return words;
  }
}

const escaped = (text: string): string =>
  text
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .replace(/[\p{Cf}\p{Cs}]/gu, '')
    .replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);

const STYLE = `
:root { color-scheme: light }
body { margin: 0; background: #fff; color: #16181d; font: 16px/1.55 "Noto Serif", "Noto Serif CJK KR", "Noto Serif KR", Georgia, serif }
main { max-width: 44rem; margin: 2.5rem auto; padding: 0 1.25rem }
h1 { font-size: 1.7rem; line-height: 1.25; margin: 0 0 1.25rem }
h2 { font-size: 1.1rem; margin: 1.75rem 0 .5rem; border-bottom: 1px solid #b9bec7; break-after: avoid }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; margin: .5rem 0 }
dt { color: #555b66 } dd { margin: 0 }
ul { padding-left: 1.2rem } li { margin: .35rem 0; break-inside: avoid } li p { margin: .1rem 0; color: #555b66 }
.note { border-left: 3px solid #b9bec7; padding-left: .75rem; color: #555b66 } .note.conflict, .note.caution { border-color: #16181d }
.sources { font-size: .85rem } .url { overflow-wrap: anywhere; color: #555b66 }
sup { font-size: .7em; line-height: 0 } a { color: inherit }
@page { size: A4; margin: 18mm 16mm }
@media print { body { font-size: 10.5pt } main { max-width: none; margin: 0; padding: 0 } }
`;
