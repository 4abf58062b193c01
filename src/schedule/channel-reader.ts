/** A channel as a reader: in the language and zone of its subscription. */
import type { Archive } from '../archive/archive.ts';
import type { Asking, Records } from '../chat/command.ts';
import { phrasebook } from '../chat/phrasebook.ts';
import type { Subscription } from '../domain/record/schedule.ts';
import { localDay } from './slots.ts';

export function askingOf(
  { archive, records }: { readonly archive: Archive; readonly records: Records },
  { channel, locale, zone }: Subscription,
  now: number,
): Asking {
  const today = localDay(now, zone);
  const reader = { author: 'schedule', role: 'reader' as const, channel, locale, zone, today };
  return { archive, records, reader: { ...reader, now: new Date(now) }, book: phrasebook(locale) };
}
