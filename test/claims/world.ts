/** Worlds and claims made by chance, and the same as records of the program. */
import type { Assertion, Contact, Coverage } from '../../src/domain/record/diary.ts';
import type { EventRecord } from '../../src/domain/record/event.ts';
import { emptyHoldings, type Holdings } from '../../src/domain/record/record.ts';
import { RANKS } from '../../src/domain/record/reference.ts';
import type { Random } from '../support/random.ts';
import type {
  World,
  WorldClaim,
  WorldContact,
  WorldCoverage,
  WorldDate,
  WorldEvent,
  WorldSeat,
  WorldSpan,
} from './oracle.ts';

const COUNTRIES = ['KR', 'CN', 'JP'];
const SERIES = ['talks', 'rounds'];
const KINDS = [
  'meeting',
  'summit',
  'dialogue',
  'multilateral',
  'call',
  'visit',
  'encounter',
  'statement',
];
const FORMATS = ['in-person', 'virtual', 'phone', 'correspondence'];
const PEOPLE = COUNTRIES.flatMap((c) => [1, 2].map((n) => `${c.toLowerCase()}-p${n}`));
const MINISTRIES = COUNTRIES.map((c) => `${c.toLowerCase()}-ministry`);
const homeOf = (id: string) => id.slice(0, 2).toUpperCase();

const DAY = 86_400_000;
const dayOf = (y: number, m: number, d: number) => Date.UTC(y, m - 1, d) / DAY;
const iso = (day: number) => new Date(day * DAY).toISOString().slice(0, 10);
const YEARS = [2019, 2024] as const;

function dateAround(day: number, random: Random): WorldDate {
  const text = iso(day);
  const [y, m] = text.split('-').map(Number) as [number, number];
  const whole = (edtf: string, from: number, to: number, slack = 0): WorldDate => ({
    edtf,
    from,
    to,
    first: from - slack,
    last: to + slack,
    lasted: false,
  });
  const [start, end] = [dayOf(y, m, 1), dayOf(y, m + 1, 0)];
  const chance = random.between(0, 99);
  if (chance < 70) return whole(text, day, day);
  if (chance < 80) return whole(text.slice(0, 7), start, end);
  if (chance < 83) return whole(String(y), dayOf(y, 1, 1), dayOf(y, 12, 31));
  if (chance < 87) return whole(`${text}~`, day, day, 3);
  if (chance < 90) return whole(`${text.slice(0, 7)}?`, start, end, 15);
  if (chance < 95) {
    const later = dayOf(y, m + random.between(1, 4), 1);
    const last = iso(later).slice(0, 7);
    const [ly, lm] = last.split('-').map(Number) as [number, number];
    return whole(`[${text.slice(0, 7)}..${last}]`, start, dayOf(ly, lm + 1, 0));
  }
  const over = day + random.between(1, 3);
  return {
    edtf: `${text}/${iso(over)}`,
    from: day,
    to: over,
    first: day,
    last: over,
    lasted: true,
  };
}

const anyDay = (random: Random) => random.between(dayOf(YEARS[0], 1, 1), dayOf(YEARS[1], 12, 31));

function seats(random: Random): WorldSeat[] {
  const sides = random.chance(0.85) ? ['KR', 'CN'] : random.chance(0.5) ? ['KR', 'JP'] : COUNTRIES;
  return sides.flatMap((side) => {
    const isNamed = random.chance(0.8);
    const rank = random.chance(0.8) ? random.between(0, RANKS.length - 1) : -1;
    const isOfMinistry = rank >= 0 && random.chance(0.6);
    return {
      side,
      person: isNamed ? random.pick(PEOPLE.filter((p) => homeOf(p) === side)) : null,
      rank,
      ministry: isOfMinistry ? `${side.toLowerCase()}-ministry` : null,
    };
  });
}

export function madeWorld(random: Random): World {
  const events: WorldEvent[] = [];
  const turns = new Map<string, number>();
  for (let i = 0; i < random.between(2, 12); i++) {
    const sameDay = events.length > 0 && random.chance(0.1);
    const date = sameDay ? random.pick(events).date : dateAround(anyDay(random), random);
    const hasTurn = random.chance(0.3);
    const turn = hasTurn ? (turns.get(date.edtf) ?? 0) + 1 : 0;
    if (hasTurn) turns.set(date.edtf, turn);
    const series = random.chance(0.4) ? random.pick(SERIES) : null;
    events.push({
      id: `e${i}`,
      kind: random.chance(0.9) ? random.pick(KINDS) : null,
      format: random.chance(0.85) ? random.pick(FORMATS) : null,
      date,
      country: random.chance(0.7) ? random.pick(COUNTRIES) : null,
      series,
      ordinal: null,
      turn,
      occasion: events.length > 0 && random.chance(0.1) ? random.pick(events).id : null,
      statedRank: random.chance(0.3) ? random.between(0, RANKS.length - 1) : -1,
      seats: seats(random),
    });
  }
  // Numbers mostly follow the order of time, with gaps and, now and then, one borne by two.
  const numbers: Record<string, number> = { talks: random.between(1, 8), rounds: 1 };
  const numbered = new Map<string, number>();
  for (const { id, series } of [...events].sort((a, b) => a.date.from - b.date.from)) {
    if (series === null || random.chance(0.15)) continue;
    const n = numbers[series] as number;
    numbered.set(id, n);
    numbers[series] = n + (random.chance(0.9) ? 1 : random.between(0, 2));
  }
  const coverage: WorldCoverage[] = [];
  for (let i = 0; i < random.between(0, 3); i++) {
    const first = anyDay(random);
    const contact = random.chance(0.6) ? { between: ['KR', 'CN'] as const } : anyContact(random);
    coverage.push({ contact, first, last: first + random.between(30, 2000) });
    const last = coverage.at(-1) as WorldCoverage;
    if (random.chance(0.3)) {
      coverage.push({ contact, first: last.last + random.between(-3, 2), last: last.last + 900 });
    }
  }
  return {
    events: events.map((e) => ({ ...e, ordinal: numbered.get(e.id) ?? null })),
    coverage,
    homes: Object.fromEntries([...PEOPLE, ...MINISTRIES].map((id) => [id, homeOf(id)])),
    ministries: MINISTRIES,
    today: random.chance(0.8) ? dayOf(2025, 6, 1) : anyDay(random),
  };
}

function some<T>(items: readonly T[], random: Random): T[] {
  const chosen = items.filter(() => random.chance(0.5));
  return chosen.length > 0 ? chosen : [random.pick(items)];
}

function anyContact(random: Random): WorldContact {
  const party = (country: string) =>
    random.chance(0.7)
      ? country
      : random.pick([...PEOPLE, ...MINISTRIES].filter((id) => homeOf(id) === country));
  const pair = random.chance(0.85) ? ['KR', 'CN'] : ['KR', 'JP'];
  const [a, b] = pair.map(party) as [string, string];
  return {
    between: random.chance(0.5) ? [a, b] : [b, a],
    ...(random.chance(0.3) && { ranks: some([0, 1, 2, 3, 4, 5], random) }),
    ...(random.chance(0.3) && { kinds: some(KINDS, random) }),
    ...(random.chance(0.2) && { formats: some(FORMATS, random) }),
    ...(random.chance(0.3) && { series: random.pick(SERIES) }),
    ...(random.chance(0.15) && { in: random.pick(COUNTRIES) }),
  };
}

function anySpan(random: Random, days: number): WorldSpan {
  const near = Math.max(0, days + random.pick([0, 0, 0, -20, 20, -200, 200, 15, -15, 30]));
  const span = { years: 0, months: 0, weeks: 0, days: 0 };
  const unit = random.between(0, 4);
  if (unit === 0) span.days = near;
  else if (unit === 1) span.weeks = Math.round(near / 7);
  else if (unit === 2) span.months = Math.round(near / 30.44);
  else if (unit === 3) span.years = Math.round(near / 365.25);
  else {
    span.years = Math.floor(near / 365.25);
    span.months = Math.round((near % 365.25) / 30.44);
  }
  if (Object.values(span).every((n) => n === 0)) span.months = 1;
  const hedge = random.chance(0.6) ? null : random.pick(['about', 'nearly', 'over'] as const);
  return { ...span, hedge };
}

export function madeClaim(world: World, random: Random): WorldClaim {
  const { id: event, date, series } = random.pick(world.events);
  const other = random.pick(world.events);
  const contact =
    series !== null && random.chance(0.3)
      ? { between: ['KR', 'CN'] as const, series }
      : random.chance(0.3)
        ? { between: ['KR', 'CN'] as const }
        : anyContact(random);
  const apart = Math.abs(date.from - other.date.from);
  switch (random.between(0, 5)) {
    case 0:
      return {
        kind: 'first-since-date',
        contact,
        date: dateAround(
          random.chance(0.5) ? other.date.from : date.from - random.between(0, 900),
          random,
        ),
        event,
      };
    case 1:
      return { kind: 'first-since-event', contact, since: other.id, event };
    case 2:
      return { kind: 'first-in', contact, span: anySpan(random, apart), event };
    case 3:
      return { kind: 'interval', after: other.id, span: anySpan(random, apart), event };
    case 4:
      return {
        kind: 'ordinal',
        series: random.pick(SERIES),
        ordinal: random.between(1, 12),
        event,
      };
    default: {
      const year = Number(iso(date.from).slice(0, 4));
      const whole = dayOf(year, 1, 1);
      const end = dayOf(year, 12, 31);
      return {
        kind: 'count',
        contact,
        count: random.between(1, 4),
        period: {
          edtf: String(year),
          from: whole,
          to: end,
          first: whole,
          last: end,
          lasted: false,
        },
        event,
      };
    }
  }
}

// The same as records

const nameOf = (id: string) => ({ en: id });

export function recordsOf(world: World): Holdings {
  const holdings = emptyHoldings();
  const source = 'src';
  holdings.source.push({
    id: source,
    corpus: 'record',
    publisher: 'P',
    language: 'en',
    title: 'T',
  });
  for (const id of MINISTRIES) {
    holdings.body.push({ id, kind: 'ministry', name: nameOf(id), country: homeOf(id) });
  }
  for (const id of PEOPLE) holdings.person.push({ id, name: nameOf(id), country: homeOf(id) });
  for (const country of COUNTRIES) {
    const id = `place-${country.toLowerCase()}`;
    holdings.place.push({ id, name: nameOf(id), country, zone: 'Asia/Seoul' });
    for (const [i, rank] of RANKS.entries()) {
      const own = { title: nameOf(rank), country, rank };
      const ministry = `${country.toLowerCase()}-ministry`;
      holdings.office.push({ id: `office-${country.toLowerCase()}-${i}`, ...own });
      holdings.office.push({ id: `office-${ministry}-${i}`, ...own, body: ministry });
    }
  }
  for (const id of SERIES) holdings.series.push({ id, name: nameOf(id) });
  holdings.event.push(...world.events.map((event) => eventRecord(event, source)));
  holdings.coverage.push(
    ...world.coverage.map(
      ({ contact, first, last }, i): Coverage => ({
        id: `c${i}`,
        contact: contactRecord(contact),
        from: iso(first),
        to: iso(last),
        ground: { en: 'ground' },
      }),
    ),
  );
  return holdings;
}

function eventRecord(e: WorldEvent, source: string): EventRecord {
  const participants = e.seats.map(({ side, person, rank, ministry }) => ({
    side,
    ...(person !== null && { person }),
    ...(rank >= 0 && { offices: [`office-${ministry ?? side.toLowerCase()}-${rank}`] }),
  }));
  return {
    id: e.id,
    accounts: [
      {
        sources: [source],
        status: 'held',
        date: [{ is: e.date.edtf }],
        ...(e.kind !== null && { kind: e.kind as 'meeting' }),
        ...(e.format !== null && { format: e.format as 'virtual' }),
        ...(e.country !== null && { place: [{ is: `place-${e.country.toLowerCase()}` }] }),
        ...(e.series !== null && { series: e.series }),
        ...(e.ordinal !== null && { ordinal: [{ is: e.ordinal }] }),
        ...(e.turn > 0 && { turn: e.turn }),
        ...(e.occasion !== null && { occasion: e.occasion }),
        ...(e.statedRank >= 0 && { level: RANKS[e.statedRank] }),
        participants,
      },
    ],
  };
}

function contactRecord({ between, ranks, kinds, formats, ...rest }: WorldContact): Contact {
  return {
    between: [...between],
    ...(ranks && { levels: ranks.map((i) => RANKS[i] as (typeof RANKS)[number]) }),
    ...(kinds && { kinds: [...kinds] as NonNullable<Contact['kinds']> }),
    ...(formats && { formats: [...formats] as NonNullable<Contact['formats']> }),
    ...rest,
  };
}

function spanRecord({ hedge, ...units }: WorldSpan) {
  return { ...units, ...(hedge && { [hedge]: true }) };
}

export function assertionOf(claim: WorldClaim): Assertion {
  switch (claim.kind) {
    case 'first-since-date':
      return {
        kind: 'first-since',
        contact: contactRecord(claim.contact),
        since: { date: claim.date.edtf },
      };
    case 'first-since-event':
      return {
        kind: 'first-since',
        contact: contactRecord(claim.contact),
        since: { event: claim.since },
      };
    case 'first-in':
      return {
        kind: 'first-since',
        contact: contactRecord(claim.contact),
        since: { span: spanRecord(claim.span) },
      };
    case 'interval':
      return { kind: 'interval', after: claim.after, span: spanRecord(claim.span) };
    case 'ordinal':
      return { kind: 'ordinal', series: claim.series, ordinal: claim.ordinal };
    case 'count':
      return {
        kind: 'count',
        contact: contactRecord(claim.contact),
        count: claim.count,
        within: claim.period.edtf,
      };
  }
}
