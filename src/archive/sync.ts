/**
 * What differs between the seed files and the store. What was edited here stays: the files are
 * compared with what they said when they were last taken in, and only what changed in them since is
 * brought over.
 */
import { isDeepStrictEqual } from 'node:util';
import type { EventRecord } from '../domain/record/event.ts';
import { type AnyRecord, type Change, type Holdings, KNOWLEDGE } from '../domain/record/record.ts';
import { isDesk } from './editing.ts';
import type { HistoryEntry } from './event-store.ts';

/** Under what name the seed files change records. */
export const SEEDS = 'seeds';
const FROM_FILES = new Set([SEEDS, 'migration']);

export interface Differences {
  readonly changes: readonly Change[];
  /** Changed in the files and edited here: left as they are here. */
  readonly conflicts: readonly Change[];
}

/** `history` is every change that was ever made to the store. */
export function differences(
  held: Holdings,
  wanted: Holdings,
  history: readonly HistoryEntry[],
): Differences {
  const lastTaken = new Map<string, AnyRecord | null>();
  for (const { author, type, id, after } of history) {
    if (FROM_FILES.has(author)) lastTaken.set(`${type} ${id}`, after && fromFiles(after));
  }
  const changes: Change[] = [];
  const conflicts: Change[] = [];
  for (const type of KNOWLEDGE) {
    const here = new Map<string, AnyRecord>(held[type].map((record) => [record.id, record]));
    const there = new Map<string, AnyRecord>(wanted[type].map((record) => [record.id, record]));
    for (const id of [...new Set([...here.keys(), ...there.keys()])].sort()) {
      const before = here.get(id) ?? null;
      const file = there.get(id) ?? null;
      const taken = lastTaken.get(`${type} ${id}`) ?? null;
      const mine = before && fromFiles(before);
      if (isDeepStrictEqual(file, taken) || isDeepStrictEqual(file, mine)) continue;
      const change = { type, id, before, after: file && withDesk(file, before) } as Change;
      (isDeepStrictEqual(mine, taken) ? changes : conflicts).push(change);
    }
  }
  return { changes, conflicts };
}

/** A record without what the desk added to it. */
function fromFiles(record: AnyRecord): AnyRecord {
  if (!('accounts' in record)) return record;
  return { ...record, accounts: record.accounts.filter((a) => !isDesk(a)) };
}

function withDesk(file: AnyRecord, held: AnyRecord | null): AnyRecord {
  if (!('accounts' in file) || !held) return file;
  const own = (held as EventRecord).accounts.filter(isDesk);
  return { ...file, accounts: [...file.accounts, ...own] };
}
