/**
 * Dates as precise as their source, in EDTF (ISO 8601-2): a day, a month, a year, a season, one
 * unknown day out of a set, an interval that lasted; each perhaps approximate (`~`) or uncertain (`?`).
 *
 * The notation is read by `@edtf-ts/core`; only what diplomacy's documents need is accepted, and
 * what that library would read misleadingly (a year not stated, years before 1000, times of day)
 * is refused. Comparisons are this project's own, over bounds: see `compare.ts`.
 *
 * Seasons are meteorological and northern: `21` spring is March to May, `22` summer June to August,
 * `23` autumn September to November, `24` winter December to February of the next year.
 */
import { parse } from '@edtf-ts/core';
import { type Day, dayOf, endOfMonth } from './day.ts';

export type Precision = 'day' | 'month' | 'season' | 'year' | 'decade';

export interface FuzzyDate {
  /** The notation as written. */
  readonly edtf: string;
  /** First day it can be (or, of an interval, on which it ran); -Infinity where open. */
  readonly from: Day;
  /** Last day, inclusive; Infinity where open. */
  readonly to: Day;
  /** The unit in which it is told; of a set or an interval, that of its ends. */
  readonly precision: Precision;
  /**
   * `point`: one day within the bounds; `set`: one unknown day out of the members named;
   * `interval`: it lasted from the one bound to the other.
   */
  readonly form: 'point' | 'set' | 'interval';
  readonly approximate: boolean;
  readonly uncertain: boolean;
}

export class DateNotationError extends Error {
  readonly notation: string;
  readonly expected: string;

  constructor(notation: string, expected: string) {
    super(`"${notation}" is not a date this archive can hold: ${expected}`);
    this.name = 'DateNotationError';
    this.notation = notation;
    this.expected = expected;
  }
}

const EXPECTED =
  'expected EDTF such as 2024-07-26, 2023-07, 2015, 2025-23~ (about autumn 2025), 2021/2022 or [2023-08..2023-12]';

/** Endless archives repeat few dates; the memory of what was read is bounded all the same. */
const memory = new Map<string, FuzzyDate>();
const MEMORY_LIMIT = 50_000;

/** Reads EDTF. Throws {@link DateNotationError} with what was expected. */
export function fuzzyDate(edtf: string): FuzzyDate {
  const known = memory.get(edtf);
  if (known) return known;
  const read = readNotation(edtf);
  if (memory.size >= MEMORY_LIMIT) memory.clear();
  memory.set(edtf, read);
  return read;
}

/** The date, or undefined when the notation is wrong. */
export function tryFuzzyDate(edtf: string): FuzzyDate | undefined {
  try {
    return fuzzyDate(edtf);
  } catch (error) {
    if (error instanceof DateNotationError) return undefined;
    throw error;
  }
}

/** A date known to the day. */
export function exactly(day: Day, iso: string): FuzzyDate {
  return {
    edtf: iso,
    from: day,
    to: day,
    precision: 'day',
    form: 'point',
    approximate: false,
    uncertain: false,
  };
}

function readNotation(edtf: string): FuzzyDate {
  if (edtf.length > 60 || !/^[\d\-/.,[\]~?%X]+$/.test(edtf)) {
    throw new DateNotationError(printable(edtf), EXPECTED);
  }
  const plainDay = /^([1-9]\d{3})-(\d\d)-(\d\d)$/.exec(edtf);
  if (plainDay) {
    const day = dayOf(Number(plainDay[1]), Number(plainDay[2]), Number(plainDay[3]));
    if (dayRoundTrips(day, edtf)) return exactly(day, edtf);
  }
  const parsed = parse(withShortRanges(edtf), 2);
  if (!parsed.success) {
    const reason = parsed.errors[0]?.message;
    throw new DateNotationError(edtf, reason ? `${reason}; ${EXPECTED}` : EXPECTED);
  }
  for (const year of edtf.match(/(?<![\d-])[\dX]{4}/g) ?? []) {
    if (!/^[1-9]\d{2}[\dX]$/.test(year)) {
      throw new DateNotationError(edtf, 'the year must be stated, from 1000 to 9999');
    }
  }
  const { type } = parsed.value;
  const bounds = boundsOf(edtf);
  if (bounds.from > bounds.to) throw new DateNotationError(edtf, 'it ends before it begins');
  const marks = edtf.replace(/[^~?%]/g, '');
  return {
    edtf,
    ...bounds,
    form: type === 'Set' ? 'set' : type === 'Interval' ? 'interval' : 'point',
    approximate: /[~%]/.test(marks),
    uncertain: /[?%]/.test(marks),
  };
}

function dayRoundTrips(day: Day, iso: string): boolean {
  return new Date(day * 86_400_000).toISOString().startsWith(iso);
}

type Bounds = Pick<FuzzyDate, 'from' | 'to' | 'precision'>;

const FINEST: Precision[] = ['day', 'month', 'season', 'year', 'decade'];

function boundsOf(edtf: string): Bounds {
  const bare = edtf.replace(/[~?%]/g, '');
  if (bare.includes('/')) return ends(bare.split('/') as [string, string], edtf);
  if (bare.startsWith('[')) return setBounds(bare.slice(1, -1), edtf);
  return unitBounds(bare, edtf);
}

/**
 * The notation with each range in a set cut down to its ends: the library makes every member of a
 * range, which takes seconds for the months of a thousand years and never ends for one that begins
 * with a season of an earlier year.
 */
const withShortRanges = (edtf: string): string =>
  edtf.startsWith('[') ? edtf.replace(RANGE, endsAlone) : edtf;

const RANGE = /(\d{4}(?:-\d\d){0,2})([~?%]?)\.\.(\d{4}(?:-\d\d){0,2})([~?%]?)(?=[,\]])/g;

/** A range in disorder, or of ends that are not equally precise, is left for the library to judge. */
function endsAlone(range: string, a: string, markA: string, b: string, markB: string): string {
  const isLong = a.length === b.length && a.slice(0, 4) < b.slice(0, 4);
  if (isLong && isSeason(a)) {
    throw new DateNotationError(range, 'a range in a set must not begin with a season');
  }
  return isLong ? `${a}${markA}..${a}${markA},${b}${markB}` : range;
}

const isSeason = (unit: string): boolean => unit.length === 7 && Number(unit.slice(5)) > 12;

function setBounds(inner: string, edtf: string): Bounds {
  const members = inner.split(',').map((member) => {
    return member.includes('..')
      ? ends(member.split('..') as [string, string], edtf)
      : unitBounds(member, edtf);
  });
  return {
    from: Math.min(...members.map((m) => m.from)),
    to: Math.max(...members.map((m) => m.to)),
    precision: finest(members),
  };
}

function ends([start, end]: [string, string], edtf: string): Bounds {
  const open = (part: string): boolean => part === '' || part === '..';
  const first = open(start) ? undefined : unitBounds(start, edtf);
  const last = open(end) ? undefined : unitBounds(end, edtf);
  const known = [first, last].filter((b): b is Bounds => b !== undefined);
  if (known.length === 0) throw new DateNotationError(edtf, 'one end at least must be stated');
  return {
    from: first?.from ?? Number.NEGATIVE_INFINITY,
    to: last?.to ?? Number.POSITIVE_INFINITY,
    precision: finest(known),
  };
}

const finest = (parts: Bounds[]): Precision =>
  FINEST.find((p) => parts.some((part) => part.precision === p)) ?? 'year';

function unitBounds(unit: string, edtf: string): Bounds {
  const match = /^(\d{3}[\dX])(?:-(\d\d|XX)(?:-(\d\d|XX))?)?$/.exec(unit);
  if (!match) throw new DateNotationError(edtf, EXPECTED);
  const [, yearText = '', part, dayText] = match;
  if (yearText.endsWith('X')) {
    if (part) throw new DateNotationError(edtf, 'a decade has no months');
    const start = Number(yearText.slice(0, 3)) * 10;
    return { from: dayOf(start, 1, 1), to: dayOf(start + 9, 12, 31), precision: 'decade' };
  }
  const year = Number(yearText);
  if (part === undefined || part === 'XX') {
    return { from: dayOf(year, 1, 1), to: dayOf(year, 12, 31), precision: 'year' };
  }
  const month = Number(part);
  if (month > 12) {
    const start = SEASON_START[month];
    if (start === undefined) throw new DateNotationError(edtf, EXPECTED);
    return {
      from: dayOf(year, start, 1),
      to: endOfMonth(year, start + 2),
      precision: 'season',
    };
  }
  if (dayText === undefined || dayText === 'XX') {
    return { from: dayOf(year, month, 1), to: endOfMonth(year, month), precision: 'month' };
  }
  const day = dayOf(year, month, Number(dayText));
  return { from: day, to: day, precision: 'day' };
}

const SEASON_START: Record<number, number> = { 21: 3, 22: 6, 23: 9, 24: 12 };

const printable = (text: string): string =>
  text.replace(/[^\x20-\x7e\u00a1-\uffff]/g, '�').slice(0, 60);
