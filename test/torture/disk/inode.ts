/** A file on the disk: what of it is safe, and what was done to it since. */

export type DataChange =
  | { readonly order: number; readonly kind: 'write'; readonly at: number; readonly bytes: Buffer }
  | { readonly order: number; readonly kind: 'size'; readonly size: number };

export class Inode {
  /** What a loss of power leaves in any case, but for changes that came since. */
  safe: Buffer;
  /** Changes since, in the order in which they were made. */
  changes: DataChange[] = [];
  /** What processes see. */
  seen: Buffer;

  constructor(content: Buffer = Buffer.alloc(0)) {
    this.safe = content;
    this.seen = content;
  }

  change(change: DataChange): void {
    this.changes.push(change);
    this.seen = changed(this.seen, change);
  }

  /** Everything that was done before the sync began is safe from now on. */
  sync(begun: number): void {
    for (const change of this.changes) {
      if (change.order < begun) this.safe = changed(this.safe, change);
    }
    this.changes = this.changes.filter(({ order }) => order >= begun);
  }
}

/** The content after a change. */
export function changed(content: Buffer, change: DataChange): Buffer {
  if (change.kind === 'size') {
    const result = Buffer.alloc(change.size);
    content.copy(result, 0, 0, change.size);
    return result;
  }
  const result = Buffer.alloc(Math.max(content.length, change.at + change.bytes.length));
  content.copy(result);
  change.bytes.copy(result, change.at);
  return result;
}
