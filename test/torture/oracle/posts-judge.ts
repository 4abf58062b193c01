/** Judges, by what stands on the platforms, whether every post that was due is there once. */

/** A post that has to be there once: the event that it tells of, in its channel. */
export interface Owed {
  readonly platform: string;
  readonly channel: string;
  readonly event: string;
}

/** A post as its platform holds it, in the order of all that happened there. */
export interface Held extends Owed {
  /** The key under which it was delivered, as the platform keeps it. */
  readonly key: string;
  readonly nth: number;
}

/** The platform was asked for its posts and held one back that was new. */
export interface HeldBack {
  readonly key: string;
  readonly nth: number;
}

/** What the bot itself says of a post that it made. */
export interface Told {
  readonly key: string;
  readonly copies: number | undefined;
}

export interface Verdict {
  readonly posts: number;
  /** Doubled in the one window that is left open, and told. */
  readonly inWindow: number;
  /** What is wrong, one line each. */
  readonly faults: readonly string[];
}

const nameOf = ({ platform, channel, event }: Owed): string => `${event} in ${platform} ${channel}`;

/**
 * Every post that is owed is there; nothing else is; and what is there more than once was looked for
 * before each further time, was held back by its platform, and is told with the right number.
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
  const keys = new Map<string, string>();
  let inWindow = 0;
  for (const [name, posts] of byName) {
    const [first, ...further] = posts;
    if (!first) {
      faults.push(`LOST: ${name}`);
      continue;
    }
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
  return { posts: held.length, inWindow, faults };
}
