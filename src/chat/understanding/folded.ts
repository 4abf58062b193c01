/** A question as it is compared: folded, with the way back to what was typed. */
import { fold, isCjk } from '../../domain/names/fold.ts';

export interface FoldedText {
  /** Case, width, marks and punctuation set aside; words parted by single spaces. */
  readonly text: string;
  /** For each UTF-16 unit of `text` and for its end: where that stands in `typed`. */
  readonly at: readonly number[];
  readonly typed: string;
}

/** Letters that belong to one character of the folded text may be several of the typed one. */
export function foldedText(written: string): FoldedText {
  const typed = written.normalize('NFC');
  let text = '';
  const at: number[] = [];
  let index = 0;
  for (const character of typed) {
    const folded = fold(character) || ' ';
    const part = folded === ' ' && (text === '' || text.endsWith(' ')) ? '' : folded;
    for (let i = 0; i < part.length; i++) at.push(index);
    text += part;
    index += character.length;
  }
  const end = text.trimEnd();
  return { text: end, at: [...at.slice(0, end.length), index], typed };
}

/** What was typed of a stretch of the folded text. */
export const typedOf = ({ at, typed }: FoldedText, from: number, to: number): string =>
  typed
    .slice(at[from], at[to])
    .trim()
    .replace(/[\p{P}\s]+$/u, '');

/** The key under which a phrase is kept: spaces are no part of it in Chinese, Japanese and Korean. */
export const keyOf = (folded: string): string =>
  isCjk(folded) ? folded.replaceAll(' ', '') : folded;

const CONTINUES = /[a-z0-9\u00df-\u024f]/;

/** Could a word begin or end here? Within Latin letters and digits only at their ends. */
export function isBoundary(text: string, index: number): boolean {
  const before = text[index - 1] ?? ' ';
  const after = text[index] ?? ' ';
  if (!CONTINUES.test(before) || !CONTINUES.test(after)) return true;
  return /\d/.test(before) !== /\d/.test(after) && !/\d/.test(before);
}
