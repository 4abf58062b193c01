/**
 * Kills. Writer after writer is killed over one folder, at a random moment or at a named point, with
 * its compaction or without; each time a reader and the next writer must find what was acknowledged.
 */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Random } from '../../support/random.ts';
import { type Context, type Outcome, seedOf } from '../context.ts';
import { idsOf, Ledger } from '../oracle/ledger.ts';
import type { Probed } from '../oracle/seen.ts';
import { POINTS } from '../points.ts';
import { type Stop, tellPoint } from '../preload/orders.ts';
import { groupIsGone, killGroup, killOne } from '../processes/group.ts';
import type { Report } from '../processes/reports.ts';
import type { Writer } from '../processes/writers.ts';
import { type Death, Deaths, stopAt, tellDeath, workFor } from './deaths.ts';
import { judgeReader, judgeWriter } from './judge-probed.ts';
import { seconds } from './seconds.ts';

/** The longest a writer is waited for; a life lasts below a second. */
const PATIENCE = 30_000;
const GLANCE = 3;

/** A folder and what is known of it. */
interface Place {
  readonly name: string;
  readonly folder: string;
  readonly root: string;
  readonly ledger: Ledger;
  lives: number;
}

export class Kills {
  readonly #context: Context;
  readonly #figures = { tree: 0, parent: 0, compaction: 0, readers: 0, late: 0, folders: 0 };
  readonly #points = new Map<string, number>();
  /** Writers that were killed alone: what they started may still run. */
  #orphans: { pid: number; reached: string }[] = [];
  #place: Place | undefined;
  readonly #deaths = new Deaths();
  #problem: string | undefined;

  constructor(context: Context) {
    this.#context = context;
  }

  async run(count: number): Promise<Outcome> {
    const { seed } = this.#context;
    const started = Date.now();
    for (let kill = 1; kill <= count; kill++) {
      const random = new Random(seedOf(seed, 'kill', kill));
      const { point, ...how } = this.#deaths.choose(random);
      const place = this.#choosePlace(random, kill, point?.occasion === 'first');
      const death = { ...how, stop: stopAt(random, point, place.root, kill) };
      await this.#liveAndDie(place, death, random, kill);
      await this.#judge(place, random, kill === count);
      if (this.#problem === undefined) continue;
      const which = `kill ${kill} (${tellDeath(death)}), life ${place.lives} of folder ${place.name}`;
      const evidence = { folder: place.folder };
      const failure = this.#context.fail(which, this.#problem, `--kills ${kill}`, evidence);
      return { figures: this.#tell(kill, started), failure };
    }
    return { figures: this.#tell(count, started) };
  }

  #choosePlace(random: Random, kill: number, isNew: boolean): Place {
    const old = this.#place;
    if (old && !isNew && old.lives < 25 && !random.chance(0.03)) return old;
    const name = `k${kill}`;
    const root = this.#context.folder(name);
    this.#figures.folders++;
    this.#place = { name, root, folder: join(root, 'data'), ledger: new Ledger(), lives: 0 };
    return this.#place;
  }

  async #liveAndDie(place: Place, death: Death, random: Random, kill: number): Promise<void> {
    const { ledger, folder, root } = place;
    const { stop } = death;
    const writer = this.#context.writers.take();
    const heard = new Set<Report['is']>();
    writer.onReport = (report) => {
      heard.add(report.is);
      this.#hear(report, ledger);
    };
    place.lives++;
    const job = {
      ...{ orders: { root, stop }, folder, name: `k${kill}`, seed: random.between(1, 2 ** 31) },
      ...{ turns: 60, snapshotBytes: 3000, pause: random.pick([2, 8]), settles: 0, long: 0.05 },
      ...{ from: Date.UTC(2026, 0, 1) + place.lives * 3_600_000, end: 'wait' as const },
      ...workFor(random, death.occasion),
    };
    writer.begin(job);
    const moment = Date.now() + (stop ? PATIENCE : death.after);
    const isThere = () => stop !== undefined && existsSync(stop.reached);
    const isOver = () =>
      heard.has('closed') || (job.end === 'wait' && heard.has('done')) || !writer.isAlive;
    while (Date.now() < moment && !isOver() && !isThere()) {
      if (heard.has('opened') && random.chance(0.01)) await this.#readBeside(ledger, folder);
      await pause(GLANCE);
    }
    this.#deaths.happened(isThere() ? stop : undefined);
    if (stop && isThere()) await this.#dieAtPoint(writer, death, stop);
    else {
      if (stop) this.#figures.late++;
      await this.#kill(writer, death.victims === 'parent' ? 'parent' : 'tree', stop);
    }
    if (!heard.has('opened') && writer.errors !== '') this.#problem ??= writer.errors;
  }

  #hear(report: Report, ledger: Ledger): void {
    if (report.is === 'sent') ledger.sent(report.id, report.changes);
    if (report.is === 'acked') ledger.acked(report.id);
    if (report.is === 'refused') {
      ledger.refused(report.id);
      if (report.reason === 'store') this.#problem ??= `refused a commit: ${report.message}`;
    }
    if (report.is === 'failed')
      this.#problem ??= `does not open (${report.kind}): ${report.message}`;
    if (report.is === 'opened') {
      const problem = ledger.judge(report.seen);
      if (problem !== undefined) this.#problem ??= `to the next writer: ${problem}`;
      ledger.settle(idsOf(report.seen));
    }
  }

  async #dieAtPoint(writer: Writer, { victims }: Death, stop: Stop): Promise<void> {
    const point = tellPoint(stop);
    this.#points.set(point, (this.#points.get(point) ?? 0) + 1);
    if (victims !== 'compaction') return this.#kill(writer, victims, stop);
    // The writer must go on without its snapshot; it is killed later.
    killOne(Number(readFileSync(stop.reached, 'utf8')));
    this.#figures.compaction++;
    await pause(60);
    await writer.kill('tree');
  }

  async #kill(writer: Writer, what: 'tree' | 'parent', stop: Stop | undefined): Promise<void> {
    await writer.kill(what);
    this.#figures[what]++;
    if (what === 'parent') this.#orphans.push({ pid: writer.pid, reached: stop?.reached ?? '' });
  }

  /** Someone asks while the writer writes: there is always an answer, and of one moment. */
  async #readBeside(ledger: Ledger, folder: string): Promise<void> {
    const kept = ledger.kept();
    const probed = await this.#context.checker.ask({ folder, as: 'reader' });
    this.#figures.readers++;
    const problem = judgeBeside(probed, ledger, kept);
    if (problem !== undefined) this.#problem ??= `to a reader beside the writer: ${problem}`;
  }

  async #judge({ folder, ledger }: Place, random: Random, isLast: boolean): Promise<void> {
    const { checker } = this.#context;
    this.#problem ??= await judgeReader(checker, folder, ledger);
    // What an orphan stands at, it may now do: beside the next writer.
    for (const { reached } of this.#orphans) {
      if (reached !== '' && random.chance(0.7)) writeFileSync(`${reached}.go`, '');
    }
    const isLeft = isLast || this.#place?.lives === 25;
    if (isLeft) this.#problem ??= await judgeWriter(checker, folder, ledger);
    const kept = isLast || this.#problem !== undefined ? 0 : 1;
    for (const { pid } of this.#orphans.splice(0, this.#orphans.length - kept)) {
      killGroup(pid);
      await groupIsGone(pid);
    }
    if (isLeft && this.#problem === undefined) rmSync(folder, { recursive: true, force: true });
  }

  #tell(count: number, started: number): string[] {
    const { tree, parent, compaction, readers, late, folders } = this.#figures;
    const atPoints = [...this.#points.values()].reduce((a, b) => a + b, 0);
    const missed = POINTS.filter((point) => !this.#points.has(tellPoint(point))).map(tellPoint);
    return [
      `kills: ${count} over ${folders} folders in ${seconds(started)}: ${tree} of the whole tree, ` +
        `${parent} of the parent alone, ${compaction} of the compaction alone; ${readers} readers beside`,
      `  ${atPoints} at ${this.#points.size} of ${POINTS.length} named points (${late} did not come to theirs), ` +
        'the others at random moments',
      ...(missed.length > 0 ? [`  points never reached: ${missed.join(', ')}`] : []),
    ];
  }
}

/** What is wrong with an answer that was given while a writer wrote. */
export function judgeBeside(probed: Probed, ledger: Ledger, kept: Set<string>): string | undefined {
  return probed.outcome === 'opened'
    ? ledger.judge(probed.seen, 'beside a writer', kept)
    : `${probed.outcome}: ${probed.message}`;
}
