/** Arguments that need nothing of the archive: choices, numbers, texts and dates. */
import { calendarDate, type Day, dayOf, isoOfDay } from '../../domain/dates/day.ts';
import { type FuzzyDate, tryFuzzyDate } from '../../domain/dates/fuzzy-date.ts';
import { anniversaryDay } from '../../domain/dates/span.ts';
import { LOCALES } from '../../domain/locale.ts';
import { fold } from '../../domain/names/fold.ts';
import type { ArgumentType, Asking } from '../command.ts';
import { phrasebook } from '../phrasebook.ts';
import { comingDate, whenWritten } from '../understanding/dates.ts';
import type { When } from '../understanding/senses.ts';
import { UserError } from '../user-error.ts';

/** One of a few values, named under a key of the message files in every language. */
export function choice<T extends string>(values: readonly T[], key: string): ArgumentType<T> {
  const label = (value: T, locale: (typeof LOCALES)[number]) =>
    phrasebook(locale).text(`${key}.${value}`);
  return {
    option: 'text',
    read(typed, { book }) {
      const sought = fold(typed);
      const found = values.find(
        (value) =>
          fold(value) === sought || LOCALES.some((locale) => fold(label(value, locale)) === sought),
      );
      if (found) return found;
      const expected = values.map((value) => book.text(`${key}.${value}`)).join(', ');
      throw new UserError('unknown-choice', { typed, expected });
    },
    plain: (value) => value,
    choices: ({ book }) => values.map((value) => ({ value, label: label(value, book.locale) })),
    complete: (prefix, { book }, limit) =>
      values
        .map((value) => ({ value, label: label(value, book.locale) }))
        .filter(({ value, label }) => [value, fold(label)].some((t) => t.startsWith(fold(prefix))))
        .slice(0, limit),
  };
}

export function integer(least: number, most: number): ArgumentType<number> {
  return {
    option: 'integer',
    range: { least, most },
    read(typed) {
      const digits = typed.normalize('NFKC').trim();
      const value = Number(digits);
      if (/^\d{1,9}$/.test(digits) && value >= least && value <= most) return value;
      throw new UserError('not-a-number', { typed, least, most });
    },
    plain: (value) => value,
  };
}

/** Whole numbers, parted by commas or spaces. */
export function listOfIntegers(least: number, most: number): ArgumentType<number[]> {
  const one = integer(least, most);
  return {
    option: 'text',
    read(typed, asking) {
      const parts = typed.split(/[\s,、，]+/).filter(Boolean);
      if (parts.length === 0 || parts.length > 20)
        throw new UserError('not-a-number', { typed, least, most });
      return parts.map((part) => one.read(part, asking));
    },
    plain: (values) => values.join(','),
  };
}

/** What follows its keyword, as it stands. */
export const name: ArgumentType<string> = {
  option: 'text',
  read(typed) {
    if (typed.length > 200) throw new UserError('too-many-words', { longest: 200 });
    return typed;
  },
  plain: (value) => value,
};

/** A single word as it stands. */
export const word: ArgumentType<string> = { ...name, takes: 'word' };

/** Free words up to the end of the line. */
export function words(longest: number): ArgumentType<string> {
  return {
    option: 'text',
    takes: 'line',
    isFree: true,
    read(typed) {
      if (typed.length > longest) throw new UserError('too-many-words', { longest });
      return typed;
    },
    plain: (value) => value,
  };
}

/** Words up to the next keyword, as they stand. */
export function phrases(longest: number): ArgumentType<string> {
  const { takes: _, ...rest } = words(longest);
  return rest;
}

/**
 * A date as precise as it is typed: EDTF, written with points, slashes or 年月日 / 년월일, or as a
 * question in any of the languages would have it: `March 2024`, `작년`.
 */
export const date: ArgumentType<FuzzyDate> = {
  option: 'text',
  read: (typed, asking) =>
    dateTyped(typed, asking, (when) => (when.kind === 'date' ? when.date : undefined)),
  plain: ({ edtf }) => edtf,
};

/** A span of what is to come: `December` is the next one. */
export const dateAhead: ArgumentType<FuzzyDate> = {
  ...date,
  read: (typed, asking) =>
    dateTyped(typed, asking, (when) => comingDate(when, asking.reader.today)),
};

function dateTyped(
  typed: string,
  { reader, book }: Asking,
  meant: (when: When) => FuzzyDate | undefined,
): FuzzyDate {
  const plainly = tryFuzzyDate(normalisedDate(typed));
  const when = plainly ? undefined : whenWritten(typed, book.locale, reader.today);
  const read = plainly ?? (when && meant(when));
  if (read && Number.isFinite(read.from) && Number.isFinite(read.to)) return read;
  throw new UserError('not-a-date', { typed });
}

/** A span whose ends are both given must not end before it begins. */
export function checkOrder(from: FuzzyDate | undefined, to: FuzzyDate | undefined): void {
  if (from && to && from.from > to.to) {
    throw new UserError('span-reversed', { from: from.edtf, to: to.edtf });
  }
}

/** A day, or a month and day of the reader's year. */
export const day: ArgumentType<Day> = {
  option: 'text',
  read(typed, { reader, book }) {
    const { year } = calendarDate(reader.today);
    const when = whenWritten(typed, book.locale, reader.today);
    const read =
      tryFuzzyDate(withYear(normalisedDate(typed), year)) ??
      (when?.kind === 'day-of-year' ? tryFuzzyDate(withYear(when.monthDay, year)) : undefined) ??
      (when?.kind === 'date' ? when.date : undefined);
    if (read?.precision === 'day' && read.form === 'point') return read.from;
    throw new UserError('not-a-day', { typed });
  },
  plain: (value) => isoOfDay(value),
};

/** `7-26` in a year; 29 February is kept on the 28th in common years. */
function withYear(written: string, year: number): string {
  const [, month, dayOfMonth] = /^(\d{1,2})-(\d{1,2})$/.exec(written) ?? [];
  if (month === undefined || dayOfMonth === undefined) return written;
  const monthDay = `${month.padStart(2, '0')}-${dayOfMonth.padStart(2, '0')}`;
  return monthDay === '02-29' ? isoOfDay(anniversaryDay(LEAP_DAY, year)) : `${year}-${monthDay}`;
}

const LEAP_DAY = dayOf(2024, 2, 29);

/** `2024.7.26`, `2024年7月26日`, `7월 26일` → `2024-07-26`, `7-26`; EDTF stays as it is. */
function normalisedDate(typed: string): string {
  const plain = typed.normalize('NFKC').trim();
  const cjk = /^(?:(\d{4})\s*[年년]\s*)?(?:(\d{1,2})\s*[月월]\s*)?(?:(\d{1,2})\s*[日일])?$/.exec(
    plain,
  );
  const marked = /^(\d{4})[./](\d{1,2})(?:[./](\d{1,2}))?\.?$/.exec(plain);
  const loose = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(plain);
  const match = plain === '' ? null : (cjk ?? marked ?? loose);
  if (!match) return plain;
  const [year, month, dayOfMonth] = match.slice(1);
  return [year, month, dayOfMonth]
    .filter((part): part is string => part !== undefined)
    .map((part) => part.padStart(2, '0'))
    .join('-');
}
