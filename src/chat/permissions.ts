/** Who may do what, and where the bot answers at all. */
import type { Asker } from './adapter.ts';
import { ROLES, type Role } from './command.ts';

/** For one platform, as configured. */
export interface Permissions {
  /** Users and groups (Slack user groups, Discord roles) by role; everyone else is a reader. */
  readonly roles: Readonly<Partial<Record<Role, readonly string[]>>>;
  /** Where the bot answers; everywhere where left out. Direct messages are always answered. */
  readonly channels?: readonly string[] | undefined;
}

/** The highest role that the user, or a group of theirs, was given. */
export function roleOf(asker: Asker, { roles }: Permissions): Role {
  const own = new Set([asker.user, ...(asker.groups ?? [])]);
  return ROLES.findLast((role) => roles[role]?.some((id) => own.has(id))) ?? 'reader';
}

export const isHeardIn = ({ channel }: Asker, { channels }: Permissions): boolean =>
  channel === undefined || channels === undefined || channels.includes(channel);
