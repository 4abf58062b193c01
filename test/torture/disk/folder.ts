/** A folder on the disk: which of its entries are safe, and what was done to them since. */
import { Inode } from './inode.ts';

export type Entry = Inode | Folder;

export type EntryChange = { readonly order: number } & (
  | { readonly kind: 'add'; readonly name: string; readonly entry: Entry }
  | { readonly kind: 'remove'; readonly name: string }
  | { readonly kind: 'rename'; readonly from: string; readonly name: string }
);

export class Folder {
  safe: ReadonlyMap<string, Entry>;
  changes: EntryChange[] = [];
  seen: ReadonlyMap<string, Entry>;

  constructor(entries: ReadonlyMap<string, Entry> = new Map()) {
    this.safe = entries;
    this.seen = entries;
  }

  change(change: EntryChange): void {
    this.changes.push(change);
    this.seen = withEntry(this.seen, change);
  }

  /** Everything that was done before the sync began is safe from now on. */
  sync(begun: number): void {
    for (const change of this.changes) {
      if (change.order < begun) this.safe = withEntry(this.safe, change);
    }
    this.changes = this.changes.filter(({ order }) => order >= begun);
  }
}

/** The entries after a change; one that does not fit changes nothing. */
export function withEntry(
  entries: ReadonlyMap<string, Entry>,
  change: EntryChange,
): ReadonlyMap<string, Entry> {
  const result = new Map(entries);
  if (change.kind === 'add') result.set(change.name, change.entry);
  if (change.kind === 'remove') result.delete(change.name);
  if (change.kind === 'rename') {
    const moved = result.get(change.from);
    if (moved) result.set(change.name, moved);
    result.delete(change.from);
  }
  return result;
}

/** The names that a change touches: changes of one name happen in order. */
export const touched = (change: EntryChange): string[] =>
  change.kind === 'rename' ? [change.from, change.name] : [change.name];

export const isFile = (entry: Entry): entry is Inode => entry instanceof Inode;
