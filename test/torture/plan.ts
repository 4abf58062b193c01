/** What a writer asks of its store: changes to many records, alone and together, now and then stale. */
import type { Random } from '../support/random.ts';
import type { Asked } from './oracle/seen.ts';

const IDS = Array.from({ length: 60 }, (_, i) => `t${String(i).padStart(3, '0')}`);
const WORDS = [
  '왕이',
  '王毅',
  'Busan',
  'Jakarta',
  '会談',
  '"so"',
  '\\',
  '\u2028',
  '🇰🇷',
  'pertemuan',
];

export interface Topic {
  readonly id: string;
  readonly name: { readonly en: string };
}

/** The commits of one turn, each as its changes, given what is held now. */
export function nextTurn(random: Random, held: ReadonlyMap<string, Topic>, long = 0.1): Asked[][] {
  const now = new Map(held);
  const count = random.weighted({ 1: 6, 2: 2, 3: 1, 6: 1 });
  return Array.from({ length: Number(count) }, () => {
    // One that comes too late is refused whole, and must leave nothing.
    if (random.chance(0.04)) return [...commit(random, new Map(now), long), stale(random, now)];
    return commit(random, now, long);
  });
}

function commit(random: Random, now: Map<string, Topic>, long: number): Asked[] {
  const size = Number(random.weighted({ 1: 6, 2: 2, 4: 1, 9: 1 }));
  return Array.from({ length: size }, () => {
    const id = random.pick(IDS);
    const before = now.get(id) ?? null;
    const goes = before !== null && random.chance(0.15);
    const after = goes ? null : { id, name: { en: text(random, long) } };
    if (after) now.set(id, after);
    else now.delete(id);
    return { type: 'topic', id, before, after };
  });
}

function stale(random: Random, now: ReadonlyMap<string, Topic>): Asked {
  const id = random.pick(IDS);
  const before = now.has(id) ? null : { id, name: { en: 'was never there' } };
  return { type: 'topic', id, before, after: { id, name: { en: 'must not be kept' } } };
}

/** Mostly a few words; now and then so many that a line covers several sectors. */
function text(random: Random, long: number): string {
  const words = random.chance(long) ? random.between(60, 500) : random.between(1, 8);
  return Array.from({ length: words }, () => `${random.pick(WORDS)}${random.between(0, 999)}`).join(
    ' ',
  );
}
