/**
 * A Discord payload as Discord shows it: embeds, rows, and as much of its Markdown as our messages use
 * (docs.discord.com/developers/reference#message-formatting).
 */
import type { APIEmbed } from 'discord.js';
import { type Html, html } from '../../src/chat/documents/markup.ts';

interface Component {
  readonly type: number;
  readonly label?: string;
  readonly placeholder?: string;
  readonly style?: number;
  readonly components?: readonly Component[];
}

export function discordMessage(embeds: readonly APIEmbed[], rows: readonly object[]): Html {
  return html`<section class="discord"><div class="face">A</div><div>
<p class="who"><b>aide</b> <span class="app">APP</span> <span class="time">Today at 9:00</span></p>
${embeds.map(embedOf)}
${(rows as readonly Component[]).map((row) => html`<p class="actions">${(row.components ?? []).map(controlOf)}</p>`)}
</div></section>`;
}

const embedOf = ({ title, description, fields = [], footer }: APIEmbed): Html =>
  html`<div class="embed">${title && html`<h2>${inline(title)}</h2>`}${description && linesOf(description)}
<div class="fields">${fields.map(
    ({ name, value, inline: beside }) =>
      html`<div class="${beside ? 'beside' : 'field'}"><b>${inline(name)}</b>${linesOf(value)}</div>`,
  )}</div>${footer && html`<small>${footer.text}</small>`}</div>`;

const controlOf = ({ label, placeholder, style }: Component): Html =>
  placeholder === undefined
    ? html`<span class="control${style === 1 ? ' primary' : ''}">${label}</span>`
    : html`<span class="control menu">${placeholder} ⌄</span>`;

const linesOf = (text: string): Html[] =>
  text.split('\n').map((line) => {
    const [, mark = '', words = ''] = /^(### |-# |- |> )?([\s\S]*)$/.exec(line) ?? [];
    const kind = { '### ': 'third', '-# ': 'small', '- ': 'item', '> ': 'quoted' }[mark] ?? 'line';
    return html`<div class="${kind}">${inline(words)}</div>`;
  });

/** What stands behind a backslash is a letter. */
const INLINE =
  /\\([\s\S])|\*\*((?:\\[\s\S]|[^*\\])+)\*\*|\*((?:\\[\s\S]|[^*\\])+)\*|`([^`]+)`|\[((?:\\[\s\S]|[^\]\\])+)\]\([^)\s]+\)/g;

function inline(text: string): Html[] {
  const parts: Html[] = [];
  let end = 0;
  for (const match of text.matchAll(INLINE)) {
    parts.push(html`${text.slice(end, match.index)}`);
    const [whole, letter, strong, slanted, code, link] = match;
    end = match.index + whole.length;
    if (letter !== undefined) parts.push(html`${letter}`);
    else if (strong !== undefined) parts.push(html`<b>${inline(strong)}</b>`);
    else if (slanted !== undefined) parts.push(html`<i>${inline(slanted)}</i>`);
    else if (code !== undefined) parts.push(html`<code>${code}</code>`);
    else parts.push(html`<a href="#">${inline(link ?? '')}</a>`);
  }
  return [...parts, html`${text.slice(end)}`];
}
