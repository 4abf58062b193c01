/**
 * Reads, while nobody waits for it, what a question would else have to wait for: the text of the
 * archive, and where in the journal the history of each record stands.
 */
import type { Archive } from '../archive/archive.ts';
import { readText } from '../archive/find.ts';
import type { Records } from '../chat/command.ts';

/** Events read in one turn of the event loop: some milliseconds. */
export const SLICE = 10;
/** How long after all was read it is looked whether so much has changed that it is read anew. */
const GLANCE_MS = 1000;

/** Returns what ends it. It keeps no process alive. */
export function readAhead(archive: Archive, records: Records): () => void {
  let next: NodeJS.Immediate | NodeJS.Timeout;
  let isOver = false;
  const turn = (): void => {
    if (isOver) return;
    const isRead = readText(archive, SLICE);
    next = isRead ? setTimeout(turn, GLANCE_MS) : setImmediate(turn);
    next.unref();
  };
  turn();
  // Whether the journal can be read is told to who asks for a history.
  records.revision('source', '').catch(() => undefined);
  return () => {
    isOver = true;
  };
}
