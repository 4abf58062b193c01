/**
 * Keeps the diary's promises: works out what is due, claims it, has it posted, and confirms it. It
 * may be woken as often as one likes, by a clock or by a change, and does the same thing once.
 */
import type { Archive } from '../archive/archive.ts';
import { StaleChange } from '../archive/event-store.ts';
import { type ChatAdapter, DeliveryError, type Destination } from '../chat/adapter.ts';
import type { Records } from '../chat/command.ts';
import type { Log } from '../chat/reception.ts';
import type { Change } from '../domain/record/record.ts';
import type { DeliveryRecord, Subscription } from '../domain/record/schedule.ts';
import { composePost } from './compose-post.ts';
import {
  isGivenUp,
  isOpen,
  lookAgainAt,
  mayResend,
  nextStep,
  type OutboxRules,
  retryAt,
} from './outbox.ts';
import { isOccasionOver, newDeliveries } from './posts.ts';
import type { Holidays } from './quiet-days.ts';

export interface KeeperParts {
  readonly archive: Archive;
  readonly records: Records;
  /** The doors that are open, by their name. */
  readonly doors: ReadonlyMap<string, ChatAdapter>;
  readonly holidays: Holidays;
  readonly rules: OutboxRules;
  readonly log: Log;
  now(): Date;
  /** Resolves after so many milliseconds. */
  pause(ms: number): Promise<void>;
}

const AUTHOR = 'schedule';

export class Keeper {
  readonly #parts: KeeperParts;
  readonly #inFlight = new Set<string>();
  /** When each channel was last posted to. */
  readonly #lastPost = new Map<string, number>();
  /** Up to when everything due has a record, as long as neither record nor diary changes. */
  #settled = { until: Number.NEGATIVE_INFINITY, version: -1 };
  #running: Promise<void> | undefined;
  #again = false;
  #stopped = false;

  constructor(parts: KeeperParts) {
    this.#parts = parts;
  }

  /** Does what is due now; one that is called meanwhile is done after it. */
  tick(): Promise<void> {
    if (this.#running) {
      this.#again = true;
      return this.#running;
    }
    this.#running = this.#run();
    return this.#running;
  }

  async #run(): Promise<void> {
    do {
      this.#again = false;
      try {
        await this.#claimWhatIsDue();
        await this.#workOff();
      } catch (error) {
        this.#parts.log.error({ error: (error as Error).message }, 'the diary could not be kept');
      }
    } while (this.#again && !this.#stopped);
    this.#running = undefined;
  }

  /** Posts nothing more, and resolves when what is being posted is confirmed. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#running;
  }

  get #now(): number {
    return this.#parts.now().getTime();
  }

  async #claimWhatIsDue(): Promise<void> {
    const { archive, holidays, rules } = this.#parts;
    const now = this.#now;
    const { until, version } = this.#settled;
    const isFresh = version === archive.version && until <= now;
    const span = { from: isFresh ? until : Number.NEGATIVE_INFINITY, now };
    // Those of a platform that is not there are found late when it is there again.
    const subscriptions = archive.holdings.subscription.filter((s) => this.#doorOf(s));
    const asOf = archive.version;
    for (const record of newDeliveries(archive, subscriptions, holidays, span, rules)) {
      if (record.state === 'missed') await this.#put(null, record);
      else await this.#send(null, record);
      if (this.#stopped) return;
    }
    this.#settled = { until: now, version: asOf };
  }

  /** Goes on with everything that is not settled, channel by channel. */
  async #workOff(): Promise<void> {
    const { delivery } = this.#parts.archive.holdings;
    const open = delivery.filter((record) => isOpen(record) && this.#doorOf(record));
    const channels = new Map<string, DeliveryRecord[]>();
    for (const record of open) {
      channels.set(record.channel, [...(channels.get(record.channel) ?? []), record]);
    }
    await Promise.all([...channels.values()].map((records) => this.#workOffChannel(records)));
  }

  async #workOffChannel(records: readonly DeliveryRecord[]): Promise<void> {
    for (const record of records) {
      if (this.#stopped) return;
      const step = nextStep(record, this.#now, this.#inFlight.has(record.id));
      if (step === 'look') await this.#look(record);
      if (step === 'send') await this.#sendAgain(record);
    }
  }

  /** Asks the platform whether a post of which nobody knows was posted. */
  async #look(record: DeliveryRecord): Promise<void> {
    const door = this.#doorOf(record);
    if (!door) return;
    const { rules, log } = this.#parts;
    try {
      const found = await door.findDelivery(destinationOf(record), record.id);
      if (found) {
        log.info({ key: record.id }, 'a post whose fate was unknown was found');
        await this.#put(record, { ...record, state: 'sent', message: found.message });
      } else if (mayResend(record, this.#now, rules)) {
        await this.#sendAgain(record);
      } else {
        const sent = Date.parse(record.tried ?? record.at);
        const notBefore = new Date(sent + rules.lookAfterMs).toISOString();
        await this.#put(record, { ...record, state: 'unknown', notBefore });
      }
    } catch (error) {
      if (!(error instanceof DeliveryError)) throw error;
      const notBefore = lookAgainAt(record, this.#now, error.retryAfter);
      const reason = error.message;
      await this.#put(record, { ...record, state: 'unknown', notBefore, reason });
      log.error(
        { key: record.id, reason: error.message },
        'nobody knows whether a post was posted; see "aide outbox list"',
      );
    }
  }

  async #sendAgain(record: DeliveryRecord): Promise<void> {
    const { archive, rules } = this.#parts;
    const subscription = archive.record('subscription', record.subscription);
    if (!subscription) return this.#giveUp(record, 'the subscription was removed');
    const isOver = isOccasionOver(record, subscription.zone, this.#now);
    if (isGivenUp(record, this.#now, isOver, rules)) {
      return this.#giveUp(record, record.reason ?? 'too late');
    }
    await this.#send(record, record);
  }

  async #giveUp(record: DeliveryRecord, reason: string): Promise<void> {
    this.#parts.log.error({ key: record.id, reason }, 'a post was given up');
    await this.#put(record, { ...record, state: 'missed', reason });
  }

  /** Claims, sends, confirms. Without the claim on the disk nothing is sent. */
  async #send(before: DeliveryRecord | null, record: DeliveryRecord): Promise<void> {
    const door = this.#doorOf(record);
    if (!door) return;
    const tried = this.#parts.now().toISOString();
    const attempts = record.attempts + 1;
    this.#inFlight.add(record.id);
    try {
      await this.#keepDistance(record.channel);
      const held = await this.#put(before, { ...record, state: 'claimed', attempts, tried });
      if (!held) return;
      const reply = await composePost(this.#parts, held, this.#now);
      if (!reply) return await this.#giveUp(held, 'it is due no longer');
      try {
        const { message } = await door.send(destinationOf(held), reply, held.id);
        await this.#put(held, { ...held, state: 'sent', message });
      } catch (error) {
        await this.#failed(held, error);
      }
    } finally {
      this.#inFlight.delete(record.id);
    }
  }

  async #failed(record: DeliveryRecord, error: unknown): Promise<void> {
    if (!(error instanceof DeliveryError)) throw error;
    const { log } = this.#parts;
    const { kind, message: reason, retryAfter } = error;
    log.warn({ key: record.id, kind, reason }, 'a post was not confirmed');
    if (kind === 'refused') {
      await this.#put(record, { ...record, state: 'refused', reason });
      await this.#pause(record, reason);
      return;
    }
    const state = kind === 'later' ? 'waiting' : 'unknown';
    const notBefore = retryAt(record, this.#now, retryAfter);
    await this.#put(record, {
      ...record,
      state,
      reason,
      notBefore: state === 'waiting' ? notBefore : undefined,
    });
  }

  /** A channel that takes nothing any more is left alone, and the operator told. */
  async #pause(record: DeliveryRecord, reason: string): Promise<void> {
    const { archive, records, log, now } = this.#parts;
    for (const before of archive.holdings.subscription) {
      if (before.channel !== record.channel || before.paused !== undefined) continue;
      const after: Subscription = { ...before, paused: now().toISOString() };
      const change = { type: 'subscription', id: before.id, before, after } as Change;
      await records.commit([change], { author: AUTHOR, at: now() });
    }
    log.error(
      { channel: record.channel, reason },
      'the channel takes no posts; its subscriptions are paused',
    );
  }

  /** A post is put on record; undefined where someone else was quicker. */
  async #put(
    before: DeliveryRecord | null,
    after: DeliveryRecord,
  ): Promise<DeliveryRecord | undefined> {
    const { archive, records, now } = this.#parts;
    const at = now();
    const record = { ...after, at: at.toISOString() };
    const change = { type: 'delivery', id: after.id, before, after: record } as Change;
    try {
      await records.commit([change], { author: AUTHOR, at });
    } catch (error) {
      if (error instanceof StaleChange) return undefined;
      throw error;
    }
    return archive.record('delivery', after.id);
  }

  #doorOf({ channel }: { readonly channel: string }): ChatAdapter | undefined {
    return this.#parts.doors.get(channel.slice(0, channel.indexOf(':')));
  }

  async #keepDistance(channel: string): Promise<void> {
    const { rules, pause } = this.#parts;
    const wait = (this.#lastPost.get(channel) ?? 0) + rules.spacingMs - this.#now;
    if (wait > 0) await pause(Math.min(wait, rules.spacingMs));
    this.#lastPost.set(channel, this.#now);
  }
}

function destinationOf({ channel, thread }: DeliveryRecord): Destination {
  const place = channel.slice(channel.indexOf(':') + 1);
  return thread === undefined ? { channel: place } : { channel: place, thread };
}
