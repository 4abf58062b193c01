/**
 * A backup: the whole journal, which is all records and all their history, in one compressed file
 * that proves itself: a head that says how many lines follow, the lines with their checksums, and
 * an end with the checksum of all.
 */
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream/promises';
import { crc32, createGunzip, createGzip } from 'node:zlib';
import { StoreError } from '../../archive/event-store.ts';
import { reasonOf, syncFolder, syncFoldersAbove } from './files.ts';
import { damaged } from './folder.ts';
import { decodeLine, encodeLine, type JournalLine } from './journal-line.ts';
import { readJournal } from './journal-reader.ts';
import { JournalWriter } from './journal-writer.ts';
import { FORMAT, manifestOf } from './snapshot.ts';

interface Head {
  readonly backup: 'aide-memoire';
  readonly format: number;
}

interface End {
  readonly lines: number;
  /** CRC-32 of all lines, each with its line feed. */
  readonly crc: number;
}

/** Writes the file, reads it back, and resolves to the number of changes in it. */
export async function writeBackup(folder: string, file: string): Promise<number> {
  const manifest = manifestOf(folder);
  await manifest.read();
  if (!manifest.data) throw new StoreError(`${folder} holds nothing yet`);
  const lines: string[] = [];
  const { synced } = manifest.data;
  const reading = await readJournal(folder, { after: 0, synced }, (line) =>
    lines.push(encodeLine(line)),
  );
  if (reading.break?.kind === 'damaged') throw damaged(reading.break);
  const head: Head = { backup: 'aide-memoire', format: FORMAT };
  const end: End = { lines: lines.length, crc: lines.reduce((crc, line) => crc32(line, crc), 0) };
  const draft = `${file}.part`;
  try {
    await pipeline(
      async function* () {
        yield `${JSON.stringify(head)}\n`;
        yield* lines;
        yield `${JSON.stringify(end)}\n`;
      },
      createGzip(),
      createWriteStream(draft),
    );
    const handle = await open(draft, 'r+');
    await handle.sync();
    await handle.close();
    await rename(draft, file);
    await syncFolder(dirname(file));
  } catch (error) {
    await rm(draft, { force: true }).catch(() => undefined);
    throw new StoreError(`${file} cannot be written (${reasonOf(error)})`);
  }
  return (await readBackup(file)).length;
}

/** The lines of a backup; throws {@link StoreError} unless every one of them is what was written. */
export async function readBackup(file: string): Promise<JournalLine[]> {
  const wrong = (reason: string) => new StoreError(`${file} is no whole backup: ${reason}`);
  const rows: string[] = [];
  try {
    const input = createReadStream(file);
    const text = createInterface({ input: input.pipe(createGunzip()), crlfDelay: Infinity });
    input.on('error', (error) => text.emit('error', error));
    for await (const row of text) rows.push(row);
  } catch (error) {
    throw wrong(reasonOf(error));
  }
  const head = parsed<Head>(rows.shift());
  const end = parsed<End>(rows.pop());
  if (head?.backup !== 'aide-memoire') throw wrong('it does not begin as one');
  if (head.format > FORMAT) throw wrong('it was made by a newer version');
  if (end?.lines !== rows.length) throw wrong('lines are missing');
  if (rows.reduce((crc, row) => crc32(`${row}\n`, crc), 0) !== end.crc) {
    throw wrong('its checksum does not fit');
  }
  return rows.map((row, i) => {
    const line = decodeLine(Buffer.from(row));
    if (line?.n !== i + 1) throw wrong(`line ${i + 1} is not what was written`);
    return line;
  });
}

/**
 * Puts a backup in the place of what the folder holds, which is kept in a folder of its own within
 * it. Whoever calls holds the lock. Resolves to the folder in which the old store is kept, if any.
 */
export async function restoreBackup(folder: string, file: string): Promise<string | undefined> {
  const lines = await readBackup(file); // before anything is touched
  const old = (await readdir(folder)).filter((name) =>
    /^(journal|snapshot|manifest|archive)[-.]/.test(name),
  );
  const kept = old.length > 0 ? await freeFolder(folder) : undefined;
  for (const name of kept ? old : []) await rename(join(folder, name), join(kept as string, name));
  await syncFolder(folder);
  await syncFoldersAbove(folder);
  const writer = await JournalWriter.open(folder, 1, 0);
  if (lines.length > 0) await writer.append(lines.map((line) => ({ ...line, synced: 0 })));
  await writer.close();
  const manifest = manifestOf(folder);
  manifest.data = { format: FORMAT, snapshot: 0, synced: lines.length };
  await manifest.write();
  return kept;
}

async function freeFolder(folder: string): Promise<string> {
  for (let i = 1; ; i++) {
    const candidate = join(folder, `before-restore-${i}`);
    try {
      await mkdir(candidate);
      return candidate;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

function parsed<T>(row: string | undefined): T | undefined {
  try {
    return JSON.parse(row ?? '') as T;
  } catch {
    return undefined;
  }
}
