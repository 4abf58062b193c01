/** What the console prints, in a window. */
import { type Html, html } from '../../src/chat/documents/markup.ts';

const CLASSES: Readonly<Record<string, string>> = { 1: 'bold', 2: 'dim', 3: 'italic', 36: 'cyan' };

// biome-ignore lint/suspicious/noControlCharactersInRegex: the escape sequences of a terminal
const STYLED = /\u001b\[([0-9]+)m([\s\S]*?)\u001b\[(?:22|23|39)m/g;

export const terminalWindow = (asked: string, printed: string): Html =>
  html`<section class="terminal"><div class="line"><b>› ${asked}</b></div>${printed
    .trimEnd()
    .split('\n')
    .map((line) => html`<div class="line">${piecesOf(line)}</div>`)}</section>`;

function piecesOf(line: string): Html[] {
  const parts: Html[] = [];
  let end = 0;
  for (const match of line.matchAll(STYLED)) {
    const [whole, style = '', words = ''] = match;
    parts.push(
      html`${line.slice(end, match.index)}<span class="${CLASSES[style]}">${words}</span>`,
    );
    end = match.index + whole.length;
  }
  return [...parts, html`${line.slice(end)}`];
}
