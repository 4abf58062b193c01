/** The axis of time with a lane for each level, a numbered mark for each meeting, and the gaps below. */
import type { Gap } from '../../archive/gaps.ts';
import type { Outline } from '../../domain/events/view.ts';
import { RANKS, type Rank } from '../../domain/record/reference.ts';
import type { Asking } from '../command.ts';
import { line, type Point, rectangle, type Shape } from '../drawing.ts';
import { tellSpan } from '../tell/dates.ts';
import { barShapes } from './bars.ts';
import { widthOf, wrapped } from './letters.ts';
import { MARK, markOf, markShape } from './marks.ts';
import { type Extent, rowsOf } from './packing.ts';
import { type Scale, scaleOf } from './scale.ts';
import { MARGIN, SMALL, TEXT, type TimelineSheet, WIDTH } from './sheet.ts';

const LANE_LABEL = 190;
const LABEL_LINE = 20;
const ROW = 26;

const LANES: readonly (Rank | undefined)[] = [...RANKS, undefined];

/** Draws it from `top` down; tells where it ends. */
export function chart(asking: Asking, sheet: TimelineSheet, top: number, shapes: Shape[]): number {
  const scale = scaleOf(sheet.from, sheet.to, {
    from: MARGIN + LANE_LABEL,
    to: WIDTH - MARGIN - 30,
  });
  const drawn: Shape[] = [];
  let y = top;
  for (const lane of LANES) y = drawLane(asking, sheet, lane, scale, y, drawn);
  y = drawGaps(asking, sheet, scale, y, drawn);
  shapes.push(...axis(asking, scale, top, y), ...drawn);
  return y;
}

function axis({ book }: Asking, scale: Scale, top: number, bottom: number): Shape[] {
  return scale.ticks.flatMap(({ day, unit }): Shape[] => {
    const x = scale.at(day);
    const format = unit === 'year' ? { year: 'numeric' } : { month: 'short' };
    const label = new Intl.DateTimeFormat(book.tag, {
      timeZone: 'UTC',
      ...format,
    } as Intl.DateTimeFormatOptions);
    return [
      line([x, top - 8], [x, bottom], unit === 'year' ? 'faint' : 'pale'),
      {
        kind: 'text',
        at: [x, top - 14],
        text: label.format(day * 86_400_000),
        size: SMALL,
        bold: unit === 'year',
        anchor: 'middle',
        tone: 'soft',
      },
    ];
  });
}

/** Above each lane. */
const rule = (y: number): Shape => line([MARGIN, y], [WIDTH - MARGIN, y], 'faint');

interface Placed {
  readonly event: Outline;
  readonly number: number;
  readonly bar: Extent | undefined;
  /** Where its mark is. */
  readonly x: number;
}

/** One lane with the meetings of a level; where there are none the lane is left out. */
function drawLane(
  asking: Asking,
  { events, first }: TimelineSheet,
  lane: Rank | undefined,
  scale: Scale,
  top: number,
  shapes: Shape[],
): number {
  const placed = events.flatMap((event, i): Placed[] => {
    if (asking.archive.view(event).level !== lane) return [];
    const { from, to } = event.date;
    const ends = { from: scale.at(from), to: scale.at(to) };
    const bar = from < to ? ends : undefined;
    return [{ event, number: first + i, bar, x: (ends.from + ends.to) / 2 }];
  });
  if (placed.length === 0) return top;
  const extents = placed.map(({ x, bar, number }) => ({
    from: Math.min(x - MARK, bar?.from ?? x) - 2,
    to: numberAt(x, bar) + widthOf(String(number), SMALL) + 2,
  }));
  const rows = rowsOf(extents, 4);
  const label = asking.book.text(lane ? `level.${lane}` : 'timeline.no-level');
  const tall = Math.max((Math.max(...rows) + 1) * ROW, labelOf(label).length * LABEL_LINE);
  const height = tall + 18;
  shapes.push(rule(top), ...labelLines(label, top + 24));
  for (const [i, { event, number, bar, x }] of placed.entries()) {
    const y = top + 20 + (rows[i] ?? 0) * ROW;
    if (bar) shapes.push(...barShapes(bar, y, event.date.form === 'interval'));
    shapes.push(markShape(markOf(event), [x, y]), {
      kind: 'text',
      at: [numberAt(x, bar), y + 5],
      text: String(number),
      size: SMALL,
      tone: 'ink',
    });
  }
  return top + height;
}

/** Right of its mark, and of its bar where it has one. */
const numberAt = (x: number, bar: Extent | undefined): number =>
  Math.max(x + MARK, bar?.to ?? x) + 5;

/** What a lane is called, over as many lines as it takes. */
const labelLines = (label: string, y: number): Shape[] =>
  labelOf(label).map((text, line) => {
    const at: Point = [MARGIN, y + line * LABEL_LINE];
    return { kind: 'text', at, text, size: TEXT, bold: true, tone: 'ink' };
  });

// Bold letters are wider than those that are measured, by less than a tenth.
const labelOf = (label: string): string[] => wrapped(label, TEXT, (LANE_LABEL - 12) * 0.9);

function drawGaps(
  asking: Asking,
  sheet: TimelineSheet,
  scale: Scale,
  top: number,
  shapes: Shape[],
): number {
  const { book } = asking;
  const inside = ({ from, to }: Gap) => from <= sheet.to && to >= sheet.from;
  const gaps = sheet.timeline.gaps.filter(inside).map((gap) => {
    const band = {
      from: scale.at(Math.max(gap.from, sheet.from)),
      to: scale.at(Math.min(gap.to, sheet.to)),
    };
    const words = tellSpan(book, gap.span);
    const wide = Math.max(band.to - band.from, widthOf(words, SMALL));
    const right = Math.min(WIDTH - MARGIN, (band.from + band.to + wide) / 2);
    return { band, words, extent: { from: right - wide, to: right } };
  });
  if (gaps.length === 0) return top;
  const rows = rowsOf(
    gaps.map(({ extent }) => extent),
    8,
  );
  shapes.push(rule(top), ...labelLines(book.text('timeline.gaps'), top + 26));
  for (const [i, { band, words, extent }] of gaps.entries()) {
    const y = top + 14 + (rows[i] ?? 0) * 38;
    shapes.push(
      {
        kind: 'path',
        points: rectangle(band.from, y, band.to - band.from, 8),
        closed: true,
        fill: 'pale',
        stroke: 'soft',
      },
      {
        kind: 'text',
        at: [(extent.from + extent.to) / 2, y + 25],
        text: words,
        size: SMALL,
        anchor: 'middle',
        tone: 'soft',
      },
    );
  }
  return top + (Math.max(...rows) + 1) * 38 + 14;
}
