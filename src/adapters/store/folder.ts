/**
 * Opening a store's folder: which format it has, what it holds, and what to do with the end of a
 * journal that was being written when the process or the power went.
 */
import { copyFile, open, truncate } from 'node:fs/promises';
import { StoreError } from '../../archive/event-store.ts';
import { syncFolder } from './files.ts';
import { migrateFormat1, readFormat1 } from './format-1.ts';
import { type Break, readJournal, segmentsOf } from './journal-reader.ts';
import { JournalWriter } from './journal-writer.ts';
import { Records } from './records.ts';
import { FORMAT, type Manifest, manifestOf, readSnapshot, type Snapshot } from './snapshot.ts';

export interface Opened {
  readonly records: Records;
  /** Undefined where the folder is only read, or nothing was written to it yet. */
  readonly writer: JournalWriter | undefined;
  readonly last: number;
  readonly lastAt: string | undefined;
  readonly snapshot: number;
  readonly notices: readonly string[];
}

/** Throws {@link StoreError} when the folder cannot be read, is of another time, or is damaged. */
export async function openFolder(folder: string, toWrite: boolean): Promise<Opened> {
  const notices = toWrite ? await migrateFormat1(folder) : [];
  const { manifest, snapshot } = await readManifestAndSnapshot(folder);
  if (!manifest) return unwritten(folder, notices);
  const records = new Records(snapshot?.records);
  const after = snapshot?.n ?? 0;
  const reading = await readJournal(folder, { after, synced: manifest.synced }, (line) =>
    records.put(line),
  );
  if (reading.break?.kind === 'damaged') throw damaged(reading.break);
  if (toWrite && reading.break) notices.push(await setAside(folder, reading.break));
  const lastAt = reading.lastAt ?? snapshot?.at ?? undefined;
  const writer = toWrite ? await writerAt(folder, reading.last) : undefined;
  return { records, writer, last: reading.last, lastAt, snapshot: after, notices };
}

/** A folder to which this format has written nothing yet: new, or of the first format. */
async function unwritten(folder: string, notices: readonly string[]): Promise<Opened> {
  const old = await readFormat1(folder);
  if (!old && (await segmentsOf(folder)).length > 0) {
    throw new StoreError(
      `${folder} holds a journal but no manifest.json; run "aide repair" to see what can be done`,
    );
  }
  const records = new Records(old ?? {});
  return { records, writer: undefined, last: 0, lastAt: undefined, snapshot: 0, notices };
}

/** What is told of a journal that cannot be trusted. */
export function damaged({ file, offset, n, reason }: Break): StoreError {
  return new StoreError(
    `${file} is damaged at byte ${offset}: ${reason}. The last good state is after change ${n - 1}. ` +
      'Nothing was changed; run "aide repair" to see what can be done, or "aide restore" a backup',
  );
}

/** A reader may find that the writer has just replaced the snapshot which the manifest named. */
async function readManifestAndSnapshot(
  folder: string,
): Promise<{ manifest: Manifest | null; snapshot: Snapshot | null }> {
  for (let attempt = 0; ; attempt++) {
    const file = manifestOf(folder);
    await file.read();
    const manifest = file.data;
    if (manifest && manifest.format > FORMAT) {
      throw new StoreError(
        `${folder} was written by a newer version (format ${manifest.format}; this one reads ` +
          `${FORMAT}); update this program`,
      );
    }
    if (!manifest || manifest.snapshot === 0) return { manifest, snapshot: null };
    const snapshot = await readSnapshot(folder, manifest.snapshot);
    if (snapshot) return { manifest, snapshot };
    if (attempt === 4) {
      throw new StoreError(
        `${folder} lacks the snapshot that its manifest names; run "aide repair" to rebuild it`,
      );
    }
  }
}

/** Keeps the unfinished end beside the journal, and ends the journal before it. */
async function setAside(folder: string, { file, offset, n, reason }: Break): Promise<string> {
  const kept = `${file}.torn-${n}`;
  await copyFile(file, kept);
  await truncate(file, offset);
  const handle = await open(file, 'r+');
  await handle.sync();
  await handle.close();
  await syncFolder(folder);
  return (
    `The journal's end was unfinished (${reason}) and was set aside as ${kept}; ` +
    `every acknowledged change up to ${n - 1} is there.`
  );
}

async function writerAt(folder: string, last: number): Promise<JournalWriter> {
  const segment = (await segmentsOf(folder)).at(-1);
  if (!segment) return JournalWriter.open(folder, last + 1, 0);
  const handle = await open(segment.file, 'r');
  const { size } = await handle.stat();
  await handle.close();
  return JournalWriter.open(folder, segment.from, size);
}
