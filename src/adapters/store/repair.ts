/**
 * What is wrong with a folder, and what would put it right. Nothing is thrown away: whatever is
 * replaced or cut is kept beside it under another name.
 */
import { copyFile, open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { syncFolder } from './files.ts';
import {
  type Break,
  lacksSegmentAfter,
  type Reading,
  readJournal,
  segmentFile,
  segmentsOf,
} from './journal-reader.ts';
import { JournalWriter } from './journal-writer.ts';
import { FORMAT, type Manifest, manifestOf, readSnapshot } from './snapshot.ts';

export interface Step {
  /** What is wrong, and what would be done, in a line. */
  readonly tell: string;
  /** Missing where nothing can be done here. */
  apply?(): Promise<void>;
}

/** In the order in which they must be done; none where the folder is well. */
export async function examine(folder: string): Promise<Step[]> {
  const { manifest, isDamaged } = await tryManifest(folder);
  if (!manifest && !isDamaged && (await segmentsOf(folder)).length === 0) return [];
  const snapshot = manifest?.snapshot ? await trySnapshot(folder, manifest.snapshot) : undefined;
  const steps: Step[] = [];
  const after = snapshot?.n ?? 0;
  const history = await damagedHistory(folder, after);
  if (history) steps.push({ tell: tellHistory(history, after) });
  const stretch = { after, synced: manifest?.synced ?? 0 };
  const journal = await readJournal(folder, stretch, () => undefined);
  const broken = journal.break;
  if (broken)
    steps.push(
      cutStep(folder, broken, { ...journal, lastAt: journal.lastAt ?? snapshot?.at ?? undefined }),
    );
  if (!manifest) {
    const what = isDamaged ? 'damaged' : 'missing';
    steps.push({
      tell: `manifest.json is ${what}: it is written anew from the journal (changes 1 to ${journal.last}).`,
      apply: () => rewriteManifest(folder, journal.last, isDamaged),
    });
  } else if (manifest.snapshot > 0 && !snapshot) {
    steps.push({
      tell: `The snapshot of change ${manifest.snapshot} is damaged or missing: the records are read from the journal instead, which is whole up to ${journal.last}.`,
      apply: () => rewriteManifest(folder, journal.last, false),
    });
  } else if (broken?.kind === 'damaged') {
    steps.push({
      tell: `manifest.json is told that the journal ends with change ${journal.last}.`,
      apply: () => rewriteManifest(folder, journal.last, false, manifest.snapshot),
    });
  }
  if (snapshot && (await lacksSegmentAfter(folder, snapshot.n))) {
    steps.push(beginStep(folder, snapshot.n));
  }
  return steps;
}

/** Where what lies before the snapshot cannot be read; the records do not need it, the history does. */
async function damagedHistory(folder: string, snapshot: number): Promise<Break | undefined> {
  if (snapshot === 0) return undefined;
  const stretch = { after: 0, synced: snapshot, until: snapshot };
  return (await readJournal(folder, stretch, () => undefined)).break;
}

const tellHistory = ({ file, offset, reason }: Break, snapshot: number): string =>
  `${file} is damaged at byte ${offset} (${reason}). The records up to change ${snapshot} are whole, ` +
  'for the snapshot holds them, but their history cannot be read. A backup restores it.';

function beginStep(folder: string, n: number): Step {
  const file = segmentFile(folder, n + 1);
  return {
    tell: `${file} is missing: it is begun anew. Every change after ${n} is lost unless the file is found.`,
    async apply() {
      const writer = await JournalWriter.open(folder, n + 1, 0);
      await writer.close();
    },
  };
}

function cutStep(folder: string, broken: Break, { last, lastAt }: Reading): Step {
  const { file, offset, reason, kind } = broken;
  const loss =
    kind === 'torn'
      ? 'Nothing that was acknowledged is lost.'
      : `Every change after ${last} is lost; the damaged file is kept.`;
  return {
    tell:
      `${file} is ${kind === 'torn' ? 'unfinished' : 'damaged'} at byte ${offset} (${reason}). It ` +
      `is ended there, at the last good state: change ${last}${lastAt ? ` of ${lastAt}` : ''}. ${loss}`,
    apply: () => cut(folder, broken),
  };
}

async function cut(folder: string, { file, offset, n }: Break): Promise<void> {
  const segments = await segmentsOf(folder);
  for (const segment of segments) {
    if (segment.from > n) await rename(segment.file, `${segment.file}.damaged-${n}`);
  }
  // What is missing may lie before the file at which that was noticed, or be all there was.
  if (!segments.some((segment) => segment.file === file && segment.from <= n)) {
    return syncFolder(folder);
  }
  await copyFile(file, `${file}.damaged-${n}`);
  const handle = await open(file, 'r+');
  await handle.truncate(offset);
  await handle.sync();
  await handle.close();
  await syncFolder(folder);
}

async function rewriteManifest(
  folder: string,
  synced: number,
  keepsOld: boolean,
  snapshot = 0,
): Promise<void> {
  const file = join(folder, 'manifest.json');
  if (keepsOld) await copyFile(file, `${file}.damaged-${synced}`);
  const manifest = manifestOf(folder);
  manifest.data = { format: FORMAT, snapshot, synced };
  await manifest.write();
}

async function tryManifest(
  folder: string,
): Promise<{ manifest: Manifest | null; isDamaged: boolean }> {
  const file = manifestOf(folder);
  try {
    await file.read();
    return { manifest: file.data, isDamaged: false };
  } catch {
    return { manifest: null, isDamaged: true };
  }
}

async function trySnapshot(folder: string, n: number) {
  try {
    return (await readSnapshot(folder, n)) ?? undefined;
  } catch {
    return undefined;
  }
}
