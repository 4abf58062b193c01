/** A reply as a card: its words, its picture, its files, and what can be done with it. */
import { Html, html } from '../../chat/documents/markup.ts';
import { blockHtml, type Setting, titleHtml } from '../../chat/documents/reply-html.ts';
import { svgOf } from '../../chat/drawing.ts';
import { phrasebook } from '../../chat/phrasebook.ts';
import type { Picture, Reply } from '../../chat/reply.ts';
import { askAddress } from './addresses.ts';
import { filesOf } from './answer-files.ts';
import { actionsOf, type Forms } from './controls.ts';

/** Where a card stands on its page. */
export interface CardPlace extends Pick<Setting, 'id' | 'level'> {
  readonly forms: Forms;
}

/** Total: any reply is a card. */
export function card(reply: Reply, { id, level, forms }: CardPlace): Html {
  const { locale } = reply;
  const book = phrasebook(locale);
  const setting: Setting = {
    id,
    level,
    book,
    askAddress: (invocation) => askAddress(invocation, locale),
  };
  return html`<article class="card${reply.error ? ' refusal' : ''}" id="${id}" lang="${locale}" aria-labelledby="${id}-title">
${titleHtml(reply.title, setting)}
${reply.picture && figure(reply.picture)}
${reply.blocks.map((block) => blockHtml(block, setting))}
${reply.page && html`<p class="page-number">${reply.page.number}/${reply.page.of}</p>`}
${!forms.isShown && filesOf(reply, book)}
${actionsOf(reply, book, forms)}
</article>`;
}

/** Wider than a telephone: it can be moved to and fro, by keyboard too. */
const figure = ({ drawing, alt }: Picture): Html =>
  html`<div class="picture" role="group" tabindex="0" aria-label="${alt}">${new Html(svgOf(drawing, alt))}</div>`;
