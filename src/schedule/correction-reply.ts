/** The words of a correction: what was announced, and what is so now. */
import type { Asking } from '../chat/command.ts';
import type { Reply } from '../chat/reply.ts';
import { Citations } from '../chat/tell/citations.ts';
import { tellDate } from '../chat/tell/dates.ts';
import { eventTitle } from '../chat/tell/events.ts';
import { fuzzyDate } from '../domain/dates/fuzzy-date.ts';
import type { DeliveryRecord } from '../domain/record/schedule.ts';

/** Undefined where the event is not held any more. */
export function correctionReply(asking: Asking, record: DeliveryRecord): Reply | undefined {
  const { archive, book } = asking;
  const milestone = archive.record('milestone', record.milestone ?? '');
  const event = milestone && archive.event(milestone.event);
  const told = archive.record('delivery', record.corrects ?? '');
  if (!event || !record.date) return undefined;
  const cites = new Citations(asking);
  const before = tellDate(book, fuzzyDate(told?.date ?? record.date));
  const after = tellDate(book, fuzzyDate(record.date));
  const status = (of: string | undefined) => book.text(`status.${of ?? 'planned'}`);
  const spans = isOff(record.status)
    ? book.spans('schedule.corrected-status', { before, status: status(record.status) })
    : isOff(told?.status)
      ? book.spans('schedule.corrected-again', { status: status(told?.status), after })
      : book.spans('schedule.corrected-date', { before, after });
  const args = { event: event.id };
  return {
    locale: book.locale,
    title: book.spans('schedule.correction', { title: eventTitle(asking, event) }),
    blocks: [
      { kind: 'text', spans: [...spans, ...cites.cite(archive.view(event).sources)] },
      ...cites.blocks(),
    ],
    actions: [{ label: book.text('action.whole'), invocation: { command: 'event', args } }],
    asked: { command: 'event', args },
  };
}

const isOff = (status: string | undefined): boolean =>
  status === 'cancelled' || status === 'postponed';
