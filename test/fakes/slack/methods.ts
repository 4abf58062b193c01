/** Slack's Web API, as far as its pages tell: docs.slack.dev/reference/methods */
import { type BlockJson, filesIn, isTooLong, problemsOf } from './block-check.ts';
import { type Files, fileObject, type SlackFile } from './files.ts';
import type { SocketMode } from './socket-mode.ts';
import type { Triggers } from './triggers.ts';
import {
  BOT,
  type Channel,
  type Home,
  isReply,
  type Message,
  type Metadata,
  TEAM,
  type Workspace,
} from './workspace.ts';

export type Args = Readonly<Record<string, unknown>>;
export type Answer = Readonly<Record<string, unknown>> & { readonly ok: boolean };

export interface Slack {
  readonly workspace: Workspace;
  readonly sockets: SocketMode;
  readonly triggers: Triggers;
  readonly problems: string[];
  readonly files: Files;
  /** `http://127.0.0.1:1234` */
  readonly origin: string;
  /** Characters that a message may hold, where fewer than were seen to be taken. */
  readonly mostLetters?: number | undefined;
  /** `ws://127.0.0.1:1234` */
  readonly socketOrigin: string;
}

export interface Method {
  readonly token: 'bot' | 'app';
  /** The scope that it needs; what it is called with may decide. */
  scope?(args: Args, slack: Slack): string | undefined;
  /** The arguments that it knows. */
  readonly takes: readonly string[];
  run(args: Args, slack: Slack): Answer;
}

const no = (error: string): Answer => ({ ok: false, error });

const CONTENT = ['channel', 'text', 'blocks', 'parse', 'link_names'];
const NEW = [...CONTENT, 'thread_ts', 'metadata', 'mrkdwn', 'unfurl_links', 'unfurl_media'];
const PAGED = ['channel', 'cursor', 'limit', 'latest', 'oldest', 'inclusive'];

export const METHODS: Readonly<Record<string, Method>> = {
  'auth.test': {
    token: 'bot',
    takes: [],
    run: () => ({
      ok: true,
      url: `https://${TEAM.domain}.slack.com/`,
      team: TEAM.name,
      user: BOT.name,
      team_id: TEAM.id,
      user_id: BOT.user,
      bot_id: BOT.bot,
      is_enterprise_install: false,
    }),
  },

  'apps.connections.open': {
    token: 'app',
    scope: () => 'connections:write',
    takes: [],
    run: (_, { sockets, socketOrigin }) => ({
      ok: true,
      url: `${socketOrigin}${sockets.ticket()}`,
    }),
  },

  'chat.postMessage': {
    token: 'bot',
    scope: () => 'chat:write',
    takes: NEW,
    run(args, slack) {
      // "Post to a user's App Home Messages tab": a user's id stands for the direct messages.
      const { workspace } = slack;
      const user = String(args.channel);
      const channel = workspace.users.has(user)
        ? workspace.directMessages(user)
        : writable(args, slack);
      if ('ok' in channel) return channel;
      const refused = contentRefused(args, slack, 40_000);
      if (refused) return refused;
      const metadata = metadataOf(args);
      if (metadata === 'invalid') return no('invalid_metadata_format');
      const thread = args.thread_ts;
      const message = slack.workspace.post({
        ...contentOf(args),
        channel: channel.id,
        ...(thread !== undefined && { threadTs: String(thread) }),
        ...(metadata && { metadata }),
      });
      return { ok: true, channel: channel.id, ts: message.ts, message: messageObject(message) };
    },
  },

  'chat.postEphemeral': {
    token: 'bot',
    scope: () => 'chat:write',
    takes: [...CONTENT, 'user', 'thread_ts'],
    run(args, slack) {
      const channel = writable(args, slack);
      if ('ok' in channel) return channel;
      if (!channel.members.has(String(args.user))) return no('user_not_in_channel');
      const refused = contentRefused(args, slack, 40_000);
      if (refused) return refused;
      const thread = args.thread_ts;
      const { ts } = slack.workspace.post({
        ...contentOf(args),
        channel: channel.id,
        onlyFor: String(args.user),
        ...(thread !== undefined && { threadTs: String(thread) }),
      });
      return { ok: true, message_ts: ts };
    },
  },

  'chat.update': {
    token: 'bot',
    scope: () => 'chat:write',
    takes: [...CONTENT, 'ts', 'metadata'],
    run(args, slack) {
      const channel = readable(args, slack);
      if ('ok' in channel) return channel;
      // "The message cannot be edited within a frozen, archived or deleted channel."
      if (channel.isArchived) return no('is_inactive');
      const message = slack.workspace.message(channel.id, String(args.ts));
      // "Ephemeral messages created by chat.postEphemeral or otherwise cannot be updated"
      if (!message || message.onlyFor) return no('message_not_found');
      if (message.user !== BOT.user) return no('cant_update_message');
      const refused = contentRefused(args, slack, 4000);
      if (refused) return refused;
      const { text, blocks } = contentOf(args);
      const isRich = (list: readonly { type?: unknown }[]) =>
        list.some(({ type }) => type === 'rich_text');
      // "Rich-text blocks cannot be replaced with non-rich-text blocks"
      if (isRich(message.blocks) && !isRich(blocks)) return no('block_mismatch');
      slack.workspace.edit(message, text, blocks);
      return {
        ok: true,
        channel: channel.id,
        ts: message.ts,
        text,
        message: messageObject(message),
      };
    },
  },

  'conversations.history': {
    token: 'bot',
    scope: historyScope,
    takes: [...PAGED, 'include_all_metadata'],
    run(args, slack) {
      const channel = readable(args, slack);
      if ('ok' in channel) return channel;
      return page(slack.workspace.history(channel.id), args);
    },
  },

  'conversations.replies': {
    token: 'bot',
    scope: historyScope,
    takes: [...PAGED, 'ts', 'include_all_metadata'],
    run(args, slack) {
      const channel = readable(args, slack);
      if ('ok' in channel) return channel;
      const thread = slack.workspace.thread(channel.id, String(args.ts));
      // reference/methods/conversations.replies: 1,000 where nothing else is asked
      return thread.length === 0 ? no('thread_not_found') : page(thread, args, 1000);
    },
  },

  'users.info': {
    token: 'bot',
    scope: () => 'users:read',
    takes: ['user', 'include_locale'],
    run({ user, include_locale: withLocale }, { workspace }) {
      const found = workspace.users.get(String(user));
      if (!found) return no('user_not_found');
      return {
        ok: true,
        user: {
          id: found.id,
          team_id: TEAM.id,
          name: found.name,
          real_name: found.realName,
          tz: found.zone,
          profile: { real_name: found.realName, display_name: '' },
          is_bot: false,
          ...(isTrue(withLocale) && { locale: found.locale }),
        },
      };
    },
  },

  'usergroups.users.list': {
    token: 'bot',
    scope: () => 'usergroups:read',
    takes: ['usergroup', 'include_disabled'],
    run({ usergroup }, { workspace }) {
      const users = workspace.groups.get(String(usergroup));
      return users ? { ok: true, users } : no('no_such_subteam');
    },
  },

  'files.getUploadURLExternal': {
    token: 'bot',
    scope: () => 'files:write',
    takes: ['filename', 'length', 'alt_txt', 'snippet_type'],
    run({ filename, length, alt_txt: alt }, { files, origin }) {
      const size = Number(length);
      if (typeof filename !== 'string' || filename === '') return no('missing_argument');
      if (!Number.isInteger(size) || size < 1) return no('missing_argument');
      const { id } = files.announce(filename, size, alt === undefined ? undefined : String(alt));
      return { ok: true, upload_url: `${origin}/upload/v1/${id}`, file_id: id };
    },
  },

  'files.completeUploadExternal': {
    token: 'bot',
    scope: () => 'files:write',
    takes: ['files', 'channel_id', 'channels', 'thread_ts', 'initial_comment', 'blocks'],
    run: (args, slack) => completed(args, slack),
  },

  'views.publish': {
    token: 'bot',
    takes: ['user_id', 'view', 'hash'],
    run({ user_id: user, view, hash }, slack) {
      const { workspace, files, problems } = slack;
      if (!workspace.users.has(String(user))) return no('invalid_arguments');
      const { type, blocks, ...rest } = view as { type?: unknown; blocks?: BlockJson[] };
      const unknown = Object.keys(rest).filter((key) => !HOME_FIELDS.includes(key));
      const wrong = [...unknown, ...problemsOf(blocks, 100)];
      problems.push(...wrong);
      if (type !== 'home' || wrong.length > 0) return { ...no('invalid_arguments'), errors: wrong };
      if (!filesIn(blocks).every((id) => files.isShown(id))) return no('invalid_blocks');
      // "protect against possible race conditions"
      const held = workspace.homes.get(String(user));
      if (hash !== undefined && held && held.hash !== hash) return no('hash_conflict');
      return { ok: true, view: viewObject(workspace.publish(String(user), blocks ?? [])) };
    },
  },

  'views.open': {
    token: 'bot',
    takes: ['trigger_id', 'view'],
    run({ trigger_id: trigger, view }, { triggers }) {
      const refused = triggers.use(String(trigger));
      if (refused) return no(refused);
      return { ok: true, view: { ...(view as object), id: 'V0000000001' } };
    },
  },
};

/** reference/views/home-tab-views */
const HOME_FIELDS = ['private_metadata', 'callback_id', 'external_id'];

/** reference/views, as far as it is looked at. */
export const viewObject = ({ id, hash, blocks }: Home) => ({ id, hash, type: 'home', blocks });

/** "This method can only be called once per upload", and only of what was sent. */
function completed(args: Args, slack: Slack): Answer {
  const { workspace, files } = slack;
  const listed = (args.files ?? []) as readonly { id?: unknown; title?: unknown }[];
  if (!Array.isArray(listed) || listed.length === 0) return no('invalid_arguments');
  const found: SlackFile[] = [];
  for (const { id } of listed) {
    const file = files.all.get(String(id));
    if (!file?.bytes || file.isCompleted) return no('file_not_found');
    found.push(file);
  }
  const channel = destinationOf(args, slack);
  if (channel && 'ok' in channel) return channel;
  for (const [i, file] of found.entries()) {
    file.isCompleted = true;
    file.title = String(listed[i]?.title ?? file.name);
  }
  if (channel) {
    workspace.post({
      channel: channel.id,
      user: BOT.user,
      botId: BOT.bot,
      text: String(args.initial_comment ?? ''),
      blocks: [],
      files: found.map(({ id }) => id),
      ...(args.thread_ts !== undefined && { threadTs: String(args.thread_ts) }),
    });
  }
  return { ok: true, files: found.map(fileObject) };
}

/** "If not specified the file will be private"; `channels`: "channel IDs or user IDs". */
function destinationOf(args: Args, slack: Slack): Channel | Answer | undefined {
  const { channel_id: id, channels, thread_ts: thread } = args;
  if (id !== undefined) {
    // As it was seen: github.com/slackapi/bolt-js/issues/2115
    if (!/^[CGDZ][A-Z0-9]{8,}$/.test(String(id))) return no('invalid_arguments');
    const channel = writable({ channel: id }, slack);
    if ('ok' in channel || thread === undefined) return channel;
    const parent = slack.workspace.message(channel.id, String(thread));
    // "Never use a reply's ts value; use its parent instead."
    if (!parent || isReply(parent)) slack.problems.push('thread_ts is of no parent');
    return channel;
  }
  if (channels === undefined) return undefined;
  const [user = ''] = String(channels).split(',');
  if (slack.workspace.users.has(user)) return slack.workspace.directMessages(user);
  return writable({ channel: user }, slack);
}

const isTrue = (value: unknown): boolean => value === true || value === 'true';

/** Each kind of conversation has its scope (reference/methods/conversations.history). */
function historyScope({ channel }: Args, { workspace }: Slack): string {
  const kind = workspace.channels.get(String(channel))?.kind;
  return kind === 'im' ? 'im:history' : kind === 'group' ? 'groups:history' : 'channels:history';
}

/** The channel, where the bot is in it; to whom is not in it, a private one is not there. */
function readable({ channel: id }: Args, { workspace }: Slack): Channel | Answer {
  const channel = workspace.channels.get(String(id));
  if (!channel) return no('channel_not_found');
  if (channel.members.has(BOT.user)) return channel;
  return no(channel.kind === 'channel' ? 'not_in_channel' : 'channel_not_found');
}

function writable(args: Args, slack: Slack): Channel | Answer {
  const channel = readable(args, slack);
  return 'ok' in channel || !channel.isArchived ? channel : no('is_archived');
}

function contentRefused(
  { text, blocks }: Args,
  { problems, mostLetters, files }: Slack,
  longest: number,
): Answer | undefined {
  if (typeof text !== 'string' || text === '') {
    problems.push('no text beside the blocks, which screen readers and notifications need');
    return no('no_text');
  }
  if (text.length > longest) {
    problems.push(`a text of ${text.length} characters`);
    return no('msg_too_long');
  }
  if (blocks === undefined) return undefined;
  const wrong = problemsOf(blocks);
  problems.push(...wrong);
  if (wrong.length > 0) return { ...no('invalid_blocks'), errors: wrong };
  if (!filesIn(blocks).every((id) => files.isShown(id))) {
    return { ...no('invalid_blocks'), errors: ['invalid slack file'] };
  }
  if (!isTooLong(blocks as unknown[], mostLetters)) return undefined;
  if (mostLetters === undefined) problems.push('blocks that are too long');
  return no('msg_blocks_too_long');
}

const contentOf = ({ text, blocks = [] }: Args) => ({
  user: BOT.user,
  botId: BOT.bot,
  text: String(text),
  blocks: blocks as Message['blocks'],
});

/** messaging/message-metadata: a name and an object of plain values. */
function metadataOf({ metadata }: Args): Metadata | 'invalid' | undefined {
  if (metadata === undefined) return undefined;
  const { event_type, event_payload } = metadata as Partial<Metadata>;
  const isValid =
    typeof event_type === 'string' && typeof event_payload === 'object' && event_payload !== null;
  return isValid ? { event_type, event_payload } : 'invalid';
}

/** As histories and events show it (reference/objects/message-object). */
export function messageObject(message: Message, withMetadata = false): Args {
  const { user, botId, text, ts, threadTs, blocks, metadata, files, isBroadcast, edited } = message;
  return {
    type: 'message',
    user,
    text,
    ts,
    team: TEAM.id,
    blocks,
    ...(botId && { bot_id: botId }),
    ...(files && { subtype: 'file_share', files: files.map((id) => ({ id })) }),
    ...(isBroadcast && { subtype: 'thread_broadcast' }),
    ...(edited && { edited }),
    ...(threadTs && { thread_ts: threadTs }),
    ...(isReply(message) && { parent_user_id: message.parentUser }),
    ...(withMetadata && metadata && { metadata }),
  };
}

/** reference/methods/conversations.history: 100 where nothing else is asked, 999 at the most. */
function page(messages: readonly Message[], args: Args, usual = 100): Answer {
  const limit = Math.min(Math.max(usual, 999), Number(args.limit ?? usual));
  const from =
    args.cursor === undefined ? 0 : Number(/^next:(\d+)$/.exec(String(args.cursor))?.[1]);
  if (!(limit >= 1)) return no('invalid_limit');
  if (Number.isNaN(from)) return no('invalid_cursor');
  const shown = messages.slice(from, from + limit);
  const hasMore = from + limit < messages.length;
  return {
    ok: true,
    messages: shown.map((m) => messageObject(m, isTrue(args.include_all_metadata))),
    has_more: hasMore,
    response_metadata: { next_cursor: hasMore ? `next:${from + limit}` : '' },
  };
}
