/**
 * Keeps the diary's promises: works out what is due, claims it, has it posted, and confirms it. It
 * may be woken as often as one likes, by a clock or by a change, and does the same thing once.
 */
import type { Archive } from '../archive/archive.ts';
import { StaleChange, StoreError } from '../archive/event-store.ts';
import { type ChatAdapter, DeliveryError, type Destination } from '../chat/adapter.ts';
import type { Records } from '../chat/command.ts';
import type { Log } from '../chat/reception.ts';
import type { Reply } from '../chat/reply.ts';
import type { Change } from '../domain/record/record.ts';
import type { DeliveryRecord, Subscription } from '../domain/record/schedule.ts';
import { composePost } from './compose-post.ts';
import { due } from './due.ts';
import {
  isGivenUp,
  isOpen,
  lookAgainAt,
  mayCount,
  mayResend,
  nextStep,
  type OutboxRules,
  retryAt,
  triedAt,
} from './outbox.ts';
import { isOccasionOver, isSuperseded, newDeliveries } from './posts.ts';
import type { Holidays } from './quiet-days.ts';
import { begunLater, retired } from './retirement.ts';
import { Turns } from './turns.ts';
import { wordsOf } from './words.ts';

export interface KeeperParts {
  readonly archive: Archive;
  readonly records: Records;
  readonly holidays: Holidays;
  readonly rules: OutboxRules;
  readonly log: Log;
  now(): Date;
  /** Resolves after so many milliseconds. */
  pause(ms: number): Promise<void>;
}

const AUTHOR = 'schedule';
/** Channels of a platform that are posted to at the same time: one that hangs holds up no other. */
const SIDE_BY_SIDE = 16;
const DAY = 86_400_000;
/** How far ahead it is looked for the next post. */
const HORIZON = DAY;

/** Up to when everything due has a record, as long as the diary does not change. */
interface Settled {
  readonly version: number;
  readonly until: number;
  /** Nothing falls due before this. */
  readonly next: number;
}

const NOTHING: Settled = { version: -1, until: Number.NEGATIVE_INFINITY, next: 0 };

export class Keeper {
  readonly #parts: KeeperParts;
  /** The doors that are open, by their name. */
  readonly #doors = new Map<string, ChatAdapter>();
  readonly #inFlight = new Set<string>();
  /** When each channel was last posted to. */
  readonly #lastPost = new Map<string, number>();
  #settled = NOTHING;
  /** When it was last looked for records that are needed no more. */
  #retiredAt = Number.NEGATIVE_INFINITY;
  #planning: Promise<void> | undefined;
  #again = false;
  #stopped = false;
  /** What is being done, or waits for its turn, in each channel. */
  readonly #busy = new Map<string, Promise<void>>();
  /** By the platform: one of which every channel hangs holds up no other. */
  readonly #turns = new Map<string, Turns>();
  /** Channels in which something fell due while they were busy. */
  readonly #passedOver = new Set<string>();
  /** No record could be written of late. */
  #isMute = false;

  constructor(parts: KeeperParts) {
    this.#parts = parts;
  }

  /** Posts through this door too, and what fell due before it stood open. */
  open(door: ChatAdapter): Promise<void> {
    this.#doors.set(door.name, door);
    this.#settled = NOTHING;
    return this.tick();
  }

  /**
   * Does what is due now, and resolves when nothing is being done. Whoever calls meanwhile waits for
   * no channel that hangs: what is due in the others is begun at once.
   */
  tick(): Promise<void> {
    if (this.#planning) this.#again = true;
    else this.#planning = this.#run();
    return this.#idle();
  }

  async #run(): Promise<void> {
    do {
      this.#again = false;
      try {
        await this.#keep();
      } catch (error) {
        this.#settled = NOTHING;
        this.#tell(error, 'the diary could not be kept');
      }
    } while (this.#again && !this.#stopped);
    this.#planning = undefined;
  }

  async #idle(): Promise<void> {
    while (this.#planning || this.#busy.size > 0) {
      await Promise.all([this.#planning, ...this.#busy.values()]);
    }
  }

  /** Posts nothing more, and resolves when what is being posted is confirmed. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#idle();
  }

  get #now(): number {
    return this.#parts.now().getTime();
  }

  async #keep(): Promise<void> {
    const { archive } = this.#parts;
    const { version } = archive;
    const now = this.#now;
    const fresh = this.#newDeliveries(version, now);
    // Those first, so that the digests of this round tell them.
    for (const record of fresh) if (record.state === 'missed') await this.#put(record);
    const claims = fresh.filter(({ state }) => state === 'claimed');
    const open = archive.holdings.delivery.filter((d) => isOpen(d) && this.#doorOf(d));
    const later = [...claims];
    const channels = new Map<string, (() => Promise<void>)[]>();
    const add = ({ channel }: DeliveryRecord, work: () => Promise<void>) => {
      if (!this.#busy.has(channel)) channels.set(channel, [...(channels.get(channel) ?? []), work]);
    };
    for (const record of open) add(record, () => this.#goOn(record, later));
    for (const record of archive.holdings.delivery) {
      if (mayCount(record, now, this.#parts.rules)) add(record, () => this.#count(record));
    }
    for (const record of claims) {
      add(record, () => this.#sendNew(record));
      if (this.#busy.has(record.channel)) this.#passedOver.add(record.channel);
    }
    for (const [channel, works] of channels) {
      const sent = claims.filter((record) => record.channel === channel);
      this.#busy.set(channel, this.#occupy(channel, works, sent));
    }
    if (Math.abs(now - this.#retiredAt) >= DAY && !this.#stopped) await this.#retire(now);
  }

  /** Does what there is to do in one channel, when it is its turn. */
  async #occupy(
    channel: string,
    works: readonly (() => Promise<void>)[],
    claims: readonly DeliveryRecord[],
  ): Promise<void> {
    const platform = doorIn(channel);
    const turns = this.#turns.get(platform) ?? new Turns(SIDE_BY_SIDE);
    this.#turns.set(platform, turns);
    await turns.take(() => this.#inTurn(works));
    this.#busy.delete(channel);
    const isPassedOver = this.#passedOver.delete(channel);
    // What could not be claimed is found again.
    const isMissing = claims.some(({ id }) => !this.#parts.archive.record('delivery', id));
    if (isMissing || isPassedOver) this.#settled = NOTHING;
    if (isPassedOver && !this.#stopped) void this.tick();
  }

  /** Lets go of records that are needed no more; the journal keeps what they said. */
  async #retire(now: number): Promise<void> {
    const { archive, records, log } = this.#parts;
    this.#retiredAt = now;
    const gone = retired(archive.holdings.delivery, now);
    if (gone.length === 0) return;
    const changes = gone.map(
      (before) => ({ type: 'delivery', id: before.id, before, after: null }) as Change,
    );
    const begun = begunLater(archive.holdings.subscription, gone).map(
      ([before, after]) => ({ type: 'subscription', id: before.id, before, after }) as Change,
    );
    await records.commit([...changes, ...begun], { author: AUTHOR, at: new Date(now) });
    log.info({ count: gone.length }, 'records of long settled posts were put away');
  }

  /** The posts that have become due; what was worked out once is not worked out again. */
  #newDeliveries(version: number, now: number): DeliveryRecord[] {
    const { archive, holidays, rules } = this.#parts;
    const { until, next, version: settled } = this.#settled;
    const isFresh = settled === version && until <= now;
    if (isFresh && now < next) return [];
    // Those of a platform that is not there are found late when it is there again.
    const subscriptions = archive.holdings.subscription.filter((s) => this.#doorOf(s));
    const from = isFresh ? until : Number.NEGATIVE_INFINITY;
    const found = newDeliveries({ archive, subscriptions, holidays, rules, from, now });
    const to = now + HORIZON;
    const [soonest] = due({ archive, subscriptions, holidays, from: now + 1, to });
    this.#settled = { version, until: now, next: soonest?.at ?? to };
    return found;
  }

  /** One after the other; one that fails by our own fault does not keep the others back. */
  async #inTurn(works: readonly (() => Promise<void>)[]): Promise<void> {
    for (const work of works) {
      if (this.#stopped) return;
      try {
        await work();
      } catch (error) {
        this.#tell(error, 'a post could not be handled');
      }
    }
  }

  /** A fault of ours; that the disk takes no record is told once, until it takes one. */
  #tell(error: unknown, what: string): void {
    const { log } = this.#parts;
    const { message } = error as Error;
    if (!(error instanceof StoreError && error.refusal)) return log.error({ error: message }, what);
    if (this.#isMute) return;
    this.#isMute = true;
    log.error(
      { error: message },
      'nothing is posted: the disk of the archive takes no record of it',
    );
  }

  /** Goes on with a post that is not settled; `later`: what has just become due. */
  async #goOn(record: DeliveryRecord, later: readonly DeliveryRecord[]): Promise<void> {
    const step = nextStep(record, this.#now, this.#inFlight.has(record.id));
    if (step === 'look') await this.#look(record, later);
    if (step === 'send') await this.#sendAgain(record, later);
  }

  /** Asks the platform whether a post of which nobody knows was posted. */
  async #look(record: DeliveryRecord, later: readonly DeliveryRecord[]): Promise<void> {
    const door = this.#doorOf(record);
    if (!door) return;
    const { rules, log } = this.#parts;
    try {
      const found = await door.findDelivery(destinationOf(record), record.id);
      if (found) {
        log.info({ key: record.id }, 'a post whose fate was unknown was found');
        await this.#put({ ...record, state: 'sent', message: found.message }, record);
      } else if (mayResend(record, this.#now, rules)) {
        await this.#sendAgain({ ...record, resent: (record.resent ?? 0) + 1 }, later, record);
      } else {
        const tried = new Date(Math.min(triedAt(record), this.#now));
        const notBefore = new Date(tried.getTime() + rules.lookAfterMs).toISOString();
        const again = { ...record, tried: tried.toISOString(), notBefore };
        await this.#put({ ...again, state: 'unknown' }, record);
      }
    } catch (error) {
      if (!(error instanceof DeliveryError)) throw error;
      const notBefore = lookAgainAt(record, this.#now, error.retryAfter);
      const reason = error.message;
      await this.#put({ ...record, state: 'unknown', notBefore, reason }, record);
      log.error(
        { key: record.id, reason: error.message },
        'nobody knows whether a post was posted; see "aide outbox list"',
      );
    }
  }

  /** Whether a post that was sent again is there twice: the one window that is left open. */
  async #count(record: DeliveryRecord): Promise<void> {
    const door = this.#doorOf(record);
    if (!door?.copies) return;
    const { log } = this.#parts;
    try {
      const copies = await door.copies(destinationOf(record), record.id);
      const counted = (record.counted ?? 0) + 1;
      await this.#put({ ...record, copies, counted, notBefore: undefined }, record);
      const isMore = copies > Math.max(1, record.copies ?? 0);
      if (isMore) log.error({ key: record.id, copies }, 'a post is there more than once');
    } catch (error) {
      if (!(error instanceof DeliveryError)) throw error;
      log.warn({ key: record.id, reason: error.message }, 'a post could not be counted');
      const notBefore = lookAgainAt(record, this.#now, error.retryAfter);
      await this.#put({ ...record, notBefore }, record);
    }
  }

  /** `before`: the record as it is held, where the one to send differs. */
  async #sendAgain(
    record: DeliveryRecord,
    later: readonly DeliveryRecord[],
    before: DeliveryRecord = record,
  ): Promise<void> {
    const { archive, rules } = this.#parts;
    const subscription = archive.record('subscription', record.subscription);
    const drop = (reason: string) => this.#settle(before, 'dropped', reason);
    if (!subscription) return drop('the subscription was removed');
    if (subscription.paused !== undefined) return drop('the subscription is paused');
    if (isSuperseded(record, [...archive.holdings.delivery, ...later])) {
      return drop('a later one took its place');
    }
    const isOver = isOccasionOver(record, subscription.zone, this.#now);
    if (isGivenUp(record, this.#now, isOver, rules)) {
      return this.#settle(before, 'missed', record.reason ?? 'too late');
    }
    await this.#send(record, before);
  }

  async #settle(
    record: DeliveryRecord,
    state: 'missed' | 'dropped',
    reason: string,
    before: DeliveryRecord | undefined = record,
  ): Promise<void> {
    this.#parts.log.error({ key: record.id, state, reason }, 'a post was given up');
    await this.#put({ ...record, state, reason, notBefore: undefined }, before);
  }

  /** What fell due in a channel that has just been found to take nothing is not tried there too. */
  async #sendNew(record: DeliveryRecord): Promise<void> {
    const subscription = this.#parts.archive.record('subscription', record.subscription);
    if (subscription?.paused === undefined) await this.#send(record);
  }

  /** Claims, sends, confirms. Without the claim on the disk nothing is sent. */
  async #send(record: DeliveryRecord, before?: DeliveryRecord): Promise<void> {
    const door = this.#doorOf(record);
    if (!door) return;
    this.#inFlight.add(record.id);
    try {
      await this.#keepDistance(record.channel);
      const tried = this.#parts.now().toISOString();
      const attempt = { ...record, attempts: record.attempts + 1, tried, notBefore: undefined };
      const reply = await this.#composed(attempt, before);
      if (!reply) return;
      const words = wordsOf(reply);
      const held = await this.#put({ ...attempt, state: 'claimed', words }, before);
      if (!held) return;
      try {
        const { message } = await door.send(destinationOf(held), reply, held.id);
        await this.#put({ ...held, state: 'sent', message }, held);
      } catch (error) {
        await this.#failed(held, error);
      }
    } finally {
      this.#inFlight.delete(record.id);
    }
  }

  /** What is to be said; undefined where there is nothing to say, or it could not be composed. */
  async #composed(attempt: DeliveryRecord, before?: DeliveryRecord): Promise<Reply | undefined> {
    try {
      const reply = await composePost(this.#parts, attempt, this.#now);
      if (!reply) await this.#settle(attempt, 'dropped', 'it is due no longer', before);
      return reply;
    } catch (error) {
      // It was certainly not sent.
      const notBefore = retryAt(attempt, this.#now);
      const reason = 'it could not be composed';
      await this.#put({ ...attempt, state: 'waiting', notBefore, reason }, before);
      throw error;
    }
  }

  async #failed(record: DeliveryRecord, error: unknown): Promise<void> {
    if (!(error instanceof DeliveryError)) throw error;
    const { log } = this.#parts;
    const { kind, message: reason, retryAfter } = error;
    log.warn({ key: record.id, kind, reason }, 'a post was not confirmed');
    if (kind === 'closed' || kind === 'refused') {
      await this.#put({ ...record, state: 'refused', reason }, record);
      if (kind === 'closed') return this.#pauseChannel(record, reason);
      log.error({ key: record.id, reason }, 'the platform does not take a post');
      return;
    }
    const notBefore = retryAt(record, this.#now, retryAfter);
    const next =
      kind === 'later' ? { state: 'waiting' as const, notBefore } : { state: 'unknown' as const };
    await this.#put({ ...record, ...next, reason }, record);
  }

  /** A channel that takes nothing any more is left alone, and the operator told. */
  async #pauseChannel(record: DeliveryRecord, reason: string): Promise<void> {
    const { archive, records, log, now } = this.#parts;
    for (const before of [...archive.holdings.subscription]) {
      if (before.channel !== record.channel || before.paused !== undefined) continue;
      const after: Subscription = { ...before, paused: now().toISOString(), closed: reason };
      const change = { type: 'subscription', id: before.id, before, after } as Change;
      await records.commit([change], { author: AUTHOR, at: now() });
    }
    log.error(
      { channel: record.channel, reason },
      'the channel takes no posts; its subscriptions are paused until "/reminders resume"',
    );
  }

  /**
   * A post is put on record, in the place of what the archive holds of it where nothing else is said;
   * undefined where someone else was quicker.
   */
  async #put(after: DeliveryRecord, before?: DeliveryRecord): Promise<DeliveryRecord | undefined> {
    const { archive, records, log, now } = this.#parts;
    const at = now();
    const held = before ?? archive.record('delivery', after.id) ?? null;
    const { words, ...rest } = after;
    const said = after.state === 'claimed' ? { words } : {};
    // As it will be read back: without what is undefined.
    const record = JSON.parse(JSON.stringify({ ...rest, ...said, at: at.toISOString() }));
    const change = { type: 'delivery', id: after.id, before: held, after: record } as Change;
    try {
      await records.commit([change], { author: AUTHOR, at });
    } catch (error) {
      if (error instanceof StaleChange) return undefined;
      throw error;
    }
    if (this.#isMute) log.info({}, 'the disk of the archive takes records again');
    this.#isMute = false;
    return archive.record('delivery', after.id);
  }

  #doorOf({ channel }: { readonly channel: string }): ChatAdapter | undefined {
    return this.#doors.get(doorIn(channel));
  }

  async #keepDistance(channel: string): Promise<void> {
    const { rules, pause } = this.#parts;
    const wait = (this.#lastPost.get(channel) ?? 0) + rules.spacingMs - this.#now;
    if (wait > 0) await pause(Math.min(wait, rules.spacingMs));
    this.#lastPost.set(channel, this.#now);
  }
}

const doorIn = (channel: string): string => channel.slice(0, channel.indexOf(':'));

function destinationOf({ channel, thread }: DeliveryRecord): Destination {
  const place = channel.slice(channel.indexOf(':') + 1);
  return thread === undefined ? { channel: place } : { channel: place, thread };
}
