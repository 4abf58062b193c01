import { createRequire } from 'node:module';
import { beforeAll, describe, expect, test } from 'vitest';
import { fontOf, registerFonts } from '../../src/adapters/picture/fonts.ts';
import { paint } from '../../src/adapters/picture/painter.ts';
import { readSeeds } from '../../src/adapters/seeds/seed-files.ts';
import { catalogueOf } from '../../src/chat/catalogue.ts';
import { type Drawing, type Shape, svgOf } from '../../src/chat/drawing.ts';
import { LOCALES } from '../../src/domain/locale.ts';
import type { Holdings } from '../../src/domain/record/record.ts';
import { type Ask, asker } from '../support/asker.ts';
import { generatedHoldings } from '../support/generated-archive.ts';

const require = createRequire(import.meta.url);

const { createCanvas, GlobalFonts } = await (async () => {
  process.env.DISABLE_SYSTEM_FONTS_LOAD = '1';
  return import('@napi-rs/canvas');
})();

type TextShape = Extract<Shape, { kind: 'text' }>;
const textsOf = ({ shapes }: Drawing): TextShape[] => shapes.filter((s) => s.kind === 'text');

const context = createCanvas(64, 64).getContext('2d');

/** Where the letters of a text lie, by the font with which it is painted. */
function boxOf({ text, at: [x, y], size, bold, anchor }: TextShape, { locale }: Drawing) {
  context.font = fontOf(locale, size, bold ? 700 : 400);
  context.fontVariationSettings = `"wght" ${bold ? 700 : 400}`;
  const { width } = context.measureText(text);
  const left = anchor === 'middle' ? x - width / 2 : anchor === 'end' ? x - width : x;
  return { left, right: left + width, top: y - size * 0.8, bottom: y + size * 0.2 };
}

function overlapping(drawing: Drawing): string[] {
  const boxes = textsOf(drawing).map((shape) => ({ shape, ...boxOf(shape, drawing) }));
  const found: string[] = [];
  for (const [i, a] of boxes.entries()) {
    if (a.right > drawing.width || a.left < 0 || a.bottom > drawing.height)
      found.push(a.shape.text);
    for (const b of boxes.slice(i + 1)) {
      if (a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom) {
        found.push(`${a.shape.text} | ${b.shape.text}`);
      }
    }
  }
  return found;
}

let seeds: Holdings;
let ask: Ask;
beforeAll(async () => {
  registerFonts(GlobalFonts);
  seeds = await readSeeds('seeds');
  ask = asker(seeds);
});

async function drawingOf(line: string, circumstances: Parameters<Ask>[1], asks = ask) {
  const { reply } = await asks(line, circumstances);
  if (!reply.picture) throw new Error(`no picture: ${line}`);
  return reply.picture.drawing;
}

describe('the picture of who met whom when', () => {
  test.each(LOCALES)(
    'in %s every meeting is in it, and no text lies over another',
    async (locale) => {
      for (const corpus of ['all', 'documents'] as const) {
        const asked = 'kr with cn from 2020';
        const { data } = await ask(`/meetings ${asked}`, { locale, corpus });
        const drawing = await drawingOf(`/timeline ${asked}`, { locale, corpus });
        const numbers = textsOf(drawing).map(({ text }) => text);
        for (let n = 1; n <= (data().total as number); n++) {
          // Once beside its mark, once in the list.
          expect(numbers.filter((text) => text === String(n))).toHaveLength(2);
        }
        expect(overlapping(drawing)).toEqual([]);
      }
    },
  );

  test('of a generated archive: still no text lies over another', async () => {
    for (const seed of [1, 2]) {
      const asks = asker(generatedHoldings({ events: 150, people: 20, seed }));
      const drawing = await drawingOf('/timeline KR', { locale: 'zh' }, asks);
      expect(overlapping(drawing)).toEqual([]);
    }
  });

  test('of which this test itself would tell', async () => {
    const drawing = await drawingOf('/timeline wang-yi', {});
    const again = textsOf(drawing)[0] as TextShape;
    const shifted = { ...again, at: [again.at[0] + 3, again.at[1] + 3] as const };
    expect(overlapping({ ...drawing, shapes: [...drawing.shapes, shifted] })).toHaveLength(1);
  });

  test('gaps hold no meeting, nor one that may have been', async () => {
    const { data } = await ask('/timeline kr with cn');
    const { gaps, events } = data() as {
      gaps: { from: string; to: string }[];
      events: { date: { edtf: string } }[];
    };
    expect(gaps).toHaveLength(3);
    for (const { from, to } of gaps) {
      const within = events.filter(({ date: { edtf } }) => edtf >= from && edtf <= to);
      expect(within).toEqual([]);
    }
  });

  test.each(['kr with kr', 'kr with cn from 2024 to 2020'])(
    'refuses what a list refuses: %s',
    async (asked) => {
      const list = await ask(`/meetings ${asked}`);
      const picture = await ask(`/timeline ${asked}`);
      expect(list.kind).toBe('refused');
      expect([picture.kind, picture.data()]).toEqual([list.kind, list.data()]);
    },
  );

  test('is told in words too', async () => {
    const { reply } = await ask('/timeline kr with cn from 2020', { locale: 'ko' });
    expect(reply.picture?.alt).toMatch(/한국.*중국.*37건/);
  });
});

test('every letter of the archive and of the messages is in the fonts', () => {
  const held = new Set<number>();
  for (const script of ['kr', 'sc', 'jp']) {
    const ranges = require(`@fontsource-variable/noto-sans-${script}/unicode.json`);
    for (const range of Object.values<string>(ranges).join(',').split(',')) {
      const [from, to] = range.replace('U+', '').split('-');
      const first = Number.parseInt(from as string, 16);
      const last = to === undefined ? first : Number.parseInt(to, 16);
      for (let code = first; code <= last; code++) held.add(code);
    }
  }
  const { person, place, office, event, series, body } = seeds;
  const messages = LOCALES.map((locale) => [...catalogueOf(locale).values()]);
  const letters = JSON.stringify([person, place, office, event, series, body, messages]);
  const used = [...new Set(letters)].filter((c) => /[\p{L}\p{N}\p{P}\p{Sc}]/u.test(c));
  expect(used.length).toBeGreaterThan(1000);
  expect(used.filter((c) => !held.has(c.codePointAt(0) as number))).toEqual([]);
});

test('a picture is painted as PNG, and written as SVG in which text is text', async () => {
  const hostile = '</text><script>alert(1)</script>\u0000 & "x"';
  const shape: Shape = { kind: 'text', at: [5, 20], text: hostile, size: 12, tone: 'ink' };
  const drawing: Drawing = { width: 300, height: 40, locale: 'en', shapes: [shape] };
  const svg = svgOf(drawing, hostile);
  expect(svg).not.toMatch(/<script|\p{Cc}(?<!\n)/u);
  expect(svg.match(/<(\/?\w+)/g)).toEqual([
    '<svg',
    '<title',
    '</title',
    '<text',
    '</text',
    '</svg',
  ]);
  const png = await paint(drawing);
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([600, 80]);
});
