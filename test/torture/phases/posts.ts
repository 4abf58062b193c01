/**
 * Posts. Bots on both platforms are killed at every named point between claim, request, answer and
 * confirmation, and at random, while requests go wrong, platforms cannot be reached or Slack's history
 * lags; then every post that was due must be there once.
 */
import { Random } from '../../support/random.ts';
import { type Context, type Outcome, seedOf } from '../context.ts';
import { type Point, THEFTS, type Theft } from '../delivery/orders.ts';
import { type Death, Round, type RoundReport, type Trouble } from '../delivery/round.ts';
import { seconds } from './seconds.ts';

/** In turn. Posts are looked for again after a minute, and counted after ten and twenty. */
const TROUBLES: readonly Trouble[] = [
  { outage: 7, oneIn: 4 },
  { lag: 420 },
  {},
  { oneIn: 3 },
  { lag: 20, oneIn: 6 },
  { oneIn: 2, resends: 0 },
  { lag: 800 },
];

/** Deaths of one round, so that every point comes in each. A look follows a claim that was left. */
const DEATHS: readonly (readonly (Point | 'random')[])[] = [
  ['before-claim'],
  ['after-claim', 'look'],
  ['request'],
  ['response'],
  ['before-confirm'],
  ['after-confirm'],
  ['random'],
  ['random'],
];
const PER_ROUND = DEATHS.flat().length;
/** Milliseconds in which a bot does what it does on a start. */
const LIFE = 1200;

/** Faults of a round that are told. */
const MOST_TOLD = 12;

/** Rounds at the same time: they wait more than they work. */
const SIDE_BY_SIDE = 2;

/** `kills`: rounded up to whole rounds. */
export async function killPosting(context: Context, kills: number): Promise<Outcome> {
  const started = Date.now();
  const count = Math.ceil(kills / PER_ROUND);
  const reports: RoundReport[] = [];
  let failed: Outcome['failure'];
  const numbers = Array.from({ length: count }, (_, i) => i + 1).values();
  const worker = async () => {
    for (const number of numbers) {
      if (failed) return;
      const random = new Random(seedOf(context.seed, 'posts', number));
      const trouble = TROUBLES[(number - 1) % TROUBLES.length] as Trouble;
      const without = THEFTS.find((theft) => theft === context.without);
      const plan = { trouble, deaths: deathsOf(random, trouble, without), random, without };
      const folder = context.folder(`posts-${number}`);
      const report = await new Round(plan, context.bots).run(folder);
      reports.push(report);
      if (report.faults.length === 0) continue;
      const which = `round ${number} of posts (${tellTrouble(trouble)})`;
      const problem = report.faults.slice(0, MOST_TOLD).join('\n  ');
      failed ??= context.fail(which, problem, `--posts ${number * PER_ROUND}`, { folder });
    }
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, worker));
  return { figures: tell(reports, started), failure: failed };
}

function deathsOf(random: Random, trouble: Trouble, without: Theft | undefined): Death[] {
  const left = [...DEATHS];
  const deaths: Death[] = [];
  while (left.length > 0) {
    const [next = []] = left.splice(random.between(0, left.length - 1), 1);
    for (const at of next) {
      // Without claims there is nothing to look for.
      if (at === 'look' && without === 'claim') continue;
      if (at !== 'random') deaths.push(at);
      // It is lost answers that Slack's lag makes hard to find.
      else if (trouble.lag) deaths.push('response');
      else deaths.push({ after: random.between(0, LIFE) });
    }
  }
  return deaths;
}

function tellTrouble({ oneIn, outage, lag, resends }: Trouble): string {
  const told = [
    ...(outage ? [`no platform can be reached for ${outage} minutes`] : []),
    ...(lag ? [`Slack's history lags by ${lag} s`] : []),
    ...(oneIn ? [`one request in ${oneIn} goes wrong`] : []),
    ...(resends === undefined ? [] : ['nothing is sent again']),
  ];
  return told.join(', ') || 'nothing else is wrong';
}

function tell(reports: readonly RoundReport[], started: number): string[] {
  const deaths = summed(reports.map((report) => report.deaths));
  const mishaps = summed(reports.map((report) => report.mishaps));
  const sum = (of: (report: RoundReport) => number) => reports.reduce((n, r) => n + of(r), 0);
  const kills = [...deaths.values()].reduce((a, b) => a + b, 0);
  return [
    `posts: ${kills} bots killed over ${reports.length} stores, ${sum((r) => r.posts)} posts on two platforms, in ${seconds(started)}`,
    `  of them digests: ${sum((r) => r.digests)}; corrections in threads: ${sum((r) => r.corrections)}`,
    `  killed: ${inWords(deaths)}`,
    `  requests that went wrong: ${inWords(mishaps)}`,
    `  lost, or doubled without being told: ${sum((r) => r.faults.length)}; sent again after a look that showed none: ${sum((r) => r.resent)}`,
    `  given up, and told: ${sum((r) => r.givenUp)}`,
    `  doubled in the window that a lagging history of Slack leaves open, and told: ${sum((r) => r.inWindow)}`,
  ];
}

function summed(maps: readonly ReadonlyMap<string, number>[]): Map<string, number> {
  const sum = new Map<string, number>();
  for (const map of maps) for (const [key, n] of map) sum.set(key, (sum.get(key) ?? 0) + n);
  return sum;
}

const inWords = (counts: ReadonlyMap<string, number>): string =>
  [...counts]
    .map(([what, n]) => `${what} ${n}`)
    .sort()
    .join(', ') || 'none';
