/** Events as lines of a list and as whole cards. */
import type { Counted } from '../../archive/anniversaries.ts';
import { hasPassed, isAhead, isComing, statusOn } from '../../archive/diary.ts';
import { isoOfDay } from '../../domain/dates/day.ts';
import { exactly } from '../../domain/dates/fuzzy-date.ts';
import { spanBetween } from '../../domain/dates/span.ts';
import type { Attendance, EventView, Outline } from '../../domain/events/view.ts';
import { inLocale } from '../../domain/locale.ts';
import type { Telling } from '../command.ts';
import { type Block, joined, type ListItem, type Span, type Spans, text } from '../reply.ts';
import type { Citations } from './citations.ts';
import { conflictNotes } from './conflicts.ts';
import { dateSpan, tellDate, tellMinutes, tellSpan } from './dates.ts';
import { officeTitle, personName, personSpan, placeName, sideName } from './names.ts';

/** Its own name, or its kind and who met: `Meeting: Cho Tae-yul – Wang Yi`. */
export function eventTitle(asking: Telling, event: Outline): string {
  const { archive, book } = asking;
  if (event.record.name) return inLocale(event.record.name, book.locale);
  const kind = book.text(`kind.${event.kind ?? 'unknown'}`);
  const { series } = archive.view(event);
  const named = series && archive.record('series', series);
  const label = named ? inLocale(named.name, book.locale) : kind;
  return book.text('event.title', { kind: label, parties: partiesOf(asking, event) });
}

/** The first named of each side, or the sides themselves at a larger table. */
function partiesOf(asking: Telling, { sides, seats }: Outline): string {
  const names = sides.map((side) => {
    const person = seats.find((seat) => seat.side === side)?.person;
    return person && sides.length < 4 ? personName(asking, person) : sideName(asking, side);
  });
  return names.join(' – ');
}

/** `26 July 2024 · Meeting: Cho Tae-yul – Wang Yi · Vientiane, Laos` */
export function eventLine(asking: Telling, event: Outline): Spans {
  const { archive, book } = asking;
  const { place } = archive.view(event);
  const parts: Spans[] = [
    [dateSpan(book, event.date)],
    [text(eventTitle(asking, event))],
    ...(place ? [[text(placeName(asking, place.value))]] : []),
    ...(statusOn(event, asking.reader.today) === 'held' ? [] : [[statusSpan(asking, event)]]),
  ];
  return joined(parts, text(' · '));
}

export const eventItem = (asking: Telling, event: Outline): ListItem => ({
  spans: eventLine(asking, event),
  open: { command: 'event', args: { event: event.id } },
});

/** The same with what it rests on. */
export const citedItem = (asking: Telling, event: Outline, cites: Citations): ListItem => ({
  ...eventItem(asking, event),
  spans: [...eventLine(asking, event), ...cites.cite(asking.archive.view(event).sources)],
});

function statusSpan({ book, reader }: Telling, event: Outline): Span {
  return {
    kind: 'text',
    style: 'bold',
    text: book.text(`status.${statusOn(event, reader.today)}`),
  };
}

/** When, where and who, each with its sources; conflicts and inferences told as such. */
export function eventFacts(
  asking: Telling,
  event: Outline,
  cites: Citations,
  anniversaries: readonly Counted[] = [],
): Block[] {
  const { archive, book, reader } = asking;
  const view = archive.view(event);
  const rows: { label: string; spans: Spans }[] = [];
  const row = (label: string, spans: Spans) =>
    rows.push({ label: book.text(`label.${label}`), spans });

  row('when', [...whenSpans(asking, view), ...cites.cite(view.dating.sources)]);
  for (const { count, date } of anniversaries) {
    row('anniversary', book.spans('event.anniversary', { count, date: dateSpan(book, date) }));
  }
  if (view.place) {
    row('where', [text(placeName(asking, view.place.value)), ...cites.cite(view.place.sources)]);
  }
  for (const attendance of view.attendance) row('who', attendanceSpans(asking, attendance));
  row('kind', [text(kindLine(asking, view))]);
  const occasion = view.occasion ? archive.event(view.occasion) : undefined;
  if (occasion) row('occasion', [text(eventTitle(asking, occasion))]);
  if (view.series) row('series', seriesSpans(asking, view, cites));
  if (view.duration) {
    const { minutes, about } = view.duration.value;
    const told = tellMinutes(book, minutes);
    const words = about ? book.text('span.about', { span: told }) : told;
    row('duration', [text(words), ...cites.cite(view.duration.sources)]);
  }
  const blocks: Block[] = [{ kind: 'facts', rows }];
  const caution = (spans: Spans) => blocks.push({ kind: 'note', tone: 'caution', spans });
  if (hasPassed(event, reader.today)) caution(book.spans('note.passed'));
  if (isAhead(event, reader.today) && event.status === 'held' && !isComing(event, reader.today)) {
    const today = tellDate(book, exactly(reader.today, isoOfDay(reader.today)), 'plain');
    caution(book.spans('note.later', { today }));
  }
  if (view.dating.ground) {
    const ground = inLocale(view.dating.ground, book.locale);
    const key = view.dating.basis === 'inferred' ? 'note.inferred' : 'note.ground';
    caution(book.spans(key, { ground }));
  }
  for (const { person, ground } of view.attendance) {
    if (!ground || !person) continue;
    const values = { person: personSpan(asking, person), ground: inLocale(ground, book.locale) };
    caution(book.spans('note.attendance-inferred', values));
  }
  return [...blocks, ...conflictNotes(asking, view, cites)];
}

function whenSpans(asking: Telling, { dating, date }: EventView): Spans {
  const { book, reader } = asking;
  const today = exactly(reader.today, isoOfDay(reader.today));
  const spans: Span[] = [dateSpan(book, date)];
  if (date.to < reader.today) {
    spans.push(...book.spans('date.ago', { span: tellSpan(book, spanBetween(date, today)) }));
  } else if (date.from === reader.today || (date.form === 'interval' && date.from < reader.today)) {
    spans.push(...book.spans('date.today'));
  } else if (date.from > reader.today) {
    spans.push(...book.spans('date.ahead', { span: tellSpan(book, spanBetween(today, date)) }));
  }
  if (dating.stated) {
    const quote: Span = { kind: 'quote', text: dating.stated, lang: 'und', verbatim: true };
    spans.push(...book.spans('date.as-stated', { stated: quote }));
  }
  return spans;
}

export function attendanceSpans(asking: Telling, attendance: Attendance): Spans {
  const { book } = asking;
  const side = sideName(asking, attendance.side);
  const offices = attendance.offices.map((id) => officeTitle(asking, id));
  const office = book.list(offices);
  if (!attendance.person) {
    return office === '' ? [text(side)] : book.spans('attendance.unnamed', { office, side });
  }
  const person = personSpan(asking, attendance.person);
  return office === ''
    ? book.spans('attendance.no-office', { person, side })
    : book.spans('attendance.full', { person, office, side });
}

/** `Meeting, in person, at the level of ministers` */
function kindLine({ book, reader }: Telling, view: EventView): string {
  const status = statusOn(view, reader.today);
  const parts = [
    ...(status === 'held' ? [] : [book.text(`status.${status}`)]),
    book.text(`kind.${view.kind ?? 'unknown'}`),
    ...(view.format ? [book.text(`format.${view.format}`)] : []),
    ...(view.level ? [book.text(`level.${view.level}`)] : []),
  ];
  return book.list(parts);
}

function seriesSpans(asking: Telling, view: EventView, cites: Citations): Spans {
  const { archive, book } = asking;
  const series = archive.record('series', view.series as string);
  const name = series ? inLocale(series.name, book.locale) : (view.series as string);
  if (!view.ordinal) return [text(name)];
  const { value, sources } = view.ordinal;
  return [...book.spans('series.nth', { series: name, ordinal: value }), ...cites.cite(sources)];
}
