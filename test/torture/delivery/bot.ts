/**
 * The bot of the torture: the program's own store, doors and keeper, on a clock that runs faster, and
 * with places at which it halts and waits to be killed.
 */
import { DiscordAdapter } from '../../../src/adapters/discord/discord-adapter.ts';
import { TIMING } from '../../../src/adapters/discord/timing.ts';
import { SlackAdapter } from '../../../src/adapters/slack/slack-adapter.ts';
import { Library } from '../../../src/archive/library.ts';
import type { ChatAdapter, Inbound } from '../../../src/chat/adapter.ts';
import { registry } from '../../../src/commands/index.ts';
import { openStore } from '../../../src/compose/store.ts';
import type { Change } from '../../../src/domain/record/record.ts';
import type { DeliveryRecord } from '../../../src/domain/record/schedule.ts';
import { Keeper } from '../../../src/schedule/keeper.ts';
import { DEFAULT_RULES, isOpen, nextCount } from '../../../src/schedule/outbox.ts';
import type { Orders, Point, Word } from './orders.ts';

/** Milliseconds of ours that a request may take: a minute and a half by the bot's clock. */
const REQUEST = 1500;
const TICK = 25;

/** It never gives up, so that what is not there is lost; and it counts for as long as Slack may lag. */
const RULES = {
  ...DEFAULT_RULES,
  maxResends: Number.POSITIVE_INFINITY,
  countAfterMs: [10 * 60_000, 20 * 60_000],
};

const quiet = () => undefined;
const LOG = { debug: quiet, info: quiet, warn: quiet, error: quiet };
const NOBODY: Inbound = {
  handle: () => Promise.reject(new Error('nobody asks')),
  complete: () => [],
};

const tell = (word: Word): void => void process.send?.(word);

/** The point at which this bot is to halt, if there is one. */
class Halt {
  readonly #at: Orders['halt'];
  #passed = 0;

  constructor(at: Orders['halt']) {
    this.#at = at;
  }

  /** Goes on, or waits for its death. */
  async pass(point: Point): Promise<void> {
    if (this.#at?.point !== point || ++this.#passed < this.#at.nth) return;
    tell({ is: 'halted' });
    await new Promise(() => undefined);
  }
}

const stateIn = ([change]: readonly Change[]): DeliveryRecord['state'] | undefined =>
  change?.type === 'delivery' ? (change.after as DeliveryRecord | null)?.state : undefined;

/** Halts before and after claims and confirmations. */
function haltCommits(library: Library, halt: Halt): void {
  const commit = library.commit.bind(library);
  library.commit = async (changes, by) => {
    const state = stateIn(changes);
    if (state === 'claimed') await halt.pass('before-claim');
    if (state === 'sent') await halt.pass('before-confirm');
    await commit(changes, by);
    if (state === 'claimed') await halt.pass('after-claim');
    if (state === 'sent') await halt.pass('after-confirm');
  };
}

/** Keeps claims in memory alone: what a bot without an outbox would do. */
function leaveUnclaimed(library: Library): void {
  const { archive } = library;
  const commit = library.commit.bind(library);
  const onDisk = new Map<string, Change['after']>();
  for (const { id, ...rest } of archive.holdings.delivery) onDisk.set(id, { id, ...rest });
  library.commit = async (changes, by) => {
    if (stateIn(changes) === 'claimed') {
      for (const change of changes) archive.apply(change);
      return;
    }
    const asKept = changes.map((change) =>
      change.type === 'delivery' ? { ...change, before: onDisk.get(change.id) ?? null } : change,
    ) as Change[];
    await commit(asKept, by);
    for (const { id, after } of asKept) onDisk.set(id, after);
  };
}

/** Halts before a door is asked for a post; it is blind where the look is taken out. */
function haltLooks(door: ChatAdapter, halt: Halt, isBlind: boolean): void {
  const find = door.findDelivery.bind(door);
  door.findDelivery = async (to, key) => {
    await halt.pass('look');
    return isBlind ? undefined : find(to, key);
  };
}

async function live(orders: Orders): Promise<void> {
  const { clock, slack, discord, without } = orders;
  let runsSince: number | undefined;
  const now = () =>
    new Date(clock.shows + (runsSince === undefined ? 0 : Date.now() - runsSince) * clock.speed);
  const halt = new Halt(orders.halt);
  const library = await Library.of(await openStore(orders, 'write', { now }));
  if (without === 'claim') leaveUnclaimed(library);
  haltCommits(library, halt);
  const keeper = new Keeper({
    archive: library.archive,
    records: library,
    holidays: new Set(),
    rules: RULES,
    log: LOG,
    now,
    pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms / clock.speed)),
  });
  const paint = () => Promise.reject(new Error('nobody asks'));
  const shared = { registry, log: LOG, paint };
  const doors = [
    new SlackAdapter({
      ...shared,
      botToken: slack.bot,
      appToken: slack.app,
      apiUrl: slack.url,
      commands: [],
      calls: { timeout: REQUEST },
    }),
    new DiscordAdapter({
      ...shared,
      token: discord.token,
      apiUrl: discord.url,
      guilds: undefined,
      messageContent: false,
      prefix: '!',
      timing: { ...TIMING, request: REQUEST, persist: REQUEST, firstWait: 5, longestWait: 50 },
    }),
  ];
  await Promise.all(doors.map((door) => door.start(NOBODY)));
  runsSince = Date.now();
  tell({ is: 'running', at: runsSince });
  for (const door of doors) {
    haltLooks(door, halt, without === 'look');
    void keeper.open(door);
  }
  for (;;) {
    await keeper.tick();
    const { delivery } = library.archive.holdings;
    const sent = delivery.filter(({ state }) => state === 'sent');
    const open = delivery.filter((record) => isOpen(record) || isUncounted(record));
    tell({ is: 'idle', sent: sent.length, open: open.length });
    await new Promise((resolve) => setTimeout(resolve, TICK));
  }
}

/** Sent again on Slack, and not yet counted there for the last time. */
const isUncounted = (record: DeliveryRecord): boolean =>
  record.channel.startsWith('slack:') && nextCount(record, RULES) !== undefined;

const broken = (fault: unknown): void =>
  tell({ is: 'broken', why: (fault as Error)?.stack ?? String(fault) });

process.on('unhandledRejection', broken);
process.once('message', (orders: Orders) => live(orders).catch(broken));
