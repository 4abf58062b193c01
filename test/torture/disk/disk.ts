/**
 * The disk as the log of operations tells it: what is safe, what is not yet, and what was under way.
 *
 * A sync makes safe what had ended before it began, and counts from its own end on. A file's sync
 * does nothing for its name; a folder's sync does nothing for the content of its files.
 */
import { basename, dirname, relative, sep } from 'node:path';
import type { DiskFiles, LogRecord, Operation } from '../preload/op-log.ts';
import { type Entry, type EntryChange, Folder, isFile } from './folder.ts';
import { type DataChange, Inode } from './inode.ts';

/** A change that was under way: it may be done, or not, or in part. */
export type Underway =
  | { readonly inode: Inode; readonly change: DataChange }
  | { readonly folder: Folder; readonly change: EntryChange };

export class Disk {
  readonly #path: string;
  root = new Folder();
  readonly #opened = new Map<string, Entry>();
  /** Operations that have begun and not ended, and when they began. */
  readonly #begun = new Map<string, { what: Operation; order: number }>();
  #order = 0;

  constructor(path: string) {
    this.#path = path;
  }

  take(record: LogRecord): void {
    this.#order++;
    if ('begin' in record) {
      this.#begun.set(record.begin, { what: record.what, order: this.#order });
    } else if ('failed' in record) {
      this.#begun.delete(record.failed);
    } else if ('end' in record) {
      const operation = this.#begun.get(record.end);
      this.#begun.delete(record.end);
      if (operation) this.#do(operation.what, operation.order, record.written);
    } else if (record.mark === 'base') {
      this.root = folderOf(record.files, '');
    } else if (record.mark === 'disk') {
      this.#settle(record.files);
    }
  }

  /** What was under way at this moment. */
  underway(): Underway[] {
    return [...this.#begun.values()].flatMap(({ what }) => this.#changesOf(what));
  }

  /** All files as processes see them. */
  files(): DiskFiles {
    const files: DiskFiles = {};
    const walk = (folder: Folder, prefix: string) => {
      for (const [name, entry] of folder.seen) {
        if (isFile(entry)) files[prefix + name] = entry.seen.toString('base64');
        else {
          files[prefix + name] = null;
          walk(entry, `${prefix}${name}/`);
        }
      }
    };
    walk(this.root, '');
    return files;
  }

  #do(what: Operation, begun: number, written?: number): void {
    if (what.op === 'sync') {
      this.#opened.get(what.fd)?.sync(begun);
      return;
    }
    for (const each of this.#changesOf(what, written)) {
      if ('inode' in each) each.inode.change(each.change);
      else each.folder.change(each.change);
    }
    if (what.op === 'open') {
      const entry = this.#find(what.path);
      if (entry) this.#opened.set(what.fd, entry);
    }
  }

  /** What an operation changes, given how things are now. */
  #changesOf(what: Operation, written?: number): Underway[] {
    const order = this.#order;
    switch (what.op) {
      case 'open': {
        const inode = this.#find(what.path);
        if (what.cuts && inode && isFile(inode)) {
          return [{ inode, change: { order, kind: 'size', size: 0 } }];
        }
        return what.isNew ? this.#entry(what.path, (name) => add(order, name, new Inode())) : [];
      }
      case 'mkdir':
        return this.#entry(what.path, (name) => add(order, name, new Folder()));
      case 'unlink':
        return this.#entry(what.path, (name) => ({ order, kind: 'remove', name }));
      case 'rename':
        if (dirname(what.from) !== dirname(what.to)) throw new Error('no model of such a rename');
        return this.#entry(what.to, (name) => {
          return { order, kind: 'rename', from: basename(what.from), name };
        });
      case 'write': {
        const inode = this.#opened.get(what.fd);
        if (!inode || !isFile(inode)) return [];
        const bytes = Buffer.from(what.data, 'base64').subarray(0, written);
        return [
          { inode, change: { order, kind: 'write', at: what.at ?? inode.seen.length, bytes } },
        ];
      }
      case 'truncate': {
        const inode =
          what.fd === undefined ? this.#find(what.path ?? '') : this.#opened.get(what.fd);
        if (!inode || !isFile(inode) || inode.seen.length === what.size) return [];
        return [{ inode, change: { order, kind: 'size', size: what.size } }];
      }
      default:
        return [];
    }
  }

  #entry(path: string, change: (name: string) => EntryChange): Underway[] {
    const folder = this.#find(dirname(path));
    if (!folder || isFile(folder)) throw new Error(`the log knows no folder of ${path}`);
    return [{ folder, change: change(basename(path)) }];
  }

  #find(path: string): Entry | undefined {
    let entry: Entry | undefined = this.root;
    for (const name of relative(this.#path, path).split(sep)) {
      if (name === '') continue;
      if (!entry || isFile(entry)) return undefined;
      entry = entry.seen.get(name);
    }
    return entry;
  }

  /** Everyone was killed: decides what was under way by what is there now. */
  #settle(files: DiskFiles): void {
    for (const [id, { what }] of this.#begun) {
      this.#begun.delete(id);
      if (what.op === 'sync') continue; // nobody knows whether it was done
      const written = what.op === 'write' ? this.#writtenOf(what, files) : undefined;
      if (written === 0 || !this.#isDone(what, files)) continue;
      this.#do(what, this.#order, written);
    }
    const wrong = differenceOf(this.files(), files);
    if (wrong !== undefined) throw new Error(`the log does not tell how ${wrong} came to be`);
  }

  #isDone(what: Operation, files: DiskFiles): boolean {
    const has = (path: string) => relative(this.#path, path) in files;
    if (what.op === 'open') return what.cuts ? files[this.#nameOf(what)] === '' : has(what.path);
    if (what.op === 'truncate') {
      return Buffer.from(files[this.#nameOf(what)] ?? '', 'base64').length === what.size;
    }
    if (what.op === 'mkdir') return has(what.path);
    if (what.op === 'unlink') return !has(what.path);
    if (what.op === 'rename') return !has(what.from);
    return true;
  }

  /** How much of a write under way there is. */
  #writtenOf(what: Operation & { op: 'write' }, files: DiskFiles): number {
    const [underway] = this.#changesOf(what);
    if (!underway || !('inode' in underway) || underway.change.kind !== 'write') return 0;
    const { at, bytes } = underway.change;
    const content = Buffer.from(files[this.#nameOf(what)] ?? '', 'base64');
    return Math.max(0, Math.min(bytes.length, content.length - at));
  }

  /** Under what name a listing tells the file that an operation is done to. */
  #nameOf(what: { path?: string; fd?: string }): string {
    if (what.path !== undefined) return relative(this.#path, what.path);
    const entry = this.#opened.get(what.fd ?? '');
    const names = Object.keys(this.files());
    return names.find((name) => this.#find(`${this.#path}/${name}`) === entry) ?? '';
  }
}

const add = (order: number, name: string, entry: Entry): EntryChange => ({
  ...{ order, kind: 'add', name, entry },
});

/** The folder of a listing; everything in it is safe. */
function folderOf(files: DiskFiles, prefix: string): Folder {
  const entries = new Map<string, Entry>();
  for (const [path, content] of Object.entries(files)) {
    const name = path.slice(prefix.length);
    if (!path.startsWith(prefix) || name === '' || name.includes('/')) continue;
    entries.set(
      name,
      content === null ? folderOf(files, `${path}/`) : new Inode(Buffer.from(content, 'base64')),
    );
  }
  return new Folder(entries);
}

function differenceOf(told: DiskFiles, real: DiskFiles): string | undefined {
  return [...new Set([...Object.keys(told), ...Object.keys(real)])].find(
    (path) => told[path] !== real[path],
  );
}
