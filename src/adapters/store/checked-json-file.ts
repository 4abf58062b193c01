/**
 * A JSON file as lowdb's adapter: written whole to a neighbour, synced, put in place by a rename,
 * and the folder synced, so that a reader sees the old or the new content and never a part, also
 * after a loss of power. It carries a checksum of itself: what was damaged later is told, not read.
 *
 * lowdb's own presets keep everything in memory under `NODE_ENV=test`, and do not sync.
 */
import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';
import type { Adapter } from 'lowdb';
import writeFileAtomic from 'write-file-atomic';
import { StoreError } from '../../archive/event-store.ts';
import { reasonOf, syncFolder } from './files.ts';

export class CheckedJsonFile<T> implements Adapter<T> {
  readonly #file: string;
  readonly #fits: (data: unknown) => boolean;

  /** `fits`: whether it is what such a file holds, and not what another one does. */
  constructor(file: string, fits: (data: unknown) => boolean) {
    this.#file = file;
    this.#fits = fits;
  }

  /** Null where there is no such file; throws {@link StoreError} where it cannot be trusted. */
  async read(): Promise<T | null> {
    let bytes: Buffer;
    try {
      bytes = await readFile(this.#file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw new StoreError(`${this.#file} cannot be read (${reasonOf(error)}); check who owns it`);
    }
    const content = verified(bytes);
    if (content === undefined) throw new DamagedFile(this.#file, 'its checksum does not fit');
    const data: unknown = JSON.parse(content.toString('utf8'));
    if (!this.#fits(data)) throw new DamagedFile(this.#file, 'another file stands in its place');
    return data as T;
  }

  async write(data: T): Promise<void> {
    const content = JSON.stringify(data);
    try {
      await writeFileAtomic(this.#file, `${HEAD}${checksum(content)}${MIDDLE}${content}${TAIL}`);
      await syncFolder(dirname(this.#file));
    } catch (error) {
      throw new StoreError(
        `${this.#file} cannot be written (${reasonOf(error)}); nothing was lost`,
      );
    }
  }
}

/** The file is not what was written to it. */
export class DamagedFile extends StoreError {
  constructor(file: string, reason: string) {
    super(`${file} is damaged: ${reason}. Run "aide repair" to see what can be done`);
  }
}

// {"crc":"01234567","data":…}
const HEAD = '{"crc":"';
const MIDDLE = '","data":';
const TAIL = '}\n';
const DIGITS = 8;

/** CRC-32 as eight hexadecimal digits. */
export const checksum = (content: string | Uint8Array): string =>
  crc32(content).toString(16).padStart(DIGITS, '0');

function verified(bytes: Buffer): Buffer | undefined {
  const start = HEAD.length + DIGITS + MIDDLE.length;
  const head = bytes.subarray(0, start).toString('latin1');
  const content = bytes.subarray(start, bytes.length - TAIL.length);
  const intact =
    head === `${HEAD}${checksum(content)}${MIDDLE}` &&
    bytes.subarray(bytes.length - TAIL.length).toString('latin1') === TAIL;
  return intact ? content : undefined;
}
