/** The page round whatever is shown: whose it is, where one asks, and in which language. */

import { type Html, html } from '../../chat/documents/markup.ts';
import { type Phrasebook, phrasebook } from '../../chat/phrasebook.ts';
import { LOCALES, type Locale } from '../../domain/locale.ts';

export interface Page {
  readonly locale: Locale;
  readonly title: string;
  /** The address, for the same in another language. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** What stands in the field. */
  readonly question?: string;
  readonly main: Html;
  /** Whether anything but a page without an answer can be had. */
  readonly isShut?: boolean;
}

/** Languages by their own names. */
const OWN_NAMES: Readonly<Record<Locale, string>> = {
  en: 'English',
  ko: '한국어',
  zh: '中文',
  ja: '日本語',
  id: 'Indonesia',
};

export function pageOf(page: Page): string {
  const book = phrasebook(page.locale);
  const name = book.text('console.title');
  const title = page.title === name ? name : `${page.title} · ${name}`;
  return html`<!doctype html>
<html lang="${page.locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/style.css">
<script src="/page.js" defer></script>
</head>
<body>
<a class="skip" href="#main">${book.text('web.skip')}</a>
<header>
<p class="name"><a href="${at('/', page.locale)}">${name}</a></p>
${!page.isShut && navigation(page, book)}
${languages(page, book)}
</header>
${!page.isShut && askForm(page, book)}
<main id="main" tabindex="-1">
${page.main}
</main>
<footer><p>${book.text('web.promise')}</p></footer>
</body>
</html>
`.markup;
}

/** An address in a language. */
export const at = (path: string, lang: Locale, more: Record<string, string> = {}): string =>
  `${path}?${new URLSearchParams({ ...more, lang })}`;

function navigation({ locale, path }: Page, book: Phrasebook): Html {
  const entries = [
    ['/', 'web.ask'],
    ['/diary', 'web.diary'],
    ['/posts', 'web.posts'],
  ] as const;
  return html`<nav class="places" aria-label="${book.text('web.places')}">${entries.map(
    ([to, key]) =>
      html`<a href="${at(to, locale)}"${to === path && html` aria-current="page"`}>${book.text(key)}</a>`,
  )}</nav>`;
}

function languages({ locale, path, query }: Page, book: Phrasebook): Html {
  return html`<nav class="languages" aria-label="${book.text('web.language')}">${LOCALES.map(
    (to) => {
      const there = new URLSearchParams(query);
      there.set('lang', to);
      return html`<a href="${path}?${there.toString()}" lang="${to}" hreflang="${to}"${to === locale && html` aria-current="true"`}>${OWN_NAMES[to]}</a>`;
    },
  )}</nav>`;
}

function askForm({ locale, question = '' }: Page, book: Phrasebook): Html {
  return html`<form class="ask" action="/ask" role="search">
<label for="q">${book.text('web.question')}</label>
<div class="field">
<input id="q" name="q" value="${question}" autocomplete="off" autocapitalize="off" spellcheck="false" maxlength="2000" placeholder="/lastmeeting wang-yi">
<button>${book.text('web.ask')}</button>
</div>
<input type="hidden" name="lang" value="${locale}">
<ul id="completions" role="listbox" aria-label="${book.text('web.completions')}" hidden></ul>
</form>`;
}
