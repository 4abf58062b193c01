/** A door that keeps its posts in memory, and fails as it is told: for the logic of schedules alone. */
import {
  type ChatAdapter,
  type Delivery,
  DeliveryError,
  type Destination,
} from '../../src/chat/adapter.ts';
import type { Reply } from '../../src/chat/reply.ts';

export interface Posted extends Delivery {
  readonly to: Destination;
  readonly reply: Reply;
  readonly key: string;
}

/** What happens to the next post. */
export type Fault = 'refused' | 'later' | 'lost' | 'posted-but-lost' | undefined;

export class MemoryDoor implements ChatAdapter {
  readonly name: string;
  readonly standing = { isUp: true, made: 1 };
  readonly posts: Posted[] = [];
  readonly faults: Fault[] = [];
  /** Whether asking for a post fails. */
  blind = false;
  /** Channels that take no posts, and how many were brought there all the same. */
  readonly closed = new Set<string>();
  turnedAway = 0;
  /** Channels that take a post, and say nothing until they are let go on. */
  readonly hanging = new Map<string, Promise<void>>();
  /** Whether it shows nothing of what it holds yet, or only so many of its first posts. */
  lags: boolean | number = false;

  constructor(name = 'slack') {
    this.name = name;
  }

  async start(): Promise<void> {}
  async stop(): Promise<void> {}

  async send(to: Destination, reply: Reply, key: string): Promise<Delivery> {
    if (this.closed.has(to.channel)) {
      this.turnedAway++;
      throw new DeliveryError('closed', 'is_archived');
    }
    const fault = this.faults.shift();
    if (fault === 'refused') throw new DeliveryError('refused', 'invalid_blocks');
    if (fault === 'later') throw new DeliveryError('later', 'rate limited', 5);
    if (fault === 'lost') throw new DeliveryError('unknown', 'connection reset');
    await this.hanging.get(to.channel);
    const message = String(this.posts.length + 1);
    this.posts.push({ message, to, reply, key });
    if (fault === 'posted-but-lost') throw new DeliveryError('unknown', 'connection reset');
    return { message };
  }

  async findDelivery(to: Destination, key: string): Promise<Delivery | undefined> {
    if (this.blind) throw new DeliveryError('later', 'platform down');
    const post = this.#shown().find((p) => p.key === key && p.to.channel === to.channel);
    return post && { message: post.message };
  }

  async copies(to: Destination, key: string): Promise<number> {
    return this.#shown().filter((p) => p.key === key && p.to.channel === to.channel).length;
  }

  #shown(): readonly Posted[] {
    if (this.lags === false) return this.posts;
    return this.posts.slice(0, Number(this.lags === true ? 0 : this.lags));
  }
}
