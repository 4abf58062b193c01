/**
 * Keeps the diary's promises: works out what is due, and has it done, channel by channel. It may be
 * woken as often as one likes, by a clock or by a change, and does the same thing once.
 */
import { listIn } from '../archive/list-in.ts';
import { type ChatAdapter, partsOf } from '../chat/adapter.ts';
import type { Change } from '../domain/record/record.ts';
import type { DeliveryRecord } from '../domain/record/schedule.ts';
import { AUTHOR, Courier, type CourierParts } from './courier.ts';
import { due } from './due.ts';
import { isOpen, mayCount } from './outbox.ts';
import { newDeliveries } from './posts.ts';
import type { Holidays } from './quiet-days.ts';
import { begunLater, retired } from './retirement.ts';
import { Turns } from './turns.ts';

export interface KeeperParts extends Omit<CourierParts, 'doorOf'> {
  readonly holidays: Holidays;
}

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
  readonly #courier: Courier;
  /** The doors that are open, by their name. */
  readonly #doors = new Map<string, ChatAdapter>();
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

  constructor(parts: KeeperParts) {
    this.#parts = parts;
    this.#courier = new Courier({ ...parts, doorOf: (at) => this.#doorOf(at) });
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
        this.#courier.tell(error, 'the diary could not be kept');
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
    for (const record of fresh) if (record.state === 'missed') await this.#courier.put(record);
    const claims = fresh.filter(({ state }) => state === 'claimed');
    const open = archive.holdings.delivery.filter((d) => isOpen(d) && this.#doorOf(d));
    const later = [...claims];
    const channels = new Map<string, (() => Promise<void>)[]>();
    const add = ({ channel }: DeliveryRecord, work: () => Promise<void>) => {
      if (!this.#busy.has(channel)) listIn(channels, channel).push(work);
    };
    for (const record of open) add(record, () => this.#courier.goOn(record, later));
    for (const record of archive.holdings.delivery) {
      if (mayCount(record, now, this.#parts.rules)) add(record, () => this.#courier.count(record));
    }
    for (const record of claims) {
      add(record, () => this.#courier.sendNew(record));
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
    const { platform } = partsOf(channel);
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
        this.#courier.tell(error, 'a post could not be handled');
      }
    }
  }

  #doorOf({ channel }: { readonly channel: string }): ChatAdapter | undefined {
    return this.#doors.get(partsOf(channel).platform);
  }
}
