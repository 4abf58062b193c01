/** How wide text is at the most, without asking a font: a drawing is laid out before it is painted. */
import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';

/**
 * The widest that a column of a terminal is here, in parts of the size. A wide character fills two.
 * Noto Sans has an average near 0.5 for running text, and 1 for Chinese, Japanese and Korean.
 */
const COLUMN = 0.56;

export const widthOf = (text: string, size: number): number => stringWidth(text) * COLUMN * size;

/** As much as fits, and an ellipsis where something is cut. */
export function fitted(text: string, size: number, room: number): string {
  if (widthOf(text, size) <= room) return text;
  let cut = '';
  for (const character of text) {
    if (widthOf(`${cut}${character}…`, size) > room) break;
    cut += character;
  }
  return `${cut.trimEnd()}…`;
}

/** The text on as many lines as it needs. */
export const wrapped = (text: string, size: number, room: number): string[] =>
  wrapAnsi(text, Math.floor(room / (COLUMN * size)), { hard: true, trim: true }).split('\n');
