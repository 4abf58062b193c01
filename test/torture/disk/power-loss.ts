/**
 * The disk as it may be after a loss of power: what is safe is there; of the rest any part may be.
 *
 * - Each sector of a file is as it was at any one moment since it was last safe; where the file was
 *   shorter then, it holds zeros. The file's size is that of any such moment, whatever the sectors.
 * - Each creation, rename and removal in a folder is done or not, in order for each name, but for
 *   other names independently. A rename is done for both its names at once.
 */
import type { Random } from '../../support/random.ts';
import type { Disk, Underway } from './disk.ts';
import { type Entry, type EntryChange, type Folder, isFile, touched, withEntry } from './folder.ts';
import { changed, type DataChange, type Inode } from './inode.ts';

const SECTOR = 512;

/** What a kind of loss leaves of what was not safe. */
export interface Loss {
  readonly name: string;
  /** Whether the change of an entry is done. */
  entry(random: Random, change: EntryChange): boolean;
  /** Which of so many moments a sector is of, 0 the safe one. */
  sector(random: Random, moments: number, sector: number, sectors: number): number;
  /** Which of so many moments the size is of. */
  size(random: Random, moments: number): number;
}

const none = () => false;
const all = () => true;
const first = () => 0;
const last = (_: Random, moments: number) => moments - 1;
const any = (random: Random, moments: number) => random.between(0, moments - 1);
const half = (random: Random) => random.chance(0.5);

/** From the plain to the unkind. */
export const LOSSES: readonly Loss[] = [
  { name: 'all that was not synced is lost', entry: none, sector: first, size: first },
  { name: 'nothing is lost', entry: all, sector: last, size: last },
  { name: 'anything', entry: half, sector: any, size: any },
  { name: 'only names and sizes are kept', entry: all, sector: first, size: last },
  { name: 'only names are kept', entry: all, sector: first, size: first },
  { name: 'only content is kept', entry: none, sector: last, size: last },
  { name: 'only content is kept, and not the sizes', entry: none, sector: last, size: first },
  {
    name: 'of the content only the last sector is kept',
    entry: all,
    sector: (_, moments, sector, sectors) => (sector === sectors - 1 ? moments - 1 : 0),
    size: last,
  },
  {
    name: 'of the content only the first sector is lost',
    entry: all,
    sector: (_, moments, sector) => (sector === 0 ? 0 : moments - 1),
    size: last,
  },
  {
    name: 'only renames are kept',
    entry: (_, { kind }) => kind === 'rename',
    sector: any,
    size: any,
  },
  {
    name: 'only removals and renames are kept, and half the sectors',
    entry: (_, { kind }) => kind !== 'add',
    sector: (random, moments) => (random.chance(0.5) ? moments - 1 : 0),
    size: last,
  },
  {
    name: 'sectors are there or not',
    entry: (random) => random.chance(0.8),
    sector: (random, moments) => (random.chance(0.5) ? moments - 1 : 0),
    size: last,
  },
];

/** The files below the root after the loss; null for a folder. */
export function afterLoss(disk: Disk, loss: Loss, random: Random): Map<string, Buffer | null> {
  const underway = disk.underway();
  const files = new Map<string, Buffer | null>();
  const walk = (folder: Folder, prefix: string) => {
    for (const [name, entry] of entriesAfter(folder, underway, loss, random)) {
      if (isFile(entry)) files.set(prefix + name, contentAfter(entry, underway, loss, random));
      else {
        files.set(prefix + name, null);
        walk(entry, `${prefix}${name}/`);
      }
    }
  };
  walk(disk.root, '');
  return files;
}

function entriesAfter(
  folder: Folder,
  underway: readonly Underway[],
  loss: Loss,
  random: Random,
): ReadonlyMap<string, Entry> {
  const late = underway.flatMap((u) => ('folder' in u && u.folder === folder ? [u.change] : []));
  const held = new Set<string>();
  let entries = folder.safe;
  for (const change of [...folder.changes, ...late]) {
    const names = touched(change);
    if (!names.some((name) => held.has(name)) && loss.entry(random, change)) {
      entries = withEntry(entries, change);
    } else for (const name of names) held.add(name);
  }
  return entries;
}

function contentAfter(
  inode: Inode,
  underway: readonly Underway[],
  loss: Loss,
  random: Random,
): Buffer {
  const late = underway.flatMap((u) => ('inode' in u && u.inode === inode ? [u.change] : []));
  const moments = momentsOf(inode.safe, [...inode.changes, ...late]);
  const result = Buffer.alloc(moments[loss.size(random, moments.length)]?.length ?? 0);
  // Whatever lies before the first difference is the same at all moments.
  const sectors = Math.ceil(Math.max(...moments.map((m) => m.length)) / SECTOR);
  const begin = Math.floor(sameUntil(moments) / SECTOR);
  inode.safe.copy(result, 0, 0, begin * SECTOR);
  for (let sector = begin; sector < sectors; sector++) {
    const moment = loss.sector(random, moments.length, sector - begin, sectors - begin);
    const content = moments[moment]?.subarray(sector * SECTOR, (sector + 1) * SECTOR);
    if (content && sector * SECTOR < result.length) content.copy(result, sector * SECTOR);
  }
  return result;
}

function momentsOf(safe: Buffer, changes: readonly DataChange[]): Buffer[] {
  const moments = [safe];
  for (const change of changes) moments.push(changed(moments.at(-1) as Buffer, change));
  return moments;
}

function sameUntil(moments: readonly Buffer[]): number {
  const [safe, ...others] = moments as [Buffer, ...Buffer[]];
  let end = safe.length;
  for (const other of others) {
    const length = Math.min(end, other.length);
    end = length;
    for (let i = 0; i < length; i++) {
      if (safe[i] !== other[i]) {
        end = i;
        break;
      }
    }
  }
  return end;
}
