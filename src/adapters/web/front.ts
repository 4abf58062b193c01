/** The first page: what this is, what can be asked, and what is at hand. */

import { type Html, html } from '../../chat/documents/markup.ts';
import { phrasebook } from '../../chat/phrasebook.ts';
import { nameIn, type Registry } from '../../chat/registry.ts';
import type { Locale } from '../../domain/locale.ts';
import { lineAddress } from './addresses.ts';
import { monthAfter, monthName } from './diary.ts';
import { at } from './page.ts';

export interface Front {
  readonly locale: Locale;
  readonly registry: Registry;
  /** The month it is. */
  readonly month: string;
  /** What is coming, and what was last. */
  readonly home: Html | undefined;
}

export function frontPage({ locale, registry, month, home }: Front): Html {
  const book = phrasebook(locale);
  const next = monthAfter(month);
  const examples = registry.commands.filter(({ role }) => role === undefined);
  return html`<h1>${book.text('web.welcome')}</h1>
<p class="lead">${book.text('web.about')}</p>
<section class="examples" aria-labelledby="examples">
<h2 id="examples">${book.text('web.examples')}</h2>
<dl>${examples.map(
    (command) => html`<div><dt>${nameIn(locale, command)}</dt>
<dd>${book.text(`command.${command.name}.about`)}
<a href="${lineAddress(command.example, locale)}"><code>${command.example}</code></a></dd></div>`,
  )}</dl>
</section>
<p class="actions"><a class="button" href="${at('/diary', locale, { month: next })}">${book.text('web.diary-of', { month: monthName(next, book) })}</a></p>
${home}`;
}
