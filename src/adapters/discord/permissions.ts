/** What the bot may do in a channel (docs.discord.com/developers/topics/permissions). */
import { PermissionFlagsBits } from 'discord.js';

/** What the bot needs where it answers and posts, as Discord names it, and the word of its setting. */
export const NEEDED = {
  'View Channels': PermissionFlagsBits.ViewChannel,
  'Send Messages': PermissionFlagsBits.SendMessages,
  'Embed Links': PermissionFlagsBits.EmbedLinks,
  'Attach Files': PermissionFlagsBits.AttachFiles,
  'Send Messages in Threads': PermissionFlagsBits.SendMessagesInThreads,
  'Create Public Threads': PermissionFlagsBits.CreatePublicThreads,
  'Read Message History': PermissionFlagsBits.ReadMessageHistory,
} as const;

/** Bit fields come as strings, for they are longer than a number holds. */
export interface Overwrite {
  readonly id: string;
  readonly allow: string;
  readonly deny: string;
}

export interface Seat {
  /** The server; the role of everyone has its id. */
  readonly guild: string;
  readonly user: string;
  /** Ids of the roles that the user was given. */
  readonly own: readonly string[];
  readonly roles: readonly { readonly id: string; readonly permissions: string }[];
  /** Of the channel; of a thread those of the channel it is in. */
  readonly overwrites: readonly Overwrite[];
}

/** The names of what is needed and not permitted. */
export function lacking(seat: Seat): string[] {
  const held = permissionsIn(seat);
  return Object.entries(NEEDED)
    .filter(([, bit]) => (held & bit) === 0n)
    .map(([name]) => name);
}

/** Roles add up; then overwrites: of everyone, of all one's roles together, of oneself. */
function permissionsIn({ guild, user, own, roles, overwrites }: Seat): bigint {
  const mine = new Set(own);
  const base = roles
    .filter(({ id }) => id === guild || mine.has(id))
    .reduce((sum, { permissions }) => sum | BigInt(permissions), 0n);
  if ((base & PermissionFlagsBits.Administrator) !== 0n) return ~0n;
  const steps = [
    overwrites.filter(({ id }) => id === guild),
    overwrites.filter(({ id }) => mine.has(id)),
    overwrites.filter(({ id }) => id === user),
  ];
  return steps.reduce((held, step) => {
    const deny = step.reduce((bits, overwrite) => bits | BigInt(overwrite.deny), 0n);
    const allow = step.reduce((bits, overwrite) => bits | BigInt(overwrite.allow), 0n);
    return (held & ~deny) | allow;
  }, base);
}
