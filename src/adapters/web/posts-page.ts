/** What was posted here, latest first. */

import { type Html, html } from '../../chat/documents/markup.ts';
import { phrasebook } from '../../chat/phrasebook.ts';
import type { Locale } from '../../domain/locale.ts';
import { card } from './card.ts';
import type { Forms } from './controls.ts';
import type { Post } from './posts.ts';

export function postsPage(
  posts: readonly Post[],
  locale: Locale,
  timeZone: string,
  forms: Forms,
): Html {
  const book = phrasebook(locale);
  const format = new Intl.DateTimeFormat(book.tag, {
    dateStyle: 'full',
    timeStyle: 'short',
    timeZone,
  });
  return html`<h1>${book.text('web.posts')}</h1>
${posts.length === 0 && html`<p class="lead">${book.text('web.no-posts')}</p>`}
${posts.map(
  ({ key, at, channel, thread, reply }, i) => html`<section class="post">
<p class="posted"><time datetime="${at}">${format.format(new Date(at))}</time> <span class="channel">${[channel, thread].filter(Boolean).join(' › ')}</span></p>
${card(reply, { id: `post-${posts.length - i}`, level: 2, forms: { ...forms, under: { place: channel, message: key, at: new Date(at) } } })}
</section>`,
)}`;
}
