/**
 * Full disks. A writer writes until it is refused for want of room: what was refused is not there,
 * what was acknowledged is; with room again it goes on, whether it lived on or was killed. An end that
 * was torn just before the disk filled up is mended once there is room.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Random } from '../../support/random.ts';
import { type Context, type Outcome, seedOf } from '../context.ts';
import { type SmallDisk, smallDisk } from '../disk/small-disk.ts';
import { Ledger } from '../oracle/ledger.ts';
import type { Stop } from '../preload/orders.ts';
import type { Report } from '../processes/reports.ts';
import type { Writer } from '../processes/writers.ts';
import { judgeReader, judgeWriter } from './judge-probed.ts';
import { seconds } from './seconds.ts';

const PATIENCE = 60_000;
const GLANCE = 4;

const ENDINGS = ['lives on', 'is killed', 'is killed in the middle of a line'] as const;
type Ending = (typeof ENDINGS)[number];

export async function fillDisks(context: Context, count: number): Promise<Outcome> {
  const started = Date.now();
  const endings = new Map<Ending, number>();
  let refused = 0;
  let kind = '';
  for (let number = 1; number <= count; number++) {
    const random = new Random(seedOf(context.seed, 'full', number));
    const place = context.folder(`full-${number}`);
    const disk = smallDisk(join(place, 'disk'), random.between(30, 120) * 4096);
    if (!disk) return { figures: ['full disks: none tried, for none can be made here'] };
    kind = disk.kind;
    const ending = disk.kind === 'tmpfs' ? random.pick(ENDINGS) : 'lives on';
    endings.set(ending, (endings.get(ending) ?? 0) + 1);
    try {
      const filling = new Filling(context, disk, random, number);
      const problem = await filling.run(ending, join(place, 'reached'));
      refused += filling.refused;
      if (problem !== undefined) {
        const which = `full disk ${number}, whose writer ${ending}`;
        const evidence = { folder: filling.folder };
        const failure = context.fail(which, problem, `--full ${number}`, evidence);
        return { figures: [], failure };
      }
    } finally {
      disk.close();
    }
  }
  return {
    figures: [
      `full disks: ${count} (${kind}) in ${seconds(started)}; ${refused} commits were refused for want of room`,
      ...ENDINGS.map((e) => `  ${String(endings.get(e) ?? 0).padStart(5)} × the writer ${e}`),
    ],
  };
}

class Filling {
  readonly #context: Context;
  readonly #disk: SmallDisk;
  readonly #random: Random;
  readonly #name: string;
  readonly #ledger = new Ledger();
  readonly folder: string;
  refused = 0;
  #hasRoom = false;
  #rests = 0;
  #problem: string | undefined;

  constructor(context: Context, disk: SmallDisk, random: Random, number: number) {
    this.#context = context;
    this.#disk = disk;
    this.#random = random;
    this.#name = `f${number}`;
    this.folder = join(disk.root, 'data');
  }

  /** What is wrong, if anything is. */
  async run(ending: Ending, reached: string): Promise<string | undefined> {
    const writer = this.#context.writers.take();
    writer.onReport = (report) => this.#hear(report);
    this.#disk.admit(writer.pid);
    const nth = this.#random.between(3, 40);
    const stop: Stop | undefined =
      ending === 'is killed in the middle of a line'
        ? { role: 'writer', step: 'journal.write', when: 'half', nth, reached }
        : undefined;
    this.#begin(writer, stop);
    await this.#until(writer, () => this.#rests === 1 || existsSync(reached));
    if (ending === 'lives on') await this.#goOn(writer);
    await writer.kill('tree');
    if (!this.#hasRoom) await this.#judgeFull();
    this.#makeRoom(writer);
    const { checker } = this.#context;
    this.#problem ??= await judgeReader(checker, this.folder, this.#ledger);
    this.#problem ??= await judgeWriter(checker, this.folder, this.#ledger);
    return this.#problem;
  }

  #begin(writer: Writer, stop: Stop | undefined): void {
    writer.begin({
      orders: { root: this.#disk.root, stop },
      ...{ folder: this.folder, name: this.#name, seed: this.#random.between(1, 2 ** 31) },
      ...{ turns: 100_000, snapshotBytes: this.#random.pick([3000, 20_000, 1 << 20]), pause: 0 },
      ...{ settles: 0.1, long: 0.3, from: Date.UTC(2026, 0, 1), end: 'wait', untilFull: true },
    });
  }

  /** Beside the writer that was refused everything is there; with room it goes on. */
  async #goOn(writer: Writer): Promise<void> {
    this.#problem ??= await judgeReader(this.#context.checker, this.folder, this.#ledger);
    this.#makeRoom(writer);
    writer.say('go');
    await this.#until(writer, () => this.#rests === 2);
  }

  /** Without any room: opened or refused, in one line. */
  async #judgeFull(): Promise<void> {
    this.#disk.fill();
    for (const as of ['reader', 'writer'] as const) {
      const probed = await this.#context.checker.ask({ folder: this.folder, as });
      if (probed.outcome === 'fault') this.#problem ??= `full, to a ${as}: ${probed.message}`;
      if (probed.outcome !== 'opened') continue;
      const problem = this.#ledger.judge(probed.seen);
      if (problem !== undefined) this.#problem ??= `full, to a ${as}: ${problem}`;
    }
  }

  #makeRoom(writer: Writer): void {
    this.#hasRoom = true;
    this.#disk.makeRoom(writer.pid);
  }

  #hear(report: Report): void {
    if (report.is === 'sent') this.#ledger.sent(report.id, report.changes);
    if (report.is === 'acked') this.#ledger.acked(report.id);
    if (report.is === 'done') this.#rests++;
    if (report.is === 'failed') this.#problem ??= `does not open: ${report.message}`;
    if (report.is !== 'refused') return;
    this.#ledger.refused(report.id);
    if (report.reason === 'stale') return;
    this.refused++;
    if (this.#hasRoom) this.#problem ??= `refused although there is room: ${report.message}`;
  }

  async #until(writer: Writer, isSo: () => boolean): Promise<void> {
    const end = Date.now() + PATIENCE;
    while (!isSo() && writer.isAlive && Date.now() < end) await pause(GLANCE);
    if (!isSo()) this.#problem ??= `the writer came to no end: ${writer.errors || 'it hangs'}`;
  }
}
