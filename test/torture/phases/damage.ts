/**
 * Damage. Folders that real writers made are damaged, one by one, and opened: what comes of it is
 * the longest whole beginning with a notice, or a refusal in one line, and never anything else.
 */
import { join } from 'node:path';
import { Random } from '../../support/random.ts';
import { type Context, type Failure, type Outcome, seedOf } from '../context.ts';
import { damage } from '../damages.ts';
import { filesBelow, putFiles } from '../disk/files.ts';
import { judgeDamage, type Original, originalOf, VERDICTS } from '../oracle/damage-judge.ts';
import { readWritten } from '../oracle/journal.ts';
import type { Told } from '../oracle/seen.ts';
import { seconds } from './seconds.ts';

/** How many are under way at once: while one is judged the next is opened. */
const LANES = 3;

export async function damageFolders(
  context: Context,
  count: number,
  only?: number,
): Promise<Outcome> {
  const started = Date.now();
  const originals = await makeOriginals(context);
  const verdicts = new Map<string, number>();
  let next = only ?? 1;
  let done = 0;
  let failure: Failure | undefined;
  const lane = async (place: string) => {
    while (!failure && next <= (only ?? count)) {
      const number = next++;
      const random = new Random(seedOf(context.seed, 'damage', number));
      const original = random.pick(originals);
      const { tell, files } = damage(random, original.written.files);
      const as = random.chance(0.3) ? 'reader' : 'writer';
      putFiles(place, files);
      const probed = await context.checker.ask({ folder: place, as });
      const verdict = judgeDamage(original, files, probed);
      done++;
      if (verdict.startsWith('!') && !failure) {
        putFiles(place, files); // as it was before it was opened
        const which = `damage ${number} (${as}, folder ${originals.indexOf(original) + 1}): ${tell}`;
        const replay = `--damages ${count} --only ${number}`;
        failure = context.fail(which, verdict.slice(1), replay, { folder: place });
      }
      verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1);
    }
  };
  const lanes = Array.from({ length: only ? 1 : LANES }, (_, i) => `damaged-${i}`);
  await Promise.all(lanes.map((name) => lane(join(context.dir, name))));
  const figures = [
    `damages: ${done} to ${originals.length} folders of ${originals.map((o) => o.histories.length - 1).join(', ')} commits, in ${seconds(started)}`,
    ...VERDICTS.map(
      (verdict) => `  ${String(verdicts.get(verdict) ?? 0).padStart(6)} × ${verdict}`,
    ),
  ];
  return { figures, failure };
}

/** Folders as writers leave them: with one segment or many, with snapshots, closed or killed. */
const KINDS = [
  { turns: 12, snapshotBytes: 1 << 20, ends: 'close' },
  { turns: 12, snapshotBytes: 1 << 20, ends: 'wait' },
  { turns: 16, snapshotBytes: 2000, ends: 'close' },
  { turns: 16, snapshotBytes: 2000, ends: 'wait' },
  // Killed between the new segment and the snapshot, so that the journal alone has everything.
  { turns: 14, snapshotBytes: 1800, ends: 'wait', stop: 'snapshot.rename' },
] as const;

async function makeOriginals(context: Context): Promise<Original[]> {
  const originals: Original[] = [];
  for (const [i, kind] of KINDS.entries()) {
    const root = context.folder(`original-${i}`);
    const folder = join(root, 'data');
    const writer = context.writers.take();
    const over = new Promise<void>((resolve) => {
      writer.onReport = ({ is }) => {
        if (is === (kind.ends === 'close' ? 'closed' : 'done') || is === 'failed') resolve();
      };
    });
    const stop =
      'stop' in kind
        ? ({ role: 'compaction', step: kind.stop, when: 'before', nth: 1 } as const)
        : undefined;
    writer.begin({
      orders: { root, stop: stop && { ...stop, reached: join(root, 'reached') } },
      ...{ folder, name: `d${i}`, seed: seedOf(context.seed, 'original', i) },
      ...{ turns: kind.turns, snapshotBytes: kind.snapshotBytes, end: kind.ends },
      // Waiting for each compaction makes the same folder of the same seed, to the byte.
      ...{ pause: 0, settles: stop ? 0 : 1, long: 0, from: Date.UTC(2026, 0, 1) },
    });
    await Promise.race([over, writer.ended()]);
    if (writer.errors !== '') throw new Error(`a writer broke down: ${writer.errors}`);
    await writer.kill('tree');
    originals.push(await originalIn(context, folder));
  }
  return originals;
}

async function originalIn({ checker, dir }: Context, folder: string): Promise<Original> {
  const listing = filesBelow(folder);
  const whole = readWritten(listing);
  const copy = join(dir, 'original-opened');
  putFiles(copy, whole.files);
  const probed = await checker.ask({ folder: copy, as: 'reader' });
  if (probed.outcome !== 'opened') throw new Error(`a folder is not whole: ${probed.message}`);
  return originalOf(whole, probed.seen.history as readonly Told[]);
}
