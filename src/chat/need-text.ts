/** Full text can be asked for once it has been read. */
import type { Archive } from '../archive/archive.ts';
import { stillToRead } from '../archive/find.ts';
import { UserError } from './user-error.ts';

/** Throws a {@link UserError} that says how far it has come. */
export function needText(archive: Archive): void {
  const reading = stillToRead(archive);
  if (reading) throw new UserError('text-unread', { ...reading });
}
