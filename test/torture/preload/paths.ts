/** Patches what is done to files and folders by their path. */
import fs from 'node:fs';
import fsp, { type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { opened } from './file-handles.ts';
import type { Operation } from './op-log.ts';
import { watch } from './watch.ts';

type Callback = (error: unknown, result?: unknown) => void;

const exists = fs.existsSync;
const statOf = fs.statSync;
const original = {
  open: fsp.open,
  mkdir: fsp.mkdir,
  rename: fsp.rename,
  unlink: fsp.unlink,
  truncate: fsp.truncate,
  readFile: fsp.readFile,
  writeFile: fsp.writeFile,
  copyFile: fsp.copyFile,
  openFd: promisify(fs.open) as (path: string, flags: string, mode?: number) => Promise<number>,
};

/** Opens it, one way or the other, and remembers what was opened. */
async function openWatched<T extends FileHandle | number>(
  path: string,
  flags: string,
  open: () => Promise<T>,
): Promise<T> {
  const makes = /^[wa]/.test(flags);
  const isNew = makes && !exists(path);
  const cuts = flags.startsWith('w') && !isNew;
  const fd = watch.log?.name() ?? '';
  const what: Operation = { op: 'open', path, fd, isNew, cuts };
  const step = watch.step(path, isNew ? 'create' : 'open');
  const handle = await watch.around(step, what, open);
  const isFolder = !makes && statOf(path).isDirectory();
  opened.set(handle, { fd, path, isFolder, appends: flags.startsWith('a'), position: 0 });
  return handle;
}

async function rename(from: string, to: string): Promise<void> {
  const [source, target] = [watch.concerned(from), watch.concerned(to)];
  if (!source || !target) return original.rename(from, to);
  const what = { op: 'rename', from: source, to: target } as const;
  return watch.around(watch.step(target, 'rename'), what, () => original.rename(from, to));
}

async function unlink(path: string): Promise<void> {
  const file = watch.concerned(path);
  if (!file) return original.unlink(path);
  const what = { op: 'unlink', path: file } as const;
  return watch.around(watch.step(file, 'unlink'), what, () => original.unlink(path));
}

/** One folder at a time, as each is an operation of its own. */
async function mkdir(path: string, options?: unknown): Promise<string | undefined> {
  const folder = watch.concerned(path);
  if (!folder) return original.mkdir(path, options as { recursive: true });
  const isRecursive = (options as { recursive?: boolean } | undefined)?.recursive === true;
  const missing = [folder];
  while (isRecursive && !exists(missing[0] as string))
    missing.unshift(dirname(missing[0] as string));
  if (isRecursive) missing.shift(); // it is there
  for (const each of missing) {
    const what = { op: 'mkdir', path: each } as const;
    await watch.around(watch.step(each, 'make'), what, () => original.mkdir(each));
  }
  return missing[0];
}

const patchedPromises = {
  async open(path: string, flags = 'r', mode?: number): Promise<FileHandle> {
    const file = watch.concerned(path);
    const run = () => original.open(path, flags, mode);
    return file ? openWatched(file, flags, run) : run();
  },
  mkdir,
  rename,
  unlink,
  async truncate(path: string, size = 0): Promise<void> {
    const file = watch.concerned(path);
    if (!file) return original.truncate(path, size);
    const what = { op: 'truncate', path: file, size } as const;
    return watch.around(watch.step(file, 'truncate'), what, () => original.truncate(path, size));
  },
  async writeFile(path: string | FileHandle, data: string, options?: unknown): Promise<void> {
    if (typeof path !== 'string' || !watch.concerned(path)) {
      return original.writeFile(path, data, options as BufferEncoding);
    }
    const flag = (options as { flag?: string } | undefined)?.flag ?? 'w';
    const handle = await patchedPromises.open(path, flag);
    try {
      await handle.writeFile(data);
    } finally {
      await handle.close();
    }
  },
  async copyFile(from: string, to: string): Promise<void> {
    if (!watch.concerned(to)) return original.copyFile(from, to);
    const bytes = await original.readFile(from);
    return patchedPromises.writeFile(to, bytes as unknown as string);
  },
};

const patchedCallbacks = {
  open(path: string, ...rest: [...unknown[], Callback]): void {
    const callback = rest.pop() as Callback;
    const [flags = 'r', mode] = rest as unknown as [string | undefined, number | undefined];
    const file = watch.concerned(path);
    const run = () => original.openFd(path, flags, mode);
    (file ? openWatched(file, flags, run) : run()).then((fd) => callback(null, fd), callback);
  },
  rename(from: string, to: string, callback: Callback): void {
    rename(from, to).then(() => callback(null), callback);
  },
  unlink(path: string, callback: Callback): void {
    unlink(path).then(() => callback(null), callback);
  },
  mkdir(path: string, ...rest: [...unknown[], Callback]): void {
    const callback = rest.pop() as Callback;
    mkdir(path, rest[0]).then((made) => callback(null, made), callback);
  },
};

export function patchPaths(): void {
  Object.assign(fsp, patchedPromises);
  Object.assign(fs, patchedCallbacks);
}
