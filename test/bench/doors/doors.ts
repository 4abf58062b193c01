/**
 * A question end to end, through the real client of a platform: `/lastmeeting` against a bare echo on
 * the same client, asked in turns of one run. The platform with its users, the echo and the program
 * are a process each.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { dayOf } from '../../../src/domain/dates/day.ts';
import { generatedHoldings } from '../../support/generated-archive.ts';
import { Random } from '../../support/random.ts';
import type { BotOrder } from './bot.ts';
import type { Bot, Measured, Order } from './in-turns.ts';

const USERS = 16;
const WARM_UP = 3000;
const ROUNDS = 9;
const QUESTIONS = 1000;

/** The latest day of the questions of which no two are the same: after all that is on record. */
const LATEST = dayOf(2100, 1, 1);

/** What is hoped for: of the echo's throughput at least, of its slowest answers at most. */
const TARGETS = { throughput: 0.85, slowest: 1.5 };

export async function benchDoors({ events, seed }: { events: number; seed: number }) {
  const size = { events, seed, people: Math.max(100, Math.ceil(events / 50)) };
  console.log(
    `\n/lastmeeting in ${events.toLocaleString('en')} events, beside an echo of an answer`,
  );
  const ids = generatedHoldings(size).person.map(({ id }) => id);
  const random = new Random(seed);
  const people = Array.from({ length: 500 }, () => random.zipf(ids));
  for (const platform of ['slack', 'discord'] as const) await benchDoor(platform, size, people);
}

async function benchDoor(
  platform: BotOrder['platform'],
  size: BotOrder['size'],
  people: readonly string[],
): Promise<void> {
  const processes = new Processes();
  try {
    const load = processes.start(`./${platform}-load.ts`);
    const urls = (await processes.next(load)) as Record<Bot, string>;
    // The program first: on Discord it registers the command that both are asked.
    for (const bot of ['aide', 'echo'] as const) {
      const order: BotOrder = { platform, bot, url: urls[bot], size };
      await processes.next(processes.start('./bot.ts', JSON.stringify(order)));
    }
    const measured = (to: Bot, count: number, before?: number) => {
      const order = { to, people, count, users: USERS, ...(before !== undefined && { before }) };
      load.send(order satisfies Order);
      return processes.next(load) as Promise<Measured>;
    };
    /** In turns; `before` is the latest day before which a round asks. */
    const rounds = async (before: (round: number) => number | undefined) => {
      const runs: Record<Bot, Measured[]> = { echo: [], aide: [] };
      for (let round = 0; round < ROUNDS; round++) {
        const order = round % 2 === 0 ? (['echo', 'aide'] as const) : (['aide', 'echo'] as const);
        for (const bot of order) runs[bot].push(await measured(bot, QUESTIONS, before(round)));
      }
      return runs;
    };
    for (const bot of ['echo', 'aide'] as const) await measured(bot, WARM_UP);
    print(platform, 'as a team asks', await rounds(() => undefined), TARGETS);
    print(platform, 'never the same', await rounds((round) => LATEST - round * QUESTIONS));
  } finally {
    processes.end();
  }
}

class Processes {
  readonly #all: ChildProcess[] = [];
  readonly #ended: Promise<never>;
  #fail: (error: Error) => void = () => undefined;

  constructor() {
    this.#ended = new Promise((_, reject) => {
      this.#fail = reject;
    });
    this.#ended.catch(() => undefined);
  }

  /** What it logs goes nowhere, but is written all the same. */
  start(module: string, ...args: string[]): ChildProcess {
    const child = fork(new URL(module, import.meta.url), args, {
      execArgv: ['--import', 'tsx'],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    let fault = '';
    child.stderr?.on('data', (chunk) => {
      fault ||= /^\w*Error\b.*/m.exec(String(chunk))?.[0] ?? '';
    });
    child.on('exit', () => this.#fail(new Error(`${module} has ended: ${fault}`)));
    this.#all.push(child);
    return child;
  }

  /** What it says next; rejects where one of them ends instead. */
  async next(child: ChildProcess): Promise<unknown> {
    return (await Promise.race([once(child, 'message'), this.#ended]))[0];
  }

  end(): void {
    for (const child of this.#all) child.disconnect();
  }
}

function print(
  platform: string,
  how: string,
  { echo, aide }: Record<Bot, Measured[]>,
  targets?: typeof TARGETS,
): void {
  const rate = ({ took, waits }: Measured): number => (waits.length / took) * 1000;
  const slowest = ({ waits }: Measured): number => quantile(waits, 0.99);
  const told = (of: (run: Measured) => number) => {
    const ratios = aide.map((run, i) => of(run) / of(echo[i] as Measured));
    const [ours, theirs] = [aide, echo].map((runs) => quantile(runs.map(of), 0.5));
    return { ours, theirs, ratio: quantile(ratios, 0.5).toFixed(2) };
  };
  const [rates, waits] = [told(rate), told(slowest)];
  const whole = (n = 0): string => Math.round(n).toLocaleString('en');
  const one = (n = 0): string => n.toFixed(1);
  const [least, most] = targets
    ? [` (target ≥ ${targets.throughput})`, ` (target ≤ ${targets.slowest})`]
    : ['', ''];
  console.log(
    `  ${platform}, ${how}\n` +
      `    answers a second: ${whole(rates.ours)} of ${whole(rates.theirs)} = ${rates.ratio} ×${least}\n` +
      `    99 of 100 within: ${one(waits.ours)} ms of ${one(waits.theirs)} ms = ${waits.ratio} ×${most}`,
  );
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
