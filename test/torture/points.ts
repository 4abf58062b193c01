/** The named points at which a writer or a compaction may be killed, and the choice of one. */
import type { Random } from '../support/random.ts';
import type { Point, Role, When } from './preload/orders.ts';

/** When a step happens: with a commit, at a snapshot, once, at opening what was torn, at closing. */
export type Occasion = 'commit' | 'snapshot' | 'compaction' | 'first' | 'recovery' | 'close';

export interface NamedPoint extends Point {
  readonly occasion: Occasion;
}

const EDGES: readonly When[] = ['before', 'after'];
const WRITE: readonly When[] = ['before', 'half', 'after'];

function points(
  role: Role,
  occasion: Occasion,
  steps: Record<string, readonly When[]>,
): NamedPoint[] {
  return Object.entries(steps).flatMap(([step, moments]) =>
    moments.map((when) => ({ role, occasion, step, when })),
  );
}

export const POINTS: readonly NamedPoint[] = [
  ...points('writer', 'first', { 'folder.make': EDGES, 'parent.sync': EDGES }),
  ...points('writer', 'commit', { 'journal.write': WRITE, 'journal.sync': EDGES }),
  ...points('writer', 'snapshot', {
    'journal.create': EDGES,
    'folder.sync': EDGES,
    'snapshot.unlink': EDGES,
  }),
  ...points('writer', 'close', {
    'manifest-draft.create': EDGES,
    'manifest-draft.write': WRITE,
    'manifest-draft.sync': EDGES,
    'manifest.rename': EDGES,
  }),
  ...points('writer', 'recovery', {
    'torn.create': EDGES,
    'torn.write': WRITE,
    'journal.truncate': EDGES,
  }),
  ...points('compaction', 'compaction', {
    'process.start': ['after'],
    'snapshot-draft.create': EDGES,
    'snapshot-draft.write': WRITE,
    'snapshot-draft.sync': EDGES,
    'snapshot.rename': EDGES,
    'folder.sync': EDGES,
  }),
];

/** A point and the how manyth time, of the occasions in which anything is recorded. */
export function chooseStop(random: Random): Point & { nth: number } {
  const occasion = random.pick(['commit', 'snapshot', 'compaction', 'recovery', 'close']);
  return timed(random, random.pick(POINTS.filter((p) => p.occasion === occasion)));
}

/** A point, and how often it may be passed before. */
export function timed(random: Random, { role, step, when, occasion }: NamedPoint) {
  const most = { commit: 40, snapshot: 2, compaction: 2, close: 1, first: 1, recovery: 1 };
  const nth = random.chance(0.5) ? 1 : random.between(1, most[occasion]);
  return { role, step, when, nth };
}

/** Gives out all points before it gives one again, in an order of its own each time. */
export class PointBag {
  #left: NamedPoint[] = [];

  next(random: Random): NamedPoint {
    if (this.#left.length === 0) {
      this.#left = [...POINTS];
      for (let i = this.#left.length - 1; i > 0; i--) {
        const j = random.between(0, i);
        [this.#left[i], this.#left[j]] = [this.#left[j] as NamedPoint, this.#left[i] as NamedPoint];
      }
    }
    return this.#left.pop() as NamedPoint;
  }

  putBack(point: NamedPoint): void {
    this.#left.push(point);
  }
}
