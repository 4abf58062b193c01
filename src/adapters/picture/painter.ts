/** Paints drawings as PNG. The painter and its fonts are loaded when the first picture is asked for. */
import type { Canvas, SKRSContext2D } from '@napi-rs/canvas';
import { type Drawing, type Shape, TONES } from '../../chat/drawing.ts';
import { fontOf, registerFonts } from './fonts.ts';

/** Pixels for each unit of the drawing: sharp on a telephone and on paper. */
const SCALE = 2;

type Library = typeof import('@napi-rs/canvas');
let library: Promise<Library> | undefined;

/** The PNG file; throws where the machine has no painter. */
export async function paint(drawing: Drawing): Promise<Buffer> {
  const { createCanvas } = await loadPainter();
  const canvas: Canvas = createCanvas(drawing.width * SCALE, Math.ceil(drawing.height * SCALE));
  const context = canvas.getContext('2d');
  context.scale(SCALE, SCALE);
  for (const shape of drawing.shapes) draw(context, shape, drawing);
  return canvas.encode('png');
}

/** The painter with its fonts; throws where the machine has none. */
export function loadPainter(): Promise<Library> {
  library ??= load();
  return library;
}

async function load(): Promise<Library> {
  // Read by the library when it starts: a letter from the machine's own fonts would hide a gap.
  process.env.DISABLE_SYSTEM_FONTS_LOAD = '1';
  const loaded = await import('@napi-rs/canvas');
  registerFonts(loaded.GlobalFonts);
  return loaded;
}

function draw(context: SKRSContext2D, shape: Shape, { locale }: Drawing): void {
  if (shape.kind === 'text') {
    const weight = shape.bold ? 700 : 400;
    context.font = fontOf(locale, shape.size, weight);
    context.fontVariationSettings = `"wght" ${weight}`;
    context.textAlign = ANCHORS[shape.anchor ?? 'start'];
    context.fillStyle = TONES[shape.tone];
    context.fillText(shape.text, shape.at[0], shape.at[1]);
    return;
  }
  context.beginPath();
  if (shape.kind === 'circle') context.arc(shape.at[0], shape.at[1], shape.radius, 0, 2 * Math.PI);
  else {
    for (const [i, [x, y]] of shape.points.entries())
      i ? context.lineTo(x, y) : context.moveTo(x, y);
    if (shape.closed) context.closePath();
  }
  if (shape.fill) {
    context.fillStyle = TONES[shape.fill];
    context.fill();
  }
  if (shape.stroke) {
    context.strokeStyle = TONES[shape.stroke];
    context.lineWidth = shape.width ?? 1;
    context.stroke();
  }
}

const ANCHORS = { start: 'left', middle: 'center', end: 'right' } as const;
