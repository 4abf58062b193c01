/**
 * A JSON file as lowdb's adapter: written whole to a neighbour, synced, and put in place by a
 * rename, so that a reader sees the old or the new content and never a part. lowdb's own presets
 * keep everything in memory under `NODE_ENV=test` and do not sync.
 */
import { readFile } from 'node:fs/promises';
import type { Adapter } from 'lowdb';
import writeFileAtomic from 'write-file-atomic';
import { StoreError } from '../../archive/event-store.ts';

export class AtomicJsonFile<T> implements Adapter<T> {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  /** Null where there is no such file yet. */
  async read(): Promise<T | null> {
    let content: string;
    try {
      content = await readFile(this.#file, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw new StoreError(`${this.#file} cannot be read (${reasonOf(error)}); check who owns it`);
    }
    try {
      return JSON.parse(content) as T;
    } catch {
      throw new StoreError(
        `${this.#file} is damaged: it is not whole JSON. Nothing was changed; put a backup in its ` +
          'place, or move it away to begin again from the seeds',
      );
    }
  }

  async write(data: T): Promise<void> {
    try {
      await writeFileAtomic(this.#file, JSON.stringify(data), { fsync: true });
    } catch (error) {
      throw new StoreError(
        `${this.#file} cannot be written (${reasonOf(error)}); nothing was lost`,
      );
    }
  }
}

export const reasonOf = (error: unknown): string =>
  (error as NodeJS.ErrnoException).code ?? (error as Error).message;
