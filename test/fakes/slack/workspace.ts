/** A Slack workspace: its people, channels and messages, as far as Slack's documentation tells. */
import { EventEmitter } from 'node:events';
import type { BlockJson } from './block-check.ts';

export interface User {
  readonly id: string;
  readonly name: string;
  readonly realName: string;
  readonly locale: string;
  readonly zone: string;
}

export interface Channel {
  readonly id: string;
  readonly name: string;
  readonly kind: 'channel' | 'group' | 'im';
  readonly members: Set<string>;
  isArchived: boolean;
}

export interface Metadata {
  readonly event_type: string;
  readonly event_payload: Readonly<Record<string, unknown>>;
}

export interface Message {
  readonly channel: string;
  readonly ts: string;
  /** Milliseconds since 1970. */
  readonly postedAt: number;
  readonly user: string;
  readonly botId?: string;
  text: string;
  blocks: readonly BlockJson[];
  readonly threadTs?: string;
  /** Who began the thread that it replies in. */
  readonly parentUser?: string | undefined;
  metadata?: Metadata;
  /** Ids of the files that were shared with it. */
  readonly files?: readonly string[];
  /** The one user who sees it; such a message is in no history. */
  readonly onlyFor?: string;
  /** A reply that is shown in the channel too: reference/events/message/thread_broadcast */
  readonly isBroadcast?: boolean;
  /** Who changed it, and when: reference/events/message/message_changed */
  edited?: { readonly user: string; readonly ts: string };
}

/** A Home tab as it was published: surfaces/app-home, reference/views/home-tab-views */
export interface Home {
  readonly id: string;
  readonly user: string;
  readonly hash: string;
  readonly blocks: readonly BlockJson[];
}

export const TEAM = { id: 'T0000TEAM', domain: 'newsroom', name: 'Newsroom' };
export const APP_ID = 'A0000AIDE';
export const BOT = { user: 'U0000AIDE', bot: 'B0000AIDE', name: 'aide' };

export class Workspace {
  readonly users = new Map<string, User>();
  readonly channels = new Map<string, Channel>();
  readonly groups = new Map<string, string[]>();
  readonly messages: Message[] = [];
  /** The Home tabs, by their reader. */
  readonly homes = new Map<string, Home>();
  /** Tells `shown` with a message whenever one appears or changes. */
  readonly events = new EventEmitter<{
    shown: [Message, 'new' | 'edited'];
    gone: [Message];
    home: [Home];
  }>();
  /**
   * How long a new message is missing where a conversation is read back, in milliseconds. No page of
   * Slack's tells of it; others have seen it: "Slack's history endpoint has propagation lag"
   * (github.com/korotovsky/slack-mcp-server/pull/284). How long it lasts nobody says.
   */
  lag = 0;
  readonly #now: () => number;
  #count = 0;

  constructor(now: () => number) {
    this.#now = now;
    this.events.setMaxListeners(0);
  }

  addUser(user: User): User {
    this.users.set(user.id, user);
    return user;
  }

  addChannel(id: string, name: string, kind: Channel['kind'], members: string[]): Channel {
    const channel = { id, name, kind, members: new Set(members), isArchived: false };
    this.channels.set(id, channel);
    return channel;
  }

  /** The direct messages between the bot and a user. */
  directMessages(user: string): Channel {
    const id = `D${user.slice(1)}`;
    return this.channels.get(id) ?? this.addChannel(id, 'directmessage', 'im', [user, BOT.user]);
  }

  /** Unique in its channel, and in the order of time (reference/objects/message-object). */
  timestamp(): string {
    this.#count++;
    const seconds = Math.floor(this.#now() / 1000);
    return `${seconds}.${String(this.#count).padStart(6, '0')}`;
  }

  post(message: Omit<Message, 'ts' | 'postedAt' | 'parentUser'>): Message {
    const posted = {
      ...message,
      blocks: named(message.blocks),
      ts: this.timestamp(),
      postedAt: this.#now(),
      ...(message.threadTs && {
        parentUser: this.message(message.channel, message.threadTs)?.user,
      }),
    };
    this.messages.push(posted);
    this.events.emit('shown', posted, 'new');
    return posted;
  }

  edit(message: Message, text: string, blocks: readonly BlockJson[]): void {
    message.text = text;
    message.blocks = named(blocks);
    this.events.emit('shown', message, 'edited');
  }

  publish(user: string, blocks: readonly BlockJson[]): Home {
    const id = this.homes.get(user)?.id ?? `V${user.slice(1)}`;
    const home = { id, user, hash: `${this.timestamp()}.hash`, blocks: named(blocks) };
    this.homes.set(user, home);
    this.events.emit('home', home);
    return home;
  }

  remove(message: Message): void {
    this.messages.splice(this.messages.indexOf(message), 1);
    this.events.emit('gone', message);
  }

  message(channel: string, ts: string): Message | undefined {
    return this.messages.find((m) => m.channel === channel && m.ts === ts);
  }

  /** Is it shown yet where its conversation is read back? */
  isSettled({ postedAt }: Message): boolean {
    return this.#now() - postedAt >= this.lag;
  }

  /** The parent and the replies of a thread, oldest first. */
  thread(channel: string, ts: string): Message[] {
    return this.messages.filter(
      (m) =>
        m.channel === channel &&
        !m.onlyFor &&
        (m.ts === ts || m.threadTs === ts) &&
        this.isSettled(m),
    );
  }

  /** What stands in the channel itself, newest first: no replies, nothing private. */
  history(channel: string): Message[] {
    return this.messages
      .filter((m) => m.channel === channel && !m.onlyFor && !isReply(m) && this.isSettled(m))
      .reverse();
  }
}

export const isReply = (m: Message): boolean => m.threadTs !== undefined && m.threadTs !== m.ts;

let names = 0;

/** "If not specified, one will be generated" (reference/block-kit/blocks/actions-block). */
const named = (blocks: readonly BlockJson[]): BlockJson[] =>
  blocks.map((block) => ({ ...block, block_id: block.block_id ?? `b${names++}` }));
