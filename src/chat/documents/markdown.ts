/** A reply as a Markdown file: what is too long for a message, whole. Text from outside stays text. */
import type { Block, CitedSource, ListItem, Reply, Span, Spans } from '../reply.ts';
import { isWebAddress } from '../reply.ts';

export function markdownOf(reply: Reply): string {
  const blocks = reply.blocks.map(blockOf).filter((text) => text !== '');
  return `${[`# ${inline(reply.title)}`, ...blocks].join('\n\n')}\n`;
}

function blockOf(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `## ${inline(block.spans)}`;
    case 'text':
      return inline(block.spans);
    case 'facts':
      return block.rows
        .map(({ label, spans }) => `- **${escaped(label)}:** ${inline(spans)}`)
        .join('\n');
    case 'list':
      return block.items.map(itemOf).join('\n');
    case 'note':
      return `> ${inline(block.spans)}`;
    case 'sources':
      return block.items.map(sourceOf).join('\n');
  }
}

const itemOf = ({ spans, details = [] }: ListItem): string =>
  [`- ${inline(spans)}`, ...details.map((detail) => `  - ${inline(detail)}`)].join('\n');

/** Numbered as it is cited; a list of Markdown would count by itself. */
const sourceOf = ({ number, spans, url }: CitedSource): string =>
  `- \\[${number}\\] ${inline(spans)}${url && isWebAddress(url) ? ` <${url}>` : ''}`;

const inline = (spans: Spans): string => spans.map(spanOf).join('');

function spanOf(span: Span): string {
  const words = escaped(span.text);
  switch (span.kind) {
    case 'text':
      return span.style === 'bold' && words.trim() === words && words ? `**${words}**` : words;
    case 'quote':
      return span.verbatim ? `“${words}”` : words;
    default:
      return words; // addresses stand in the list of sources
  }
}

/** On one line, with everything that Markdown or HTML might take for its own marked as text. */
const escaped = (text: string): string =>
  text
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .replace(/[\p{Cf}\p{Cs}]/gu, '')
    .replace(/[\\`*_{}[\]()#+!|<>~&-]/g, '\\$&')
    .replace(/^(\s*\d+)\./, '$1\\.');
