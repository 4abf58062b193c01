/** Where in the journal the changes of each record and of each author stand. */

import type { Authorship } from '../../archive/event-store.ts';
import { listIn } from '../../archive/list-in.ts';
import type { RecordType } from '../../domain/record/record.ts';
import type { JournalLine, Place } from './journal-line.ts';

const NONE: readonly number[] = [];

/** Some thirty bytes for a line, and the names of the records. */
export class JournalIndex {
  /** By the number of the line, less one: where it stands in its segment, when it was accepted, of whom. */
  readonly #offsets: number[] = [];
  readonly #lengths: number[] = [];
  readonly #moments: number[] = [];
  readonly #authors: string[] = [];
  /** The first lines of the segments, ascending. */
  readonly #segments: number[] = [];
  readonly #byRecord = new Map<string, number[]>();
  readonly #byAuthor = new Map<string, number[]>();

  /** The number of the last line that is in it. */
  get last(): number {
    return this.#offsets.length;
  }

  /** Takes in the next line. */
  add({ n, at, by, type, id, after }: JournalLine, { segment, offset, length }: Place): void {
    if (n !== this.last + 1) throw new Error(`line ${n} does not follow line ${this.last}`);
    this.#offsets.push(offset);
    this.#lengths.push(length);
    this.#moments.push(Date.parse(at));
    const known = this.#byAuthor.get(by)?.[0];
    this.#authors.push(known === undefined ? by : (this.#authors[known - 1] as string));
    if (this.#segments.at(-1) !== segment) this.#segments.push(segment);
    listIn(this.#byAuthor, by).push(n);
    const record = `${type} ${id}`;
    // Posts come and go for as long as the bot runs; who asks for one asks while it is held.
    if (type === 'delivery' && after === null) this.#byRecord.delete(record);
    else listIn(this.#byRecord, record).push(n);
  }

  /** The numbers of the lines that changed a record, ascending. */
  linesOf(type: RecordType, id: string): readonly number[] {
    return this.#byRecord.get(`${type} ${id}`) ?? NONE;
  }

  /** The numbers of the lines of an author, ascending. */
  linesBy(author: string): readonly number[] {
    return this.#byAuthor.get(author) ?? NONE;
  }

  /** When a line was accepted, and of whom. */
  authorshipOf(n: number): Authorship {
    return { at: new Date(this.#moments[n - 1] as number), author: this.#authors[n - 1] as string };
  }

  placeOf(n: number): Place {
    const segment = this.#segments.findLast((first) => first <= n) as number;
    const [offset, length] = [this.#offsets[n - 1], this.#lengths[n - 1]] as [number, number];
    return { segment, offset, length };
  }
}
