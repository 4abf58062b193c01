/** Text in which nothing hides: most of it, told from the rest at a glance. */
import { isAscii } from '../domain/names/fold.ts';

/**
 * Letters, figures and marks of the scripts that are told here, each seen, each standing for itself:
 * ASCII, the rest of Latin, dashes and quotation marks, kana, Chinese characters, Hangul. No control,
 * format, filler, private or half character is among them, and no end of a line.
 */
const ORDINARY =
  /^[\x20-\x7e\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027\u2030-\u205e\u3001-\u3030\u3041-\u3096\u3099-\u30ff\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff9f]*$/;

/** Whether a text can be shown as it is, as far as what cannot be seen goes. */
export const isOrdinary = (text: string): boolean => isAscii(text) || ORDINARY.test(text);
