/** Brings single posts to their channels: claims, sends and confirms them, looks for them, counts them. */
import type { Archive } from '../archive/archive.ts';
import { StaleChange, StoreError } from '../archive/event-store.ts';
import { type ChatAdapter, DeliveryError, type Destination, partsOf } from '../chat/adapter.ts';
import type { Records } from '../chat/command.ts';
import type { Log } from '../chat/reception.ts';
import type { Reply } from '../chat/reply.ts';
import type { Change } from '../domain/record/record.ts';
import type { DeliveryRecord, Subscription } from '../domain/record/schedule.ts';
import { composePost } from './compose-post.ts';
import {
  isGivenUp,
  lookAgainAt,
  mayResend,
  nextStep,
  type OutboxRules,
  retryAt,
  triedAt,
} from './outbox.ts';
import { isOccasionOver, isSuperseded } from './posts.ts';
import { wordsOf } from './words.ts';

export interface CourierParts {
  readonly archive: Archive;
  readonly records: Records;
  readonly rules: OutboxRules;
  readonly log: Log;
  now(): Date;
  /** Resolves after so many milliseconds. */
  pause(ms: number): Promise<void>;
  /** The door of its platform, where that stands open. */
  doorOf(at: Pick<DeliveryRecord, 'channel'>): ChatAdapter | undefined;
}

/** Under whose name the diary records. */
export const AUTHOR = 'schedule';

export class Courier {
  readonly #parts: CourierParts;
  readonly #inFlight = new Set<string>();
  /** When each channel was last posted to. */
  readonly #lastPost = new Map<string, number>();
  /** No record could be written of late. */
  #isMute = false;

  constructor(parts: CourierParts) {
    this.#parts = parts;
  }

  get #now(): number {
    return this.#parts.now().getTime();
  }

  /** A fault of ours; that the disk takes no record is told once, until it takes one. */
  tell(error: unknown, what: string): void {
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
  async goOn(record: DeliveryRecord, later: readonly DeliveryRecord[]): Promise<void> {
    const step = nextStep(record, this.#now, this.#inFlight.has(record.id));
    if (step === 'look') await this.#look(record, later);
    if (step === 'send') await this.#sendAgain(record, later);
  }

  /** Asks the platform whether a post of which nobody knows was posted. */
  async #look(record: DeliveryRecord, later: readonly DeliveryRecord[]): Promise<void> {
    const door = this.#parts.doorOf(record);
    if (!door) return;
    const { rules, log } = this.#parts;
    try {
      const found = await door.findDelivery(destinationOf(record), record.id);
      if (found) {
        log.info({ key: record.id }, 'a post whose fate was unknown was found');
        await this.put({ ...record, state: 'sent', message: found.message }, record);
      } else if (mayResend(record, this.#now, rules)) {
        await this.#sendAgain({ ...record, resent: (record.resent ?? 0) + 1 }, later, record);
      } else {
        const tried = new Date(Math.min(triedAt(record), this.#now));
        const notBefore = new Date(tried.getTime() + rules.lookAfterMs).toISOString();
        const again = { ...record, tried: tried.toISOString(), notBefore };
        await this.put({ ...again, state: 'unknown' }, record);
      }
    } catch (error) {
      if (!(error instanceof DeliveryError)) throw error;
      const notBefore = lookAgainAt(record, this.#now, error.retryAfter);
      const reason = error.message;
      await this.put({ ...record, state: 'unknown', notBefore, reason }, record);
      log.error(
        { key: record.id, reason: error.message },
        'nobody knows whether a post was posted; see "aide outbox list"',
      );
    }
  }

  /** Whether a post that was sent again is there twice: the one window that is left open. */
  async count(record: DeliveryRecord): Promise<void> {
    const door = this.#parts.doorOf(record);
    if (!door?.copies) return;
    const { log } = this.#parts;
    try {
      const copies = await door.copies(destinationOf(record), record.id);
      const counted = (record.counted ?? 0) + 1;
      await this.put({ ...record, copies, counted, notBefore: undefined }, record);
      const isMore = copies > Math.max(1, record.copies ?? 0);
      if (isMore) log.error({ key: record.id, copies }, 'a post is there more than once');
    } catch (error) {
      if (!(error instanceof DeliveryError)) throw error;
      log.warn({ key: record.id, reason: error.message }, 'a post could not be counted');
      const notBefore = lookAgainAt(record, this.#now, error.retryAfter);
      await this.put({ ...record, notBefore }, record);
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
    const drop = (reason: string) => this.#settle(before, 'dropped', reason, before);
    if (!subscription) return drop('the subscription was removed');
    if (subscription.paused !== undefined) return drop('the subscription is paused');
    if (isSuperseded(record, [...archive.holdings.delivery, ...later])) {
      return drop('a later one took its place');
    }
    const isOver = isOccasionOver(record, subscription.zone, this.#now);
    if (isGivenUp(record, this.#now, isOver, rules)) {
      return this.#settle(before, 'missed', record.reason ?? 'too late', before);
    }
    await this.#send(record, before);
  }

  async #settle(
    record: DeliveryRecord,
    state: 'missed' | 'dropped',
    reason: string,
    before: DeliveryRecord | undefined,
  ): Promise<void> {
    this.#parts.log.error({ key: record.id, state, reason }, 'a post was given up');
    await this.put({ ...record, state, reason, notBefore: undefined }, before);
  }

  /** What fell due in a channel that has just been found to take nothing is not tried there too. */
  async sendNew(record: DeliveryRecord): Promise<void> {
    const subscription = this.#parts.archive.record('subscription', record.subscription);
    if (subscription?.paused === undefined) await this.#send(record);
  }

  /** Claims, sends, confirms. Without the claim on the disk nothing is sent. */
  async #send(record: DeliveryRecord, before?: DeliveryRecord): Promise<void> {
    const door = this.#parts.doorOf(record);
    if (!door) return;
    this.#inFlight.add(record.id);
    try {
      await this.#keepDistance(record.channel);
      const tried = this.#parts.now().toISOString();
      const attempt = { ...record, attempts: record.attempts + 1, tried, notBefore: undefined };
      const reply = await this.#composed(attempt, before);
      if (!reply) return;
      const words = wordsOf(reply);
      const held = await this.put({ ...attempt, state: 'claimed', words }, before);
      if (!held) return;
      try {
        const { message } = await door.send(destinationOf(held), reply, held.id);
        await this.put({ ...held, state: 'sent', message }, held);
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
      await this.put({ ...attempt, state: 'waiting', notBefore, reason }, before);
      throw error;
    }
  }

  async #failed(record: DeliveryRecord, error: unknown): Promise<void> {
    if (!(error instanceof DeliveryError)) throw error;
    const { log } = this.#parts;
    const { kind, message: reason, retryAfter } = error;
    log.warn({ key: record.id, kind, reason }, 'a post was not confirmed');
    if (kind === 'closed' || kind === 'refused') {
      await this.put({ ...record, state: 'refused', reason }, record);
      if (kind === 'closed') return this.#pauseChannel(record, reason);
      log.error({ key: record.id, reason }, 'the platform does not take a post');
      return;
    }
    const notBefore = retryAt(record, this.#now, retryAfter);
    const next =
      kind === 'later' ? { state: 'waiting' as const, notBefore } : { state: 'unknown' as const };
    await this.put({ ...record, ...next, reason }, record);
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
  async put(after: DeliveryRecord, before?: DeliveryRecord): Promise<DeliveryRecord | undefined> {
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

  async #keepDistance(channel: string): Promise<void> {
    const { rules, pause } = this.#parts;
    const wait = (this.#lastPost.get(channel) ?? 0) + rules.spacingMs - this.#now;
    if (wait > 0) await pause(Math.min(wait, rules.spacingMs));
    this.#lastPost.set(channel, this.#now);
  }
}

function destinationOf({ channel, thread }: DeliveryRecord): Destination {
  const { id } = partsOf(channel);
  return thread === undefined ? { channel: id } : { channel: id, thread };
}
