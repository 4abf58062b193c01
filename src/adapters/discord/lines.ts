/** Which messages are questions, and what their words are. */
import { MessageType } from 'discord.js';
import type { IncomingMessage } from './incoming.ts';

export interface Ears {
  /** The bot's own user. */
  readonly self: string;
  /** What a typed command begins with, where Discord shows the bot what others write. */
  readonly prefix: string | undefined;
}

const WRITTEN = new Set<number>([MessageType.Default, MessageType.Reply]);

/**
 * The line that is asked: all of a direct message, what stands beside a mention of the bot, what
 * follows the prefix.
 */
export function lineOf(message: IncomingMessage, { self, prefix }: Ears): string | undefined {
  const { content, guild_id } = message;
  if (!isWritten(message, self)) return undefined;
  const parts = content.split(new RegExp(`<@!?${self}>`));
  if (parts.length > 1) {
    const [before = '', ...after] = parts.map((part) => part.trim());
    return after.join(' ').trim() || before;
  }
  if (guild_id === undefined) return content.trim();
  const typed = content.trimStart();
  if (!prefix || !typed.startsWith(prefix)) return undefined;
  const line = typed.slice(prefix.length);
  // "!!!" and "! well" are not commands.
  return /^[\p{L}\p{N}]/u.test(line) ? line : undefined;
}

/** A reply to the bot that does not name it: talk, or a question that goes on from its answer. */
export function asideOf(message: IncomingMessage, { self }: Ears): string | undefined {
  const isToBot = message.referenced_message?.author.id === self;
  return isToBot && isWritten(message, self) ? message.content.trim() || undefined : undefined;
}

const isWritten = ({ author, type, webhook_id }: IncomingMessage, self: string): boolean =>
  !author.bot && author.id !== self && !webhook_id && WRITTEN.has(type);
