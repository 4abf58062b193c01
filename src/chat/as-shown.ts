/** The answer under which a button was pressed, as it was shown and not as it would be given now. */
import { Archive } from '../archive/archive.ts';
import { dayInZone } from '../domain/dates/day.ts';
import type { RecordType } from '../domain/record/record.ts';
import type { Asking } from './command.ts';

/** Of these no answer is made. */
const OF_POSTS = new Set<RecordType>(['delivery', 'subscription']);

/** To ask as it was asked at a moment: on that day, of what the archive held then. */
export async function askingAt(asking: Asking, moment: Date): Promise<Asking> {
  const { records, reader } = asking;
  const today = dayInZone(moment, reader.zone);
  const then = { ...asking, reader: { ...reader, now: moment, today } };
  const changes = await records.changes(moment);
  if (changes.every(({ type }) => OF_POSTS.has(type))) return then;
  return { ...then, archive: new Archive(await records.asOf(moment)) };
}
