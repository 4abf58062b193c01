/** Who asks: their name, language and zone, and the user groups that the settings speak of. */
import type { webApi } from '@slack/bolt';
import type { Asker } from '../../chat/adapter.ts';
import type { Log } from '../../chat/reception.ts';
import { unlessLate } from '../in-time.ts';
import { reasonOf } from './errors.ts';
import { Expiring } from './expiring.ts';

interface Person {
  readonly name?: string | undefined;
  readonly locale?: string | undefined;
  readonly zone?: string | undefined;
}

export interface PeopleParts {
  readonly client: Pick<webApi.WebClient, 'users' | 'usergroups'>;
  readonly log: Log;
  /** The user groups that are given a role; Slack is asked about no other. */
  readonly groups: readonly string[];
  now(): number;
}

/** Someone as Slack names them in what it sends. */
export interface Sender {
  readonly user: string;
  /** Where Slack says it. */
  readonly name?: string | undefined;
  readonly channel?: string | undefined;
}

const HOUR = 3_600_000;
const MINUTE = 60_000;

/** Whoever waits for an answer does not wait longer than this for their language to be known. */
const PATIENCE = 3000;

export class People {
  readonly #parts: PeopleParts;
  readonly #people: Expiring<Person>;
  readonly #members: Expiring<ReadonlySet<string>>;

  constructor(parts: PeopleParts) {
    this.#parts = parts;
    const { client, now } = parts;
    this.#people = new Expiring({
      ask: async (user) => personOf(await client.users.info({ user, include_locale: true })),
      now,
      lasting: HOUR,
      afterFailure: MINUTE,
      most: 10_000,
    });
    this.#members = new Expiring({
      ask: async (usergroup) =>
        new Set((await client.usergroups.users.list({ usergroup })).users ?? []),
      now,
      lasting: 5 * MINUTE,
      afterFailure: MINUTE,
      most: 1000,
    });
  }

  async asker({ user, name, channel }: Sender): Promise<Asker> {
    const [person, groups] = await Promise.all([
      this.#within('users.info', this.#people, user),
      this.#groupsOf(user),
    ]);
    return {
      platform: 'slack',
      user,
      name: person?.name ?? name ?? user,
      // Ids of direct messages begin with D; nobody else reads there.
      ...(channel && !channel.startsWith('D') && { channel }),
      ...(person?.locale && { locale: person.locale }),
      ...(person?.zone && { zone: person.zone }),
      ...(groups.length > 0 && { groups }),
    };
  }

  async #groupsOf(user: string): Promise<string[]> {
    const { groups } = this.#parts;
    const members = await Promise.all(
      groups.map((group) => this.#within('usergroups.users.list', this.#members, group)),
    );
    return groups.filter((_, i) => members[i]?.has(user));
  }

  /** Without it, rather than late or not at all. */
  async #within<T>(method: string, answers: Expiring<T>, key: string): Promise<T | undefined> {
    const held = answers.held(key);
    if (held !== undefined) return held;
    try {
      return await unlessLate(PATIENCE, answers.get(key));
    } catch (error) {
      this.#parts.log.warn({ method, error: reasonOf(error) }, 'Slack did not say who asks');
      return undefined;
    }
  }
}

function personOf({ user }: webApi.UsersInfoResponse): Person {
  const name = [user?.profile?.display_name, user?.real_name, user?.name].find(Boolean);
  return { name, locale: user?.locale, zone: user?.tz };
}
