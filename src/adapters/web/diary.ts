/** A month of the diary: what would be posted, day by day, each post as it would be read. */

import { type Html, html } from '../../chat/documents/markup.ts';
import { type Phrasebook, phrasebook } from '../../chat/phrasebook.ts';
import { plainText, type Reply } from '../../chat/reply.ts';
import type { Locale } from '../../domain/locale.ts';
import { card } from './card.ts';
import { at } from './page.ts';

/** A post that would be made. */
export interface PlannedPost {
  /** `2026-12-01T09:00:00+09:00`, in the zone of the channel. */
  readonly at: string;
  readonly zone: string;
  readonly channel: string;
  readonly reply: Reply;
}

/** `2026-12`, or undefined for anything else. */
export const readMonth = (typed: string | null): string | undefined =>
  typed !== null && /^(?:19|20|21)\d\d-(?:0[1-9]|1[0-2])$/.test(typed) ? typed : undefined;

export function monthAfter(month: string, months = 1): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 + months)).toISOString().slice(0, 7);
}

export function monthName(month: string, { tag }: Phrasebook): string {
  const format = new Intl.DateTimeFormat(tag, { year: 'numeric', month: 'long', timeZone: 'UTC' });
  return format.format(new Date(`${month}-01T00:00:00Z`));
}

export function diaryPage(month: string, posts: readonly PlannedPost[], locale: Locale): Html {
  const book = phrasebook(locale);
  const days = new Map<string, PlannedPost[]>();
  for (const post of posts) {
    const day = post.at.slice(0, 10);
    days.set(day, [...(days.get(day) ?? []), post]);
  }
  const turn = (to: string, mark: Html) =>
    readMonth(to) &&
    html`<a class="button" href="${at('/diary', locale, { month: to })}">${mark}</a>`;
  const [before, after] = [monthAfter(month, -1), monthAfter(month)];
  return html`<h1>${book.text('web.diary-of', { month: monthName(month, book) })}</h1>
<p class="lead">${book.text('web.diary-lead', { count: posts.length })}</p>
<nav class="actions" aria-label="${book.text('web.months')}">
${turn(before, html`<span aria-hidden="true">◀</span> ${monthName(before, book)}`)}
${turn(after, html`${monthName(after, book)} <span aria-hidden="true">▶</span>`)}
</nav>
<ol class="diary">${[...days].map(([day, its]) => dayOf(day, its, book))}</ol>`;
}

function dayOf(day: string, posts: readonly PlannedPost[], book: Phrasebook): Html {
  const format = new Intl.DateTimeFormat(book.tag, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    timeZone: 'UTC',
  });
  return html`<li><h2><time datetime="${day}">${format.format(new Date(`${day}T00:00:00Z`))}</time></h2>
${posts.map(
  (post, i) => html`<details>
<summary><span class="when">${post.at.slice(11, 16)} ${post.zone}</span> <span lang="${post.reply.locale}">${plainText(post.reply.title)}</span> <span class="channel">${post.channel}</span></summary>
${card(post.reply, { id: `d${day}-${i}`, level: 3, forms: { secret: '', isShown: true } })}
</details>`,
)}</li>`;
}
