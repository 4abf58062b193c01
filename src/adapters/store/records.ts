/** The records in memory, by type and id, and changes applied to them. */
import { isDeepStrictEqual } from 'node:util';
import { StaleChange } from '../../archive/event-store.ts';
import {
  type AnyRecord,
  type Change,
  emptyHoldings,
  type Holdings,
  RECORD_TYPES,
} from '../../domain/record/record.ts';

export class Records {
  readonly #byType: Map<string, Map<string, AnyRecord>>;

  constructor(holdings: Partial<Holdings> = {}) {
    this.#byType = new Map(
      RECORD_TYPES.map((type) => [
        type,
        new Map((holdings[type] ?? []).map((record) => [record.id, record])),
      ]),
    );
  }

  get(type: string, id: string): AnyRecord | null {
    return this.#byType.get(type)?.get(id) ?? null;
  }

  put({ type, id, after }: Pick<Change, 'type' | 'id' | 'after'>): void {
    const records = this.#byType.get(type) ?? new Map<string, AnyRecord>();
    if (after === null) records.delete(id);
    else records.set(id, after);
    this.#byType.set(type, records);
  }

  /** The same records, to be changed apart. */
  copy(): Records {
    const copy = new Records();
    for (const [type, records] of this.#byType) copy.#byType.set(type, new Map(records));
    return copy;
  }

  /** All records, in the order of their ids. */
  holdings(): Holdings {
    const sorted = [...this.#byType].map(([type, records]) => [
      type,
      [...records.values()].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)),
    ]);
    return { ...emptyHoldings(), ...Object.fromEntries(sorted) };
  }
}

/** Changes on their way to the disk, laid over the records as they are. */
export class Pending {
  readonly #records: Records;
  readonly #changed = new Map<string, AnyRecord | null>();

  constructor(records: Records) {
    this.#records = records;
  }

  /** Lays all the changes over, or none: throws {@link StaleChange} for one that comes too late. */
  accept(changes: readonly Change[]): void {
    const laid = new Map<string, AnyRecord | null>();
    for (const change of changes) {
      const key = `${change.type} ${change.id}`;
      const held = laid.has(key)
        ? laid.get(key)
        : this.#changed.has(key)
          ? this.#changed.get(key)
          : this.#records.get(change.type, change.id);
      if (!isDeepStrictEqual(held ?? null, change.before)) throw new StaleChange(change);
      laid.set(key, change.after);
    }
    for (const [key, after] of laid) this.#changed.set(key, after);
  }
}
