/** Replies that are given again, the very same objects, and what is made of them. */
import type { Reply } from './reply.ts';

const all = new WeakSet<Reply>();

/** The reply will be given again. */
export function lasting(reply: Reply): Reply {
  all.add(reply);
  return reply;
}

/** By what the things that are made of one reply differ: an object, and a text beside it. */
export interface Difference {
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
  const made = new WeakMap<object, WeakMap<Reply, Map<string, T>>>();
  return (reply, look) => {
    const difference = all.has(reply) ? differing(look) : undefined;
    if (!difference) return make(reply, look);
    const { by, and } = difference;
    const here = kept(made, by, () => new WeakMap<Reply, Map<string, T>>());
    const ofReply = kept(here, reply, () => new Map<string, T>());
    return kept(ofReply, and, () => make(reply, look));
  };
}

interface Store<K, V> {
  get(key: K): V | undefined;
  set(key: K, value: V): unknown;
}

function kept<K, V>(store: Store<K, V>, key: K, make: () => V): V {
  const held = store.get(key);
  if (held !== undefined) return held;
  const value = make();
  store.set(key, value);
  return value;
}
