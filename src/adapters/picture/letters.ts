import { fontOf } from './fonts.ts';
import { loadPainter } from './painter.ts';

/** No character, now or ever (unicode.org/faq/private_use.html#nonchar7): what is drawn in place of one. */
const NOTHING = '\u{10FFFE}';
const SIZE = 32;

/** Those that pictures cannot show; throws where the machine has no painter. */
export async function missingLetters(letters: readonly string[]): Promise<string[]> {
  const { createCanvas } = await loadPainter();
  const drawn = (letter: string): Buffer => {
    const canvas = createCanvas(2 * SIZE, 2 * SIZE);
    const context = canvas.getContext('2d');
    context.font = fontOf('en', SIZE, 400);
    context.fillText(letter, SIZE / 2, SIZE);
    return Buffer.from(context.getImageData(0, 0, 2 * SIZE, 2 * SIZE).data);
  };
  const nothing = drawn(NOTHING);
  const blank = drawn(' ');
  return letters.filter((letter) => [nothing, blank].some((none) => drawn(letter).equals(none)));
}
