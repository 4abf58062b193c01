/** A Block Kit payload as Slack shows it: as much of it as our messages use (docs.slack.dev/reference/block-kit). */
import { type Html, html } from '../../src/chat/documents/markup.ts';

interface Node {
  readonly type: string;
  readonly text?: string | Node;
  readonly elements?: readonly Node[];
  readonly style?: string | Readonly<Record<string, boolean>>;
  readonly placeholder?: Node;
  readonly [more: string]: unknown;
}

/** `images` are the addresses of files by Slack's id of them. */
export function slackMessage(
  blocks: readonly object[],
  images: Readonly<Record<string, string>> = {},
): Html {
  return html`<section class="slack"><div class="face">A</div><div>
<p class="who"><b>aide</b> <span class="app">APP</span> <span class="time">9:00 AM</span></p>
${(blocks as readonly Node[]).map((block) => blockOf(block, images))}</div></section>`;
}

function blockOf(block: Node, images: Readonly<Record<string, string>>): Html {
  const elements = (block.elements ?? []).map(elementOf);
  switch (block.type) {
    case 'header':
      return html`<h2>${wordsOf(block.text)}</h2>`;
    case 'section':
      return html`<p>${wordsOf(block.text)}</p>`;
    case 'context':
      return html`<p class="context">${elements}</p>`;
    case 'actions':
      return html`<p class="actions">${elements}</p>`;
    case 'rich_text':
      return html`<div class="rich">${elements}</div>`;
    case 'image': {
      const { id } = block.slack_file as { id: string };
      return html`<img src="${images[id]}" alt="${String(block.alt_text)}">`;
    }
    default:
      throw new Error(`no picture of a block "${block.type}"`);
  }
}

function elementOf(node: Node): Html {
  const inner = (node.elements ?? []).map(elementOf);
  switch (node.type) {
    case 'rich_text_section':
      return html`<div>${inner}</div>`;
    case 'rich_text_list':
      return html`<ul>${inner.map((item) => html`<li>${item}</li>`)}</ul>`;
    case 'rich_text_quote':
      return html`<blockquote>${inner}</blockquote>`;
    case 'text':
      return styled(node);
    case 'link':
      return html`<a href="#">${wordsOf(node.text)}</a>`;
    case 'plain_text':
    case 'mrkdwn':
      return html`${wordsOf(node)}`;
    case 'button':
      return html`<span class="control${node.style === 'primary' ? ' primary' : ''}">${wordsOf(node.text)}</span>`;
    case 'static_select':
      return html`<span class="control">${wordsOf(node.placeholder)} ⌄</span>`;
    default:
      throw new Error(`no picture of an element "${node.type}"`);
  }
}

const wordsOf = (text: string | Node | undefined): string =>
  typeof text === 'object' ? wordsOf(text.text) : (text ?? '');

function styled(node: Node): Html {
  const lines = wordsOf(node.text).split('\n');
  const text = html`${lines.map((line, i) => (i === 0 ? html`${line}` : html`<br>${line}`))}`;
  const style = typeof node.style === 'object' ? node.style : {};
  if (style.code) return html`<code>${text}</code>`;
  if (style.bold) return html`<b>${text}</b>`;
  return style.italic ? html`<i>${text}</i>` : text;
}
