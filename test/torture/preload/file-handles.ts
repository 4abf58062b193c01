/** Patches what is done to files that are open: through handles, and through descriptors. */
import fs from 'node:fs';
import fsp, { type FileHandle } from 'node:fs/promises';
import { promisify } from 'node:util';
import { watch } from './watch.ts';

/** What is known of something that was opened. */
export interface Opened {
  readonly fd: string;
  readonly path: string;
  readonly isFolder: boolean;
  readonly appends: boolean;
  /** Where the next write goes that does not say where. */
  position: number;
}

/** By handle, or by descriptor. */
export const opened = new Map<FileHandle | number, Opened>();

type Callback = (error: unknown, result?: unknown) => void;
type Bytes = Uint8Array;

/** A write that may be cut in half: what of it is really written, and where. */
async function write(
  file: Opened,
  bytes: Bytes,
  position: number | null | undefined,
  run: (bytes: Bytes) => Promise<number>,
): Promise<number> {
  const step = watch.step(file.path, 'write');
  const isCut = watch.isHalf(step);
  const part = isCut ? bytes.subarray(0, bytes.length >> 1) : bytes;
  const at = file.appends ? null : (position ?? file.position);
  const data = Buffer.from(part).toString('base64');
  const what = { op: 'write', fd: file.fd, at, data } as const;
  const written = await watch.around(step, what, () => run(part), Number);
  watch.passHalf(step, isCut);
  if (position === null || position === undefined) file.position += written;
  return written;
}

function sync(file: Opened, run: () => Promise<void>): Promise<void> {
  if (watch.without === (file.isFolder ? 'folder-sync' : 'sync')) return Promise.resolve();
  return watch.around(watch.step(file.path, 'sync'), { op: 'sync', fd: file.fd }, run);
}

function cut(file: Opened, size: number, run: () => Promise<void>): Promise<void> {
  const what = { op: 'truncate', fd: file.fd, size } as const;
  return watch.around(watch.step(file.path, 'truncate'), what, run);
}

/** Patches the handles of `fs/promises` and the descriptors of `fs`. */
export async function patchHandles(): Promise<void> {
  const some = await fsp.open('/dev/null', 'r');
  patchPrototype(Object.getPrototypeOf(some) as FileHandle);
  await some.close();
  patchDescriptors();
}

function patchPrototype(prototype: FileHandle): void {
  const original = { ...plainMethods(prototype) };
  const patched = {
    async write(this: FileHandle, data: Bytes | string, ...rest: unknown[]): Promise<unknown> {
      const file = opened.get(this);
      if (!file) return original.write.call(this, data, ...rest);
      const { bytes, position } = whatToWrite(data, rest);
      const written = await write(file, bytes, position, async (part) => {
        const outcome = await original.write.call(this, part, 0, part.length, position ?? null);
        return (outcome as { bytesWritten: number }).bytesWritten;
      });
      return { bytesWritten: written, buffer: data };
    },
    async writeFile(this: FileHandle, data: Bytes | string, ...rest: unknown[]): Promise<unknown> {
      if (!opened.has(this)) return original.writeFile.call(this, data, ...rest);
      const bytes = Buffer.from(data as string);
      for (let done = 0; done < bytes.length; ) {
        const part = bytes.subarray(done);
        done += ((await patched.write.call(this, part)) as { bytesWritten: number }).bytesWritten;
      }
      return undefined;
    },
    appendFile(this: FileHandle, data: Bytes | string, ...rest: unknown[]): Promise<unknown> {
      return opened.has(this)
        ? patched.writeFile.call(this, data)
        : original.appendFile.call(this, data, ...rest);
    },
    truncate(this: FileHandle, size = 0): Promise<unknown> {
      const file = opened.get(this);
      const run = () => original.truncate.call(this, size) as Promise<void>;
      return file ? cut(file, size, run) : run();
    },
    sync(this: FileHandle): Promise<unknown> {
      const file = opened.get(this);
      const run = () => original.sync.call(this) as Promise<void>;
      return file ? sync(file, run) : run();
    },
    datasync(this: FileHandle): Promise<unknown> {
      const file = opened.get(this);
      const run = () => original.datasync.call(this) as Promise<void>;
      return file ? sync(file, run) : run();
    },
    close(this: FileHandle): Promise<unknown> {
      opened.delete(this);
      return original.close.call(this);
    },
  };
  Object.assign(prototype, patched);
}

type Method = (this: FileHandle, ...rest: unknown[]) => Promise<unknown>;
const METHODS = [
  'write',
  'writeFile',
  'appendFile',
  'truncate',
  'sync',
  'datasync',
  'close',
] as const;

function plainMethods(prototype: FileHandle): Record<(typeof METHODS)[number], Method> {
  const methods = METHODS.map((name) => [name, prototype[name] as unknown]);
  return Object.fromEntries(methods) as Record<(typeof METHODS)[number], Method>;
}

/** Both ways of saying what to write and where: in order, or by name. */
function whatToWrite(data: Bytes | string, rest: unknown[]) {
  if (typeof data === 'string') {
    const [position, encoding] = rest as [number | null | undefined, BufferEncoding | undefined];
    return { bytes: Buffer.from(data, encoding ?? 'utf8'), position };
  }
  const named = typeof rest[0] === 'object' && rest[0] !== null ? rest[0] : undefined;
  const [offset = 0, length, position] = named ? [] : (rest as number[]);
  const where = { offset, length, position, ...named };
  const end = where.length === undefined ? data.length : where.offset + where.length;
  return { bytes: data.subarray(where.offset, end), position: where.position };
}

function patchDescriptors(): void {
  const original = {
    write: fs.write as unknown as (...args: unknown[]) => void,
    fsync: promisify(fs.fsync),
    fdatasync: promisify(fs.fdatasync),
    ftruncate: promisify(fs.ftruncate),
    close: fs.close,
  };
  const plainWrite = (fd: number, part: Bytes, position: number | null) =>
    new Promise<number>((resolve, reject) =>
      original.write(fd, part, 0, part.length, position, (error: unknown, count: number) =>
        error ? reject(error) : resolve(count),
      ),
    );
  const patched = {
    write(fd: number, data: Bytes | string, ...rest: unknown[]): void {
      const file = opened.get(fd);
      if (!file) return original.write(fd, data, ...rest);
      const callback = rest.pop() as Callback;
      const { bytes, position } = whatToWrite(data, rest);
      write(file, bytes, position, (part) => plainWrite(fd, part, position ?? null)).then(
        (count) => callback(null, count),
        callback,
      );
    },
    fsync(fd: number, callback: Callback): void {
      const file = opened.get(fd);
      const run = () => original.fsync(fd);
      (file ? sync(file, run) : run()).then(() => callback(null), callback);
    },
    fdatasync(fd: number, callback: Callback): void {
      const file = opened.get(fd);
      const run = () => original.fdatasync(fd);
      (file ? sync(file, run) : run()).then(() => callback(null), callback);
    },
    ftruncate(fd: number, size: number, callback: Callback): void {
      const file = opened.get(fd);
      const run = () => original.ftruncate(fd, size);
      (file ? cut(file, size, run) : run()).then(() => callback(null), callback);
    },
    close(fd: number, ...rest: [Callback]): void {
      opened.delete(fd);
      original.close(fd, ...rest);
    },
  };
  Object.assign(fs, patched);
}
