/**
 * What someone should know before a meeting of two sides: who they are, when they last met, what is
 * asked and promised, which set phrases to expect, what is near in the diary, where the sources
 * disagree, and what the archive does not know. Nothing of the meeting itself, or of later, enters.
 */
import { before, widestBounds } from '../domain/dates/compare.ts';
import { type Day, isoOfDay } from '../domain/dates/day.ts';
import { exactly, type FuzzyDate } from '../domain/dates/fuzzy-date.ts';
import { heldOn } from '../domain/events/offices.ts';
import type { EventView, Outline, Sourced } from '../domain/events/view.ts';
import type { Point, PointAct } from '../domain/record/event.ts';
import type { Rank, Tenure } from '../domain/record/reference.ts';
import type { Archive } from './archive.ts';
import { type Asks, asks } from './asks.ts';
import { type DiaryItem, occasions } from './diary.ts';
import { lastEncounter } from './last-encounter.ts';
import { meetings } from './meetings.ts';
import type { Party } from './party.ts';
import { type Reach, reachOf } from './reach.ts';

export interface BriefQuestion {
  /** The two sides: people, countries or bodies. */
  readonly sides: readonly [Party, Party];
  /** The meeting that is prepared, where it is on record. */
  readonly event?: Outline | undefined;
  readonly topic?: string | undefined;
  readonly today: Day;
}

/** Someone who is to be met, and the offices held on the day. */
export interface Attendee {
  readonly person: string;
  readonly side: string;
  readonly tenures: readonly Tenure[];
  /** The last event at which the archive saw them; else the one that names them now. */
  readonly seenAt: Outline | undefined;
}

export interface Said {
  readonly event: Outline;
  readonly point: Sourced<Point>;
}

/** A set phrase that a side has used towards the other. */
export interface Phrase {
  readonly formula: string;
  readonly side: string;
  readonly times: number;
  readonly last: Said;
}

export interface Brief {
  /** The day for which it is prepared: that of the meeting, or the reader's. */
  readonly day: FuzzyDate;
  readonly people: readonly Attendee[];
  /** The two countries at the table. */
  readonly countries: readonly [string, string];
  /** The latest meetings of exactly these two, and what has been between their countries since. */
  readonly meetings: readonly Outline[];
  readonly betweenCountries: readonly Outline[];
  readonly laterContact: Outline | undefined;
  /** What the first asks of the second, and the second of the first. */
  readonly asks: readonly [Asks, Asks];
  readonly pledges: readonly Said[];
  readonly phrases: readonly Phrase[];
  readonly diary: readonly DiaryItem[];
  /** Of the events told: those on which sources disagree, those of doubtful day, those of which nothing said is on record. */
  readonly disputed: readonly EventView[];
  readonly doubtful: readonly Outline[];
  readonly silent: readonly Outline[];
  readonly reach: Reach;
}

const MOST_MEETINGS = 5;
const MOST_PLEDGES = 8;
/** Days on either side of the meeting in which the diary is looked at. */
const NEAR = 60;
const SENIOR: ReadonlySet<Rank | undefined> = new Set<Rank | undefined>(['leader', 'minister']);
const PROMISING: ReadonlySet<PointAct> = new Set<PointAct>(['pledge', 'agreement']);

export function brief(archive: Archive, asked: BriefQuestion): Brief {
  const { sides, event, topic, today } = asked;
  const day = event ? event.date : exactly(today, isoOfDay(today));
  // What is told was known, and over, before the meeting.
  const eve = Math.min(today, widestBounds(day).from - (event ? 1 : 0));
  const countries: [string, string] = [homeOf(archive, sides[0]), homeOf(archive, sides[1])];
  const [one, other] = countries.map((id): Party => ({ type: 'country', id })) as [Party, Party];
  const latestOf = (who: Party, opposite: Party): Outline[] =>
    meetings(archive, { who, with: opposite, today: eve })
      .events.filter((e) => e !== event && (!event || before(e.date, event.date) !== 'impossible'))
      .slice(-MOST_MEETINGS)
      .reverse();
  const own = latestOf(...sides);
  const ofCountries = sides.every(({ type }) => type === 'country') ? [] : latestOf(one, other);
  const ledger: [Asks, Asks] = [
    asks(archive, { by: one, to: other, topic, today: eve }),
    asks(archive, { by: other, to: one, topic, today: eve }),
  ];
  const said = saidBetween(archive, countries, eve).filter(({ event: e }) => e !== event);
  const told = new Set([...own, ...ofCountries]);
  return {
    day,
    people: attendees(archive, asked, day, eve),
    countries,
    meetings: own,
    betweenCountries: ofCountries.filter((e) => !own.includes(e)),
    laterContact: lastEncounter(archive, { who: sides[0], with: sides[1], today: eve })
      .laterContact,
    asks: ledger,
    pledges: said
      .filter(({ point }) => PROMISING.has(point.act) && isOn(point, topic))
      .slice(-MOST_PLEDGES)
      .reverse(),
    phrases: phrasesOf(said.filter(({ point }) => isOn(point, topic))),
    diary: diaryNear(archive, countries, day),
    disputed: [...told].map((e) => archive.view(e)).filter((view) => view.conflicts.length > 0),
    doubtful: [...told].filter(({ date }) => date.from !== date.to && date.form !== 'interval'),
    silent: [...told].filter((e) => archive.view(e).points.length === 0),
    reach: reachOf(archive, { who: sides[0], with: sides[1], until: eve, today: eve }, own),
  };
}

const isOn = (point: Point, topic: string | undefined): boolean =>
  topic === undefined || point.topic === topic;

/** The country for which someone sits at a table; a body of no country stands for itself. */
function homeOf(archive: Archive, { type, id }: Party): string {
  if (type === 'country') return id;
  const home =
    type === 'person' ? archive.person(id)?.country : archive.record('body', id)?.country;
  return home ?? id;
}

/** Those whom the record of the meeting names; else the two people, or who holds senior office. */
function attendees(
  archive: Archive,
  { sides, event }: BriefQuestion,
  day: FuzzyDate,
  eve: Day,
): Attendee[] {
  const named =
    event?.seats.flatMap(({ person, side }) => (person ? [{ person, side }] : [])) ?? [];
  const meant =
    named.length > 0 ? named : sides.flatMap((side) => representatives(archive, side, day));
  return meant
    .map(({ person, side }) => ({
      person,
      side,
      tenures: tenuresOn(archive, person, day),
      seenAt:
        archive.eventsOf(person).findLast((e) => e.status === 'held' && e.date.to <= eve) ?? event,
    }))
    .filter(({ tenures, seenAt }) => tenures.length > 0 || seenAt); // else nothing is held of them
}

function representatives(archive: Archive, side: Party, day: FuzzyDate) {
  if (side.type === 'person') return [{ person: side.id, side: homeOf(archive, side) }];
  const home = homeOf(archive, side);
  return archive.holdings.person
    .filter(({ country }) => country === home)
    .filter(({ id }) =>
      tenuresOn(archive, id, day).some(({ office }) => {
        const record = archive.office(office);
        return side.type === 'body' ? record?.body === side.id : SENIOR.has(record?.rank);
      }),
    )
    .map(({ id }) => ({ person: id, side: home }));
}

function tenuresOn(archive: Archive, person: string, day: FuzzyDate): Tenure[] {
  const tenures = archive.person(person)?.tenures ?? [];
  return tenures.filter((t) => t.standing !== 'deprecated' && heldOn(t, day) === 'certain');
}

/** Everything that the two have said to each other up to a day, earliest first. */
function saidBetween(archive: Archive, [a, b]: readonly [string, string], eve: Day): Said[] {
  return archive
    .eventsOf(a)
    .filter((e) => e.sides.includes(b) && e.date.from <= eve && e.status === 'held')
    .flatMap((event) => {
      const { points } = archive.view(event);
      return points
        .filter(
          ({ side, to }) => (side === a || side === b) && (!to || to.includes(a) || to.includes(b)),
        )
        .map((point): Said => ({ event, point }));
    });
}

function phrasesOf(said: readonly Said[]): Phrase[] {
  const phrases = new Map<string, Phrase>();
  for (const last of said) {
    const { formula, side } = last.point;
    if (formula === undefined) continue;
    const key = `${side} ${formula}`;
    phrases.set(key, { formula, side, times: (phrases.get(key)?.times ?? 0) + 1, last });
  }
  return [...phrases.values()].sort((a, b) => b.times - a.times);
}

/** What falls near the day and has to do with both: their own milestones, and gatherings at home. */
function diaryNear(archive: Archive, countries: readonly [string, string], day: FuzzyDate) {
  const [a, b] = countries;
  return occasions(archive, day.from - NEAR, day.to + NEAR).filter(({ event }) => {
    if (event.sides.length > 1) return event.sides.includes(a) && event.sides.includes(b);
    const { place } = archive.view(event);
    const at = place && archive.record('place', place.value)?.country;
    return at !== undefined && countries.includes(at);
  });
}
