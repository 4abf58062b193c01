/**
 * Opening a store's folder: which format it has, what it holds, and what to do with the end of a
 * journal that was being written when the process or the power went.
 */
import { copyFile, open, truncate } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { StoreError } from '../../archive/event-store.ts';
import { reasonOf, syncFolder } from './files.ts';
import { migrateFormat1, readFormat1 } from './format-1.ts';
import type { JournalLine } from './journal-line.ts';
import {
  type Break,
  lacksSegmentAfter,
  type Reading,
  readJournal,
  type Stretch,
  segmentFile,
  segmentsOf,
} from './journal-reader.ts';
import { JournalWriter } from './journal-writer.ts';
import { Records } from './records.ts';
import { FORMAT, type Manifest, manifestOf, readSnapshot, type Snapshot } from './snapshot.ts';

/** How often an unfinished end is looked at again by who only reads, and after how long. */
const GLANCES = 3;
const GLANCE_MS = 20;

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
  if (await lacksSegmentAfter(folder, after)) {
    const file = segmentFile(folder, after + 1);
    throw damaged({ kind: 'damaged', file, offset: 0, n: after + 1, reason: 'it is missing' });
  }
  const stretch = { after, synced: manifest.synced };
  const reading = toWrite
    ? await readJournal(folder, stretch, (line) => records.put(line))
    : await readBesideWriter(folder, stretch, (line) => records.put(line));
  if (reading.break?.kind === 'damaged') throw damaged(reading.break);
  if (reading.break) {
    notices.push(toWrite ? await setAside(folder, reading.break) : tellUnfinished(reading.break));
  }
  const lastAt = reading.lastAt ?? snapshot?.at ?? undefined;
  const writer = toWrite ? await writerAt(folder, reading.last) : undefined;
  return { records, writer, last: reading.last, lastAt, snapshot: after, notices };
}

/**
 * What is unfinished may be what someone is just writing: it is looked at again, and is an end only
 * if nothing comes of it.
 */
async function readBesideWriter(
  folder: string,
  stretch: Stretch,
  take: (line: JournalLine) => void,
): Promise<Reading> {
  let reading = await readJournal(folder, stretch, take);
  for (let glance = 0; glance < GLANCES && reading.break?.kind === 'torn'; glance++) {
    await pause(GLANCE_MS);
    const again = await readJournal(folder, { ...stretch, after: reading.last }, take);
    const isGoingOn = again.last > reading.last && again.break?.kind === 'torn';
    const lastAt = again.lastAt ?? reading.lastAt;
    reading = { ...again, lastAt, break: isGoingOn ? undefined : again.break };
  }
  return reading;
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

const tellUnfinished = ({ file, n, reason }: Break): string =>
  `The end of ${file} is unfinished (${reason}): what follows change ${n - 1} was never acknowledged, ` +
  'or is being written just now. It is mended when the folder is next written to.';

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
  try {
    await copyFile(file, kept);
    await truncate(file, offset);
    const handle = await open(file, 'r+');
    await handle.sync();
    await handle.close();
    await syncFolder(folder);
  } catch (error) {
    throw new StoreError(
      `The journal's end is unfinished (${reason}) and cannot be set aside as ${kept} ` +
        `(${reasonOf(error)}); nothing is lost: make room, and start again`,
    );
  }
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
