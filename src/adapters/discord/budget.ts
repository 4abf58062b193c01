/** What is shown of a reply that is longer than a message may be, and what is said to be left out. */
import type { Part, Piece } from './pieces.ts';

/** Of what may be left out, the sources keep so much: a line whose source is gone is worth little. */
const SHARE_OF_SOURCES = 0.4;

/**
 * The pieces that fit together. Facts, headings and notes stay; of lists every one keeps its first
 * entries, in turn, so that a long one does not push out a short one behind it.
 */
export function within(
  pieces: readonly Piece[],
  room: number,
  more: (count: number) => string,
): Piece[] {
  if (total(pieces) <= room) return [...pieces];
  const parts = new Set(pieces.flatMap(({ part }) => part ?? []));
  const longest = costOf({ text: more(pieces.length) });
  const whole = pieces.filter(({ part }) => !part);
  const kept = new Set<Piece>();
  let left = room - longest * (parts.size + 1);
  for (const piece of whole) {
    if (costOf(piece) > left) break;
    kept.add(piece);
    left -= costOf(piece);
  }
  const isEntry = (of: 'list' | 'sources') => (piece: Piece) => piece.part?.of === of;
  const sources = pieces.filter(isEntry('sources'));
  const reserved = Math.min(total(sources), Math.floor(left * SHARE_OF_SOURCES));
  left = reserved + inTurn(pieces.filter(isEntry('list')), left - reserved, kept);
  inTurn(sources, left, kept);
  return told(pieces, kept, more);
}

/** Keeps entries of each part in turn while there is room; what is left of it. */
function inTurn(pieces: readonly Piece[], room: number, kept: Set<Piece>): number {
  const queues = new Map<Part | undefined, Piece[]>();
  for (const piece of pieces) {
    const queue = queues.get(piece.part);
    if (queue) queue.push(piece);
    else queues.set(piece.part, [piece]);
  }
  let left = room;
  while (queues.size > 0) {
    for (const [part, queue] of [...queues]) {
      const [next] = queue;
      if (!next || costOf(next) > left) {
        queues.delete(part);
        continue;
      }
      queue.shift();
      kept.add(next);
      left -= costOf(next);
    }
  }
  return left;
}

/** The kept pieces in their order; where a part ends, how many of it are not shown. */
function told(
  pieces: readonly Piece[],
  kept: ReadonlySet<Piece>,
  more: (count: number) => string,
): Piece[] {
  const result: Piece[] = [];
  let missing = 0;
  for (const [i, piece] of pieces.entries()) {
    if (kept.has(piece)) result.push(piece);
    else missing += 1;
    const ends = pieces[i + 1]?.part !== piece.part;
    if (ends && missing > 0 && piece.part) {
      result.push({ text: more(missing) });
      missing = 0;
    }
  }
  return missing > 0 ? [...result, { text: more(missing) }] : result;
}

/** As Discord counts it: the name and the value of a field, a text with the end of its line. */
const costOf = ({ name, text }: Piece): number => (name?.length ?? 1) + text.length;

const total = (pieces: readonly Piece[]): number =>
  pieces.reduce((sum, piece) => sum + costOf(piece), 0);
