/**
 * Text from outside, so that Discord shows it as text: no Markdown, no mention, no timestamp, no
 * link. A backslash before a character that is neither letter, digit nor space is not shown and
 * takes its meaning away.
 */

/** Ends of lines, and what stands for them. */
const LINE_ENDS = /[\t\n\v\f\r\u0085\u2028\u2029]+/g;

/** What hides, joins or turns text round: controls, formats, fillers, halves of characters. */
// biome-ignore lint/suspicious/noMisleadingCharacterClass: each of these is meant alone
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0]/gu;

/** Letters, digits and marks of ASCII alone: most texts are so, and looked at once. */
const PLAIN = /^[\x20-\x7e]*$/;

/** On one line, and everything in it visible. */
export const clean = (text: string): string =>
  PLAIN.test(text) ? text : text.replace(LINE_ENDS, ' ').replace(UNSEEN, '');

/**
 * Characters with which Markdown, mentions and links begin, wherever they stand; a colon, which would
 * make an address or an emoji where something follows it; a full stop, which would make the name of a
 * site where a letter does. What follows the last character is not known here.
 */
const MARKS = /[\\*_~`|<>@#[\]]|:(?! )|(?<=^|[\p{L}\p{N}-])\.(?=$|\p{L})/gu;

/** A cleaned text in which Markdown finds nothing. */
export const escaped = (text: string): string => text.replace(MARKS, '\\$&');

/** An escaped text as the pieces that must not be parted where it is cut. */
export const piecesOf = (text: string): readonly string[] => text.match(/\\?[\s\S]/gu) ?? [];

/** At the beginning of a line, a hyphen, a plus sign or a number would begin a list. */
export const escapedStart = (line: string): string =>
  line
    .trimStart()
    .replace(/^([-+])/, '\\$1')
    .replace(/^(\d+)([.)])/, '$1\\$2');

/** Plain text for where Discord reads no Markdown: labels, names of threads, the footer. */
export function plain(text: string, most: number): string {
  const cleaned = clean(text).trim();
  if (cleaned.length <= most) return cleaned;
  return `${wholeCharacters(cleaned.slice(0, most - 1)).trimEnd()}…`;
}

/** Without the half of a character at which a text was cut. */
export const wholeCharacters = (text: string): string => text.replace(/[\ud800-\udbff]$/, '');
