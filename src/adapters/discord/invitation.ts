import { NEEDED } from './permissions.ts';

/** The address at which someone who manages a server lets the bot in (topics/oauth2#bot-authorization-flow). */
export function invitation(application: string): string {
  const permissions = Object.values(NEEDED).reduce((sum, bit) => sum | bit, 0n);
  const query = new URLSearchParams({
    client_id: application,
    scope: 'bot applications.commands',
    permissions: String(permissions),
  });
  return `https://discord.com/oauth2/authorize?${query}`;
}
