/**
 * The picture of who met whom when: an axis of time with a lane for each level, a numbered mark for
 * each meeting, a bar where its date is imprecise or it lasted, the longest gaps below, and under
 * the chart a list that says what each number is.
 */
import type { Asking } from '../command.ts';
import { type Drawing, rectangle, type Shape } from '../drawing.ts';
import { chart } from './chart.ts';
import { fitted } from './letters.ts';
import { entries, legend } from './list.ts';
import { MARGIN, TEXT, type TimelineSheet, WIDTH } from './sheet.ts';

export function timelineDrawing(asking: Asking, sheet: TimelineSheet): Drawing {
  const shapes: Shape[] = [];
  let y = heading(asking, sheet, shapes);
  y = chart(asking, sheet, y, shapes);
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
