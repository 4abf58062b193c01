/** Replies that are given again, the very same objects, and what is made of them. */
import type { Reply } from './reply.ts';

const all = new WeakSet<Reply>();

/** The reply will be given again. */
export function lasting(reply: Reply): Reply {
  all.add(reply);
  return reply;
}

export const isLasting = (reply: Reply): boolean => all.has(reply);

/** By what the things that are made of one reply differ: an object, and a text beside it. */
interface Difference {
  readonly by: object;
  readonly and: string;
}

/**
 * Makes something of a reply; of one that is given again only once for each difference, and every time
 * where that is undefined.
 */
export function onceOfLasting<Look, T>(
  make: (reply: Reply, look: Look) => T,
  differing: (look: Look) => Difference | undefined,
): (reply: Reply, look: Look) => T {
  const made = new WeakMap<Reply, (Difference & { readonly what: T })[]>();
  return (reply, look) => {
    const difference = isLasting(reply) ? differing(look) : undefined;
    if (!difference) return make(reply, look);
    const { by, and } = difference;
    const before = made.get(reply) ?? [];
    const held = before.find((one) => one.by === by && one.and === and);
    if (held) return held.what;
    const what = make(reply, look);
    made.set(reply, [...before, { by, and, what }]);
    return what;
  };
}
