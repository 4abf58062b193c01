/** How writers are to die: at a random moment, or at each of the named points in turn. */
import { join } from 'node:path';
import type { Random } from '../../support/random.ts';
import { type NamedPoint, type Occasion, POINTS, PointBag, timed } from '../points.ts';
import { type Stop, tellPoint } from '../preload/orders.ts';
import type { Job } from '../processes/reports.ts';

export interface Death {
  /** The writer with its compaction, or one of them. */
  readonly victims: 'tree' | 'parent' | 'compaction';
  readonly occasion: Occasion | undefined;
  readonly stop: Stop | undefined;
  /** Without a point: after so many milliseconds. */
  readonly after: number;
}

const TORN = POINTS.find((p) => p.step === 'journal.write' && p.when === 'half') as NamedPoint;

export class Deaths {
  readonly #bag = new PointBag();
  /** Whether the journal was left with half a line, to be mended by the next. */
  #isTorn = false;
  #next: NamedPoint | undefined;

  /** Chosen before the folder is: one that is met at the first start needs a new one. */
  choose(random: Random): Omit<Death, 'stop'> & { point: NamedPoint | undefined } {
    const after = random.chance(0.2) ? random.between(0, 30) : random.between(0, 600);
    const victims = random.chance(0.25) ? 'parent' : 'tree';
    if (!this.#next && random.chance(0.35)) {
      return { victims, occasion: undefined, point: undefined, after };
    }
    let point = this.#next ?? this.#bag.next(random);
    this.#next = undefined;
    if (point.occasion === 'recovery' && !this.#isTorn) {
      this.#next = point;
      point = TORN;
    }
    const isAlone = point.role === 'compaction' && random.chance(0.25);
    const { occasion } = point;
    return { victims: isAlone ? 'compaction' : victims, occasion, point, after };
  }

  /** The point was reached, or not. */
  happened(stop: Stop | undefined): void {
    this.#isTorn = stop?.step === TORN.step && stop.when === TORN.when;
  }
}

export function stopAt(random: Random, point: NamedPoint | undefined, root: string, kill: number) {
  return point && { ...timed(random, point), reached: join(root, `reached-${kill}`) };
}

/** The parts of a job that make the point likely to be reached, and soon. */
export function workFor(random: Random, occasion: Occasion | undefined): Partial<Job> {
  if (occasion === undefined) {
    return { turns: 400, snapshotBytes: random.pick([3000, 9000, 1 << 20]), settles: 0.02 };
  }
  if (occasion === 'close') {
    return { turns: 5, snapshotBytes: random.pick([1500, 1 << 20]), settles: 0.1, end: 'close' };
  }
  if (occasion === 'snapshot' || occasion === 'compaction') {
    return { turns: 40, snapshotBytes: 1000, settles: 0.3 };
  }
  return { turns: 60, snapshotBytes: random.pick([3000, 1 << 20, 1 << 20]), settles: 0 };
}

export const tellDeath = ({ victims, stop, after }: Death): string =>
  `${victims}, ${stop ? `at "${tellPoint(stop)}" no. ${stop.nth}` : `after ${after} ms`}`;
