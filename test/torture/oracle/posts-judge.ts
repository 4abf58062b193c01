/** Judges, by what stands on the platforms, whether every post that was due is there once. */

/** Where a post stands, and what it tells. */
export interface Place {
  readonly platform: string;
  readonly channel: string;
  /** Such as `Reminder: Event 3`. */
  readonly tells: string;
  /** What the post tells in whose thread it stands. */
  readonly under?: string | undefined;
}

/** A post that has to be there once; one in a thread only where that which it is under is there. */
export interface Owed extends Place {
  /** By which the bot's own record of it is found. */
  readonly record: string;
}

/** A post as its platform holds it, in the order of all that happened there. */
export interface Held extends Place {
  /** The key under which it was delivered, as the platform keeps it. */
  readonly key: string;
  readonly nth: number;
}

/** The platform was asked for its posts and held one back that was new. */
export interface HeldBack {
  readonly key: string;
  readonly nth: number;
}

/** What the bot itself says of a post. */
export interface Told {
  readonly key: string;
  readonly record: string;
  readonly copies: number | undefined;
  /** It is told to be missing. */
  readonly isGivenUp: boolean;
}

export interface Verdict {
  readonly posts: number;
  /** Doubled in the one window that is left open, and told. */
  readonly inWindow: number;
  /** Not there, and told to be given up. */
  readonly givenUp: number;
  /** What is wrong, one line each. */
  readonly faults: readonly string[];
}

const nameOf = ({ platform, channel, tells, under }: Place): string =>
  `${tells}${under === undefined ? '' : ` under ${under}`} in ${platform} ${channel}`;

/**
 * Every post that is owed is there, or told to be given up; nothing else is there; and what is there
 * more than once was looked for before each further time, was held back by its platform, and is told
 * with the right number.
 */
export function judgePosts(
  owed: readonly Owed[],
  held: readonly Held[],
  heldBack: readonly HeldBack[],
  told: readonly Told[],
): Verdict {
  const byName = new Map<string, Held[]>(owed.map((one) => [nameOf(one), []]));
  const faults: string[] = [];
  for (const post of held) {
    const those = byName.get(nameOf(post));
    if (those) those.push(post);
    else faults.push(`foreign: ${nameOf(post)}`);
  }
  const isThere = (place: Place): boolean => (byName.get(nameOf(place)) ?? []).length > 0;
  const keys = new Map<string, string>();
  let inWindow = 0;
  let givenUp = 0;
  for (const one of owed) {
    const name = nameOf(one);
    const posts = byName.get(name) ?? [];
    const [first, ...further] = posts;
    const isGivenUp = told.some(({ record, isGivenUp }) => isGivenUp && record === one.record);
    if (!first) {
      const { platform, channel, under } = one;
      if (under !== undefined && !isThere({ platform, channel, tells: under })) continue;
      if (isGivenUp) givenUp++;
      else faults.push(`LOST: ${name}`);
      continue;
    }
    if (isGivenUp) faults.push(`told to be given up, and there: ${name}`);
    for (const { key } of posts) {
      const other = keys.get(key);
      if (other !== undefined && other !== name) faults.push(`one key for ${name} and ${other}`);
      keys.set(key, name);
    }
    if (further.length === 0) continue;
    const isExcused = further.every((post, i) => {
      const before = posts[i] as Held;
      return heldBack.some(
        ({ key, nth }) => key === before.key && nth > before.nth && nth < post.nth,
      );
    });
    const said = told.find(({ key }) => key === first.key)?.copies;
    const times = `there ${posts.length} times, told as ${said ?? 'one'}`;
    if (!isExcused) faults.push(`DOUBLED though it could be found: ${name}, ${times}`);
    else if (said !== posts.length) faults.push(`DOUBLED silently: ${name}, ${times}`);
    else inWindow++;
  }
  return { posts: held.length, inWindow, givenUp, faults };
}
