/** Reading the log of operations that writers and their compactions left. */
import { readFileSync } from 'node:fs';
import type { LogRecord } from '../preload/op-log.ts';

/**
 * The records, in order. A process that was killed may leave a piece of one: what it began to tell
 * had then not begun, or had ended without being told, and both are possible without the record.
 */
export function readLog(file: string): LogRecord[] {
  const records: LogRecord[] = [];
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    if (line === '') continue;
    try {
      records.push(JSON.parse(line) as LogRecord);
    } catch {
      // a piece
    }
  }
  return records;
}
