/**
 * The embedded store: a journal of every change, and a snapshot that lowdb holds.
 *
 * A change is accepted once its line is safe on the disk. Opening reads the snapshot and the lines
 * that follow it. Nothing of the journal is ever thrown away: it is the history too.
 */
import { mkdir } from 'node:fs/promises';
import {
  type Authorship,
  type EventStore,
  type HistoryEntry,
  type Revision,
  refusalOf,
  StoreError,
} from '../../archive/event-store.ts';
import type { Change, Holdings, RecordType } from '../../domain/record/record.ts';
import { runCompaction } from './compaction.ts';
import { reasonOf, syncFoldersAbove, unwritable } from './files.ts';
import { type Opened, openFolder } from './folder.ts';
import { entryOf, JournalHistory } from './journal-history.ts';
import type { JournalLine, Place } from './journal-line.ts';
import { JournalWriter } from './journal-writer.ts';
import { Pending, type Records } from './records.ts';
import { FORMAT, manifestOf, removeOldSnapshots } from './snapshot.ts';
import type { WriterLock } from './writer-lock.ts';

export interface EmbeddedOptions {
  /** Without it the folder is only read, beside whoever writes. */
  readonly lock?: WriterLock | undefined;
  /** How long the journal may grow before the next snapshot is made. */
  readonly snapshotBytes?: number;
}

const SNAPSHOT_BYTES = 8 << 20;

interface Waiting {
  readonly changes: readonly Change[];
  readonly by: Authorship;
  resolve(): void;
  reject(error: unknown): void;
}

export class EmbeddedStore implements EventStore {
  readonly #folder: string;
  readonly #options: EmbeddedOptions;
  readonly #records: Records;
  readonly #history: JournalHistory;
  /** What was found and put right when the folder was opened, to be told to the operator. */
  readonly notices: readonly string[];
  #writer: JournalWriter | undefined;
  #last: number;
  #lastAt: string;
  #snapshot: number;
  #queue: Waiting[] = [];
  #working: Promise<void> | undefined;
  #compacting: Promise<void> | undefined;
  readonly #stopped = new AbortController();

  private constructor(folder: string, options: EmbeddedOptions, opened: Opened) {
    this.#folder = folder;
    this.#options = options;
    this.#records = opened.records;
    this.#history = new JournalHistory(folder, opened.last);
    this.notices = opened.notices;
    this.#writer = opened.writer;
    this.#last = opened.last;
    this.#lastAt = opened.lastAt ?? '';
    this.#snapshot = opened.snapshot;
  }

  /** Opens a folder; throws {@link StoreError} when it cannot be read or trusted. */
  static async open(folder: string, options: EmbeddedOptions = {}): Promise<EmbeddedStore> {
    const opened = await openFolder(folder, options.lock !== undefined);
    return new EmbeddedStore(folder, options, opened);
  }

  /** Was nothing ever written to the folder? */
  get isNew(): boolean {
    return this.#last === 0;
  }

  async load(): Promise<Holdings> {
    return this.#records.holdings();
  }

  commit(changes: readonly Change[], by: Authorship): Promise<void> {
    if (!this.#options.lock) {
      return Promise.reject(new StoreError(`${this.#folder} was opened only to be read`));
    }
    if (changes.length === 0) return Promise.resolve();
    // What is accepted is what JSON can hold, so that memory and disk are the same to the letter.
    const plain = JSON.parse(JSON.stringify(changes)) as Change[];
    return new Promise((resolve, reject) => {
      this.#queue.push({ changes: plain, by, resolve, reject });
      this.#working ??= this.#work();
    });
  }

  /** Writes what waits, group by group, until nothing waits. */
  async #work(): Promise<void> {
    await Promise.resolve(); // whoever commits in the same turn goes with the first group
    while (this.#queue.length > 0) {
      const group = this.#queue;
      this.#queue = [];
      await this.#writeGroup(group);
    }
    // In the same turn in which nothing waits any more: whoever comes later starts again.
    this.#working = undefined;
  }

  async #writeGroup(group: readonly Waiting[]): Promise<void> {
    const pending = new Pending(this.#records);
    const lines: JournalLine[] = [];
    const accepted: Waiting[] = [];
    for (const waiting of group) {
      try {
        pending.accept(waiting.changes);
      } catch (error) {
        waiting.reject(error);
        continue;
      }
      accepted.push(waiting);
      lines.push(...this.#linesOf(waiting, lines.at(-1)));
    }
    if (lines.length === 0) return;
    let places: Place[];
    try {
      const writer = await this.#writable();
      places = await writer.append(lines);
    } catch (error) {
      for (const waiting of accepted) waiting.reject(error);
      return;
    }
    for (const line of lines) this.#records.put(line);
    this.#history.add(lines, places);
    const end = lines.at(-1) as JournalLine;
    this.#last = end.n;
    this.#lastAt = end.at;
    for (const waiting of accepted) waiting.resolve();
    await this.#maybeSnapshot();
  }

  /** The lines of one commit. Time in the journal never runs backwards, whatever the clock does. */
  #linesOf({ changes, by }: Waiting, previous: JournalLine | undefined): JournalLine[] {
    const now = by.at.toISOString();
    const notBefore = previous?.at ?? this.#lastAt;
    const from = previous?.n ?? this.#last;
    return changes.map(({ type, id, before, after }, i) => ({
      n: from + i + 1,
      synced: this.#last,
      at: now > notBefore ? now : notBefore,
      by: by.author,
      ...(by.undoes !== undefined && { undoes: by.undoes }),
      ...(i < changes.length - 1 && { more: true as const }),
      type,
      id,
      before,
      after,
    }));
  }

  async #writable(): Promise<JournalWriter> {
    if (!this.#writer) {
      try {
        await mkdir(this.#folder, { recursive: true });
        await syncFoldersAbove(this.#folder);
      } catch (error) {
        const reason = `${this.#folder} cannot be made (${reasonOf(error)})`;
        throw new StoreError(reason, refusalOf(error));
      }
      await this.#writeManifest();
      this.#writer = await JournalWriter.open(this.#folder, this.#last + 1, 0);
    }
    return this.#writer;
  }

  async #writeManifest(): Promise<void> {
    const manifest = manifestOf(this.#folder);
    manifest.data = { format: FORMAT, snapshot: this.#snapshot, synced: this.#last };
    await manifest.write();
  }

  /** Begins a new segment where the journal has grown long, and has a snapshot made of the rest. */
  async #maybeSnapshot(): Promise<void> {
    const writer = this.#writer;
    const limit = this.#options.snapshotBytes ?? SNAPSHOT_BYTES;
    if (!writer || writer.length < limit || this.#compacting) return;
    try {
      this.#writer = await JournalWriter.open(this.#folder, this.#last + 1, 0);
      await writer.close();
    } catch {
      this.#writer = writer; // no room for a new segment: go on with the long one
      return;
    }
    this.#compacting = this.#compact(this.#last).finally(() => {
      this.#compacting = undefined;
    });
  }

  async #compact(until: number): Promise<void> {
    const made = await runCompaction(
      [this.#folder, String(this.#snapshot), String(until)],
      this.#stopped.signal,
    );
    if (!made) return; // the journal is whole without it; the next one is tried later
    this.#snapshot = until;
    try {
      await this.#writeManifest();
      await removeOldSnapshots(this.#folder, until);
    } catch {
      // A manifest that cannot be written still names the snapshot before, which is still there.
    }
  }

  async history(type: RecordType, id: string): Promise<HistoryEntry[]> {
    await this.#working;
    return this.#history.of(type, id);
  }

  async revision(type: RecordType, id: string): Promise<Revision | undefined> {
    await this.#working;
    return this.#history.revision(type, id);
  }

  async *changesBy(author: string): AsyncGenerator<HistoryEntry> {
    await this.#working;
    yield* this.#history.by(author);
  }

  async changes(since?: Date): Promise<HistoryEntry[]> {
    await this.#working;
    const entries: HistoryEntry[] = [];
    await this.#history.since(since, (line) => void entries.push(entryOf(line)));
    return entries;
  }

  /** Every change since then taken back: what is held now is known, and the journal has the rest. */
  async asOf(moment: Date): Promise<Holdings> {
    await this.#working;
    const records = this.#records.copy();
    const taken = new Set<string>();
    await this.#history.since(moment, ({ type, id, before }) => {
      const key = `${type} ${id}`;
      if (!taken.has(key)) records.put({ type, id, after: before });
      taken.add(key);
    });
    return records.holdings();
  }

  /** Why no change can be taken now, in one line; undefined where one can. */
  async unwritable(): Promise<string | undefined> {
    return this.#writer?.broken ?? unwritable(this.#folder);
  }

  get isMakingSnapshot(): boolean {
    return this.#compacting !== undefined;
  }

  /** Resolves when no change waits and no snapshot is under way. */
  async settled(): Promise<void> {
    await this.#working;
    await this.#compacting;
  }

  async close(): Promise<void> {
    await this.#working;
    this.#stopped.abort(); // a snapshot under way can be made another time
    await this.#compacting;
    if (this.#writer) {
      await this.#writeManifest().catch(() => undefined);
      await this.#writer.close();
      this.#writer = undefined;
    }
    await this.#options.lock?.release();
  }
}
