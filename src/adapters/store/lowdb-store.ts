/** The embedded store: all records in one JSON file of the data folder, through lowdb. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { Low } from 'lowdb';
import {
  type Authorship,
  type EventStore,
  StaleChange,
  StoreError,
} from '../../archive/event-store.ts';
import {
  type Change,
  emptyHoldings,
  type Holdings,
  RECORD_TYPES,
} from '../../domain/record/record.ts';
import { AtomicJsonFile, reasonOf } from './atomic-json-file.ts';

/** Raised whenever the shape of the file changes. */
const FORMAT = 1;

interface ArchiveFile {
  format: number;
  records: Holdings;
}

export class LowdbStore implements EventStore {
  readonly #folder: string;
  /** Null until something was written to the folder. */
  readonly #db: Low<ArchiveFile | null>;
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(folder: string) {
    this.#folder = folder;
    this.#db = new Low(new AtomicJsonFile<ArchiveFile | null>(join(folder, 'archive.json')), null);
  }

  /** Opens the store in a folder; throws {@link StoreError} when that cannot be read. */
  static async open(folder: string): Promise<LowdbStore> {
    const store = new LowdbStore(folder);
    await store.#db.read();
    const format = store.#db.data?.format ?? FORMAT;
    if (format > FORMAT) {
      throw new StoreError(
        `${folder} was written by a newer version (format ${format}; this one reads ${FORMAT}); ` +
          'update this program',
      );
    }
    return store;
  }

  /** Was nothing ever written to the folder? */
  get isNew(): boolean {
    return this.#db.data === null;
  }

  async load(): Promise<Holdings> {
    // A type that came later is simply missing from an older file.
    return { ...emptyHoldings(), ...this.#db.data?.records };
  }

  async commit(changes: readonly Change[], _by: Authorship): Promise<void> {
    const turn = this.#turn.then(() => this.#apply(changes));
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  async #apply(changes: readonly Change[]): Promise<void> {
    const held = this.#db.data;
    const records = changed(await this.load(), changes);
    try {
      await mkdir(this.#folder, { recursive: true });
    } catch (error) {
      throw new StoreError(`${this.#folder} cannot be made (${reasonOf(error)})`);
    }
    this.#db.data = { format: FORMAT, records };
    try {
      await this.#db.write();
    } catch (error) {
      this.#db.data = held; // what is not on the disk is not told
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.#turn;
  }
}

/** The holdings after the changes; throws {@link StaleChange} before anything is touched. */
function changed(held: Holdings, changes: readonly Change[]): Holdings {
  const byType = new Map(
    RECORD_TYPES.map((type) => [
      type,
      new Map<string, unknown>(held[type].map((record) => [record.id, record])),
    ]),
  );
  for (const change of changes) {
    const records = byType.get(change.type);
    if (!records) throw new Error(`there is no record type "${change.type}"`);
    if (!isDeepStrictEqual(records.get(change.id) ?? null, change.before)) {
      throw new StaleChange(change);
    }
    if (change.after === null) records.delete(change.id);
    else records.set(change.id, change.after);
  }
  const sorted = [...byType].map(([type, records]) => [
    type,
    [...records.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, record]) => record),
  ]);
  return Object.fromEntries(sorted) as Holdings;
}
