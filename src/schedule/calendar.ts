/** The diary as entries of a calendar: every occasion of the milestones that are asked for. */
import { type Occasion, occasions } from '../archive/diary.ts';
import type { Asking } from '../chat/command.ts';
import { plainText } from '../chat/reply.ts';
import { sourceSpans } from '../chat/tell/citations.ts';
import { tellDate } from '../chat/tell/dates.ts';
import { eventTitle } from '../chat/tell/events.ts';
import { placeName } from '../chat/tell/names.ts';
import { isKnownToTheDay } from '../domain/dates/compare.ts';
import type { Day } from '../domain/dates/day.ts';
import type { Selection } from '../domain/record/schedule.ts';
import { isSelected } from './selection.ts';

export interface CalendarQuestion {
  readonly which: Selection;
  /** Occasions that begin within these days. */
  readonly from: Day;
  readonly to: Day;
  /** Days ahead at which a calendar rings, where the milestone says no others. */
  readonly leads: readonly number[];
}

export interface CalendarEntry {
  /** The same for the same occasion, to whatever day it is moved. */
  readonly uid: string;
  /** Grows with every change of what it rests on. */
  readonly sequence: number;
  /** When that was last changed. */
  readonly changed: Date;
  /** Whole days, both included: of an occasion known only to a month, all the month. */
  readonly from: Day;
  readonly to: Day;
  readonly status: 'CONFIRMED' | 'TENTATIVE' | 'CANCELLED';
  readonly title: string;
  readonly description: string;
  readonly place: string | undefined;
  readonly url: string | undefined;
  /** Days ahead; none where no day is known, or nothing takes place. */
  readonly alarms: readonly number[];
}

export async function calendar(
  asking: Asking,
  { which, from, to, leads }: CalendarQuestion,
): Promise<CalendarEntry[]> {
  const { archive, records } = asking;
  const kept = occasions(archive, from, to, true).filter(({ event, milestone }) =>
    isSelected(archive, event, which, milestone),
  );
  return Promise.all(
    kept.map(async (occasion): Promise<CalendarEntry> => {
      const { event, milestone } = occasion;
      const revisions = [
        await records.revision('event', event.id),
        await records.revision('milestone', milestone.id),
      ].flatMap((revision) => revision ?? []);
      return {
        ...entryOf(asking, occasion, leads),
        sequence: revisions.reduce((sum, { count }) => sum + count - 1, 0),
        changed: new Date(Math.max(0, ...revisions.map(({ at }) => at.getTime()))),
      };
    }),
  );
}

function entryOf(
  asking: Asking,
  occasion: Occasion,
  leads: readonly number[],
): Omit<CalendarEntry, 'sequence' | 'changed'> {
  const { archive, book } = asking;
  const { event, milestone, date } = occasion;
  const view = archive.view(event);
  const isDay = isKnownToTheDay(date);
  const isOff = event.status === 'cancelled' || event.status === 'postponed';
  const sources = view.sources.flatMap((id) => archive.record('source', id) ?? []);
  const origin = tellDate(book, event.date, 'plain');
  return {
    uid:
      occasion.kind === 'anniversary'
        ? `anniversary.${occasion.count}.${milestone.id}@aide-memoire`
        : `plan.${milestone.id}@aide-memoire`,
    from: date.from,
    to: date.to,
    status: isOff ? 'CANCELLED' : event.status === 'to-be-confirmed' ? 'TENTATIVE' : 'CONFIRMED',
    title: titleOf(asking, occasion),
    description: [
      ...(occasion.kind === 'anniversary' ? [book.text('calendar.origin', { origin })] : []),
      ...(isDay ? [] : [book.text('diary.no-day', noDay(asking, occasion))]),
      ...sources.map((source) =>
        [plainText(sourceSpans(asking, source)), ...(source.url ? [source.url] : [])].join('\n'),
      ),
    ].join('\n'),
    place:
      occasion.kind === 'planned' && view.place ? placeName(asking, view.place.value) : undefined,
    url: sources.find(({ url }) => url)?.url,
    alarms: isDay && !isOff ? (milestone.leads ?? leads) : [],
  };
}

const noDay = ({ book }: Asking, { date }: Occasion) => ({
  date: tellDate(book, date),
  about: date.approximate || date.form === 'interval' ? 'yes' : 'no',
});

/** An entry that covers a month says so, lest it be read as lasting all of it. */
function titleOf(asking: Asking, occasion: Occasion): string {
  const { book } = asking;
  const { event, date } = occasion;
  const name = eventTitle(asking, event);
  const title =
    occasion.kind === 'anniversary'
      ? book.text('calendar.anniversary', { count: occasion.count, title: name })
      : event.status === 'held' || event.status === undefined
        ? name
        : book.text('calendar.status', {
            title: name,
            status: book.text(`status.${event.status}`),
          });
  return isKnownToTheDay(date)
    ? title
    : book.text('calendar.dated', { date: tellDate(book, date), title });
}
