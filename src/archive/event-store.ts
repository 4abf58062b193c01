/** The port through which records are kept. Every store passes the same contract suite. */
import type { Change, Holdings, RecordType } from '../domain/record/record.ts';

/** Who made a change, and when. */
export interface Authorship {
  readonly author: string;
  readonly at: Date;
  /** The number of the change that this one takes back. */
  readonly undoes?: number;
}

/** One change as it was accepted. */
export interface HistoryEntry extends Change {
  /** Counts the changes of the store, 1 first: the version of the record after it. */
  readonly n: number;
  readonly at: Date;
  readonly author: string;
  /** The number of the change that this one takes back. */
  readonly undoes?: number;
}

/** How far the history of a record has come. */
export interface Revision {
  /** The number of its latest change. */
  readonly n: number;
  readonly at: Date;
  readonly author: string;
  /** How many changes there were, its making included. */
  readonly count: number;
}

export interface EventStore {
  /** All records held now. */
  load(): Promise<Holdings>;
  /**
   * Accepts the changes, all of them or none, and resolves once they would survive the process.
   * Throws {@link StaleChange} when the record before a change is not the one that is held.
   */
  commit(changes: readonly Change[], by: Authorship): Promise<void>;
  /** Every change that was ever made to a record, earliest first. */
  history(type: RecordType, id: string): Promise<HistoryEntry[]>;
  /** Its latest change; undefined where there was none. */
  revision(type: RecordType, id: string): Promise<Revision | undefined>;
  /** What an author changed, latest first, read only as far as it is asked for. */
  changesBy(author: string): AsyncIterable<HistoryEntry>;
  /** Every change that was accepted after a moment, or ever, earliest first. */
  changes(since?: Date): Promise<HistoryEntry[]>;
  /** All records as they were held at a moment. */
  asOf(moment: Date): Promise<Holdings>;
  close(): Promise<void>;
}

/** Someone else changed the record first; nothing was written. */
export class StaleChange extends Error {
  readonly change: Pick<Change, 'type' | 'id'>;

  constructor(change: Pick<Change, 'type' | 'id'>) {
    super(`${change.type} "${change.id}" has changed since it was read; nothing was written`);
    this.name = 'StaleChange';
    this.change = change;
  }
}

/**
 * What keeps a change from being recorded: a disk without room, one that cannot be written to, or one
 * that failed when what was written should become safe, so that nobody knows.
 */
export type Refusal = 'full' | 'unwritable' | 'unsure';

/** The store cannot be read or written: told to the operator in one line. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  /** Where it is the disk. */
  readonly refusal: Refusal | undefined;

  constructor(message: string, refusal?: Refusal) {
    super(message);
    this.refusal = refusal;
  }
}

/** Of what the operating system said of a write. */
export function refusalOf(error: unknown): Refusal {
  const isFull = ['ENOSPC', 'EDQUOT', 'EFBIG'].includes((error as { code?: string }).code ?? '');
  return isFull ? 'full' : 'unwritable';
}
