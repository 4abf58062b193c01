/**
 * What a straightforward bot would write: filters over the array that lowdb holds. It does nothing
 * in vain: the cheapest test comes first, dates and texts are prepared beforehand.
 */
import type { Low } from 'lowdb';
import type { Party } from '../../../src/archive/party.ts';
import { isoOfDay } from '../../../src/domain/dates/day.ts';
import type { EventRecord } from '../../../src/domain/record/event.ts';
import type { Holdings } from '../../../src/domain/record/record.ts';
import { dayInYear, type Facts, iso, type Kept, keptOf } from '../facts.ts';
import { needle, termsSought } from '../texts.ts';
import {
  type Agenda,
  type AgendaItem,
  agendaLines,
  type Engine,
  type LastQuestion,
  PAGE,
  type TimelineQuestion,
  type UpcomingQuestion,
} from './engine.ts';

type Database = Low<{ records: Holdings }>;

/** `facts` and `texts` in the order of the events. */
export function naiveFilter(
  db: Database,
  facts: readonly Facts[],
  texts: readonly string[],
): Engine {
  const kept = keptById(db);

  const last = ({ who, with: other, before, today }: LastQuestion): string | undefined => {
    const day = iso(today.to);
    const limit = before && iso(before.from);
    let latest: Facts | undefined;
    db.data.records.event.forEach((event, i) => {
      if (!sitsAt(event, who) || (other && !sitAcross(event, who, other))) return;
      const its = facts[i] as Facts;
      if (!its.met || its.first > day || its.begun > day) return;
      if (limit !== undefined && its.over >= limit) return;
      if (!latest || isLater(its, latest)) latest = its;
    });
    return latest?.id;
  };

  const timeline = ({ who, with: other, from, today }: TimelineQuestion): Facts[] => {
    const day = iso(today.to);
    const since = from ? iso(from.from) : '';
    const found: Facts[] = [];
    db.data.records.event.forEach((event, i) => {
      if (!sitsAt(event, who) || (other && !sitAcross(event, who, other))) return;
      const its = facts[i] as Facts;
      if (its.met && its.first <= day && its.last >= since) found.push(its);
    });
    return found.sort(inOrderOfTime);
  };

  const upcoming = ({ today, days }: UpcomingQuestion): Agenda => {
    const [back, day, until] = [today - days, today, today + days].map(isoOfDay) as Window;
    const plans = facts.filter(({ known, over }) => known !== null && known <= day && over >= back);
    const items: AgendaItem[] = plans
      .filter((plan) => plan.until >= day && plan.first <= until)
      .map((plan) => ({ id: plan.id, count: null, day: plan.due }));
    const passed = plans.filter((plan) => plan.unreported && plan.over < day);
    for (const milestone of kept) items.push(...anniversaries(milestone, day, until));
    items.sort((a, b) => compare(a.day, b.day) || compare(a.id, b.id));
    return { total: items.length, page: items.slice(0, PAGE), passed: passed.map((p) => p.id) };
  };

  const find = (words: string): string[] => {
    const needles = termsSought(words).map(needle);
    const found: string[] = [];
    db.data.records.event.forEach((event, i) => {
      const text = texts[i] as string;
      if (needles.every((sought) => text.includes(sought))) found.push(event.id);
    });
    return found;
  };

  return {
    name: 'naive filter',
    last: { run: last, told: (asked) => [last(asked) ?? 'none'] },
    timeline: { run: timeline, told: (asked) => timeline(asked).map((its) => its.id) },
    upcoming: { run: upcoming, told: (asked) => agendaLines(upcoming(asked)) },
    find: { run: find, told: (words) => find(words).sort() },
  };
}

type Window = [back: string, day: string, until: string];

function keptById(db: Database): Kept[] {
  const events = new Map(db.data.records.event.map((event) => [event.id, event]));
  return db.data.records.milestone.flatMap(({ event, counting }) => {
    const record = events.get(event);
    return (record && keptOf(record, counting)) ?? [];
  });
}

function sitsAt(event: EventRecord, party: Party): boolean {
  for (const { standing, participants } of event.accounts) {
    if (standing === 'deprecated' || !participants) continue;
    for (const seat of participants) {
      if ((party.type === 'person' ? seat.person : seat.side) === party.id) return true;
    }
  }
  return false;
}

/** Did they sit on different sides? */
function sitAcross(event: EventRecord, who: Party, other: Party): boolean {
  if (!sitsAt(event, other)) return false;
  const others = sidesOf(event, other);
  return sidesOf(event, who).some((side) => others.some((its) => its !== side));
}

const sidesOf = (event: EventRecord, party: Party): string[] =>
  event.accounts
    .filter((account) => account.standing !== 'deprecated')
    .flatMap((account) => account.participants ?? [])
    .filter((seat) => (party.type === 'person' ? seat.person : seat.side) === party.id)
    .map((seat) => seat.side);

function inOrderOfTime(a: Facts, b: Facts): number {
  return (
    compare(a.first, b.first) ||
    compare(a.last, b.last) ||
    a.turn - b.turn ||
    Number(b.bilateral) - Number(a.bilateral) ||
    compare(a.id, b.id)
  );
}

/** Of one day's meetings the last bilateral one counts as the last, else the last of many. */
function isLater(a: Facts, b: Facts): boolean {
  const order =
    compare(a.first, b.first) ||
    compare(a.last, b.last) ||
    Number(a.bilateral) - Number(b.bilateral) ||
    a.turn - b.turn ||
    compare(a.id, b.id);
  return order > 0;
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function* anniversaries(kept: Kept, today: string, until: string): Generator<AgendaItem> {
  const last = Number(until.slice(0, 4));
  // A winter that began last year may not be over.
  for (let year = Number(today.slice(0, 4)) - 1; year <= last; year++) {
    const count = year - kept.year;
    if (count < 1 || !counts(kept, count)) continue;
    const from = dayInYear(year, kept.from);
    const to = dayInYear(kept.endsNextYear ? year + 1 : year, kept.to);
    if (to >= today && from <= until) yield { id: kept.id, count, day: to };
  }
}

function counts({ counting }: Kept, count: number): boolean {
  if (counting === 'every') return true;
  if (counting === 'round') return count % 5 === 0;
  return Array.isArray(counting) && counting.includes(count);
}
