/**
 * What claims come to, worked out anew from a plain world, day by day and event by event. It imports
 * nothing of the program; the rules are those of `docs/corpus.md`.
 */

export interface WorldDate {
  readonly edtf: string;
  /** First and last possible day, counted from 1 January 1970, marks taken into account. */
  readonly first: number;
  readonly last: number;
  /** As written, without what a mark adds. */
  readonly from: number;
  readonly to: number;
  /** From the one to the other, rather than one day out of them. */
  readonly lasted: boolean;
}

export interface WorldSeat {
  readonly side: string;
  readonly person: string | null;
  /** Of the office that is on record for the day; -1 where none is. */
  readonly rank: number;
  readonly ministry: string | null;
}

export interface WorldEvent {
  readonly id: string;
  readonly kind: string | null;
  readonly format: string | null;
  readonly date: WorldDate;
  readonly country: string | null;
  readonly series: string | null;
  readonly ordinal: number | null;
  readonly turn: number;
  readonly occasion: string | null;
  readonly statedRank: number;
  readonly seats: readonly WorldSeat[];
}

export interface WorldContact {
  readonly between: readonly [string, string];
  readonly ranks?: readonly number[];
  readonly kinds?: readonly string[];
  readonly formats?: readonly string[];
  readonly series?: string;
  readonly in?: string;
}

export interface WorldCoverage {
  readonly contact: WorldContact;
  readonly first: number;
  readonly last: number;
}

export interface World {
  readonly events: readonly WorldEvent[];
  readonly coverage: readonly WorldCoverage[];
  /** The country of each person and ministry. */
  readonly homes: Readonly<Record<string, string>>;
  readonly ministries: readonly string[];
  readonly today: number;
}

export interface WorldSpan {
  readonly years: number;
  readonly months: number;
  readonly weeks: number;
  readonly days: number;
  readonly hedge: 'about' | 'nearly' | 'over' | null;
}

export type WorldClaim =
  | { kind: 'first-since-date'; contact: WorldContact; date: WorldDate; event: string }
  | { kind: 'first-since-event'; contact: WorldContact; since: string; event: string }
  | { kind: 'first-in'; contact: WorldContact; span: WorldSpan; event: string }
  | { kind: 'interval'; after: string; span: WorldSpan; event: string }
  | { kind: 'ordinal'; series: string; ordinal: number; event: string }
  | { kind: 'count'; contact: WorldContact; count: number; period: WorldDate; event: string };

export interface Expected {
  readonly verdict: string;
  /** From the one exact day to the other: days, and years, months and days by the calendar. */
  readonly reckoned?:
    | readonly [days: number, years: number, months: number, days: number]
    | undefined;
  readonly counted?: readonly [number, number] | undefined;
}

const NO = 0;
const MAYBE = 1;
const YES = 2;

export function expected(world: World, claim: WorldClaim): Expected {
  const event = world.events.find((e) => e.id === claim.event) as WorldEvent;
  switch (claim.kind) {
    case 'interval': {
      const after = world.events.find((e) => e.id === claim.after) as WorldEvent;
      const sure = timeFits(after, event, claim.span);
      return {
        verdict: ['false', 'indeterminate', 'true'][sure] as string,
        reckoned: reckon(after.date, event.date),
      };
    }
    case 'ordinal':
      return { verdict: ordinalVerdict(world, claim.series, claim.ordinal, event) };
    case 'count':
      return countVerdict(world, claim.contact, claim.count, claim.period, event);
    default: {
      const such = isSuch(world, event, claim.contact);
      if (such === NO) return { verdict: 'false' };
      const found =
        claim.kind === 'first-in'
          ? firstIn(world, claim.contact, claim.span, event)
          : firstSince(world, claim, event);
      return such === MAYBE && found.verdict !== 'false'
        ? { ...found, verdict: 'indeterminate' }
        : found;
    }
  }
}

// Which events are meant

const MEETINGS = ['meeting', 'summit', 'dialogue', 'multilateral', 'signing', 'visit'];
const TOUCHES = ['meeting', 'summit', 'dialogue', 'multilateral', 'call', 'encounter', 'statement'];

function isMeeting(e: WorldEvent): boolean {
  const sides = new Set(e.seats.map((s) => s.side));
  if (sides.size < 2 || e.kind === null || !MEETINGS.includes(e.kind)) return false;
  if (e.format === 'phone' || e.format === 'correspondence') return false;
  if (e.kind !== 'visit') return true;
  return new Set(e.seats.filter((s) => s.person !== null).map((s) => s.side)).size > 1;
}

function isSuch(world: World, e: WorldEvent, c: WorldContact): number {
  const sides = new Set(e.seats.map((s) => s.side));
  const isVisit = e.kind === 'visit' && c.in !== undefined && !!c.kinds?.includes('visit');
  let meant = YES;
  if (!isMeeting(e) && !isVisit) {
    const far = e.format === 'phone' || e.format === 'correspondence';
    const byFormat = e.format !== null && !!c.formats?.includes(e.format);
    if (e.kind === null) {
      meant = sides.size > 1 && (!far || !!c.kinds || byFormat) ? MAYBE : NO;
    } else {
      const touches = sides.size > 1 && TOUCHES.includes(e.kind);
      const named = c.kinds ? c.kinds.includes(e.kind) : e.kind !== 'encounter' && byFormat;
      meant = touches && named ? YES : NO;
    }
    if (meant === NO) return NO;
  }
  const known = (value: unknown, list: readonly unknown[] | undefined, unknown: number) =>
    !list ? YES : value === null || value === -1 ? unknown : list.includes(value) ? YES : NO;
  let there = YES;
  if (c.in !== undefined) {
    there = e.format !== null && e.format !== 'in-person' ? NO : known(e.country, [c.in], MAYBE);
  }
  const series = c.series === undefined ? undefined : [c.series];
  let sat = opposite(world, e, c.between);
  if (isVisit) sat = Math.max(sat, guest(world, e, c));
  return Math.min(
    meant,
    known(e.kind, c.kinds, MAYBE),
    known(e.format, c.formats, MAYBE),
    known(levelOf(e), c.ranks, MAYBE),
    known(e.series, series, NO),
    there,
    sat,
  );
}

function levelOf(e: WorldEvent): number {
  const sides = [...new Set(e.seats.map((s) => s.side))].map((side) => {
    const ranks = e.seats.filter((s) => s.side === side && s.rank >= 0).map((s) => s.rank);
    return ranks.length > 0 ? Math.min(...ranks) : -1;
  });
  if (sides.length > 0 && !sides.includes(-1)) return Math.max(...sides);
  return e.statedRank;
}

function seatOf(world: World, s: WorldSeat, party: string): number {
  if (s.side === party || s.person === party || s.ministry === party) return YES;
  const isMinistry = world.ministries.includes(party);
  return isMinistry && s.rank === -1 && world.homes[party] === s.side ? MAYBE : NO;
}

function opposite(world: World, e: WorldEvent, [a, b]: readonly [string, string]): number {
  let best = NO;
  for (const one of e.seats)
    for (const other of e.seats)
      if (one.side !== other.side)
        best = Math.max(best, Math.min(seatOf(world, one, a), seatOf(world, other, b)));
  return best;
}

function guest(world: World, e: WorldEvent, { between, in: host }: WorldContact): number {
  let best = NO;
  for (const [visitor, other] of [between, [...between].reverse()] as [string, string][])
    if ((world.homes[other] ?? other) === host)
      for (const s of e.seats) best = Math.max(best, seatOf(world, s, visitor));
  return best;
}

// Dates

const less = (a: number, b: number, c: number, d: number) => (b < c ? YES : a < d ? MAYBE : NO);

/** On an earlier day: what lasted is over, before the other begins. */
function earlier(a: WorldDate, b: WorldDate): number {
  return less(a.lasted ? a.last : a.first, a.last, b.first, b.lasted ? b.first : b.last);
}

const begun = (d: WorldDate, today: number): number =>
  d.lasted ? (d.first <= today ? YES : NO) : d.last <= today ? YES : d.first <= today ? MAYBE : NO;

function inPeriod(d: WorldDate, p: WorldDate): number {
  if (d.first >= p.first && d.last <= p.last) return YES;
  if (d.last < p.first || d.first > p.last) return NO;
  return d.lasted ? NO : MAYBE;
}

const DAY = 86_400_000;

/** So many months on; the 31st falls on the last of a shorter month. */
function monthsOn(day: number, months: number): number {
  const d = new Date(day * DAY);
  const total = d.getUTCFullYear() * 12 + d.getUTCMonth() + months;
  const last = new Date(Date.UTC(Math.floor(total / 12), (((total % 12) + 12) % 12) + 1, 0));
  last.setUTCDate(Math.min(d.getUTCDate(), last.getUTCDate()));
  return last.getTime() / DAY;
}

const on = (day: number, s: WorldSpan, sign: 1 | -1): number =>
  monthsOn(day, sign * (s.years * 12 + s.months)) + sign * (s.weeks * 7 + s.days);

function allowed(s: WorldSpan): [number, number] {
  let [least, most] = [-182, 182];
  if (s.days) [least, most] = [0, 0];
  else if (s.weeks) [least, most] = [-3, 6];
  else if (s.months) [least, most] = [-15, 29];
  if (s.hedge === null) return [least, most];
  const length = s.years * 365.25 + s.months * 30.4375 + s.weeks * 7 + s.days;
  const share = Math.max(1, Math.round(length * 0.15));
  if (s.hedge === 'over') return [0, Math.max(most, share)];
  if (s.hedge === 'nearly') return [Math.min(least, -share), 0];
  return [Math.min(least, -share), Math.max(most, share)];
}

/** How late the later may be, over every day that either may be. */
function lateness(a: WorldDate, b: WorldDate, s: WorldSpan): [number, number] {
  const starts = a.lasted ? [a.last] : [a.first, a.last];
  const ends = b.lasted ? [b.first] : [b.first, b.last];
  const all = starts.flatMap((start) => ends.map((end) => end - on(start, s, 1)));
  return [Math.min(...all), Math.max(...all)];
}

function timeFits(a: WorldEvent, b: WorldEvent, s: WorldSpan): number {
  const [low, high] = lateness(a.date, b.date, s);
  const [least, most] = allowed(s);
  if (high < least || low > most) return NO;
  return low >= least && high <= most ? YES : MAYBE;
}

function tooSoon(a: WorldEvent, b: WorldEvent, s: WorldSpan): number {
  const [low, high] = lateness(a.date, b.date, s);
  const [least] = allowed(s);
  return high < least ? YES : low < least ? MAYBE : NO;
}

function reckon(a: WorldDate, b: WorldDate): Expected['reckoned'] {
  const [from, to] = [a.lasted ? a.to : a.from, b.lasted ? b.from : b.from];
  const isDay = (d: WorldDate) => d.lasted || (d.first === d.last && d.from === d.to);
  if (!isDay(a) || !isDay(b) || to < from) return undefined;
  // A month is full when its day is reached: from the 31st to the 30th it is not yet.
  const [start, end] = [new Date(from * DAY), new Date(to * DAY)];
  const between =
    (end.getUTCFullYear() - start.getUTCFullYear()) * 12 + end.getUTCMonth() - start.getUTCMonth();
  const months = between - (end.getUTCDate() < start.getUTCDate() ? 1 : 0);
  return [to - from, Math.floor(months / 12), months % 12, to - monthsOn(from, months)];
}

// Completeness

function isComplete(
  world: World,
  contact: WorldContact,
  from: number,
  to: number,
  event: WorldEvent,
  anchor?: WorldEvent,
): boolean {
  if (contact.series !== undefined && event.series === contact.series && event.ordinal !== null) {
    for (let n = event.ordinal - 1; n > 0; n--) {
      const bearers = world.events.filter((e) => e.series === contact.series && e.ordinal === n);
      if (bearers.length !== 1) break;
      const [bearer] = bearers as [WorldEvent];
      if (bearer === anchor || bearer.date.last < from) return true;
    }
  }
  const wide = world.coverage.filter((c) => takesIn(world, c.contact, contact));
  for (let day = from; day <= to; day++) {
    if (!wide.some((c) => c.first <= day && day <= c.last)) return false;
  }
  return true;
}

const KINDS = [...MEETINGS, 'call', 'encounter', 'statement', 'act'];

function takesIn(world: World, wide: WorldContact, narrow: WorldContact): boolean {
  const home = (id: string) => world.homes[id] ?? id;
  const pairs: [string, string][] = [
    [narrow.between[0], narrow.between[1]],
    [narrow.between[1], narrow.between[0]],
  ];
  const isPair = pairs.some((pair) =>
    pair.every((id, i) => wide.between[i] === id || wide.between[i] === home(id)),
  );
  const every = <T>(w: readonly T[] | undefined, n: readonly T[]) =>
    !w || n.every((x) => w.includes(x));
  const far = !!narrow.formats?.some((f) => f === 'phone' || f === 'correspondence');
  const kinds = narrow.kinds ?? (far ? KINDS : MEETINGS);
  const meets = (narrow.kinds ?? MEETINGS).every((k) => MEETINGS.includes(k));
  const formats =
    narrow.formats ??
    (meets ? ['in-person', 'virtual'] : ['in-person', 'virtual', 'phone', 'correspondence']);
  return (
    isPair &&
    (!wide.ranks || (narrow.ranks !== undefined && every(wide.ranks, narrow.ranks))) &&
    every(wide.kinds, kinds) &&
    every(wide.formats, formats) &&
    (wide.series === undefined || wide.series === narrow.series) &&
    (wide.in === undefined || wide.in === narrow.in)
  );
}

// Verdicts

interface Earlier {
  readonly event: WorldEvent;
  readonly sure: number;
}

/** All that may have been such a contact on an earlier day, latest beginning first. */
function earlierOnes(world: World, contact: WorldContact, event: WorldEvent): Earlier[] {
  return world.events
    .flatMap((other): Earlier[] => {
      if (other === event || other.occasion === event.id || event.occasion === other.id) return [];
      const oneDay = other.turn > 0 && event.turn > 0 && other.date.edtf === event.date.edtf;
      const sure = Math.min(
        begun(other.date, world.today),
        oneDay ? NO : earlier(other.date, event.date),
        isSuch(world, other, contact),
      );
      return sure === NO ? [] : [{ event: other, sure }];
    })
    .sort((a, b) => b.event.date.from - a.event.date.from || b.event.date.to - a.event.date.to);
}

function firstSince(
  world: World,
  claim: Extract<WorldClaim, { kind: 'first-since-date' | 'first-since-event' }>,
  event: WorldEvent,
): Expected {
  const anchor =
    claim.kind === 'first-since-event'
      ? (world.events.find((e) => e.id === claim.since) as WorldEvent)
      : undefined;
  const date = claim.kind === 'first-since-date' ? claim.date : (anchor as WorldEvent).date;
  const after = (d: WorldDate): number => {
    if (anchor) return earlier(date, d);
    if (d.lasted) return d.first > date.last ? YES : NO;
    return d.first > date.last ? YES : d.last > date.last ? MAYBE : NO;
  };
  const reckoned = reckon(date, event.date);
  const own = after(event.date);
  if (own !== YES) return { verdict: own === NO ? 'false' : 'indeterminate', reckoned };
  const between = earlierOnes(world, claim.contact, event)
    .filter(({ event: other }) => other !== anchor)
    .map(({ event: other, sure }) => Math.min(sure, after(other.date)));
  if (between.includes(YES)) return { verdict: 'false', reckoned };
  if (between.includes(MAYBE)) return { verdict: 'indeterminate', reckoned };
  const from = (anchor ? date.first : date.last) + 1;
  const complete = isComplete(world, claim.contact, from, event.date.last - 1, event, anchor);
  return { verdict: complete ? 'true' : 'unverified', reckoned };
}

function firstIn(
  world: World,
  contact: WorldContact,
  span: WorldSpan,
  event: WorldEvent,
): Expected {
  const before = earlierOnes(world, contact, event);
  const soon = before.map((e) => Math.min(e.sure, tooSoon(e.event, event, span)));
  const near = before.map((e) => Math.min(e.sure, timeFits(e.event, event, span)));
  const told = (e: Earlier | undefined) => e && reckon(e.event.date, event.date);
  const counter = before[soon.indexOf(YES)];
  if (counter) return { verdict: 'false', reckoned: told(counter) };
  const anchor = before[near.indexOf(YES)];
  if (soon.includes(MAYBE)) {
    return { verdict: 'indeterminate', reckoned: told(anchor ?? before[soon.indexOf(MAYBE)]) };
  }
  const to = event.date.last - 1;
  if (anchor) {
    const from = anchor.event.date.first + 1;
    const complete = isComplete(world, contact, from, to, event, anchor.event);
    return { verdict: complete ? 'true' : 'unverified', reckoned: told(anchor) };
  }
  if (near.includes(MAYBE)) {
    return { verdict: 'indeterminate', reckoned: told(before[near.indexOf(MAYBE)]) };
  }
  const from = on(event.date.first, span, -1) - allowed(span)[1];
  const older = before.find((e, i) => e.sure === YES && soon[i] === NO && near[i] === NO);
  const complete = isComplete(world, contact, from, to, event);
  return { verdict: complete ? 'false' : 'unverified', reckoned: told(older) };
}

function ordinalVerdict(world: World, series: string, n: number, event: WorldEvent): string {
  if (event.series !== null && event.series !== series) return 'false';
  if (event.series === null || event.ordinal === null) {
    const bearers = world.events.filter((e) => e.series === series && e.ordinal === n);
    return bearers.length === 1 && bearers[0] !== event ? 'false' : 'unverified';
  }
  return event.ordinal === n ? 'true' : 'false';
}

function countVerdict(
  world: World,
  contact: WorldContact,
  count: number,
  period: WorldDate,
  event: WorldEvent,
): Expected {
  const such = Math.min(isSuch(world, event, contact), inPeriod(event.date, period));
  if (such === NO) return { verdict: 'false' };
  const sureness = world.events
    .filter((other) => other !== event)
    .map((other) => {
      let first = earlier(other.date, event.date);
      if (other.date.edtf === event.date.edtf) {
        first =
          other.turn > 0 && event.turn > 0 && other.turn !== event.turn
            ? other.turn < event.turn
              ? YES
              : NO
            : MAYBE;
      }
      return Math.min(
        begun(other.date, world.today),
        inPeriod(other.date, period),
        first,
        isSuch(world, other, contact),
      );
    });
  const least = 1 + sureness.filter((s) => s === YES).length;
  const most = 1 + sureness.filter((s) => s !== NO).length;
  const counted = [least, most] as const;
  if (count < least) return { verdict: 'false', counted };
  const complete = isComplete(
    world,
    contact,
    period.first,
    Math.min(period.last, event.date.last),
    event,
  );
  if (count > most) return { verdict: complete ? 'false' : 'unverified', counted };
  if (least !== most || such === MAYBE) return { verdict: 'indeterminate', counted };
  return { verdict: complete ? 'true' : 'unverified', counted };
}
