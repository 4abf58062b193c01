/**
 * A drawing as data: a few shapes and lines of text. It is written out as SVG for browsers and files,
 * and painted as PNG for platforms that take nothing else. Nothing in it depends on colour alone.
 */
import type { Locale } from '../domain/locale.ts';
import { type Html, html } from './documents/markup.ts';

/** How dark: legible in black and white. */
export type Tone = 'ink' | 'soft' | 'faint' | 'pale' | 'paper';

export const TONES: Record<Tone, string> = {
  ink: '#16181d',
  soft: '#555b66',
  faint: '#b9bec7',
  pale: '#eef0f3',
  paper: '#ffffff',
};

interface Painted {
  /** The inside; nothing where left out. */
  readonly fill?: Tone;
  /** The outline; nothing where left out. */
  readonly stroke?: Tone;
  readonly width?: number;
}

export type Shape =
  | ({
      readonly kind: 'path';
      readonly points: readonly Point[];
      readonly closed: boolean;
    } & Painted)
  | ({ readonly kind: 'circle'; readonly at: Point; readonly radius: number } & Painted)
  | {
      readonly kind: 'text';
      /** The left, middle or right end of the baseline. */
      readonly at: Point;
      readonly text: string;
      readonly size: number;
      readonly bold?: boolean;
      readonly anchor?: 'start' | 'middle' | 'end';
      readonly tone: Tone;
    };

/** Left to right, top to bottom. */
export type Point = readonly [x: number, y: number];

export interface Drawing {
  readonly width: number;
  readonly height: number;
  /** In whose letters: Chinese and Japanese write some characters differently. */
  readonly locale: Locale;
  /** Later ones lie over earlier ones. */
  readonly shapes: readonly Shape[];
}

export const rectangle = (x: number, y: number, width: number, height: number): Point[] => [
  [x, y],
  [x + width, y],
  [x + width, y + height],
  [x, y + height],
];

/** A straight line from one point to another. */
export const line = (from: Point, to: Point, stroke: Tone, width?: number): Shape => ({
  kind: 'path',
  points: [from, to],
  closed: false,
  stroke,
  ...(width !== undefined && { width }),
});

/** Families by language, for readers whose own machine shows the SVG. */
const FAMILIES: Record<Locale, string> = {
  en: "'Noto Sans', 'Noto Sans KR', 'Noto Sans SC', system-ui, sans-serif",
  id: "'Noto Sans', 'Noto Sans KR', 'Noto Sans SC', system-ui, sans-serif",
  ko: "'Noto Sans KR', 'Malgun Gothic', 'Apple SD Gothic Neo', system-ui, sans-serif",
  zh: "'Noto Sans SC', 'Microsoft YaHei', 'PingFang SC', system-ui, sans-serif",
  ja: "'Noto Sans JP', 'Yu Gothic', 'Hiragino Sans', system-ui, sans-serif",
};

/** The drawing as an SVG file, with its description for those who do not see it. */
export function svgOf({ width, height, locale, shapes }: Drawing, alt: string): string {
  return html`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" lang="${locale}" role="img" font-family="${FAMILIES[locale]}">
<title>${alt}</title>
${shapes.map(elementOf)}</svg>
`.markup;
}

function elementOf(shape: Shape): Html {
  switch (shape.kind) {
    case 'path': {
      const [first, ...rest] = shape.points.map(([x, y]) => `${round(x)} ${round(y)}`);
      const line = `M${first}${rest.map((p) => `L${p}`).join('')}${shape.closed ? 'Z' : ''}`;
      return html`<path d="${line}"${paintOf(shape)}/>\n`;
    }
    case 'circle': {
      const [x, y] = shape.at;
      return html`<circle cx="${round(x)}" cy="${round(y)}" r="${shape.radius}"${paintOf(shape)}/>\n`;
    }
    case 'text': {
      const { at, text, size, bold, anchor = 'start', tone } = shape;
      return html`<text x="${round(at[0])}" y="${round(at[1])}" text-anchor="${anchor}" font-size="${size}"${bold && html` font-weight="700"`} fill="${TONES[tone]}">${text}</text>\n`;
    }
  }
}

const paintOf = ({ fill, stroke, width = 1 }: Painted): Html =>
  html` fill="${fill ? TONES[fill] : 'none'}"${stroke && html` stroke="${TONES[stroke]}" stroke-width="${width}"`}`;

const round = (n: number): number => Math.round(n * 100) / 100;
