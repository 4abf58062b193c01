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
import type { EventRecord } from '../../../src/domain/record/event.ts';
import type { Change } from '../../../src/domain/record/record.ts';
import type { DeliveryRecord } from '../../../src/domain/record/schedule.ts';
import { Keeper } from '../../../src/schedule/keeper.ts';
import { DEFAULT_RULES, isOpen, nextCount } from '../../../src/schedule/outbox.ts';
import type { Kind, Orders, Point, Word } from './orders.ts';

/** Milliseconds of ours that a request may take: a minute and a half by the bot's clock. */
const REQUEST = 1500;
const TICK = 25;
/** Milliseconds of ours for which a post of a kind is waited for; then any will do. */
const PATIENCE = 10_000;

/** It counts for as long as Slack may lag here. */
const RULES = { ...DEFAULT_RULES, countAfterMs: [10 * 60_000, 20 * 60_000] };

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
  readonly #began = Date.now();
  #passed = 0;

  constructor(at: Orders['halt']) {
    this.#at = at;
  }

  /** Goes on, or waits for its death. */
  async pass(point: Point, kind: Kind): Promise<void> {
    if (this.#at?.point !== point) return;
    const isLate = Date.now() - this.#began > PATIENCE;
    if ((this.#at.kind ?? kind) !== kind && !isLate) return;
    if (++this.#passed < this.#at.nth) return;
    tell({ is: 'halted' });
    await new Promise(() => undefined);
  }
}

const deliveryIn = ([change]: readonly Change[]): Partial<DeliveryRecord> =>
  (change?.type === 'delivery' && (change.after as DeliveryRecord | null)) || {};

/** Halts before and after claims and confirmations. */
function haltCommits(library: Library, halt: Halt): void {
  const commit = library.commit.bind(library);
  library.commit = async (changes, by) => {
    const { state, kind = 'reminder' } = deliveryIn(changes);
    if (state === 'claimed') await halt.pass('before-claim', kind);
    if (state === 'sent') await halt.pass('before-confirm', kind);
    await commit(changes, by);
    if (state === 'claimed') await halt.pass('after-claim', kind);
    if (state === 'sent') await halt.pass('after-confirm', kind);
  };
}

/** Tells of what it gives up that it was sent. */
function hideGivenUp(library: Library): void {
  const commit = library.commit.bind(library);
  library.commit = (changes, by) => {
    const isGivenUp = deliveryIn(changes).state === 'missed';
    const untold = changes.map((change) => ({
      ...change,
      after: { ...change.after, state: 'sent' },
    }));
    return commit(isGivenUp ? (untold as Change[]) : changes, by);
  };
}

/** Keeps claims in memory alone: what a bot without an outbox would do. */
function leaveUnclaimed(library: Library): void {
  const { archive } = library;
  const commit = library.commit.bind(library);
  const onDisk = new Map<string, Change['after']>();
  for (const { id, ...rest } of archive.holdings.delivery) onDisk.set(id, { id, ...rest });
  library.commit = async (changes, by) => {
    if (deliveryIn(changes).state === 'claimed') {
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
    await halt.pass('look', key.slice(0, key.indexOf('.')) as Kind);
    return isBlind ? undefined : find(to, key);
  };
}

/** What an editor does: cancels an event once nothing of its announcements is open any more. */
async function cancelAnnounced(library: Library, events: readonly string[], at: Date) {
  const { archive } = library;
  let left = 0;
  for (const id of events) {
    const before = archive.record('event', id) as EventRecord;
    if (before.accounts.some(({ status }) => status === 'cancelled')) continue;
    const { delivery, subscription } = archive.holdings;
    const announced = delivery.filter((d) => d.kind === 'reminder' && d.event === id);
    const wanted = subscription.filter(({ reminders }) => reminders?.which.milestone === id);
    if (announced.length < wanted.length || announced.some(isOpen)) {
      left++;
      continue;
    }
    const accounts = before.accounts.map((account) => ({ ...account, status: 'cancelled' }));
    const change = { type: 'event', id, before, after: { ...before, accounts } } as Change;
    await library.commit([change], { author: 'editor', at });
  }
  return left;
}

async function live(orders: Orders): Promise<void> {
  const { clock, slack, discord, without, resends = Number.POSITIVE_INFINITY } = orders;
  let runsSince: number | undefined;
  const now = () =>
    new Date(clock.shows + (runsSince === undefined ? 0 : Date.now() - runsSince) * clock.speed);
  const halt = new Halt(orders.halt);
  const library = await Library.of(await openStore(orders, 'write', { now }));
  if (without === 'claim') leaveUnclaimed(library);
  if (without === 'telling') hideGivenUp(library);
  haltCommits(library, halt);
  const keeper = new Keeper({
    archive: library.archive,
    records: library,
    holidays: new Set(),
    rules: { ...RULES, maxResends: resends },
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
    const uncancelled = await cancelAnnounced(library, orders.cancelled, now());
    await keeper.tick();
    const { delivery } = library.archive.holdings;
    const come = delivery.filter(({ kind }) => kind !== 'correction');
    const open = delivery.filter((record) => isOpen(record) || isUncounted(record));
    tell({ is: 'idle', left: uncancelled + orders.due - come.length + open.length });
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
