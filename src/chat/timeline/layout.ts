/**
 * The picture of who met whom when: an axis of time with a lane for each level, a numbered mark for
 * each meeting, a bar where its date is imprecise or it lasted, the longest gaps below, and under
 * the chart a list that says what each number is.
 */
import type { Gap, Timeline } from '../../archive/timeline.ts';
import type { Day } from '../../domain/dates/day.ts';
import type { Outline } from '../../domain/events/view.ts';
import { RANKS, type Rank } from '../../domain/record/reference.ts';
import type { Asking } from '../command.ts';
import { type Drawing, type Point, rectangle, type Shape } from '../drawing.ts';
import { tellDate, tellSpan } from '../tell/dates.ts';
import { eventTitle } from '../tell/events.ts';
import { placeName } from '../tell/names.ts';
import { fitted, widthOf, wrapped } from './letters.ts';
import { MARK, MARKS, markOf, markShape } from './marks.ts';
import { type Extent, rowsOf } from './packing.ts';
import { type Scale, scaleOf } from './scale.ts';

export interface TimelineSheet {
  readonly title: string;
  readonly timeline: Timeline;
  /** Those to be drawn: all, or the page of a longer list. */
  readonly events: readonly Outline[];
  /** The number of the first of them. */
  readonly first: number;
  readonly from: Day;
  readonly to: Day;
}

const WIDTH = 1200;
const MARGIN = 32;
const LANE_LABEL = 190;
const ROW = 26;
const SMALL = 13;
const TEXT = 15;
const GUTTER = 32;
/** An entry of the list: how far its text is set in, its first line with the room before it, the others. */
const ENTRY = { inset: 44, head: 26, line: 18 };

const LANES: readonly (Rank | undefined)[] = [...RANKS, undefined];

export function timelineDrawing(asking: Asking, sheet: TimelineSheet): Drawing {
  const shapes: Shape[] = [];
  const scale = scaleOf(sheet.from, sheet.to, {
    from: MARGIN + LANE_LABEL,
    to: WIDTH - MARGIN - 30,
  });
  let y = heading(asking, sheet, shapes);
  const top = y;
  const chart: Shape[] = [];
  for (const lane of LANES) y = drawLane(asking, sheet, lane, scale, y, chart);
  y = drawGaps(asking, sheet, scale, y, chart);
  shapes.push(...axis(asking, scale, top, y), ...chart);
  y = legend(asking, sheet, y + 36, shapes);
  y = entries(asking, sheet, y + 20, shapes);
  const height = y + MARGIN - 12;
  const paper: Shape = {
    kind: 'path',
    points: rectangle(0, 0, WIDTH, height),
    closed: true,
    fill: 'paper',
  };
  return { width: WIDTH, height, locale: asking.book.locale, shapes: [paper, ...shapes] };
}

/** The title, the span, and the line under which the years stand; resolves to where the chart begins. */
function heading(
  { book }: Asking,
  { title, timeline, events }: TimelineSheet,
  shapes: Shape[],
): number {
  const count = timeline.events.length;
  const shown = events.length;
  const line = book.text(shown < count ? 'timeline.part' : 'timeline.all', { count, shown });
  const room = WIDTH - 2 * MARGIN;
  shapes.push(
    {
      kind: 'text',
      at: [MARGIN, 56],
      text: fitted(title, 26, room),
      size: 26,
      bold: true,
      tone: 'ink',
    },
    { kind: 'text', at: [MARGIN, 82], text: fitted(line, TEXT, room), size: TEXT, tone: 'soft' },
  );
  return 132;
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
      {
        kind: 'path',
        points: [
          [x, top - 8],
          [x, bottom],
        ],
        closed: false,
        stroke: unit === 'year' ? 'faint' : 'pale',
      },
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
  const height = (Math.max(...rows) + 1) * ROW + 18;
  const label = asking.book.text(lane ? `level.${lane}` : 'timeline.no-level');
  shapes.push(
    {
      kind: 'path',
      points: [
        [MARGIN, top],
        [WIDTH - MARGIN, top],
      ],
      closed: false,
      stroke: 'faint',
    },
    ...labelLines(label, top + 24),
  );
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

/** What lasted is a bar; one unknown day out of several is a line with an end on either side. */
function barShapes({ from, to }: Extent, y: number, lasted: boolean): Shape[] {
  if (lasted) {
    const points = rectangle(from - 3, y - 3, to - from + 6, 6);
    return [{ kind: 'path', points, closed: true, fill: 'faint' }];
  }
  return [
    {
      kind: 'path',
      points: [
        [from, y],
        [to, y],
      ],
      closed: false,
      stroke: 'soft',
      width: 1.5,
    },
    {
      kind: 'path',
      points: [
        [from, y - 5],
        [from, y + 5],
      ],
      closed: false,
      stroke: 'soft',
      width: 1.5,
    },
    {
      kind: 'path',
      points: [
        [to, y - 5],
        [to, y + 5],
      ],
      closed: false,
      stroke: 'soft',
      width: 1.5,
    },
  ];
}

function labelLines(label: string, y: number): Shape[] {
  const words = fitted(label, TEXT, LANE_LABEL - 12);
  return [{ kind: 'text', at: [MARGIN, y], text: words, size: TEXT, bold: true, tone: 'ink' }];
}

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
  shapes.push(
    {
      kind: 'path',
      points: [
        [MARGIN, top],
        [WIDTH - MARGIN, top],
      ],
      closed: false,
      stroke: 'faint',
    },
    ...labelLines(book.text('timeline.gaps'), top + 26),
  );
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

/** What the marks mean; of those alone that are there. */
function legend({ book }: Asking, { events }: TimelineSheet, y: number, shapes: Shape[]): number {
  const used = new Set(events.map(markOf));
  let x = MARGIN + MARK;
  const say = (words: string): void => {
    shapes.push({ kind: 'text', at: [x + 12, y + 5], text: words, size: SMALL, tone: 'soft' });
    x += 12 + widthOf(words, SMALL) + 24;
  };
  for (const mark of MARKS.filter((m) => used.has(m))) {
    shapes.push(markShape(mark, [x, y]));
    say(book.text(`format.${mark}`));
  }
  const spans = events.filter(({ date }) => date.from < date.to);
  for (const lasted of [false, true]) {
    if (!spans.some(({ date }) => (date.form === 'interval') === lasted)) continue;
    shapes.push(...barShapes({ from: x - 2, to: x + 22 }, y, lasted));
    x += 22;
    say(book.text(lasted ? 'timeline.lasted' : 'timeline.imprecise'));
  }
  return y;
}

/** What each number is: date and place, and under them who met. */
function entries(asking: Asking, sheet: TimelineSheet, top: number, shapes: Shape[]): number {
  const { events, first } = sheet;
  const columns = events.length > 12 ? 2 : 1;
  const wide = (WIDTH - 2 * MARGIN - (columns - 1) * GUTTER) / columns;
  const all = events.map((event) => entryOf(asking, event, wide - ENTRY.inset));
  const half = all.reduce((sum, { height }) => sum + height, 0) / columns;
  let [x, y, bottom] = [MARGIN, top, top];
  for (const [i, { when, title, height }] of all.entries()) {
    if (y - top >= half) [x, y] = [x + wide + GUTTER, top];
    const at = [x + ENTRY.inset, y + 22] as const;
    const number = String(first + i);
    shapes.push(
      {
        kind: 'text',
        at: [x + 32, at[1]],
        text: number,
        size: TEXT,
        bold: true,
        anchor: 'end',
        tone: 'ink',
      },
      { kind: 'text', at, text: when, size: TEXT, tone: 'ink' },
      ...title.map((text, line): Shape => {
        const below: Point = [at[0], at[1] + (line + 1) * ENTRY.line];
        return { kind: 'text', at: below, text, size: SMALL, tone: 'soft' };
      }),
    );
    y += height;
    bottom = Math.max(bottom, y);
  }
  return bottom;
}

function entryOf(asking: Asking, event: Outline, room: number) {
  const { place } = asking.archive.view(event);
  const day = tellDate(asking.book, event.date, 'plain');
  const when = place ? `${day} · ${placeName(asking, place.value)}` : day;
  const title = wrapped(eventTitle(asking, event), SMALL, room);
  return { when: fitted(when, TEXT, room), title, height: ENTRY.head + title.length * ENTRY.line };
}
