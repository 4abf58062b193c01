/** Dates, lengths of time and numbers as texts tell them, in five languages. */
import * as english from 'chrono-node/en';
import * as indonesian from 'chrono-node/id';
import { calendarDate, type Day, dayOf, isoOfDay } from '../../domain/dates/day.ts';
import { isCjk } from '../../domain/names/fold.ts';
import type { ClaimedSpan } from '../../domain/record/diary.ts';
import { keyedWords, wordsFor } from './lexicon.ts';
import { escaped, type Spot, type Spotter } from './spotted.ts';

/** As much of a date as is told; the year perhaps by how long before that of the claim it was. */
export interface ToldDate {
  readonly year?: number | undefined;
  readonly yearsBack?: number | undefined;
  readonly month?: number | undefined;
  readonly day?: number | undefined;
}

/**
 * In EDTF. Where no year is told it is the last such date that is not after the day on which the
 * claim was made. Undefined for what is no date.
 */
export function edtfOf({ year, yearsBack, month, day }: ToldDate, madeOn: Day): string | undefined {
  const made = calendarDate(madeOn);
  const inYear = (y: number): string | undefined => {
    if (y < 1000 || y > 9999) return undefined;
    const parts = [y, month, day].filter((part) => part !== undefined);
    if (month !== undefined && (month < 1 || month > 12)) return undefined;
    if (month !== undefined && day !== undefined) {
      const iso = isoOfDay(dayOf(y, month, day));
      if (iso !== parts.map((part) => String(part).padStart(2, '0')).join('-')) return undefined;
    }
    return parts.map((part) => String(part).padStart(2, '0')).join('-');
  };
  if (year !== undefined) return inYear(year);
  if (yearsBack !== undefined) return inYear(made.year - yearsBack);
  const isLater = dayOf(made.year, month ?? 1, day ?? 1) > madeOn;
  return inYear(isLater ? made.year - 1 : made.year);
}

/** `2021년 9월`, `去年7月`, `10月29日`, `2021-09`, `29 October 2021`, `Sept. 2021`, `since 2021`. */
export function datesIn(text: Spotter): Spot<ToldDate>[] {
  const back = new Map([
    ...wordsFor((l) => l['this-year']).map((word) => [word, 0] as const),
    ...wordsFor((l) => l['last-year']).map((word) => [word, 1] as const),
  ]);
  const asian = new RegExp(
    `(?:(\\d{4}) ?[年년]|(${escaped([...back.keys()])})) ?(?:(\\d{1,2}) ?[月월] ?(?:(\\d{1,2}) ?[日일号號])?)?` +
      '|(\\d{1,2}) ?[月월](?:份)? ?(?:(\\d{1,2}) ?[日일号號])?',
    'g',
  );
  const figures = (part: string | undefined) => (part === undefined ? undefined : Number(part));
  const spots = text.match(
    asian,
    ([, year, word, month, day, bareMonth, bareDay]): ToldDate | undefined => {
      const yearsBack = word === undefined ? undefined : back.get(word);
      // "This year" alone is told by its word, not as a date.
      if (yearsBack !== undefined && month === undefined) return undefined;
      return {
        year: figures(year),
        yearsBack,
        month: figures(month ?? bareMonth),
        day: figures(day ?? bareDay),
      };
    },
  );
  spots.push(
    ...text.match(/\b(\d{4})[-./](\d{1,2})(?:[-./](\d{1,2}))?\b/g, ([, year, month, day]) => ({
      year: figures(year),
      month: figures(month),
      day: figures(day),
    })),
  );
  return spots;
}

/** Those for which a library knows the names of months; asked after lengths of time were taken. */
export function namedDatesIn(text: Spotter, madeOn: Day): Spot<ToldDate>[] {
  const spots: Spot<ToldDate>[] = [];
  if (!isCjk(text.left)) {
    const reference = new Date(madeOn * 86_400_000);
    const read = [english, indonesian].flatMap(({ parse }) =>
      parse(text.left, reference).filter(
        (result) => result.start.isCertain('month') && !result.tags().has('result/relativeDate'),
      ),
    );
    for (const { text: words, start } of read) {
      const told = (part: 'year' | 'month' | 'day') =>
        start.isCertain(part) ? (start.get(part) ?? undefined) : undefined;
      spots.push(
        ...text.find([
          [words, { year: told('year'), month: told('month'), day: told('day') }],
        ] as const),
      );
    }
  }
  const bareYears = text.match(/(?<![\d\p{L}])((?:1[5-9]|20)\d\d)(?!\d)/gu, ([, year]) => ({
    year: Number(year),
  }));
  return [...spots, ...bareYears];
}

const CHINESE = '[〇零一二两兩三四五六七八九十]+';
const DIGITS = new Map([...'零一二三四五六七八九'].map((digit, i) => [digit, i]));

/** 七 is 7, 十 10, 二十三 23. */
function chineseNumber(word: string): number {
  const plain = word.replace(/[两兩]/g, '二').replace(/〇/g, '零');
  const [tens, ones] = plain.includes('十') ? plain.split('十') : ['', plain];
  const value = (part: string | undefined) =>
    [...(part ?? '')].reduce((sum, digit) => sum * 10 + (DIGITS.get(digit) ?? 0), 0);
  return (plain.includes('十') ? (tens === '' ? 1 : value(tens)) * 10 : 0) + value(ones);
}

function numbers(): { pattern: string; read(word: string): number } {
  const words = new Map(keyedWords((l) => l.numbers).map(([word, n]) => [word, Number(n)]));
  return {
    pattern: `\\d{1,5}|${CHINESE}|${escaped([...words.keys()])}`,
    read: (word) => (/^\d+$/.test(word) ? Number(word) : (words.get(word) ?? chineseNumber(word))),
  };
}

/** `two years and seven months`, `약 4개월`, `时隔两年零七个月`, with what widens or narrows them. */
export function spansIn(text: Spotter): Spot<ClaimedSpan>[] {
  const { pattern, read } = numbers();
  const units = new Map(keyedWords((l) => l.units));
  const whole = new Map(keyedWords((l) => l.spans));
  const hedges = new Map(
    (['about', 'nearly', 'over'] as const).flatMap((hedge) =>
      wordsFor((l) => l[hedge]).map((word) => [word, hedge] as const),
    ),
  );
  const unit = escaped([...units.keys()]);
  const one = `(?:${pattern})[ -]?(?:${unit})`;
  const joint = '(?:,? ?(?:and|dan|と|零|又)? ?)';
  const length = `${one}(?:${joint}${one}){0,3}|${escaped([...whole.keys()])}`;
  const hedge = escaped([...hedges.keys()]);
  const sought = new RegExp(
    `(?<![\\p{Script=Latin}\\d])(?:(${hedge}) ?)?(${length})(?![a-z])(?: ?(${hedge})(?![a-z]))?`,
    'gu',
  );
  return text.match(sought, ([, before, words = '', after]) => {
    const span: Record<string, number | boolean> = {};
    const told = whole.get(words) ?? words;
    for (const [, n = '', u = ''] of told.matchAll(new RegExp(`(${pattern})[ -]?(${unit})`, 'g'))) {
      span[`${units.get(u)}s`] = read(n);
    }
    for (const word of [before, after]) {
      const kind = word === undefined ? undefined : hedges.get(word);
      if (kind) span[kind] = true;
    }
    const days = ['years', 'months', 'weeks', 'days'].some((u) => (span[u] ?? 0) !== 0);
    return days ? (span as ClaimedSpan) : undefined;
  });
}

/** `tenth`, `10th`, `제10차`, `第十次`, `ke-10`. */
export function ordinalsIn(text: Spotter): Spot<number>[] {
  const { pattern, read } = numbers();
  const [head, tail] = ['(?<![\\p{Script=Latin}\\d])', '(?![\\p{Script=Latin}\\d])'];
  const templates = wordsFor((l) => l.ordinals).flatMap((template) =>
    text.match(
      new RegExp(head + escaped([template]).replace('\\{n\\}', `(${pattern})`) + tail, 'gu'),
      ([, n = '']) => read(n),
    ),
  );
  return [...templates, ...text.find(keyedWords((l) => l['ordinal-words'])).map(numbered)];
}

const numbered = ({ value, ...place }: Spot<string>): Spot<number> => ({
  ...place,
  value: Number(value),
});
