/**
 * Reads, while nobody waits for it, what a question would else have to wait for: the diary, the text
 * of the archive, and where in the journal the history of each record stands.
 */
import type { Archive } from '../archive/archive.ts';
import { diaryOf } from '../archive/diary-index.ts';
import { readText } from '../archive/find.ts';
import type { Records } from '../chat/command.ts';

/**
 * So long is read in one turn of the event loop. By the clock and not by count: while the engine
 * marks what is still held, it does a part of that with every 64 kB that the reading takes.
 */
const SLICE_MS = 2;
/** How long after all was read it is looked whether so much has changed that it is read anew. */
const GLANCE_MS = 1000;

/** Returns what ends it. It keeps no process alive. */
export function readAhead(archive: Archive, records: Records): () => void {
  let next: NodeJS.Immediate | NodeJS.Timeout;
  let isOver = false;
  const turn = (): void => {
    if (isOver) return;
    const isRead = readSlice(archive);
    next = isRead ? setTimeout(turn, GLANCE_MS) : setImmediate(turn);
    next.unref();
  };
  // At once: it is asked as soon as a door opens, and nobody waits before one does.
  diaryOf(archive);
  turn();
  // Whether the journal can be read is told to who asks for a history.
  records.revision('source', '').catch(() => undefined);
  return () => {
    isOver = true;
  };
}

/** What is read in one turn; returns whether all is read. */
export function readSlice(archive: Archive): boolean {
  const end = performance.now() + SLICE_MS;
  return readText(archive, () => performance.now() < end);
}
