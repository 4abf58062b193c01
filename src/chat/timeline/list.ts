/** Under the chart: what its marks mean, and what each number is. */
import type { Outline } from '../../domain/events/view.ts';
import type { Asking } from '../command.ts';
import type { Point, Shape } from '../drawing.ts';
import { tellDate } from '../tell/dates.ts';
import { eventTitle } from '../tell/events.ts';
import { placeName } from '../tell/names.ts';
import { barShapes } from './bars.ts';
import { fitted, widthOf, wrapped } from './letters.ts';
import { MARK, MARKS, markOf, markShape } from './marks.ts';
import { MARGIN, SMALL, TEXT, type TimelineSheet, WIDTH } from './sheet.ts';

const GUTTER = 32;
/** An entry of the list: how far its text is set in, its first line with the room before it, the others. */
const ENTRY = { inset: 44, head: 26, line: 18 };

/** What the marks mean; of those alone that are there. */
export function legend(
  { book }: Asking,
  { events }: TimelineSheet,
  y: number,
  shapes: Shape[],
): number {
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
export function entries(
  asking: Asking,
  sheet: TimelineSheet,
  top: number,
  shapes: Shape[],
): number {
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
