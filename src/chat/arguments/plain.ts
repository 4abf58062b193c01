/** Arguments that need nothing of the archive: choices, numbers, texts and dates. */
import { calendarDate, type Day, isoOfDay } from '../../domain/dates/day.ts';
import { type FuzzyDate, tryFuzzyDate } from '../../domain/dates/fuzzy-date.ts';
import { LOCALES } from '../../domain/locale.ts';
import { fold } from '../../domain/names/fold.ts';
import type { ArgumentType } from '../command.ts';
import { phrasebook } from '../phrasebook.ts';
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

/** A single word as it stands. */
export const word: ArgumentType<string> = {
  option: 'text',
  takes: 'word',
  read(typed) {
    if (typed.length > 200) throw new UserError('too-many-words', { longest: 200 });
    return typed;
  },
  plain: (value) => value,
};

/** Free words up to the end of the line. */
export function words(longest: number): ArgumentType<string> {
  return {
    option: 'text',
    takes: 'line',
    read(typed) {
      if (typed.length > longest) throw new UserError('too-many-words', { longest });
      return typed;
    },
    plain: (value) => value,
  };
}

/** A date as precise as it is typed: EDTF, or written with points, slashes or 年月日 / 년월일. */
export const date: ArgumentType<FuzzyDate> = {
  option: 'text',
  read(typed) {
    const read = tryFuzzyDate(normalisedDate(typed));
    if (read && Number.isFinite(read.from) && Number.isFinite(read.to)) return read;
    throw new UserError('not-a-date', { typed });
  },
  plain: ({ edtf }) => edtf,
};

/** A day, or a month and day of the reader's year. */
export const day: ArgumentType<Day> = {
  option: 'text',
  read(typed, { reader }) {
    const written = normalisedDate(typed);
    const monthDay = /^(\d{1,2})-(\d{1,2})$/.exec(written);
    const { year } = calendarDate(reader.today);
    const full = monthDay
      ? [year, monthDay[1]?.padStart(2, '0'), monthDay[2]?.padStart(2, '0')].join('-')
      : written;
    const read = tryFuzzyDate(full);
    if (read?.precision === 'day' && read.form === 'point') return read.from;
    throw new UserError('not-a-day', { typed });
  },
  plain: (value) => isoOfDay(value),
};

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
