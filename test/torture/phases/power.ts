/**
 * Loss of power. What writers did is lost again and again, at every moment and in every way that
 * the model of the disk allows; the real store must open what is left and hold what it acknowledged.
 */
import { createHash } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Random } from '../../support/random.ts';
import { type Context, type Failure, type Outcome, seedOf } from '../context.ts';
import { Disk } from '../disk/disk.ts';
import { putFiles } from '../disk/files.ts';
import { afterLoss, LOSSES, type Loss } from '../disk/power-loss.ts';
import { readLog } from '../disk/read-log.ts';
import { Ledger } from '../oracle/ledger.ts';
import type { Asked } from '../oracle/seen.ts';
import type { LogRecord } from '../preload/op-log.ts';
import { judgeReader, judgeWriter } from './judge-probed.ts';
import { type Beginning, recordRun } from './power-runs.ts';
import { seconds } from './seconds.ts';

/** How many losses are tried on one recorded run. */
const LOSSES_A_RUN = 40;

/** How often another way is tried where one leaves what was tried before. */
const RETRIES = 6;

/** One loss: after so many records of the log, in such a way. */
interface Case {
  readonly position: number;
  readonly loss: number;
  readonly seed: number;
}

export async function losePower(context: Context, count: number): Promise<Outcome> {
  const { seed } = context;
  const kinds = new Map<string, number>();
  const states = new Set<string>();
  let beginning: Beginning | undefined;
  let runs = 0;
  let done = 0;
  let acknowledged = 0;
  let failure: Failure | undefined;
  const started = Date.now();
  while (done < count && !failure) {
    const run = ++runs;
    const random = new Random(seedOf(seed, 'power', run));
    const place = context.folder(`power-${run}`);
    const runSeed = seedOf(seed, 'run', run);
    const { root, log } = await recordRun(context, run, place, runSeed, beginning);
    const records = readLog(log);
    beginning = undefined;
    const disk = new Disk(root);
    let taken = 0;
    for (const each of chooseCases(random, records, Math.min(LOSSES_A_RUN, count - done))) {
      while (taken < each.position) disk.take(records[taken++] as LogRecord);
      const marks = records.slice(0, taken).filter((record) => 'mark' in record);
      let lost: Case = each;
      let state = stateAfter(disk, lost);
      for (let i = 0; i < RETRIES && states.has(state.hash); i++) {
        lost = {
          ...each,
          loss: random.between(0, LOSSES.length - 1),
          seed: random.between(1, 2 ** 31),
        };
        state = stateAfter(disk, lost);
      }
      const { problem, kept, pristine } = await tryLoss(
        context,
        state.files,
        marks,
        lost.seed,
        place,
      );
      done++;
      acknowledged += kept;
      states.add(state.hash);
      const { name } = LOSSES[lost.loss] as Loss;
      kinds.set(name, (kinds.get(name) ?? 0) + 1);
      if (problem !== undefined) {
        const caseFile = join(place, 'case.json');
        writeFileSync(caseFile, JSON.stringify({ root, ...lost }));
        const which = `power run ${run}, after record ${each.position} of its log: ${name}`;
        const evidence = { log, 'case.json': caseFile, state: pristine };
        failure = context.fail(which, problem, '--replay KEPT', evidence);
        break;
      }
      if (!beginning && random.chance(0.03)) {
        beginning = { root: join(place, 'beginning'), marks: saidIn(marks) };
        putFiles(beginning.root, state.files);
      }
    }
    while (!failure && taken < records.length) disk.take(records[taken++] as LogRecord); // proves the log
    if (run > 2) rmSync(join(context.dir, `power-${run - 2}`), { recursive: true, force: true });
  }
  const figures = [
    `losses of power: ${done} states of the disk (${states.size} of them different) from ${runs} runs of writers, ` +
      `in ${seconds(started)}; ${acknowledged} acknowledged commits were looked for`,
    ...[...kinds].sort().map(([name, times]) => `  ${String(times).padStart(5)} × ${name}`),
  ];
  return { figures, failure };
}

/** Replays one loss from the log that was kept. */
export async function replayLoss(context: Context, kept: string): Promise<string | undefined> {
  const { default: what } = await import(join(kept, 'case.json'), { with: { type: 'json' } });
  const { root, ...each } = what as Case & { root: string };
  const records = readLog(join(kept, 'log')).slice(0, each.position);
  const disk = new Disk(root);
  for (const record of records) disk.take(record);
  const marks = records.filter((record) => 'mark' in record);
  const { files } = stateAfter(disk, each);
  const { problem } = await tryLoss(context, files, marks, each.seed, context.folder('replay'));
  return problem;
}

/** Opens what is left after a loss, as a reader and as a writer who goes on. */
async function tryLoss(
  { checker }: Context,
  files: State['files'],
  marks: readonly LogRecord[],
  seed: number,
  place: string,
) {
  // Kept as it was for whoever looks at it; the store mends the other.
  const [pristine, opened] = [join(place, 'state'), join(place, 'state-opened')];
  putFiles(pristine, files);
  putFiles(opened, files);
  const ledger = ledgerOf(marks);
  const kept = ledger.acknowledged;
  const data = join(opened, 'data');
  const problem =
    (await judgeReader(checker, data, ledger)) ??
    (await judgeWriter(checker, data, ledger, new Random(seed).chance(0.01)));
  return { problem, kept, pristine };
}

interface State {
  readonly files: ReadonlyMap<string, Buffer | null>;
  /** Equal for equal states. */
  readonly hash: string;
}

function stateAfter(disk: Disk, { loss, seed }: Case): State {
  const files = afterLoss(disk, LOSSES[loss] as Loss, new Random(seed));
  const hash = createHash('sha1');
  for (const [name, content] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) {
    hash.update(`${name}\n${content?.length ?? 'folder'}\n`).update(content ?? '');
  }
  return { files, hash: hash.digest('hex') };
}

/** What was asked for and acknowledged until then. */
function ledgerOf(marks: readonly LogRecord[]): Ledger {
  const ledger = new Ledger();
  for (const record of marks) {
    if (!('mark' in record)) continue;
    if (record.mark === 'sent') ledger.sent(record.id, record.changes as Asked[]);
    if (record.mark === 'acked') ledger.acked(record.id);
    if (record.mark === 'refused') ledger.refused(record.id);
    if (record.mark === 'opened') ledger.settle(new Set(record.ids));
  }
  return ledger;
}

const saidIn = (marks: readonly LogRecord[]): LogRecord[] =>
  marks.filter((record) => 'mark' in record && record.mark !== 'base' && record.mark !== 'disk');

/** Moments of a log, half of them just after something was acknowledged or as it was made safe. */
function chooseCases(random: Random, records: readonly LogRecord[], count: number): Case[] {
  const begin = records.findIndex((record) => 'mark' in record && record.mark === 'base') + 1;
  const edges = records.flatMap((record, i) => (i >= begin && isEdge(record) ? [i + 1] : []));
  const cases = Array.from({ length: count }, () => ({
    position:
      edges.length > 0 && random.chance(0.5)
        ? random.pick(edges)
        : random.between(begin, records.length),
    loss: random.between(0, LOSSES.length - 1),
    seed: random.between(1, 2 ** 31),
  }));
  return cases.sort((a, b) => a.position - b.position);
}

function isEdge(record: LogRecord): boolean {
  if ('mark' in record) return record.mark === 'acked';
  return 'begin' in record && ['sync', 'rename', 'unlink'].includes(record.what.op);
}
