/**
 * Text from outside, so that Discord shows it as text: no Markdown, no mention, no timestamp, no
 * link. A backslash before a character that is neither letter, digit nor space is not shown and
 * takes its meaning away.
 */
import { isOrdinary } from '../../chat/ordinary.ts';

/** Ends of lines, and what stands for them. */
const LINE_ENDS = /[\t\n\v\f\r\u0085\u2028\u2029]+/g;

/** What hides, joins or turns text round: controls, formats, fillers, halves of characters. */
// biome-ignore lint/suspicious/noMisleadingCharacterClass: each of these is meant alone
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0]/gu;

/** On one line, and everything in it visible. */
export const clean = (text: string): string =>
  isOrdinary(text) ? text : text.replace(LINE_ENDS, ' ').replace(UNSEEN, '');

/** Characters with which Markdown, mentions and links begin, wherever they stand; and the two below. */
const MARKS = /[\\*_~`|<>@#[\]:.]/g;

/** A cleaned text in which Markdown finds nothing. */
export const escaped = (text: string): string => text.replace(MARKS, escapedMark);

/**
 * A colon would make an address or an emoji where something follows it, a full stop the name of a site
 * where it stands between letters. What stands before the text, and after it, is not known here.
 */
function escapedMark(mark: string, at: number, text: string): string {
  const isHarmless =
    (mark === ':' && text[at + 1] === ' ') ||
    (mark === '.' && !(mayEndWord(text, at) && mayBeginWord(text, at + 1)));
  return isHarmless ? mark : `\\${mark}`;
}

const mayEndWord = (text: string, end: number): boolean =>
  end === 0 || /[\p{L}\p{N}-]$/u.test(text.slice(Math.max(0, end - 2), end));

const mayBeginWord = (text: string, at: number): boolean =>
  at === text.length || /^\p{L}/u.test(text.slice(at, at + 2));

/** An escaped text as the pieces that must not be parted where it is cut. */
export const piecesOf = (text: string): readonly string[] => text.match(/\\?[\s\S]/gu) ?? [];

/** At the beginning of a line, a hyphen, a plus sign or a number would begin a list. */
export function escapedStart(line: string): string {
  const begun = line.trimStart();
  if (!/^[-+\d]/.test(begun)) return begun;
  return begun.replace(/^([-+])/, '\\$1').replace(/^(\d+)([.)])/, '$1\\$2');
}

/** Plain text for where Discord reads no Markdown: labels, names of threads, the footer. */
export function plain(text: string, most: number): string {
  const cleaned = clean(text).trim();
  if (cleaned.length <= most) return cleaned;
  return `${wholeCharacters(cleaned, most - 1).trimEnd()}…`;
}

/** The first so many units of a text, without half a character at the end. */
export function wholeCharacters(text: string, most: number): string {
  if (text.length <= most) return text;
  const last = text.charCodeAt(most - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? most - 1 : most);
}
