/**
 * An event as its accounts together tell it: for each field the value to be told, where it comes
 * from, and the conflicts between accounts, which are shown and never decided silently.
 */
import { type FuzzyDate, fuzzyDate } from '../dates/fuzzy-date.ts';
import type { LocalText } from '../locale.ts';
import type {
  Account,
  Duration,
  EventFormat,
  EventKind,
  EventRecord,
  EventStatus,
  Mention,
  Outcome,
  Point,
} from '../record/event.ts';
import type { Basis } from '../record/fields.ts';
import type { Rank } from '../record/reference.ts';
import { type Conflict, conflictsOf } from './conflicts.ts';
import { higher, levelOf, officesOn, ruledOut, type WhoIsWho } from './offices.ts';
import { BASES, datingOf, first, inOrder, type Told, told } from './told.ts';

/** One seat at the table: a person on a side, or a side of which nobody is named. */
export interface Seat {
  readonly side: string;
  readonly person: string | null;
}

export interface Attendance extends Seat {
  /** Ids of the offices held that day, as far as the record knows. */
  readonly offices: readonly string[];
  readonly rank: Rank | undefined;
  readonly basis: Basis;
  readonly ground: LocalText | null;
}

/** A point or an outcome with the sources that tell it. */
export type Sourced<T> = T & { readonly sources: readonly string[] };

/** What every index and question needs of an event; cheap to work out. */
export interface Outline {
  readonly id: string;
  readonly record: EventRecord;
  readonly date: FuzzyDate;
  readonly kind: EventKind | undefined;
  readonly format: EventFormat | undefined;
  readonly status: EventStatus;
  /** Its turn on its day; 0 where the record does not say. */
  readonly turn: number;
  readonly seats: readonly Seat[];
  readonly sides: readonly string[];
  /** Did it bring two sides together in person or by video? */
  readonly meets: boolean;
}

export interface EventView extends Outline {
  readonly dating: Told<string>;
  readonly place: Told<string> | undefined;
  readonly attendance: readonly Attendance[];
  readonly level: Rank | undefined;
  readonly occasion: string | undefined;
  readonly series: string | undefined;
  readonly ordinal: Told<number> | undefined;
  readonly duration: Told<Duration> | undefined;
  readonly points: readonly Sourced<Point>[];
  readonly outcomes: readonly Sourced<Outcome>[];
  readonly mentions: readonly Sourced<Mention>[];
  readonly sources: readonly string[];
  readonly conflicts: readonly Conflict[];
  /** The date notation on which the plan became known, where it was planned. */
  readonly announced: readonly string[];
}

export function outlineOf(record: EventRecord): Outline {
  const accounts = inOrder(record.accounts);
  const seats = seatsOf(accounts);
  const sides = [...new Set(seats.map((s) => s.side))];
  const kind = first(accounts, (a) => a.kind);
  const format = first(accounts, (a) => a.format);
  const status = statusOf(accounts);
  return {
    id: record.id,
    record,
    date: fuzzyDate(datingOf(accounts).value),
    kind,
    format,
    status,
    turn: first(accounts, (a) => a.turn) ?? 0,
    seats,
    sides,
    meets: status === 'held' && bringsTogether(kind, format, seats, sides),
  };
}

const MEETING_KINDS = new Set<EventKind | undefined>([
  'meeting',
  'summit',
  'dialogue',
  'multilateral',
  'signing',
  'visit',
]);

function bringsTogether(
  kind: EventKind | undefined,
  format: EventFormat | undefined,
  seats: readonly Seat[],
  sides: readonly string[],
): boolean {
  if (sides.length < 2 || !MEETING_KINDS.has(kind)) return false;
  if (format === 'phone' || format === 'correspondence') return false;
  // A treaty may have been signed apart: of a signing the record must say that they met.
  if (kind === 'signing') return format !== undefined;
  if (kind !== 'visit') return true;
  // A visit counts with those who are named as met; a host country alone is nobody met.
  return new Set(seats.filter((s) => s.person !== null).map((s) => s.side)).size > 1;
}

export function viewOf(outline: Outline, who: WhoIsWho): EventView {
  const accounts = inOrder(outline.record.accounts);
  const attendance = outline.seats.map((seat) => attendanceOf(seat, accounts, outline.date, who));
  // Field by field: a copy by spread is several times slower, and this is the busiest place.
  return {
    id: outline.id,
    record: outline.record,
    date: outline.date,
    kind: outline.kind,
    format: outline.format,
    status: outline.status,
    turn: outline.turn,
    seats: outline.seats,
    sides: outline.sides,
    meets: outline.meets,
    dating: datingOf(accounts),
    place: told(accounts, (a) => a.place)[0],
    attendance,
    level: levelOfSides(attendance) ?? first(accounts, (a) => a.level),
    occasion: first(accounts, (a) => a.occasion),
    series: first(accounts, (a) => a.series),
    ordinal: told(accounts, (a) => a.ordinal)[0],
    duration: told(accounts, (a) => a.duration)[0],
    points: gathered(
      accounts,
      (a) => a.points,
      (p) => p.id,
    ),
    outcomes: gathered(
      accounts,
      (a) => a.outcomes,
      (o) => o.id,
    ),
    mentions: gathered(
      accounts,
      (a) => a.mentions,
      (m) => m.event,
    ),
    sources: [...new Set(accounts.flatMap((a) => a.sources))],
    conflicts: conflictsOf(accounts, outline.date, who),
    announced: accounts.flatMap((a) => a.announced ?? []),
  };
}

/** A report that it was held outweighs its plan; a preferred account outweighs both. */
function statusOf(accounts: readonly Account[]): EventStatus {
  const preferred = accounts.find((a) => a.standing === 'preferred' && a.status);
  if (preferred?.status) return preferred.status;
  const stated = accounts.filter((a) => a.standing !== 'deprecated').map((a) => a.status);
  return STATUS_WEIGHT.find((status) => stated.includes(status)) ?? 'held';
}

const STATUS_WEIGHT: EventStatus[] = [
  'held',
  'cancelled',
  'postponed',
  'to-be-confirmed',
  'planned',
];

/** Everyone whom any account names; a side stays nameless only while nobody names its people. */
function seatsOf(accounts: readonly Account[]): Seat[] {
  const seats: Seat[] = [];
  for (const account of accounts) {
    if (account.standing === 'deprecated') continue;
    for (const { side, person = null } of account.participants ?? []) {
      if (!seats.some((s) => s.side === side && s.person === person)) seats.push({ side, person });
    }
  }
  return seats.filter(
    (seat) => seat.person !== null || !seats.some((s) => s.side === seat.side && s.person !== null),
  );
}

function attendanceOf(
  seat: Seat,
  accounts: readonly Account[],
  date: FuzzyDate,
  who: WhoIsWho,
): Attendance {
  const named = accounts
    .filter((a) => a.standing !== 'deprecated')
    .flatMap((a) => a.participants ?? [])
    .filter((p) => p.side === seat.side && (p.person ?? null) === seat.person);
  const person = seat.person === null ? undefined : who.person(seat.person);
  const stated = named
    .flatMap((p) => p.offices ?? [])
    .filter((office) => !person || !ruledOut(person, office, date));
  const offices = [...new Set([...stated, ...(person ? officesOn(person, date) : [])])];
  const surest = [...named].sort(
    (a, b) => BASES.indexOf(a.basis ?? 'stated') - BASES.indexOf(b.basis ?? 'stated'),
  )[0];
  return {
    side: seat.side,
    person: seat.person,
    offices,
    rank: offices.map((id) => who.office(id)?.rank).reduce(higher, undefined),
    basis: surest?.basis ?? 'stated',
    ground: surest?.ground ?? null,
  };
}

function levelOfSides(attendance: readonly Attendance[]): Rank | undefined {
  const bySide = new Map<string, Rank | undefined>();
  for (const { side, rank } of attendance) bySide.set(side, higher(bySide.get(side), rank));
  return levelOf([...bySide.values()]);
}

/** Items of all accounts; those with the same key are one, told by the sources of all. */
function gathered<T extends object>(
  accounts: readonly Account[],
  field: (a: Account) => readonly T[] | undefined,
  key: (item: T) => string,
): Sourced<T>[] {
  const items = new Map<string, Sourced<T>>();
  for (const account of accounts) {
    if (account.standing === 'deprecated') continue;
    for (const item of field(account) ?? []) {
      const held = items.get(key(item));
      const sources = [...new Set([...(held?.sources ?? []), ...account.sources])];
      items.set(key(item), { ...(held ?? item), sources });
    }
  }
  return [...items.values()];
}
