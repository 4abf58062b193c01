/**
 * The store and the read model together: what the store has accepted is answered from then on. The
 * only way in which the running program changes a record.
 */
import type { Change, Holdings, RecordType } from '../domain/record/record.ts';
import { Archive } from './archive.ts';
import type { Authorship, EventStore, HistoryEntry, Revision } from './event-store.ts';

export class Library {
  readonly archive: Archive;
  readonly #store: EventStore;

  private constructor(store: EventStore, archive: Archive) {
    this.#store = store;
    this.archive = archive;
  }

  static async of(store: EventStore): Promise<Library> {
    return new Library(store, new Archive(await store.load()));
  }

  /** All the changes or none; throws what the store throws. */
  async commit(changes: readonly Change[], by: Authorship): Promise<void> {
    await this.#store.commit(changes, by);
    for (const change of changes) this.archive.apply(change);
  }

  history(type: RecordType, id: string): Promise<HistoryEntry[]> {
    return this.#store.history(type, id);
  }

  revision(type: RecordType, id: string): Promise<Revision | undefined> {
    return this.#store.revision(type, id);
  }

  changesBy(author: string): AsyncIterable<HistoryEntry> {
    return this.#store.changesBy(author);
  }

  changes(since?: Date): Promise<HistoryEntry[]> {
    return this.#store.changes(since);
  }

  asOf(moment: Date): Promise<Holdings> {
    return this.#store.asOf(moment);
  }
}
