/**
 * Reading the journal: its segments in order, line by line, up to the first line that is not what
 * was written.
 *
 * What lies behind such a line decides what it means. A line that says a later line was already
 * safe (`synced`), or a segment that begins after it, proves that this one once was: the journal was
 * damaged, and is refused. So does a line that is whole and has the number of another: nothing that
 * stops writing leaves that. Without such proof it is the end that was being written when the process
 * or the power went: it was never acknowledged, and is set aside.
 */
import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { StoreError } from '../../archive/event-store.ts';
import { reasonOf } from './files.ts';
import { decodeLine, type JournalLine, type Place } from './journal-line.ts';

const SEGMENT = /^journal-(\d{12})\.log$/;

export interface Segment {
  readonly file: string;
  /** The number of its first line. */
  readonly from: number;
}

export const segmentFile = (folder: string, from: number): string =>
  join(folder, `journal-${String(from).padStart(12, '0')}.log`);

/** The segments of a folder, in order. */
export async function segmentsOf(folder: string): Promise<Segment[]> {
  const names = (await namesIn(folder)).filter((name) => SEGMENT.test(name)).sort();
  return names.map((name) => ({
    file: join(folder, name),
    from: Number(SEGMENT.exec(name)?.[1]),
  }));
}

/** A snapshot is made only once the segment that goes on after it is there, if it is empty. */
export const lacksSegmentAfter = async (folder: string, snapshot: number): Promise<boolean> =>
  snapshot > 0 && !(await segmentsOf(folder)).some(({ from }) => from === snapshot + 1);

/** Nothing where there is no such folder yet. */
async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw new StoreError(`${folder} cannot be read (${reasonOf(error)}); check who owns it`);
  }
}

/** Where reading stopped before the end. */
export interface Break {
  readonly kind: 'torn' | 'damaged';
  readonly file: string;
  /** Bytes from the beginning of the file. */
  readonly offset: number;
  /** The line that should stand there. */
  readonly n: number;
  readonly reason: string;
}

export interface Reading {
  /** The last line that was given out; `after` where there was none. */
  readonly last: number;
  readonly lastAt: string | undefined;
  readonly break: Break | undefined;
}

export interface Stretch {
  /** Lines up to this one are not wanted. */
  readonly after: number;
  /** The last line that is known from elsewhere to have been safe. */
  readonly synced: number;
  /** Segments that begin after this line are not read. */
  readonly until?: number;
}

/**
 * Gives the lines of a stretch to `take`, whole commits only, in order. Lines after a break are not
 * given out.
 */
export async function readJournal(
  folder: string,
  { after, synced, until = Number.POSITIVE_INFINITY }: Stretch,
  take: (line: JournalLine, place: Place) => void,
): Promise<Reading> {
  const segments = (await segmentsOf(folder)).filter((s) => s.from <= until);
  const first = Math.max(
    0,
    segments.findLastIndex((s) => s.from <= after + 1),
  );
  let expected = Math.min(segments[first]?.from ?? after + 1, after + 1);
  let last = after;
  let lastAt: string | undefined;
  let held: { line: JournalLine; file: string; offset: number; place: Place }[] = [];
  let broken: Break | undefined;
  // A segment is begun only once every line before it is safe.
  let proven = Math.max(synced, (segments.at(-1)?.from ?? 1) - 1);

  const stop = (file: string, offset: number, reason: string) => {
    const start = held[0];
    broken ??= start
      ? { kind: 'torn', file: start.file, offset: start.offset, n: start.line.n, reason }
      : { kind: 'torn', file, offset, n: expected, reason };
  };

  let end = 0;
  for (const [i, { file, from }] of segments.slice(first).entries()) {
    end = 0;
    // One that begins earlier is empty: it could not be taken into use when it was made.
    if (!broken && from > expected) {
      stop(file, 0, i === 0 ? 'its beginning is missing' : `line ${expected} is missing before it`);
    }
    for await (const { bytes, offset, whole } of linesOf(file)) {
      end = offset + bytes.length + Number(whole);
      const line = whole ? decodeLine(bytes) : undefined;
      if (line) proven = Math.max(proven, line.synced);
      if (broken) continue; // only proofs are still looked for
      if (!line) {
        stop(file, offset, whole ? 'the checksum of a line does not fit' : 'a line has no end');
      } else if (line.n !== expected) {
        stop(file, offset, `line ${line.n} stands where line ${expected} should`);
        proven = Math.max(proven, expected);
      } else {
        expected++;
        held.push({ line, file, offset, place: { segment: from, offset, length: bytes.length } });
        if (line.more) continue;
        for (const { line: complete, place } of held) {
          if (complete.n <= after || complete.n > until) continue;
          take(complete, place);
          last = complete.n;
          lastAt = complete.at;
        }
        held = [];
      }
    }
  }
  if (!broken && held[0]) {
    stop(held[0].file, held[0].offset, 'changes that belong together are not all there');
  }
  if (!broken && expected - 1 < proven) {
    const file = segments.at(-1)?.file ?? segmentFile(folder, expected);
    stop(file, end, `the lines up to ${proven} are missing`);
  }
  const damaged = broken !== undefined && proven >= (broken as Break).n;
  return { last, lastAt, break: damaged ? { ...(broken as Break), kind: 'damaged' } : broken };
}

/** One line by its place; undefined where something else stands there. */
export async function readLine(
  file: string,
  { offset, length }: Place,
): Promise<JournalLine | undefined> {
  const handle = await open(file, 'r');
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(length), 0, length, offset);
    return bytesRead === length ? decodeLine(buffer) : undefined;
  } finally {
    await handle.close();
  }
}

/** The number of the first line of a segment before which nothing is later than a moment. */
export async function lastSegmentBegunBy(folder: string, moment: string): Promise<number> {
  for (const { file, from } of (await segmentsOf(folder)).reverse()) {
    for await (const { bytes, whole } of linesOf(file)) {
      const line = whole ? decodeLine(bytes) : undefined;
      if (line && line.at <= moment) return from;
      break;
    }
  }
  return 1;
}

interface RawLine {
  readonly bytes: Buffer;
  readonly offset: number;
  /** Whether it ends in a line feed. */
  readonly whole: boolean;
}

const CHUNK = 1 << 16;
const LINE_FEED = 10;

/** The lines of a file, read in pieces; however long a line, nothing is read twice. */
async function* linesOf(file: string): AsyncGenerator<RawLine> {
  const handle = await open(file, 'r');
  try {
    let parts: Buffer[] = [];
    let offset = 0;
    let position = 0;
    for (;;) {
      const { bytesRead, buffer } = await handle.read(
        Buffer.allocUnsafe(CHUNK),
        0,
        CHUNK,
        position,
      );
      if (bytesRead === 0) break;
      position += bytesRead;
      let start = 0;
      for (;;) {
        const end = buffer.indexOf(LINE_FEED, start);
        if (end < 0 || end >= bytesRead) break;
        const bytes = Buffer.concat([...parts, buffer.subarray(start, end)]);
        yield { bytes, offset, whole: true };
        offset += bytes.length + 1;
        parts = [];
        start = end + 1;
      }
      if (start < bytesRead) parts.push(buffer.subarray(start, bytesRead));
    }
    const rest = Buffer.concat(parts);
    if (rest.length > 0) yield { bytes: rest, offset, whole: false };
  } finally {
    await handle.close();
  }
}
