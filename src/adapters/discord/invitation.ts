import type { Log } from '../../chat/reception.ts';
import { Calls } from './calls.ts';
import { Fault } from './errors.ts';
import { NEEDED } from './permissions.ts';
import { TIMING } from './timing.ts';

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

/** The same for whose token it is; undefined where Discord does not say. */
export async function invitationFor({
  token,
  apiUrl,
  log,
}: {
  readonly token: string;
  readonly apiUrl: string | undefined;
  readonly log: Log;
}): Promise<string | undefined> {
  const calls = new Calls(token, apiUrl, TIMING, log);
  try {
    const { id } = (await calls.once({ method: 'GET', route: '/applications/@me' })) as Identified;
    return typeof id === 'string' && /^\d{1,20}$/.test(id) ? invitation(id) : undefined;
  } catch (error) {
    if (error instanceof Fault) return undefined;
    throw error;
  } finally {
    calls.close();
  }
}

interface Identified {
  readonly id?: unknown;
}
