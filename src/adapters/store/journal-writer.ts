/**
 * Writing the journal: lines that wait are appended together and synced once; whoever wrote them is
 * told only then. One group at a time is under way, so that whatever is not yet safe is one stretch
 * at the very end.
 */
import { type FileHandle, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { refusalOf, StoreError } from '../../archive/event-store.ts';
import { reasonOf, syncFolder } from './files.ts';
import { encodeLine, type JournalLine, type Place } from './journal-line.ts';
import { segmentFile } from './journal-reader.ts';

export class JournalWriter {
  readonly #handle: FileHandle;
  readonly #file: string;
  /** The number of the first line of the segment. */
  readonly #from: number;
  /** Bytes that are safe. */
  #length: number;
  #broken: string | undefined;

  private constructor(handle: FileHandle, file: string, from: number, length: number) {
    this.#handle = handle;
    this.#file = file;
    this.#from = from;
    this.#length = length;
  }

  /** Goes on with the segment that begins with line `from`, cut to `length` bytes; makes it if need be. */
  static async open(folder: string, from: number, length: number): Promise<JournalWriter> {
    const file = segmentFile(folder, from);
    let handle: FileHandle | undefined;
    try {
      handle = await open(file, 'a');
      await handle.truncate(length);
      await handle.sync();
      await syncFolder(dirname(file));
      return new JournalWriter(handle, file, from, length);
    } catch (error) {
      await handle?.close().catch(() => undefined);
      throw new StoreError(`${file} cannot be written (${reasonOf(error)})`, refusalOf(error));
    }
  }

  /** Why nothing more is written until the store is opened again, if so. */
  get broken(): string | undefined {
    return this.#broken;
  }

  get length(): number {
    return this.#length;
  }

  /**
   * Resolves to where the lines stand, when they are safe. Where they cannot be written (a full disk) the segment is as
   * it was before, and more may be tried later. Where they cannot be synced nobody knows what the
   * disk holds: nothing more is written until the store is opened again.
   */
  async append(lines: readonly JournalLine[]): Promise<Place[]> {
    if (this.#broken) throw new StoreError(this.#broken, 'unwritable');
    const encoded = lines.map((line) => Buffer.from(encodeLine(line)));
    const bytes = Buffer.concat(encoded);
    try {
      await writeWhole(this.#handle, bytes);
    } catch (error) {
      await this.#takeBack(error);
    }
    try {
      await this.#handle.datasync();
    } catch (error) {
      this.#broken = `${this.#file} cannot be synced (${reasonOf(error)}); nothing more is written until the store is opened again`;
      throw new StoreError(this.#broken, 'unsure');
    }
    return encoded.map((line) => {
      const place = { segment: this.#from, offset: this.#length, length: line.length - 1 };
      this.#length += line.length;
      return place;
    });
  }

  async #takeBack(error: unknown): Promise<never> {
    const reason = reasonOf(error);
    try {
      await this.#handle.truncate(this.#length);
      await this.#handle.datasync();
    } catch {
      this.#broken = `${this.#file} cannot be written (${reason}); nothing more is written until the store is opened again`;
    }
    throw new StoreError(
      `${this.#file} cannot be written (${reason}); the change was not accepted`,
      refusalOf(error),
    );
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }
}

async function writeWhole(handle: FileHandle, bytes: Buffer): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done);
    done += bytesWritten;
  }
}
