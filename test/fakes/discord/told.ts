/** How Discord tells of what it holds: only what its documentation says is stored. */
import {
  CHANNEL_TYPE,
  type Channel,
  type Json,
  type Message,
  type User,
  type World,
} from './world.ts';

export const toldUser = ({ id, username, global_name, bot }: User): Json => ({
  id,
  username,
  global_name,
  discriminator: bot ? '0001' : '0',
  avatar: null,
  public_flags: 0,
  ...(bot && { bot }),
});

/**
 * resources/message#message-object. `nonce` is "used for validating a message was sent": it appears
 * in the Message Create event (resources/message#create-message), not in a message that is read.
 */
export function toldMessage(message: Message, world: World): Json {
  const { id, channel_id, author, type, content, embeds, components, flags, repliedTo } = message;
  const { attachments } = message;
  const reference = repliedTo === undefined ? undefined : world.message(repliedTo);
  return {
    id,
    channel_id,
    author: toldUser(author),
    type,
    content,
    embeds,
    components,
    flags,
    timestamp: new Date(message.madeAt).toISOString(),
    edited_timestamp: null,
    tts: false,
    pinned: false,
    mention_everyone: false,
    mentions: mentioned(content, world),
    mention_roles: [],
    attachments,
    ...(repliedTo !== undefined && {
      message_reference: { type: 0, channel_id, message_id: repliedTo },
      referenced_message: reference ? toldMessage(reference, world) : null,
    }),
  };
}

const mentioned = (content: string, { users }: World): Json[] =>
  [...content.matchAll(/<@!?(\d+)>/g)].flatMap(([, id = '']) => {
    const user = users.get(id);
    return user ? [toldUser(user)] : [];
  });

/** resources/guild#guild-object, as far as it is asked for */
export const toldGuild = (id: string): Json => ({
  id,
  name: `Server ${id.slice(-4)}`,
  owner: false,
});

/** topics/permissions#permissions-bitwise-permission-flags */
const PERMISSION = {
  view: 1n << 10n,
  send: 1n << 11n,
  attach: 1n << 15n,
  readHistory: 1n << 16n,
} as const;

/** What the bot may not do there, as an overwrite of its own: resources/channel#overwrite-object */
function denied({ may }: Channel, { bot }: World): Json[] {
  const bits = Object.entries(PERMISSION)
    .filter(([name]) => !may[name as keyof typeof PERMISSION])
    .reduce((sum, [, bit]) => sum | bit, 0n);
  return bits === 0n ? [] : [{ id: bot.id, type: 1, allow: '0', deny: String(bits) }];
}

/** resources/channel#channel-object */
export function toldChannel(channel: Channel, world: World): Json {
  const { id, type, guild_id, parent_id, name, last_message_id, isArchived, isLocked } = channel;
  return {
    id,
    type,
    last_message_id,
    flags: 0,
    ...(guild_id && { guild_id, permissions: '0', permission_overwrites: denied(channel, world) }),
    ...(parent_id && { parent_id }),
    ...(name !== undefined && { name }),
    ...(type === CHANNEL_TYPE.publicThread && {
      thread_metadata: { archived: isArchived, auto_archive_duration: 1440, locked: isLocked },
    }),
  };
}
