/**
 * Folding: what is left of a text when case, width, diacritics and punctuation are set aside.
 *
 * Marks are taken off Latin, Greek and Cyrillic letters only; Japanese kana keep their voicing
 * marks and Hangul its syllables.
 */

/** `Cho Tae‑yul’s` → `cho tae yul s`; `ガ` stays `ガ`. Words are parted by single spaces. */
export const fold = (text: string): string =>
  isAscii(text) ? text.toLowerCase().replace(NEITHER, ' ').trim() : folded(text);

/** Nothing but the letters, figures and marks of ASCII: most of what is typed. */
export const isAscii = (text: string): boolean => ASCII.test(text);

const ASCII = /^[\x20-\x7e]*$/;
const NEITHER = /[^a-z0-9]+/g;

function folded(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(/[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u00ad]/g, '')
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, ' ')
    .trim();
}

/** The folded words of a text. */
export function words(text: string): string[] {
  const folded = fold(text);
  return folded === '' ? [] : folded.split(' ');
}

/** Is the text written in Chinese characters, kana or Hangul? */
export const isCjk = (text: string): boolean =>
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u.test(text);

/** C0 and C1 controls, and the marks that reorder or hide text. */
export function hasControls(value: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
  return /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/.test(
    value,
  );
}
