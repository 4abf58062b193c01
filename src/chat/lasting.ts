/** Blocks that are told more than once, the very same objects, and what is made of them. */
import type { Block } from './reply.ts';

const all = new WeakSet<Block>();

/** The block will be told again. */
export function lasting<B extends Block>(block: B): B {
  all.add(block);
  return block;
}

/**
 * Makes something of a block; of one that is told again only once. Whatever else it is given must be
 * the same for the same block.
 */
export function onceOfLasting<B extends Block, Rest extends unknown[], T>(
  make: (block: B, ...rest: Rest) => T,
): (block: B, ...rest: Rest) => T {
  const made = new WeakMap<B, T>();
  return (block, ...rest) => {
    if (!all.has(block)) return make(block, ...rest);
    let kept = made.get(block);
    if (kept === undefined) {
      kept = make(block, ...rest);
      made.set(block, kept);
    }
    return kept;
  };
}
