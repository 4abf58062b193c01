/** What Discord dispatches, as far as it is used here; anything that is not of this form is told apart. */
import { z } from 'zod';
import type { Asker } from '../../chat/adapter.ts';

const id = z.string().regex(/^\d{1,20}$/);

const user = z.object({
  id,
  username: z.string(),
  global_name: z.string().nullish(),
  bot: z.boolean().optional(),
});

const member = z.object({ nick: z.string().nullish(), roles: z.array(id).optional() });

/** developers/resources/channel#channel-object-channel-types */
const THREADS = new Set([10, 11, 12]);

const channel = z.object({ id, type: z.number(), parent_id: id.nullish() });

const embed = z.object({
  title: z.string().optional(),
  description: z.string().optional(),
  color: z.number().nullish(),
  fields: z
    .array(z.object({ name: z.string(), value: z.string(), inline: z.boolean().optional() }))
    .optional(),
  footer: z.object({ text: z.string() }).optional(),
  image: z.object({ url: z.string(), description: z.string().optional() }).optional(),
});

/** developers/resources/message#attachment-object */
const attachment = z.object({
  filename: z.string(),
  url: z.string(),
  content_type: z.string().optional(),
  description: z.string().optional(),
});

const pressable = z.object({
  custom_id: z.string().optional(),
  options: z.array(z.object({ value: z.string(), label: z.string() })).optional(),
});

/** The message under which something was pressed. */
const shownMessage = z.object({
  id,
  timestamp: z.iso.datetime({ offset: true }),
  edited_timestamp: z.iso.datetime({ offset: true }).nullish(),
  flags: z.number().optional(),
  embeds: z.array(embed).default([]),
  attachments: z.array(attachment).default([]),
  components: z
    .array(z.looseObject({ components: z.array(pressable.loose()).optional() }))
    .default([]),
  referenced_message: z.object({ author: z.object({ id }) }).nullish(),
});

export type ShownMessage = z.infer<typeof shownMessage>;

const option = z.object({
  name: z.string(),
  value: z.union([z.string(), z.number(), z.boolean()]).optional(),
  focused: z.boolean().optional(),
});

const interaction = z.object({
  id,
  application_id: id,
  type: z.number(),
  token: z.string().regex(/^[\w.~-]+$/),
  guild_id: id.optional(),
  channel_id: id.optional(),
  channel: channel.optional(),
  member: member.extend({ user }).optional(),
  user: user.optional(),
  locale: z.string().optional(),
  data: z.object({
    name: z.string().optional(),
    options: z.array(option).optional(),
    custom_id: z.string().optional(),
    values: z.array(z.string()).optional(),
  }),
  message: shownMessage.optional(),
});

export type Interaction = z.infer<typeof interaction>;

const message = z.object({
  id,
  channel_id: id,
  channel_type: z.number().optional(),
  guild_id: id.optional(),
  author: user,
  member: member.optional(),
  content: z.string(),
  type: z.number(),
  webhook_id: id.optional(),
  /** developers/resources/message#message-reference-structure */
  message_reference: z.object({ message_id: id.optional() }).nullish(),
  referenced_message: z.object({ author: z.object({ id }) }).nullish(),
});

export type IncomingMessage = z.infer<typeof message>;

const ready = z.object({
  user: z.object({ id }),
  application: z.object({ id }),
  guilds: z.array(z.object({ id })),
});

export type Ready = z.infer<typeof ready>;

const read =
  <T>(schema: z.ZodType<T>) =>
  (data: unknown): T | undefined => {
    const checked = schema.safeParse(data);
    return checked.success ? checked.data : undefined;
  };

export const readInteraction = read(interaction);
export const readMessage = read(message);
export const readReady = read(ready);

/** Who used a command or pressed a button; a thread counts as the channel in which it was opened. */
export function askerOf({ member: from, user: alone, ...at }: Interaction): Asker | undefined {
  const who = from?.user ?? alone;
  if (!who) return undefined;
  const { guild_id, channel_id, channel: in_, locale, message } = at;
  const place = in_ && isThread(in_.type) ? (in_.parent_id ?? in_.id) : (channel_id ?? in_?.id);
  return {
    ...person(who, from),
    ...(guild_id && place && { channel: place }),
    ...(locale && { locale }),
    ...(message && channel_id && { under: pressedIn(message, channel_id) }),
  };
}

const pressedIn = ({ id, timestamp, edited_timestamp }: ShownMessage, place: string) => ({
  place,
  message: id,
  at: new Date(edited_timestamp ?? timestamp),
});

/** Who wrote a message; Discord does not tell in which language. */
export const authorOf = (
  { author, member: from, guild_id }: IncomingMessage,
  channelId: string,
): Asker => ({ ...person(author, from), ...(guild_id && { channel: channelId }) });

export const isThread = (type: number | undefined): boolean => THREADS.has(type ?? -1);

function person(who: z.infer<typeof user>, from: z.infer<typeof member> | undefined) {
  const name = from?.nick ?? who.global_name ?? who.username;
  return { platform: 'discord', user: who.id, name, groups: from?.roles ?? [] };
}
