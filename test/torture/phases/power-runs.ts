/** Runs of real writers, each of whose operations on files is written down, to be lost later. */
import { cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Random } from '../../support/random.ts';
import type { Context } from '../context.ts';
import { filesBelow } from '../disk/files.ts';
import { chooseStop } from '../points.ts';
import { type LogRecord, OpLog } from '../preload/op-log.ts';

/** A folder as a loss of power left it, and what was said about it until then. */
export interface Beginning {
  readonly root: string;
  readonly marks: readonly LogRecord[];
}

/** Has writers live and die over one folder; resolves to the log of all they did. */
export async function recordRun(
  { seed, writers }: Context,
  run: number,
  place: string,
  runSeed: number,
  beginning: Beginning | undefined,
): Promise<{ root: string; log: string }> {
  const random = new Random(runSeed);
  const root = join(place, 'disk');
  const log = join(place, 'log');
  mkdirSync(root, { recursive: true });
  if (beginning) cpSync(beginning.root, root, { recursive: true });
  const notes = new OpLog(log);
  for (const mark of beginning?.marks ?? []) notes.tell(mark);
  notes.tell({ mark: 'base', files: filesBelow(root) });

  const lives = random.between(1, 4);
  for (let life = 0; life < lives; life++) {
    const writer = writers.take();
    const end = random.weighted({ point: 5, moment: 2, closed: 2, done: 1 });
    const reached = join(place, `reached-${life}`);
    const stop = end === 'point' ? { ...chooseStop(random), reached } : undefined;
    let isOver = false;
    writer.onReport = ({ is }) => {
      if (is === 'done' || is === 'closed' || is === 'failed') isOver = true;
    };
    writer.begin({
      orders: { root, log, stop },
      folder: join(root, 'data'),
      name: `r${run}l${life}`,
      seed: random.between(1, 2 ** 31),
      turns: random.between(3, 18),
      snapshotBytes: random.pick([800, 2500, 9000, 1 << 20]),
      pause: random.pick([0, 0, 4]),
      settles: random.pick([0, 0.1, 0.4]),
      long: random.pick([0.05, 0.3]),
      from: Date.UTC(2026, 0, 1) + life * 3_600_000,
      end: end === 'closed' ? 'close' : 'wait',
    });
    const patience = end === 'moment' ? random.between(20, 900) : 20_000;
    for (let waited = 0; waited < patience && !isOver && writer.isAlive; waited += 4) {
      if (stop && existsSync(reached)) break;
      await pause(4);
    }
    for (let waited = 0; end === 'closed' && writer.isAlive && waited < patience; waited += 4) {
      await pause(4);
    }
    await writer.kill('tree');
    notes.tell({ mark: 'disk', files: filesBelow(root) });
  }
  notes.close();
  writeFileSync(join(place, 'run.txt'), `seed ${seed}, run ${run}\n`);
  return { root, log };
}
