/** Conflicts between sources, all sides shown. */
import { fuzzyDate } from '../../domain/dates/fuzzy-date.ts';
import type { Conflict } from '../../domain/events/conflicts.ts';
import type { Told } from '../../domain/events/told.ts';
import type { EventView } from '../../domain/events/view.ts';
import { inLocale } from '../../domain/locale.ts';
import type { Telling } from '../command.ts';
import { type Block, joined, type Span, type Spans, text } from '../reply.ts';
import type { Citations } from './citations.ts';
import { tellDate, tellMinutes } from './dates.ts';
import { officeTitle, personSpan, placeName } from './names.ts';

export function conflictNotes(asking: Telling, view: EventView, cites: Citations): Block[] {
  return view.conflicts.map((conflict) => ({
    kind: 'note',
    tone: 'conflict',
    spans: conflictSpans(asking, conflict, cites),
  }));
}

function conflictSpans(asking: Telling, conflict: Conflict, cites: Citations): Spans {
  const values = joined(
    conflict.values.map((value) => valueSpans(asking, conflict, value, cites)),
    text('; '),
  );
  const person = conflict.person ? [personSpan(asking, conflict.person)] : [];
  return asking.book.spans(`conflict.${conflict.field}`, { values, person });
}

function valueSpans(
  asking: Telling,
  { field }: Conflict,
  told: Told<string | number>,
  cites: Citations,
): Spans {
  const { book } = asking;
  const quote: Span[] = told.stated
    ? [text(' '), { kind: 'quote', text: told.stated, lang: 'und', verbatim: true }]
    : [];
  const set = told.standing === 'deprecated' ? book.spans('conflict.not-followed') : [];
  const why =
    told.standing === 'deprecated' && told.ground
      ? [text(` (${inLocale(told.ground, book.locale)})`)]
      : [];
  return [
    text(plainValue(asking, field, told.value)),
    ...quote,
    ...set,
    ...why,
    ...cites.cite(told.sources),
  ];
}

function plainValue(asking: Telling, field: Conflict['field'], value: string | number): string {
  const { book } = asking;
  switch (field) {
    case 'date':
      return tellDate(book, fuzzyDate(String(value)));
    case 'place':
      return placeName(asking, String(value));
    case 'duration':
      return tellMinutes(book, Number(value));
    case 'office':
      return officeTitle(asking, String(value));
    case 'status':
      return book.text(`status.${value}`);
    case 'ordinal':
      return String(value);
  }
}
