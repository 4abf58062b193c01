/** Is what the bench generates what an archive may hold? Otherwise it would measure nothing real. */
import { isDeepStrictEqual } from 'node:util';
import { RECORD_TYPES, SCHEMAS } from '../../src/domain/record/record.ts';
import { findProblems } from '../../src/domain/record/references.ts';
import { generatedHoldings } from '../support/generated-archive.ts';

/** Throws where a record of a small archive of that seed is not as its schema has it. */
export function checkGenerated(seed: number): void {
  const holdings = generatedHoldings({ events: 2000, people: 100, seed });
  for (const type of RECORD_TYPES) {
    for (const record of holdings[type]) {
      const read: unknown = SCHEMAS[type].parse(record);
      if (!isDeepStrictEqual(read, record)) {
        throw new Error(`the generated ${type} "${record.id}" is read as another`);
      }
    }
  }
  const [problem] = findProblems(holdings);
  if (!problem) return;
  const { type, id, path, message } = problem;
  throw new Error(`the generated ${type} "${id}" has a problem at ${path.join('.')}: ${message}`);
}
