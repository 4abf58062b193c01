/** Copies of the store: a backup with all history, and the records as JSON. */
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { readBackup, restoreBackup, writeBackup } from '../adapters/store/backup.ts';
import { reasonOf } from '../adapters/store/files.ts';
import { WriterLock } from '../adapters/store/writer-lock.ts';
import { type Authorship, type EventStore, StoreError } from '../archive/event-store.ts';
import { recordChanges } from '../archive/import.ts';
import { RECORD_TYPES } from '../domain/record/record.ts';

type Out = (text: string) => void;

export async function backup(folder: string, file: string, out: Out): Promise<number> {
  const changes = await writeBackup(folder, file);
  out(`${file}: ${changes} changes, read back and verified.\n`);
  return 0;
}

export async function restore(folder: string, file: string, out: Out): Promise<number> {
  await readBackup(file);
  const lock = await WriterLock.take(folder, { random: Math.random });
  try {
    const kept = await restoreBackup(folder, file);
    out(`${folder} holds the backup now.${kept ? ` What it held is kept in ${kept}.` : ''}\n`);
  } finally {
    await lock.release();
  }
  return 0;
}

/** All records as they are now, without their history. */
export async function exportJson(
  store: EventStore,
  file: string | undefined,
  out: Out,
): Promise<void> {
  const records = await store.load();
  const json = `${JSON.stringify({ export: 'aide-memoire', records }, null, 2)}\n`;
  if (file === undefined) {
    out(json);
    return;
  }
  const draft = `${file}.part`; // what was exported before stays until this is whole
  try {
    await writeFile(draft, json);
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true }).catch(() => undefined);
    throw new StoreError(`${file} cannot be written (${reasonOf(error)})`);
  }
  const count = RECORD_TYPES.reduce((n, type) => n + records[type].length, 0);
  out(`${file}: ${count} records.\n`);
}

/** Brings the store to what an exported file says; every record of it is checked first. */
export async function importJson(
  store: EventStore,
  file: string,
  dryRun: boolean,
  by: Authorship,
  out: Out,
): Promise<void> {
  let json: string;
  try {
    json = await readFile(file, 'utf8');
  } catch (error) {
    throw new StoreError(`${file} cannot be read (${reasonOf(error)})`);
  }
  const { changes, problems } = recordChanges(await store.load(), json);
  if (problems.length > 0) {
    throw new StoreError(
      `${file}: ${problems[0]}${problems.length > 1 ? ` (and ${problems.length - 1} more)` : ''}; nothing was changed`,
    );
  }
  for (const { type, id, before, after } of changes) {
    out(`${before ? (after ? '~' : '-') : '+'} ${type} ${id}\n`);
  }
  if (!dryRun && changes.length > 0) await store.commit(changes, by);
  const count = changes.length === 1 ? '1 record' : `${changes.length} records`;
  out(`${count} ${dryRun ? 'would change' : 'changed'}.\n`);
}
