/** A date that is no single day, drawn along the axis. */
import { line, type Point, rectangle, type Shape } from '../drawing.ts';
import type { Extent } from './packing.ts';

/** What lasted is a bar; one unknown day out of several is a line with an end on either side. */
export function barShapes({ from, to }: Extent, y: number, lasted: boolean): Shape[] {
  if (lasted) {
    const points = rectangle(from - 3, y - 3, to - from + 6, 6);
    return [{ kind: 'path', points, closed: true, fill: 'faint' }];
  }
  const stroke = (a: Point, b: Point) => line(a, b, 'soft', 1.5);
  return [
    stroke([from, y], [to, y]),
    stroke([from, y - 5], [from, y + 5]),
    stroke([to, y - 5], [to, y + 5]),
  ];
}
