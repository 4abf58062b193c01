/**
 * `npm run torture`: kills writers, takes their power, fills their disks and damages their files,
 * and has an oracle judge what the store shows afterwards; and kills bots as they post. The same seed does the same again, but for
 * the moments at which processes meet.
 */
import { parseArgs } from 'node:util';
import { Context, type Outcome } from './context.ts';
import { THEFTS } from './delivery/orders.ts';
import { damageFolders } from './phases/damage.ts';
import { fillDisks } from './phases/full.ts';
import { Kills } from './phases/kills.ts';
import { killPosting } from './phases/posts.ts';
import { losePower, replayLoss } from './phases/power.ts';
import { SWITCHES } from './preload/orders.ts';

const USAGE = `Usage: npm run torture -- [--seed <n>] [options]

  --kills <n>     writers killed (60)            --power <n>    losses of power (200)
  --damages <n>   damaged folders (1000)         --full <n>     disks filled (6)
  --posts <n>     bots killed as they post (54)
                  with any of these given, the others are left out
  --without sync|folder-sync|checksum            what the store is robbed of, to see it fail
  --without claim|look|telling                   what the outbox is robbed of
  --only <n>      one damage alone               --replay <folder>  one loss of power that was kept

Exit codes: 0 the store kept its word, 1 it did not, 2 the command line is wrong.`;

const SHORT = { kills: 60, power: 200, damages: 1000, full: 6, posts: 54 };
type Phase = keyof typeof SHORT;

const PHASES: Record<Phase, (context: Context, count: number, only?: number) => Promise<Outcome>> =
  {
    kills: (context, count) => new Kills(context).run(count),
    power: losePower,
    damages: damageFolders,
    full: fillDisks,
    posts: killPosting,
  };

function fromCommandLine() {
  const number = { type: 'string' } as const;
  const { values } = parseArgs({
    options: {
      ...{
        seed: number,
        kills: number,
        power: number,
        damages: number,
        full: number,
        posts: number,
      },
      ...{ only: number, without: { type: 'string' }, replay: { type: 'string' } },
    },
  });
  const whole = (name: Phase | 'seed' | 'only') => {
    if (values[name] === undefined) return undefined;
    const n = Number(values[name]);
    if (!Number.isSafeInteger(n) || n < 0) throw new Error(`--${name}: expected a whole number`);
    return n;
  };
  const switches = [...SWITCHES, ...THEFTS];
  const without = switches.find((name) => name === values.without);
  if (values.without !== undefined && !without) {
    throw new Error(`--without: expected one of ${switches.join(', ')}`);
  }
  const asked = (Object.keys(SHORT) as Phase[]).map((phase) => [phase, whole(phase)] as const);
  const isShort = asked.every(([, count]) => count === undefined);
  const counts = asked.map(([phase, count]) => [phase, isShort ? SHORT[phase] : count] as const);
  return {
    seed: whole('seed') ?? Math.floor(Math.random() * 1e6),
    only: whole('only'),
    ...{ without, counts, replay: values.replay },
  };
}

function tell({ figures, failure }: Outcome): boolean {
  for (const line of figures) console.log(line);
  if (!failure) return true;
  console.log(`\nFAILED: ${failure.case}\n  ${failure.problem}`);
  console.log(`  kept in ${failure.kept}\n  again: ${failure.replay}`);
  return false;
}

async function run(): Promise<number> {
  let asked: ReturnType<typeof fromCommandLine>;
  try {
    asked = fromCommandLine();
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${USAGE}`);
    return 2;
  }
  const { seed, without, counts, only, replay } = asked;
  console.log(`seed ${seed}${without ? `, without ${without}` : ''}`);
  const context = new Context(seed, without);
  try {
    if (replay !== undefined) {
      const problem = await replayLoss(context, replay);
      console.log(problem ?? 'the store keeps its word');
      return problem === undefined ? 0 : 1;
    }
    for (const [phase, count] of counts) {
      if (count && !tell(await PHASES[phase](context, count, only))) return 1;
    }
    return 0;
  } finally {
    await context.close();
  }
}

process.exitCode = await run();
