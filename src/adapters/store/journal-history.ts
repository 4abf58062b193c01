/**
 * What the journal tells of the past, each at the cost of what it tells: the changes of a record or
 * of an author through an index, those since a moment from the segments that hold them.
 */
import type { HistoryEntry, Revision } from '../../archive/event-store.ts';
import type { RecordType } from '../../domain/record/record.ts';
import { damaged } from './folder.ts';
import { JournalIndex } from './journal-index.ts';
import type { JournalLine, Place } from './journal-line.ts';
import { lastSegmentBegunBy, readJournal, readLine, segmentFile } from './journal-reader.ts';

export class JournalHistory {
  readonly #folder: string;
  #last: number;
  #making: Promise<JournalIndex> | undefined;
  #index: JournalIndex | undefined;

  /** Of the lines up to `last`; those that come later are added. */
  constructor(folder: string, last: number) {
    this.#folder = folder;
    this.#last = last;
  }

  /** The next lines have become safe. */
  add(lines: readonly JournalLine[], places: readonly Place[]): void {
    for (const [i, line] of lines.entries()) this.#index?.add(line, places[i] as Place);
    this.#last = lines.at(-1)?.n ?? this.#last;
  }

  async of(type: RecordType, id: string): Promise<HistoryEntry[]> {
    const index = await this.#indexed();
    const entries: HistoryEntry[] = [];
    for (const n of [...index.linesOf(type, id)]) entries.push(await this.#entry(n, index));
    return entries;
  }

  async revision(type: RecordType, id: string): Promise<Revision | undefined> {
    const index = await this.#indexed();
    const lines = index.linesOf(type, id);
    const n = lines.at(-1);
    return n === undefined ? undefined : { n, ...index.authorshipOf(n), count: lines.length };
  }

  /** Latest first, each read when it is asked for. */
  async *by(author: string): AsyncGenerator<HistoryEntry> {
    const index = await this.#indexed();
    for (const n of [...index.linesBy(author)].reverse()) yield this.#entry(n, index);
  }

  /** Gives out the lines accepted after a moment, or all, in order; the later ones may follow them. */
  async since(moment: Date | undefined, take: (line: JournalLine) => void): Promise<void> {
    const limit = moment?.toISOString();
    const until = this.#last;
    const segment = limit === undefined ? 1 : await lastSegmentBegunBy(this.#folder, limit);
    await this.#read(segment - 1, until, (line) => {
      if (limit === undefined || line.at > limit) take(line);
    });
  }

  /** Made when it is first asked for, and kept up from then on. */
  async #indexed(): Promise<JournalIndex> {
    this.#making ??= this.#make().catch((error) => {
      this.#making = undefined;
      throw error;
    });
    return this.#making;
  }

  async #make(): Promise<JournalIndex> {
    const index = new JournalIndex();
    // Lines may come while it reads.
    while (index.last < this.#last) {
      await this.#read(index.last, this.#last, (line, place) => index.add(line, place));
    }
    this.#index = index;
    return index;
  }

  /** Throws where the journal cannot be trusted. */
  async #read(
    after: number,
    until: number,
    take: (line: JournalLine, place: Place) => void,
  ): Promise<void> {
    const reading = await readJournal(this.#folder, { after, synced: until, until }, take);
    if (reading.break?.kind === 'damaged') throw damaged(reading.break);
  }

  async #entry(n: number, index: JournalIndex): Promise<HistoryEntry> {
    const place = index.placeOf(n);
    const file = segmentFile(this.#folder, place.segment);
    const line = await readLine(file, place);
    if (line?.n === n) return entryOf(line);
    const { offset } = place;
    throw damaged({ kind: 'damaged', file, offset, n, reason: 'a line is not what was written' });
  }
}

export const entryOf = ({ synced: _, more: __, at, by, ...change }: JournalLine): HistoryEntry =>
  ({ ...change, at: new Date(at), author: by }) as HistoryEntry;
