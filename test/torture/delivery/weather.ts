/** What goes wrong with requests, by chance or for a while. */
import type { Random } from '../../support/random.ts';
import type { Fate, Mishap, PlatformName } from './platforms.ts';

/** Of a post: some are done all the same. */
const OF_POSTS: readonly Mishap[] = [
  'dropped',
  'status',
  'rate-limited',
  'applied-then-dropped',
  'applied-then-status',
];
const OF_LOOKS: readonly Mishap[] = ['dropped', 'status', 'rate-limited'];

/** Something goes wrong with one request in so many, and now and then there is a storm of 429s. */
export function weather(random: Random, oneIn: number): Fate {
  let storm = 0;
  return (_, asked) => {
    if (asked === 'other') return undefined;
    if (storm > 0) {
      storm--;
      return 'rate-limited';
    }
    if (random.chance(1 / (oneIn * 8))) storm = random.between(4, 12);
    if (!random.chance(1 / oneIn)) return undefined;
    if (asked === 'look') return random.pick(OF_LOOKS);
    // One that hangs takes as long as its caller is patient.
    return random.chance(1 / 15) ? 'hang' : random.pick(OF_POSTS);
  };
}

/**
 * A platform's first post is made and its answer lost, and then it cannot be reached for so many
 * milliseconds of the clock; what comes after that is as usual.
 */
export function outage(clock: () => number, lasting: number, usual: Fate): Fate {
  if (lasting === 0) return usual;
  const began = new Map<PlatformName, number>();
  return (platform, asked) => {
    if (asked === 'other') return undefined;
    const at = began.get(platform);
    if (at !== undefined) return clock() - at < lasting ? 'dropped' : usual(platform, asked);
    if (asked !== 'post') return usual(platform, asked);
    began.set(platform, clock());
    return 'applied-then-dropped';
  };
}

/** Counts what went wrong. */
export const counted =
  (fate: Fate, counts: Map<Mishap, number>): Fate =>
  (platform, asked) => {
    const mishap = fate(platform, asked);
    if (mishap) counts.set(mishap, (counts.get(mishap) ?? 0) + 1);
    return mishap;
  };
