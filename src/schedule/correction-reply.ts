/** The words of a correction: what was announced, and what is so now. */
import type { Asking } from '../chat/command.ts';
import type { Reply, Spans } from '../chat/reply.ts';
import { reportAction } from '../chat/reports.ts';
import { Citations } from '../chat/tell/citations.ts';
import { tellDate } from '../chat/tell/dates.ts';
import { eventTitle } from '../chat/tell/events.ts';
import { placeName } from '../chat/tell/names.ts';
import { fuzzyDate } from '../domain/dates/fuzzy-date.ts';
import type { Outline } from '../domain/events/view.ts';
import type { DeliveryRecord } from '../domain/record/schedule.ts';
import { GONE, isElsewhere, isOff } from './corrections.ts';

/** `event`: as it is now, or as it was last where the archive holds it no longer. */
export function correctionReply(
  asking: Asking,
  record: DeliveryRecord,
  event: Outline,
): Reply | undefined {
  const { archive, book } = asking;
  const told = archive.record('delivery', record.corrects ?? '');
  if (!told || !record.date) return undefined;
  const cites = new Citations(asking);
  const sources = record.status === GONE ? [] : cites.cite(archive.view(event).sources);
  const args = { event: event.id };
  return {
    locale: book.locale,
    title: book.spans('schedule.correction', { title: eventTitle(asking, event) }),
    blocks: [
      { kind: 'text', spans: [...correctionSpans(asking, told, record), ...sources] },
      ...cites.blocks(),
    ],
    actions:
      record.status === GONE
        ? []
        : [
            { label: book.text('action.whole'), invocation: { command: 'event', args } },
            reportAction(`/event ${args.event}`, book),
          ],
    asked: { command: 'event', args },
  };
}

function correctionSpans(asking: Asking, told: DeliveryRecord, now: DeliveryRecord): Spans {
  const { book } = asking;
  const day = ({ date = '' }: DeliveryRecord) => tellDate(book, fuzzyDate(date));
  const [before, after] = [day(told), day(now)];
  if (now.status === GONE) return book.spans('schedule.corrected-gone', { before });
  const status = (of: string | undefined) =>
    book.text(of === GONE ? 'schedule.gone' : `status.${of ?? 'planned'}`);
  if (isOff(now.status)) {
    return book.spans('schedule.corrected-status', { before, status: status(now.status) });
  }
  if (isOff(told.status)) {
    return book.spans('schedule.corrected-again', { status: status(told.status), after });
  }
  if (told.date !== now.date) return book.spans('schedule.corrected-date', { before, after });
  if (told.count !== now.count) {
    const counts = { before: told.count ?? 0, after: now.count ?? 0 };
    return book.spans('schedule.corrected-count', counts);
  }
  if (isElsewhere(told, now)) {
    const place = ({ place: id = '' }: DeliveryRecord) => placeName(asking, id);
    return book.spans('schedule.corrected-place', { before: place(told), after: place(now) });
  }
  return book.spans('schedule.corrected-date', { before, after });
}
