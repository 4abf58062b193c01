/**
 * One line of the journal: a checksum, and one change as JSON.
 *
 * `c0ffee01 {"n":41,"synced":40,"at":"2026-11-22T00:00:00.000Z","by":"ann","type":"event",…}`
 */
import type { Change, RecordType } from '../../domain/record/record.ts';
import { checksum } from './checked-json-file.ts';

export interface JournalLine {
  /** Counts the changes of the store, 1 first. */
  readonly n: number;
  /** The last line that was safely on the disk when this one was written. */
  readonly synced: number;
  /** When it was accepted; never earlier than the line before. */
  readonly at: string;
  readonly by: string;
  /** The change that this one takes back. */
  readonly undoes?: number;
  /** Further lines follow that were accepted together with this one, or not at all. */
  readonly more?: true;
  readonly type: RecordType;
  readonly id: string;
  readonly before: Change['before'];
  readonly after: Change['after'];
}

/** Where a line stands in the journal. */
export interface Place {
  /** The number of the first line of its segment. */
  readonly segment: number;
  /** Bytes from the beginning of the segment. */
  readonly offset: number;
  /** Bytes, the line feed not among them. */
  readonly length: number;
}

export function encodeLine(line: JournalLine): string {
  const json = JSON.stringify(line);
  return `${checksum(json)} ${json}\n`;
}

/** The line, or undefined when it is not what was written. */
export function decodeLine(bytes: Buffer): JournalLine | undefined {
  const json = bytes.subarray(9);
  if (bytes.subarray(0, 9).toString('latin1') !== `${checksum(json)} `) return undefined;
  try {
    return JSON.parse(json.toString('utf8')) as JournalLine;
  } catch {
    return undefined;
  }
}
