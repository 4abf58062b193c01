/** Entries as an iCalendar file (RFC 5545), written by ical-generator. */
import ical, {
  ICalAlarmRelatesTo,
  ICalAlarmType,
  ICalEventStatus,
  ICalEventTransparency,
} from 'ical-generator';
import type { Locale } from '../domain/locale.ts';
import type { CalendarEntry } from './calendar.ts';

const DAY = 86_400;
/** Alarms ring at nine in the morning, wherever the calendar is. Seconds after midnight. */
const NINE = 9 * 3600;
/** How often a subscriber should ask again, in seconds. */
const REFRESH = 3600;

export function icsOf(entries: readonly CalendarEntry[], name: string, locale: Locale): string {
  const file = ical({
    name,
    prodId: { company: 'aide-memoire', product: 'diary', language: locale.toUpperCase() },
    ttl: REFRESH,
  });
  for (const entry of entries) {
    const { uid, sequence, changed, from, to, status, title, description, place, url } = entry;
    const event = file.createEvent({
      id: uid,
      sequence,
      stamp: changed,
      lastModified: changed,
      allDay: true,
      start: new Date(from * DAY * 1000),
      // The day after the last.
      end: new Date((to + 1) * DAY * 1000),
      summary: title,
      description,
      status: ICalEventStatus[status],
      // An anniversary keeps nobody busy.
      transparency: ICalEventTransparency.TRANSPARENT,
      ...(place !== undefined && { location: place }),
      ...(url !== undefined && { url }),
    });
    for (const days of entry.alarms) {
      const seconds = days * DAY - NINE;
      event
        .createAlarm({
          type: ICalAlarmType.display,
          description: title,
          ...(seconds > 0 ? { trigger: seconds } : { triggerAfter: -seconds }),
        })
        .relatesTo(ICalAlarmRelatesTo.start);
    }
  }
  return `${file.toString()}\r\n`;
}
