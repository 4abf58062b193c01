/** Records from an exported file, checked, as the changes that would make the store hold them. */
import { isDeepStrictEqual } from 'node:util';
import {
  type AnyRecord,
  type Change,
  emptyHoldings,
  type Holdings,
  RECORD_TYPES,
  SCHEMAS,
} from '../domain/record/record.ts';
import { findProblems } from '../domain/record/references.ts';

export interface Import {
  readonly changes: readonly Change[];
  /** What is wrong with the file, each in a line; where there is any, nothing should be changed. */
  readonly problems: readonly string[];
}

export function recordChanges(held: Holdings, json: string): Import {
  const { records, problems } = checked(json);
  if (problems.length > 0) return { changes: [], problems };
  const dangling = findProblems(records).map(
    ({ type, id, path, message }) => `${type} ${id}: ${path.join('.')}: ${message}`,
  );
  if (dangling.length > 0) return { changes: [], problems: dangling };
  const changes = RECORD_TYPES.flatMap((type) => {
    const before = new Map<string, AnyRecord>(held[type].map((record) => [record.id, record]));
    const after = new Map<string, AnyRecord>(records[type].map((record) => [record.id, record]));
    return [...new Set([...before.keys(), ...after.keys()])].sort().flatMap((id): Change[] => {
      const was = before.get(id) ?? null;
      const is = after.get(id) ?? null;
      return isDeepStrictEqual(was, is) ? [] : [{ type, id, before: was, after: is } as Change];
    });
  });
  return { changes, problems: [] };
}

function checked(json: string): { records: Holdings; problems: string[] } {
  const records = emptyHoldings();
  let read: unknown;
  try {
    read = JSON.parse(json);
  } catch (error) {
    return { records, problems: [`it is no JSON: ${(error as Error).message}`] };
  }
  const { export: mark, records: given } = (read ?? {}) as Record<string, unknown>;
  if (mark !== 'aide-memoire' || typeof given !== 'object' || given === null) {
    return { records, problems: ['expected a file made by "aide export json"'] };
  }
  const problems: string[] = [];
  for (const [type, list] of Object.entries(given)) {
    const known = RECORD_TYPES.find((t) => t === type);
    if (!known || !Array.isArray(list)) {
      problems.push(`${type}: expected a list of one of ${RECORD_TYPES.join(', ')}`);
      continue;
    }
    for (const [i, entry] of list.entries()) {
      const result = SCHEMAS[known].safeParse(entry);
      const issue = result.error?.issues[0];
      if (result.success)
        (records[known] as unknown[]).push(JSON.parse(JSON.stringify(result.data)));
      else problems.push(`${type}[${i}].${issue?.path.join('.')}: ${issue?.message}`);
    }
  }
  return { records, problems };
}
