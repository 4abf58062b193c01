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

/** On one line, and everything in it visible. */
export const clean = (text: string): string => text.replace(LINE_ENDS, ' ').replace(UNSEEN, '');

/** Characters with which Markdown, mentions and links begin, wherever they stand. */
const MARKS = new Set('\\*_~`|<>@#[]');

const WORD = /[\p{L}\p{N}-]/u;

/**
 * A cleaned text as the pieces that must not be parted. A colon would make an address or an emoji
 * where something follows it, a full stop the name of a site where a letter does; what follows the
 * last character is not known here.
 */
export function escapedPieces(text: string): string[] {
  const characters = [...text];
  return characters.map((character, i) => {
    const next = characters[i + 1];
    if (MARKS.has(character)) return `\\${character}`;
    if (character === ':' && next !== ' ') return '\\:';
    if (character === '.' && isInName(characters[i - 1], next)) return '\\.';
    return character;
  });
}

const isInName = (before: string | undefined, after: string | undefined): boolean =>
  (before === undefined || WORD.test(before)) && (after === undefined || /\p{L}/u.test(after));

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
