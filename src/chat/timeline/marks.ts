/** The mark of a meeting: its form tells the format, so that it is read without colour too. */
import type { Outline } from '../../domain/events/view.ts';
import type { Point, Shape } from '../drawing.ts';

export const MARKS = ['in-person', 'virtual', 'phone', 'correspondence', 'encounter'] as const;
export type Mark = (typeof MARKS)[number];

/** Half the width of a mark. */
export const MARK = 6;

export function markOf({ kind, format }: Outline): Mark {
  if (kind === 'encounter') return 'encounter';
  return format ?? 'in-person';
}

export function markShape(mark: Mark, at: Point): Shape {
  const [x, y] = at;
  const around = (...points: Point[]): Point[] => points.map(([dx, dy]) => [x + dx, y + dy]);
  const outline = { stroke: 'ink', width: 2 } as const;
  switch (mark) {
    case 'in-person':
      return { kind: 'circle', at, radius: MARK, fill: 'ink', ...outline };
    case 'virtual':
      return { kind: 'circle', at, radius: MARK, fill: 'paper', ...outline };
    case 'phone': {
      const points = around([-MARK, MARK - 1], [MARK, MARK - 1], [0, -MARK]);
      return { kind: 'path', points, closed: true, fill: 'ink', ...outline };
    }
    case 'correspondence': {
      const points = around([-5, -5], [5, -5], [5, 5], [-5, 5]);
      return { kind: 'path', points, closed: true, fill: 'paper', ...outline };
    }
    case 'encounter': {
      const points = around([0, -MARK], [MARK, 0], [0, MARK], [-MARK, 0]);
      return { kind: 'path', points, closed: true, fill: 'paper', ...outline };
    }
  }
}
