/** A reply as an HTML file of its own that prints well: no script, nothing fetched. */
import { phrasebook } from '../phrasebook.ts';
import { plainText, type Reply } from '../reply.ts';
import { Html, html } from './markup.ts';
import { blockHtml, titleHtml } from './reply-html.ts';

export function htmlOf(reply: Reply): string {
  const book = phrasebook(reply.locale);
  const setting = { id: 'reply', level: 1, book } as const;
  return html`<!doctype html>
<html lang="${book.tag}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${plainText(reply.title)}</title>
<style>${new Html(DOCUMENT_STYLE)}</style>
<main>
${titleHtml(reply.title, setting)}
${reply.blocks.map((block) => blockHtml(block, setting))}
</main>
</html>
`.markup;
}

/** What stands between its style tags: whoever serves it may allow just this. */
export const DOCUMENT_STYLE = `
:root { color-scheme: light }
body { margin: 0; background: #fff; color: #16181d; font: 16px/1.55 "Noto Serif", "Noto Serif CJK KR", "Noto Serif KR", Georgia, serif }
main { max-width: 44rem; margin: 2.5rem auto; padding: 0 1.25rem; overflow-wrap: anywhere }
h1 { font-size: 1.7rem; line-height: 1.25; margin: 0 0 1.25rem }
h2 { font-size: 1.1rem; margin: 1.75rem 0 .5rem; border-bottom: 1px solid #b9bec7; break-after: avoid }
dl > div { display: grid; grid-template-columns: 9rem 1fr; gap: .2rem 1rem; margin: .2rem 0 }
dt { grid-column: 1; color: #555b66 } dd { grid-column: 2; margin: 0 }
ul { padding-left: 1.2rem } li { margin: .35rem 0; break-inside: avoid } li ul { list-style: none; padding: 0; color: #555b66 }
.note { border-left: 3px solid #b9bec7; padding-left: .75rem; color: #555b66 } .note.conflict, .note.caution { border-color: #16181d }
.sources { font-size: .85rem } .address { overflow-wrap: anywhere; color: #555b66 }
.cite { font-size: .7em; vertical-align: super; line-height: 0; text-decoration: none } a { color: inherit } q { quotes: none } i { font-style: normal }
@page { size: A4; margin: 18mm 16mm }
@media print { body { font-size: 10.5pt } main { max-width: none; margin: 0; padding: 0 } }
`;
