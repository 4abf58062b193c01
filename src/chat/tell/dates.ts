/** Dates and spans in the reader's language, never more precisely than they are held. */
import { calendarDate, type Day } from '../../domain/dates/day.ts';
import type { FuzzyDate, Precision } from '../../domain/dates/fuzzy-date.ts';
import type { CalendarSpan, Span as TimeSpan } from '../../domain/dates/span.ts';
import type { Locale } from '../../domain/locale.ts';
import { once, onceOf } from '../../domain/once.ts';
import { type Phrasebook, phrasebook } from '../phrasebook.ts';
import type { Span } from '../reply.ts';

const SEASONS = ['winter', 'spring', 'summer', 'autumn'] as const;

/** `full` names the weekday of a date known to the day. */
type Style = 'full' | 'plain';

/** `Friday 26 July 2024`, `July 2023`, `around autumn 2025`, `one day between … and …`. */
export const tellDate = (book: Phrasebook, date: FuzzyDate, style: Style = 'full'): string =>
  TOLD[style](book.locale, date);

/** Made once, for the same dates are told in every answer about an event. */
const TOLD = {
  full: onceOf((locale: Locale, date: FuzzyDate) => told(phrasebook(locale), date, 'full')),
  plain: onceOf((locale: Locale, date: FuzzyDate) => told(phrasebook(locale), date, 'plain')),
};

function told(book: Phrasebook, date: FuzzyDate, style: Style): string {
  const bare = tellBare(book, date, style);
  const around = date.approximate ? book.text('date.around', { date: bare }) : bare;
  return date.uncertain ? book.text('date.uncertain', { date: around }) : around;
}

export const dateSpan = (book: Phrasebook, date: FuzzyDate, style: Style = 'full'): Span => ({
  kind: 'date',
  edtf: date.edtf,
  text: tellDate(book, date, style),
});

function tellBare(book: Phrasebook, date: FuzzyDate, style: Style): string {
  const { from, to, precision, form } = date;
  if (!Number.isFinite(from))
    return book.text('date.until', { to: tellUnit(book, to, precision, style) });
  if (!Number.isFinite(to))
    return book.text('date.since', { from: tellUnit(book, from, precision) });
  if (form === 'set') {
    return book.text('date.one-of', {
      from: tellUnit(book, from, precision, 'plain'),
      to: tellUnit(book, to, precision, 'plain'),
    });
  }
  if (form === 'interval' && from !== to) return tellInterval(book, date);
  return tellUnit(book, from, precision, style);
}

function tellInterval(book: Phrasebook, { from, to, precision }: FuzzyDate): string {
  if (precision === 'season' || precision === 'decade') {
    return book.text('date.from-to', {
      from: tellUnit(book, from, precision),
      to: tellUnit(book, to, precision),
    });
  }
  if (FULL_FORM.has(book.locale)) {
    const begin = tellUnit(book, from, precision, 'plain');
    const end = withoutLead(tellUnit(book, to, precision, 'plain'), begin);
    return book.text('date.from-to', { from: begin, to: end });
  }
  return formatOf(book.tag, precision, 'plain').formatRange(instant(from), instant(to));
}

/** Where the platform writes a range of days in figures and slashes alone. */
const FULL_FORM: ReadonlySet<Locale> = new Set<Locale>(['zh', 'ja']);

/** `11月16日` after `11月15日` is `16日`: the year and the month are not told twice. */
function withoutLead(end: string, begin: string): string {
  const units = /\d+\D+/g;
  const [told, telling] = [begin.match(units) ?? [], end.match(units) ?? []];
  const same = telling.findIndex((unit, i) => unit !== told[i]);
  return same > 0 ? telling.slice(same).join('') : end;
}

/** The unit of a precision in which a day lies: its month, its season, its year. */
function tellUnit(book: Phrasebook, day: Day, precision: Precision, style: Style = 'full'): string {
  const { year, month } = calendarDate(day);
  if (precision === 'season') {
    const season = SEASONS[Math.floor((month % 12) / 3)] as string;
    // The winter that begins in December bears that year's number.
    const ofYear = month < 3 ? year - 1 : year;
    return book.text(`date.season.${season}`, { year: String(ofYear) });
  }
  if (precision === 'decade') {
    return book.text('date.decade', { decade: String(Math.floor(year / 10) * 10) });
  }
  return formatOf(book.tag, precision, style).format(instant(day));
}

const instant = (day: Day): number => day * 86_400_000;

const formatOf = once(
  (tag: string, precision: Precision, style: Style) =>
    new Intl.DateTimeFormat(tag, {
      timeZone: 'UTC',
      year: 'numeric',
      ...(precision !== 'year' && { month: 'long' }),
      ...(precision === 'day' && { day: 'numeric' }),
      ...(precision === 'day' && style === 'full' && { weekday: 'long' }),
    }),
);

/** `3 months, 30 days`; under a month in days alone. */
export function tellCalendarSpan(book: Phrasebook, span: CalendarSpan): string {
  const parts = (['year', 'month', 'day'] as const)
    .map((unit) => [unit, span[`${unit}s`]] as const)
    .filter(([unit, count]) => count > 0 || (unit === 'day' && !span.years && !span.months))
    .map(([unit, count]) => tellCount(book, unit, count));
  return tellParts(book, parts);
}

const listOf = once((tag: string) => new Intl.ListFormat(tag, { type: 'unit', style: 'long' }));

const countOf = once(
  (tag: string, unit: string) =>
    new Intl.NumberFormat(tag, { style: 'unit', unit, unitDisplay: 'long' }),
);

/** Quantities one after the other; Japanese writes them without spaces. */
function tellParts(book: Phrasebook, parts: readonly string[]): string {
  const told = listOf(book.tag).format(parts);
  return book.locale === 'ja' ? told.replaceAll(' ', '') : told;
}

/** `3 months, 30 days`; of imprecise dates `5 to 6 months`. */
export function tellSpan(book: Phrasebook, span: TimeSpan): string {
  if (span.kind === 'exact') return tellCalendarSpan(book, span.calendar);
  const most = tellCount(book, span.unit, span.most);
  return span.least === span.most
    ? most
    : book.text('span.range', { least: String(span.least), most });
}

/** `3 days` in the language's own plural. */
export const tellCount = (book: Phrasebook, unit: string, count: number): string =>
  counted(book.locale, unit, count);

const counted = once((locale: Locale, unit: string, count: number) => {
  const book = phrasebook(locale);
  return tellParts(book, [countOf(book.tag, unit).format(count)]);
});

/** `4 hours, 40 minutes` */
export function tellMinutes(book: Phrasebook, minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  const parts = [
    ...(hours > 0 ? [tellCount(book, 'hour', hours)] : []),
    ...(rest > 0 || hours === 0 ? [tellCount(book, 'minute', rest)] : []),
  ];
  return tellParts(book, parts);
}
