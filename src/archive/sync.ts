/** What differs between the seed files and the store. */
import { isDeepStrictEqual } from 'node:util';
import { type Change, type Holdings, RECORD_TYPES } from '../domain/record/record.ts';

/** The changes that make the store hold what the files say, in the order of types and ids. */
export function differences(held: Holdings, wanted: Holdings): Change[] {
  const changes: Change[] = [];
  for (const type of RECORD_TYPES) {
    const before = new Map(held[type].map((record) => [record.id, record]));
    const after = new Map(wanted[type].map((record) => [record.id, record]));
    for (const id of [...new Set([...before.keys(), ...after.keys()])].sort()) {
      const was = before.get(id) ?? null;
      const is = after.get(id) ?? null;
      if (!isDeepStrictEqual(was, is)) changes.push({ type, id, before: was, after: is } as Change);
    }
  }
  return changes;
}
