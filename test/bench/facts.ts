/**
 * What the peers keep of an event, worked out once beforehand: dates as ISO strings, which compare
 * as they stand. How the accounts of an event are read together and what counts as a meeting are
 * the same for all; what the bench compares is how it is found.
 */
import { isRoundTable } from '../../src/archive/archive.ts';
import { isMeeting } from '../../src/archive/encounters.ts';
import { widestBounds } from '../../src/domain/dates/compare.ts';
import { calendarDate, type Day, endOfMonth, isoOfDay } from '../../src/domain/dates/day.ts';
import { type FuzzyDate, fuzzyDate } from '../../src/domain/dates/fuzzy-date.ts';
import { type Outline, outlineOf } from '../../src/domain/events/view.ts';
import type { Counting } from '../../src/domain/record/diary.ts';
import type { EventRecord } from '../../src/domain/record/event.ts';

export interface Facts {
  readonly id: string;
  /** The first and the last day that it can be. */
  readonly first: string;
  readonly last: string;
  /** The day by which it has certainly begun, and that by which it is certainly over. */
  readonly begun: string;
  readonly over: string;
  readonly met: boolean;
  readonly bilateral: boolean;
  readonly turn: number;
  /** Of a plan: the day from which it was known (empty where nobody says); else null. */
  readonly known: string | null;
  readonly unreported: boolean;
  /** The last day on which a plan is still coming up: a whole year that is marked, only its first. */
  readonly until: string;
  /** The day by which a plan is put in order. */
  readonly due: string;
  readonly seats: readonly { readonly side: string; readonly person: string | null }[];
}

export function factsOf(record: EventRecord): Facts {
  const outline = outlineOf(record);
  const { id, date, status, turn, seats } = outline;
  const widest = widestBounds(date);
  const lasting = date.form === 'interval' && date.precision !== 'day';
  return {
    id,
    first: iso(date.from),
    last: iso(date.to),
    begun: iso(date.form === 'interval' ? widest.from : widest.to),
    over: iso(widest.to),
    met: isMeeting(outline),
    bilateral: !isRoundTable(outline),
    turn,
    known: knownFrom(record, status),
    unreported: status === 'planned' || status === 'to-be-confirmed',
    until: iso(lasting ? Math.min(date.from, widest.to) : widest.to),
    due: iso(date.precision === 'day' ? date.from : date.to),
    seats,
  };
}

function knownFrom(record: EventRecord, status: Outline['status']): string | null {
  const announced = record.accounts.flatMap((a) => (a.announced ? fuzzyDate(a.announced).to : []));
  if (announced.length > 0) return iso(Math.min(...announced));
  return status === 'held' ? null : '';
}

export const iso = (day: Day): string => (Number.isFinite(day) ? isoOfDay(day) : '9999-12-31');

/** A kept anniversary: when in the year it falls, and which of its years count. */
export interface Kept {
  readonly id: string;
  readonly year: number;
  /** `MM-DD`, the same day twice where it is known to the day. */
  readonly from: string;
  readonly to: string;
  readonly exact: boolean;
  /** A winter ends in the year after. */
  readonly endsNextYear: boolean;
  readonly counting: Counting;
}

export function keptOf(record: EventRecord, counting: Counting): Kept | undefined {
  const { id, date, status } = outlineOf(record);
  if (counting === 'none' || status !== 'held') return undefined;
  const start = iso(date.from);
  const kept = { id, year: Number(start.slice(0, 4)), counting };
  if (date.precision === 'day' && date.form !== 'set' && !date.approximate) {
    const day = start.slice(5);
    return { ...kept, from: day, to: day, exact: true, endsNextYear: false };
  }
  return { ...kept, ...seasonOf(date), exact: false };
}

/** The month or season of a date; the whole year where it covers more than either. */
function seasonOf(date: FuzzyDate): Pick<Kept, 'from' | 'to' | 'endsNextYear'> {
  const from = iso(date.from);
  const to = iso(date.to);
  const season = date.precision === 'season' && date.form === 'point';
  const month = date.precision !== 'year' && from.slice(0, 7) === to.slice(0, 7);
  if (!season && !month) return { from: '01-01', to: '12-31', endsNextYear: false };
  const first = calendarDate(date.from);
  const last = calendarDate(date.to);
  const end = last.month === 2 ? '02-29' : iso(endOfMonth(last.year, last.month)).slice(5);
  return { from: `${from.slice(5, 7)}-01`, to: end, endsNextYear: first.year !== last.year };
}

/** The day that a month and day of the year is; 29 February is the 28th in common years. */
export const dayInYear = (year: number, monthDay: string): string =>
  monthDay === '02-29' && !isLeap(year) ? `${year}-02-28` : `${year}-${monthDay}`;

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
