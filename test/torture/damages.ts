/** Ways in which the files of a store may be damaged, and the choice of one. */
import type { Random } from '../support/random.ts';

export type Files = Map<string, Buffer>;

export interface Damage {
  /** What is done, to be told. */
  readonly tell: string;
  readonly files: Files;
}

type Way = (random: Random, files: Files) => string;

/** Damages a copy of the files; what is not touched is shared. */
export function damage(random: Random, whole: ReadonlyMap<string, Buffer>): Damage {
  for (;;) {
    const files = new Map(whole);
    const tell = random.pick(WAYS)(random, files);
    if (isChanged(whole, files)) return { tell, files };
  }
}

const flip: Way = (random, files) => {
  const [name, bytes] = pickFile(random, files);
  const bits = random.weighted({ 1: 5, 2: 2, 8: 1 });
  const changed = Buffer.from(bytes);
  const places = Array.from({ length: Number(bits) }, () =>
    random.between(0, bytes.length * 8 - 1),
  );
  for (const bit of places) changed[bit >> 3] = (changed[bit >> 3] as number) ^ (1 << (bit & 7));
  files.set(name, changed);
  return `bits ${places.join(', ')} of ${name} flipped`;
};

const cut: Way = (random, files) => {
  const [name, bytes] = pickFile(random, files);
  const end = random.between(0, bytes.length - 1);
  files.set(name, bytes.subarray(0, end));
  return `${name} cut to ${end} of ${bytes.length} bytes`;
};

const cutAtLine: Way = (random, files) => {
  const [name, bytes] = pickFile(random, files);
  const ends = [0];
  for (let i = bytes.indexOf(10); i >= 0; i = bytes.indexOf(10, i + 1)) ends.push(i + 1);
  const end = random.pick(ends);
  files.set(name, bytes.subarray(0, end));
  return `${name} cut at a line's end, to ${end} of ${bytes.length} bytes`;
};

const zero: Way = (random, files) => {
  const [name, bytes] = pickFile(random, files);
  const [begin, end] = stretch(random, bytes);
  files.set(name, Buffer.from(bytes).fill(0, begin, end));
  return `bytes ${begin} to ${end} of ${name} zeroed`;
};

const append: Way = (random, files) => {
  const [name, bytes] = pickFile(random, files);
  const [begin, end] = stretch(random, bytes);
  const more = random.chance(0.5) ? bytes.subarray(begin, end) : Buffer.alloc(end - begin);
  files.set(name, Buffer.concat([bytes, more]));
  return `${more[0] === 0 ? 'zeros' : `bytes ${begin} to ${end}`} added to the end of ${name}`;
};

const duplicate: Way = (random, files) => {
  const [name, bytes] = pickFile(random, files);
  const [begin, end] = stretch(random, bytes);
  const to = random.chance(0.5) ? end : random.between(0, bytes.length);
  const parts = [bytes.subarray(0, to), bytes.subarray(begin, end), bytes.subarray(to)];
  files.set(name, Buffer.concat(parts));
  return `bytes ${begin} to ${end} of ${name} doubled at ${to}`;
};

const swap: Way = (random, files) => {
  const [name, bytes] = pickFile(random, files);
  const [begin, end] = stretch(random, bytes);
  const to = random.between(0, bytes.length - (end - begin));
  const changed = Buffer.from(bytes);
  bytes.copy(changed, to, begin, end);
  bytes.copy(changed, begin, to, to + (end - begin));
  files.set(name, changed);
  return `bytes ${begin} to ${end} of ${name} swapped with those at ${to}`;
};

const swapFiles: Way = (random, files) => {
  const [a] = pickFile(random, files);
  const [b] = pickFile(random, files);
  const [first, second] = [files.get(a) as Buffer, files.get(b) as Buffer];
  files.set(a, second).set(b, first);
  return `${a} and ${b} swapped`;
};

const remove: Way = (random, files) => {
  const count = Math.min(files.size - 1, random.chance(0.7) ? 1 : random.between(2, 4));
  const gone = Array.from({ length: count }, () => pickFile(random, files, true)[0]);
  for (const name of gone) files.delete(name);
  return `${gone.join(', ')} removed`;
};

const WAYS: readonly Way[] = [
  ...[flip, flip, flip, cut, cutAtLine, zero, append, duplicate, swap, swapFiles, remove, remove],
];

function pickFile(random: Random, files: Files, orEmpty = false): [string, Buffer] {
  const choice = [...files].filter(([, bytes]) => orEmpty || bytes.length > 0);
  // The last segment is where most can go unseen.
  const last = choice.findLast(([name]) => name.startsWith('journal-'));
  return last && random.chance(0.3) ? last : random.pick(choice);
}

/** A stretch of bytes: any, a sector or whole lines. */
function stretch(random: Random, bytes: Buffer): [number, number] {
  const begin = random.between(0, bytes.length - 1);
  const kind = random.pick(['any', 'sector', 'lines']);
  if (kind === 'any') return [begin, random.between(begin + 1, bytes.length)];
  if (kind === 'sector') {
    const start = begin - (begin % 512);
    return [start, Math.min(bytes.length, start + 512)];
  }
  const start = bytes.lastIndexOf(10, begin) + 1;
  const end = bytes.indexOf(10, random.between(start, bytes.length - 1)) + 1;
  return [start, Math.max(end, start + 1) > bytes.length ? bytes.length : Math.max(end, start + 1)];
}

function isChanged(whole: ReadonlyMap<string, Buffer>, files: Files): boolean {
  if (whole.size !== files.size) return true;
  return [...whole].some(([name, bytes]) => !files.get(name)?.equals(bytes));
}
