/**
 * A start in a fresh process: how long until the first answer, or until lowdb has read the same data,
 * and what the process holds then. Arguments: `store` or `lowdb`, the folder or file, who to ask for.
 */
import { Low } from 'lowdb';
import { JSONFile } from 'lowdb/node';
import { EmbeddedStore } from '../../src/adapters/store/embedded-store.ts';
import { lastEncounter } from '../../src/archive/last-encounter.ts';
import { Library } from '../../src/archive/library.ts';
import { heldBytes } from './memory.ts';

export interface Started {
  readonly ms: number;
  /** Bytes more than before. */
  readonly held: number;
}

const [what, path = '', person = ''] = process.argv.slice(2);
const empty = heldBytes();
const began = performance.now();

let held: unknown;
if (what === 'store') {
  const library = await Library.of(await EmbeddedStore.open(path));
  const today = library.archive.lastDay;
  const { event } = lastEncounter(library.archive, { who: { type: 'person', id: person }, today });
  if (!event) throw new Error(`nobody has met ${person}`);
  held = library;
} else {
  const db = new Low<unknown>(new JSONFile(path), null);
  await db.read();
  held = db.data;
}
const ms = performance.now() - began;
const report: Started = { ms, held: heldBytes() - empty };
process.send?.(report);
if (!held) throw new Error('nothing was read');
