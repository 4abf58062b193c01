/** Discord's users, servers, channels and messages, as far as its documentation tells of them. */
import { EventEmitter } from 'node:events';
import type { Json } from './json.ts';
import { type Attachment, imageUrl, NO_UPLOADS, type Uploads } from './uploads.ts';

export interface User {
  readonly id: string;
  readonly username: string;
  readonly global_name: string | null;
  readonly bot?: boolean;
}

/** resources/channel#channel-object-channel-types */
export const CHANNEL_TYPE = { text: 0, direct: 1, publicThread: 11 } as const;

/** resources/guild#guild-member-object */
export interface Member {
  readonly roles: readonly string[];
  readonly nick: string | null;
}

export interface Channel {
  readonly id: string;
  readonly type: number;
  readonly guild_id?: string;
  readonly parent_id?: string;
  readonly name?: string;
  last_message_id: string | null;
  /** What the bot may do there: topics/permissions */
  readonly may: { view: boolean; send: boolean; readHistory: boolean; attach: boolean };
  /** Of a thread: topics/threads#active--archived-threads, #locked-threads */
  isArchived: boolean;
  isLocked: boolean;
}

export type { Json };

/** resources/message#message-object-message-flags */
export const FLAG = { ephemeral: 64, loading: 128 } as const;

/** resources/message#message-object-message-types */
export const MESSAGE_TYPE = { written: 0, reply: 19, command: 20 } as const;

export interface Message {
  readonly id: string;
  readonly channel_id: string;
  readonly author: User;
  readonly type: number;
  content: string;
  embeds: readonly Json[];
  components: readonly Json[];
  attachments: readonly Attachment[];
  flags: number;
  /** The message to which this is a reply. */
  readonly repliedTo?: string;
  /** The one user who sees it; such a message is in no history. */
  readonly onlyFor?: string;
  /** What it was made with, to know it again; never told with the message. */
  readonly nonce?: string;
  readonly madeAt: number;
}

export const EPOCH = 1_420_070_400_000;

/** Registered commands, under `everywhere` or the id of a server. */
export type Commands = Map<string, readonly Json[]>;

export class World {
  readonly users = new Map<string, User>();
  /** The members of each server by their user's id, where more than that is known of them. */
  readonly guilds = new Map<string, Map<string, Member>>();
  readonly channels = new Map<string, Channel>();
  readonly messages: Message[] = [];
  readonly commands: Commands = new Map();
  /** A message appeared or was changed, as its readers see it. */
  readonly events = new EventEmitter<{ made: [Message]; edited: [Message]; gone: [Message] }>();
  /** What everyone may do: view, send, embed, attach, read histories, write in threads, begin them. */
  everyone =
    (1n << 10n) | (1n << 11n) | (1n << 14n) | (1n << 15n) | (1n << 16n) | (1n << 35n) | (1n << 38n);
  /** Where interactions are sent instead of over the gateway, if anywhere. */
  interactionsEndpoint: string | null = null;
  readonly application: string;
  readonly bot: User;
  readonly now: () => number;
  /** Where files are kept: "Attachments uploaded to Discord's CDN" (reference#signed-attachment-cdn-urls). */
  readonly cdn: () => string;
  /** What is kept there, by its path. */
  readonly files = new Map<string, { readonly bytes: Buffer; readonly mediaType: string }>();
  #count = 0;

  constructor(now: () => number, cdn: () => string) {
    this.now = now;
    this.cdn = cdn;
    this.events.setMaxListeners(0);
    this.application = this.snowflake();
    this.bot = { id: this.application, username: 'aide', global_name: null, bot: true };
    this.users.set(this.bot.id, this.bot);
  }

  /** reference#snowflakes: milliseconds since 2015, and a number that is counted up. */
  snowflake(): string {
    this.#count += 1;
    return String((BigInt(this.now() - EPOCH) << 22n) + BigInt(this.#count & 0x3fffff));
  }

  addUser(username: string, globalName: string | null = null): User {
    const user = { id: this.snowflake(), username, global_name: globalName };
    this.users.set(user.id, user);
    return user;
  }

  addGuild(): string {
    const id = this.snowflake();
    this.guilds.set(id, new Map());
    return id;
  }

  member(guild: string, user: string): Member {
    return this.guilds.get(guild)?.get(user) ?? { roles: [], nick: null };
  }

  addChannel(fields: Partial<Channel> & { type: number }): Channel {
    const channel: Channel = {
      id: fields.id ?? this.snowflake(),
      last_message_id: null,
      may: { view: true, send: true, readHistory: true, attach: true },
      isArchived: false,
      isLocked: false,
      ...fields,
    };
    this.channels.set(channel.id, channel);
    return channel;
  }

  make(
    fields: Omit<Message, 'id' | 'madeAt' | 'attachments'>,
    listed: readonly Json[] = [],
    uploads: Uploads = NO_UPLOADS,
  ): Message {
    const { embeds, components, channel_id } = fields;
    const attachments = listed.map((entry) => this.#keep(entry, uploads, channel_id));
    const message: Message = {
      ...fields,
      id: this.snowflake(),
      attachments,
      embeds: embeds.map((embed) => asKept(embed, attachments)),
      components: numbered(components),
      madeAt: this.now(),
    };
    this.messages.push(message);
    const channel = this.channels.get(message.channel_id);
    if (channel && !message.onlyFor) channel.last_message_id = message.id;
    this.events.emit('made', message);
    return message;
  }

  /**
   * reference#editing-message-attachments: "Any previously-added files that aren't included will be
   * removed."
   */
  edit(message: Message, body: Json, uploads: Uploads = NO_UPLOADS): void {
    const { embeds, components, content, attachments } = body;
    if (attachments !== undefined) {
      message.attachments = (attachments as Json[]).map(
        (entry) =>
          message.attachments.find(({ id }) => id === entry.id) ??
          this.#keep(entry, uploads, message.channel_id),
      );
    }
    if (embeds !== undefined) {
      message.embeds = (embeds as Json[]).map((embed) => asKept(embed, message.attachments));
    }
    if (components !== undefined) message.components = numbered(components as Json[]);
    if (content !== undefined) message.content = String(content ?? '');
    message.flags &= ~FLAG.loading;
    this.events.emit('edited', message);
  }

  #keep({ id, description }: Json, uploads: Uploads, channel: string): Attachment {
    const upload = uploads.get(Number(id));
    if (!upload) throw new Error('a file that was not sent'); // the request was checked before
    const { filename, mediaType, bytes } = upload;
    const path = `/attachments/${channel}/${this.snowflake()}/${filename}`;
    this.files.set(path, { bytes, mediaType });
    return {
      id: this.snowflake(),
      filename,
      content_type: mediaType,
      size: bytes.length,
      url: `${this.cdn()}${path}?ex=65d903de&is=65c68ede&hm=2481f30d&`,
      ...(typeof description === 'string' && { description }),
    };
  }

  /** The bytes of a file of a message. */
  bytesOf({ url }: Attachment): Buffer {
    return this.files.get(new URL(url).pathname)?.bytes ?? Buffer.alloc(0);
  }

  remove(message: Message): void {
    this.messages.splice(this.messages.indexOf(message), 1);
    this.events.emit('gone', message);
  }

  /** What others can read in a channel, newest first; what one user alone sees is in no history. */
  history(channel: string): Message[] {
    return this.messages.filter((m) => m.channel_id === channel && !m.onlyFor).reverse();
  }

  message(id: string): Message | undefined {
    return this.messages.find((m) => m.id === id);
  }
}

/** resources/message#embed-object-embed-types: those of bots are `rich`; texts are trimmed. */
function asKept(embed: Json, attachments: readonly Attachment[]): Json {
  const file = attachments.find(({ filename }) => imageUrl(embed) === `attachment://${filename}`);
  return Object.fromEntries([
    ['type', 'rich'],
    ...Object.entries(embed).map(([key, value]) => [
      key,
      typeof value === 'string' ? value.trim() : value,
    ]),
    ...(file ? [['image', { url: file.url, content_type: file.content_type }]] : []),
  ]);
}

/** components/reference#anatomy-of-a-component: ids are numbered where they are left out. */
function numbered(components: readonly Json[]): Json[] {
  let next = 0;
  const number = (component: Json): Json => {
    next += 1;
    const id = component.id ?? next;
    const inner = component.components as Json[] | undefined;
    return { ...component, id, ...(inner && { components: inner.map(number) }) };
  };
  return components.map(number);
}
