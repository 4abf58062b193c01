/** Entries of the diary: counted anniversaries and planned events. */
import { type DiaryItem, statusOn } from '../../archive/diary.ts';
import { plainEvent } from '../../archive/plain.ts';
import { isKnownToTheDay } from '../../domain/dates/compare.ts';
import type { Asking } from '../command.ts';
import type { ListItem } from '../reply.ts';
import type { Citations } from './citations.ts';
import { dateSpan, tellCount, tellDate } from './dates.ts';
import { eventTitle } from './events.ts';
import { placeName } from './names.ts';

export function diaryItem(asking: Asking, item: DiaryItem, cites: Citations): ListItem {
  const { archive, book, reader } = asking;
  const view = archive.view(item.event);
  const values = {
    date: dateSpan(book, item.date),
    title: eventTitle(asking, item.event),
    origin: dateSpan(book, item.event.date, 'plain'),
    count: item.kind === 'anniversary' ? item.count : 0,
    status: book.text(`status.${statusOn(item.event, reader.today)}`),
  };
  const spans = book.spans(`diary.${item.kind}`, values);
  const details = [
    ...(view.place && item.kind === 'planned' ? [placeName(asking, view.place.value)] : []),
    ...daysAhead(asking, item),
  ].map((line) => [{ kind: 'text' as const, text: line }]);
  return {
    spans: [...spans, ...cites.cite(view.sources)],
    details,
    open: { command: 'event', args: { event: item.event.id } },
  };
}

function daysAhead({ book, reader }: Asking, { kind, date, event }: DiaryItem): string[] {
  if (!isKnownToTheDay(date)) {
    // What lasted a year needs no day.
    if (date.form === 'interval') return [];
    const told = { date: tellDate(book, date), about: date.approximate ? 'yes' : 'no' };
    return [book.text('diary.no-day', told)];
  }
  if (kind === 'anniversary' && date.from < reader.today) return [];
  if (date.from === reader.today) return [book.text('diary.today')];
  const days = (count: number) => ({ days: tellCount(book, 'day', count) });
  if (date.from > reader.today) {
    return [book.text('diary.ahead', days(date.from - reader.today))];
  }
  if (date.to >= reader.today) return [book.text('diary.under-way')];
  const key = event.status === 'held' ? 'diary.past' : 'diary.ago';
  return [book.text(key, days(reader.today - date.to))];
}

export function plainDiaryItem(asking: Asking, item: DiaryItem) {
  const { archive, reader } = asking;
  const dayPrecise = isKnownToTheDay(item.date);
  return {
    kind: item.kind,
    milestone: item.milestone?.id ?? null,
    name: item.event.record.name?.en ?? null,
    count: item.kind === 'anniversary' ? item.count : null,
    date: item.date.edtf,
    inDays: dayPrecise ? item.date.from - reader.today : null,
    status: statusOn(item.event, reader.today),
    event: plainEvent(archive, item.event, reader.today),
  };
}
