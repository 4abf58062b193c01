/**
 * One round: a bot on a store of its own posts what falls due, dies as often as it is told to, and is
 * started again; then it is left in peace until nothing is open, and judged.
 */
import { join } from 'node:path';
import { EmbeddedStore } from '../../../src/adapters/store/embedded-store.ts';
import type { Random } from '../../support/random.ts';
import { judgePosts, type Told, type Verdict } from '../oracle/posts-judge.ts';
import { arrangeDiary, type Diary, START } from './arrange.ts';
import type { Bot, Bots } from './bots.ts';
import { RoundClock } from './clock.ts';
import {
  isOfPlatform,
  KINDS,
  type Orders,
  type PlatformPoint,
  type Point,
  type Theft,
} from './orders.ts';
import { type Fate, type Mishap, PLATFORMS, type PlatformName, Platforms } from './platforms.ts';
import { counted, outage, weather } from './weather.ts';

/** A death at a named point, or so many milliseconds after it was started. */
export type Death = Point | { readonly after: number };

/** What is wrong in a round beside the deaths. */
export interface Trouble {
  /** One request in so many goes wrong. */
  readonly oneIn?: number;
  /** Minutes for which a platform cannot be reached, from its first post on. */
  readonly outage?: number;
  /** Seconds after which Slack shows what was posted. */
  readonly lag?: number;
  /** How often a post of which nobody knew is sent again; for ever where left out. */
  readonly resends?: number;
}

export interface RoundPlan {
  readonly trouble: Trouble;
  readonly deaths: readonly Death[];
  readonly random: Random;
  readonly without?: Theft | undefined;
  /** Milliseconds of ours that a bot may take to its point. */
  readonly patience?: number;
}

export interface RoundReport extends Verdict {
  /** Verdicts are given only where all went as planned. */
  /** Deaths by their point. */
  readonly deaths: ReadonlyMap<string, number>;
  readonly mishaps: ReadonlyMap<Mishap, number>;
  /** Posts that were sent again after a look showed none, as the bot counts them. */
  readonly resent: number;
  /** Of the posts that stand there. */
  readonly digests: number;
  readonly corrections: number;
}

/** How much faster the clock runs than ours: a minute takes a second. */
const SPEED = 60;
/** When nothing goes wrong any more, and there is nothing but waiting. */
const HURRY = 1200;
/** Minutes of the clock that a life may take. */
const LIFE = 3;
/** Milliseconds of ours that a bot may take to its point where nothing else is said, and at last. */
const PATIENCE = 60_000;
const LAST_PATIENCE = 180_000;

export class Round {
  readonly #plan: RoundPlan;
  readonly #bots: Bots;
  readonly #clock = new RoundClock(START, SPEED);
  readonly #deaths = new Map<string, number>();
  readonly #mishaps = new Map<Mishap, number>();
  readonly #faults: string[] = [];
  /** Nothing goes wrong by chance any more. */
  #isCalm = false;

  constructor(plan: RoundPlan, bots: Bots) {
    this.#plan = plan;
    this.#bots = bots;
  }

  /** `folder`: is filled. */
  async run(folder: string): Promise<RoundReport> {
    const { deaths } = this.#plan;
    const platforms = await Platforms.open(this.#clock.now);
    try {
      const minutes = 6 + deaths.length * LIFE;
      const diary = await arrangeDiary(folder, platforms, minutes);
      this.#brew(platforms);
      for (const death of deaths) {
        await this.#live(diary, death, platforms);
        if (this.#faults.length > 0) return this.#report();
      }
      await this.#settle(diary, platforms);
      if (this.#faults.length > 0) return this.#report();
      const { told, unsettled } = await toldIn(join(folder, 'data'));
      const held = platforms.held();
      const verdict = judgePosts(diary.owed, held, platforms.heldBack(), told);
      const complaints = platforms.complaints().map((what) => `refused by the platform: ${what}`);
      this.#faults.push(...complaints, ...unsettled, ...verdict.faults);
      const resent = told.filter((post) => post.resent > 0).length;
      const there = (what: string) => held.filter(({ tells }) => tells.startsWith(what)).length;
      const kinds = { digests: there('Digest'), corrections: there('Correction') };
      return this.#report({ ...verdict, ...kinds, resent });
    } finally {
      await platforms.close();
    }
  }

  #report(counts: Partial<RoundReport> = {}): RoundReport {
    const none = { posts: 0, digests: 0, corrections: 0, inWindow: 0, givenUp: 0, resent: 0 };
    const faults = this.#faults;
    return { ...none, ...counts, faults, deaths: this.#deaths, mishaps: this.#mishaps };
  }

  #brew(platforms: Platforms): void {
    const { random } = this.#plan;
    const { oneIn, outage: minutes = 0, lag = 0 } = this.#plan.trouble;
    platforms.lag = lag * 1000;
    const mishaps = oneIn === undefined ? undefined : weather(random, oneIn);
    const usual: Fate = (...of) => (this.#isCalm ? undefined : mishaps?.(...of));
    platforms.fate = counted(outage(this.#clock.now, minutes * 60_000, usual), this.#mishaps);
  }

  #orders({ places, owed, cancelled }: Diary, { addresses }: Platforms): Orders {
    const { without, trouble } = this.#plan;
    return {
      ...places,
      ...addresses,
      clock: this.#clock.set(),
      resends: trouble.resends,
      cancelled,
      due: owed.filter(({ under }) => under === undefined).length,
      without,
    };
  }

  /** One life, up to its death. */
  async #live(diary: Diary, death: Death, platforms: Platforms): Promise<void> {
    const bot = await this.#bots.take();
    const orders = this.#orders(diary, platforms);
    const running = (since: number) => {
      if (bot.isAlive) this.#clock.run(since);
    };
    const { random, trouble, patience = PATIENCE } = this.#plan;
    try {
      if (typeof death !== 'string') {
        bot.begin(orders, running);
        await new Promise((resolve) => setTimeout(resolve, death.after));
        this.#died('at random', bot);
      } else if (isOfPlatform(death)) {
        const killed = this.#ambush(bot, death, platforms);
        bot.begin(orders, running);
        this.#died((await killed) ? death : undefined, bot, death);
      } else {
        // There may be one post only of which nobody knows, and where much goes wrong one of each kind
        // is long in coming.
        const isRare = death === 'look' || trouble.resends !== undefined;
        const kind = isRare ? undefined : random.pick(KINDS);
        const nth = kind === 'reminder' ? random.between(1, 3) : 1;
        bot.begin({ ...orders, halt: { point: death, nth, kind } }, running);
        this.#died((await bot.hears('halted', patience)) ? death : undefined, bot, death);
      }
    } finally {
      bot.kill();
      await bot.dead();
      platforms.ambush = undefined;
      this.#clock.stop();
    }
  }

  #died(at: string | undefined, { breakdown }: Bot, wanted?: Point): void {
    if (breakdown) this.#faults.push(`the bot broke down: ${breakdown}`);
    if (at === undefined) this.#faults.push(`the point "${wanted}" was not reached`);
    else this.#deaths.set(at, (this.#deaths.get(at) ?? 0) + 1);
  }

  /** Kills the bot while one of its posts is with the platform: not done, or done and not answered. */
  #ambush(bot: Bot, at: PlatformPoint, platforms: Platforms): Promise<boolean> {
    const { random, trouble, patience = PATIENCE } = this.#plan;
    // Where Slack lags, it is Slack that is to have posts of which nobody knows.
    const where: PlatformName = trouble.lag ? 'slack' : random.pick(PLATFORMS);
    let left = random.between(0, 2);
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(false), patience);
      platforms.ambush = (platform, asked) => {
        if (platform !== where || asked !== 'post' || left-- > 0) return undefined;
        bot.kill();
        clearTimeout(timer);
        resolve(true);
        return at === 'request' ? 'dropped' : 'applied-then-dropped';
      };
    });
  }

  /** The last life: nothing goes wrong any more, but for what must last, until nothing is open. */
  async #settle(diary: Diary, platforms: Platforms): Promise<void> {
    this.#isCalm = true;
    // A lag must not outrun the requests.
    if (!this.#plan.trouble.lag) this.#clock.speed = HURRY;
    const bot = await this.#bots.take();
    try {
      bot.begin(this.#orders(diary, platforms), (since) => this.#clock.run(since));
      const isDone = await bot.hears('idle', LAST_PATIENCE, ({ left }) => left === 0);
      if (bot.breakdown) this.#faults.push(`the bot broke down: ${bot.breakdown}`);
      if (!isDone) this.#faults.push('not everything was settled in time');
    } finally {
      bot.kill();
      await bot.dead();
      this.#clock.stop();
    }
  }
}

/** What the bot's own store says in the end. */
async function toldIn(
  data: string,
): Promise<{ told: (Told & { resent: number })[]; unsettled: string[] }> {
  const store = await EmbeddedStore.open(data);
  try {
    const { delivery } = await store.load();
    return {
      told: delivery.map(({ id, kind, subscription, state, copies, resent = 0 }) => ({
        key: id,
        record: `${kind} ${subscription}`,
        isGivenUp: state === 'missed',
        copies,
        resent,
      })),
      unsettled: delivery
        .filter(({ state }) => state !== 'sent' && state !== 'missed')
        .map(({ id, state, reason }) => `not settled: ${id} is ${state} (${reason ?? ''})`),
    };
  } finally {
    await store.close();
  }
}
