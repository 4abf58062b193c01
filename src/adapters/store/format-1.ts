/**
 * The first format: all records in one file `archive.json`, without a journal. It is migrated when
 * the folder is next written to; the file is kept under another name.
 */
import { readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { StoreError } from '../../archive/event-store.ts';
import { emptyHoldings, type Holdings, RECORD_TYPES } from '../../domain/record/record.ts';
import { reasonOf, syncFolder } from './files.ts';
import type { JournalLine } from './journal-line.ts';
import { JournalWriter } from './journal-writer.ts';
import { FORMAT, manifestOf } from './snapshot.ts';

const NAME = 'archive.json';

/** Migrates a folder of the first format; tells what was done. */
export async function migrateFormat1(folder: string): Promise<string[]> {
  const records = await readFormat1(folder);
  if (!records) return [];
  const manifest = manifestOf(folder);
  await manifest.read();
  if (!manifest.data) await writeJournal(folder, records);
  const kept = join(folder, 'archive.format-1.json');
  await rename(join(folder, NAME), kept);
  await syncFolder(folder);
  return [`The folder was brought to format ${FORMAT}; the file it was is kept as ${kept}.`];
}

/** Begun anew if it was interrupted: without a manifest nothing of it counts. */
async function writeJournal(folder: string, records: Holdings): Promise<void> {
  const at = new Date(0).toISOString(); // when each record came is not known
  const all = RECORD_TYPES.flatMap((type) => records[type].map((after) => ({ type, after })));
  const lines = all.map(
    ({ type, after }, i): JournalLine => ({
      n: i + 1,
      synced: 0,
      at,
      by: 'migration',
      ...(i < all.length - 1 && { more: true as const }),
      type,
      id: after.id,
      before: null,
      after,
    }),
  );
  const writer = await JournalWriter.open(folder, 1, 0);
  if (lines.length > 0) await writer.append(lines);
  await writer.close();
  const manifest = manifestOf(folder);
  manifest.data = { format: FORMAT, snapshot: 0, synced: lines.length };
  await manifest.write();
}

/** The records of a folder of the first format; null where it is none. */
export async function readFormat1(folder: string): Promise<Holdings | null> {
  const file = join(folder, NAME);
  let content: string;
  try {
    content = await readFile(file, 'utf8');
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(reasonOf(error))) return null;
    throw new StoreError(`${file} cannot be read (${reasonOf(error)}); check who owns it`);
  }
  try {
    return { ...emptyHoldings(), ...(JSON.parse(content) as { records: Holdings }).records };
  } catch {
    throw new StoreError(`${file} is damaged: it is not whole JSON. Nothing was changed`);
  }
}
