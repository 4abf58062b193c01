/**
 * The journal as its documentation says it is written, read without the store's own code: eight
 * hexadecimal digits of CRC-32, a space, JSON, a line feed; lines that say `more` belong to the next.
 */
import type { DiskFiles } from '../preload/op-log.ts';

export interface JournalCommit {
  readonly file: string;
  /** Its first byte in the file, and the one after its last. */
  readonly begin: number;
  readonly end: number;
  /** The numbers of its lines. */
  readonly from: number;
  readonly to: number;
}

export interface WrittenFolder {
  readonly files: ReadonlyMap<string, Buffer>;
  readonly commits: readonly JournalCommit[];
  /** The segments of the journal, in order. */
  readonly segments: readonly string[];
  /** What the manifest says: up to which line all was safe, and which line the snapshot holds. */
  readonly synced: number;
  readonly snapshot: number;
}

const SEGMENT = /^journal-(\d+)\.log$/;

/** Reads a folder that is known to be whole. */
export function readWritten(listing: DiskFiles): WrittenFolder {
  const files = new Map<string, Buffer>();
  for (const [name, content] of Object.entries(listing)) {
    if (content !== null) files.set(name, Buffer.from(content, 'base64'));
  }
  const segments = [...files.keys()].filter((name) => SEGMENT.test(name)).sort();
  const commits = segments.flatMap((file) => commitsIn(file, files.get(file) as Buffer));
  const manifest = JSON.parse(String(files.get('manifest.json')));
  const { synced, snapshot } = manifest.data as { synced: number; snapshot: number };
  return { files, commits, segments, synced, snapshot };
}

function commitsIn(file: string, bytes: Buffer): JournalCommit[] {
  const commits: JournalCommit[] = [];
  let begin = 0;
  let from = 0;
  for (let start = 0; start < bytes.length; ) {
    const end = bytes.indexOf('\n', start) + 1;
    const line = JSON.parse(bytes.toString('utf8', start + 9, end)) as { n: number; more?: true };
    if (start === begin) from = line.n;
    if (!line.more) {
      commits.push({ file, begin, end, from, to: line.n });
      begin = end;
    }
    start = end;
  }
  return commits;
}

/**
 * How many of the commits are still there, whole and in order, when the files are as given: up to
 * the first byte of the journal that is not what was written.
 */
export function commitsBefore(
  { files, commits, segments }: WrittenFolder,
  now: ReadonlyMap<string, Buffer>,
): number {
  for (const file of segments) {
    const [was, is] = [files.get(file) as Buffer, now.get(file)];
    const at = is === undefined ? 0 : firstDifference(was, is);
    if (at === undefined) continue;
    const broken = commits.findIndex((commit) => commit.file === file && commit.end > at);
    if (broken >= 0) return broken;
    // The file has more at its end than was written, or held nothing.
    const next = commits.findIndex((commit) => commit.file > file);
    return next >= 0 ? next : commits.length;
  }
  return commits.length;
}

/** The first byte that differs, or that only one of them has. */
export function firstDifference(a: Buffer, b: Buffer): number | undefined {
  if (a.equals(b)) return undefined;
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) if (a[i] !== b[i]) return i;
  return length;
}

/**
 * Whether the files are what they might be had the last commits never been made: nothing in them
 * could tell. The journal ends where a commit did, and neither manifest nor snapshot knows of more.
 */
export function isAsIfEarlier(
  { files, commits, segments, synced, snapshot }: WrittenFolder,
  now: ReadonlyMap<string, Buffer>,
  left: number,
): boolean {
  const last = commits[left - 1];
  const reached = last?.to ?? 0;
  if (synced > reached || snapshot > reached) return false;
  if (!files.get('manifest.json')?.equals(now.get('manifest.json') ?? Buffer.alloc(0)))
    return false;
  return segments.every((file) => {
    const [was, is] = [files.get(file) as Buffer, now.get(file)];
    const startsAfter = Number(SEGMENT.exec(file)?.[1]) > reached;
    // A segment that begins with the line after the last may be there, empty, or not.
    if (startsAfter) return is === undefined || (is.length === 0 && isNext(file, reached));
    const end = last?.file === file ? last.end : was.length;
    return is?.equals(was.subarray(0, end)) === true;
  });
}

const isNext = (file: string, reached: number): boolean =>
  Number(SEGMENT.exec(file)?.[1]) === reached + 1;
