/** What can be done with an answer: links where one only reads on, forms where something changes. */

import type { PressedMessage } from '../../chat/command.ts';
import { type Html, html } from '../../chat/documents/markup.ts';
import type { Phrasebook } from '../../chat/phrasebook.ts';
import type { Action, Reply } from '../../chat/reply.ts';
import type { Locale } from '../../domain/locale.ts';
import { askAddress, fieldsOf, fieldsUnder } from './addresses.ts';

export interface Forms {
  /** By which a form is known to come from a page of ours. */
  readonly secret: string;
  /** The post whose card it is. */
  readonly under?: PressedMessage;
  /** Where the card only shows what would be posted, nothing can be done with it. */
  readonly isShown?: boolean;
}

export function actionsOf(reply: Reply, book: Phrasebook, forms: Forms): Html | undefined {
  if (forms.isShown) return undefined;
  const { choices = [], actions, locale } = reply;
  const control = (action: Action) => controlOf(action, locale, forms);
  return html`${
    choices.length > 0 &&
    html`<nav class="choices" aria-label="${book.text('action.choose')}"><ul>${choices.map((c) => html`<li>${control(c)}</li>`)}</ul></nav>`
  }${
    actions.length > 0 &&
    html`<nav class="actions" aria-label="${book.text('web.actions')}">${actions.map(control)}</nav>`
  }`;
}

function controlOf({ label, invocation, changes }: Action, lang: Locale, forms: Forms): Html {
  const { secret, under } = forms;
  if (!changes) return html`<a class="button" href="${askAddress(invocation, lang)}">${label}</a>`;
  const about = under ? fieldsUnder(under) : [];
  const fields = [...fieldsOf(invocation), ...about, ['lang', lang], ['secret', secret]];
  return html`<form method="post" action="/ask">${fields.map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  )}<button class="button">${label}</button></form>`;
}
