/**
 * Snapshots: all records as they were after a line of the journal, in one file through lowdb, and
 * the manifest that names the current one. A snapshot saves reading the journal from its beginning;
 * the journal alone is the truth.
 */
import { readdir, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { Low } from 'lowdb';
import type { Holdings } from '../../domain/record/record.ts';
import { CheckedJsonFile } from './checked-json-file.ts';

/** Raised whenever the shape of the folder changes. */
export const FORMAT = 2;

export interface Manifest {
  format: number;
  /** The current snapshot holds the records as they were after this line; 0 where there is none. */
  snapshot: number;
  /** Every line up to this one was safe when the manifest was written. */
  synced: number;
}

export interface Snapshot {
  /** The last line of the journal that is in it. */
  n: number;
  /** When that line was accepted. */
  at: string | null;
  records: Holdings;
}

export const manifestOf = (folder: string): Low<Manifest | null> =>
  new Low<Manifest | null>(new CheckedJsonFile(join(folder, 'manifest.json'), isManifest), null);

/** What a newer version may say beside its format is not known. */
function isManifest(data: unknown): boolean {
  const { format, snapshot, synced } = (data ?? {}) as Partial<Manifest>;
  return isCount(format) && (format > FORMAT || (isCount(snapshot) && isCount(synced)));
}

const isCount = (n: unknown): n is number => Number.isSafeInteger(n) && (n as number) >= 0;

const nameOf = (n: number): string => `snapshot-${String(n).padStart(12, '0')}.json`;

export async function readSnapshot(folder: string, n: number): Promise<Snapshot | null> {
  const file = new Low<Snapshot | null>(snapshotFile(folder, n), null);
  await file.read();
  return file.data;
}

const snapshotFile = <T extends Snapshot | null>(folder: string, n: number) =>
  new CheckedJsonFile<T>(
    join(folder, nameOf(n)),
    (data) => (data as Partial<Snapshot> | null)?.n === n,
  );

export async function writeSnapshot(folder: string, snapshot: Snapshot): Promise<void> {
  const file = new Low<Snapshot>(snapshotFile(folder, snapshot.n), snapshot);
  await file.write();
}

/** Removes snapshots that the manifest no longer names, but for the one before. */
export async function removeOldSnapshots(folder: string, current: number): Promise<void> {
  const names = (await readdir(folder)).filter((name) => /^snapshot-\d{12}\.json$/.test(name));
  const older = names.filter((name) => name < nameOf(current)).sort();
  const later = names.filter((name) => name > nameOf(current));
  for (const name of [...older.slice(0, -1), ...later]) {
    await unlink(join(folder, name)).catch(() => undefined); // a reader may have been quicker
  }
}
