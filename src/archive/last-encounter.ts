/** The most recent meeting in the archive, and what is to be told beside it. */
import { before, begunBy } from '../domain/dates/compare.ts';
import type { Day } from '../domain/dates/day.ts';
import type { FuzzyDate } from '../domain/dates/fuzzy-date.ts';
import type { Outline } from '../domain/events/view.ts';
import { type Archive, begunCount, isDoubtful, isRoundTable } from './archive.ts';
import { candidateList, type Encounter, isAsked, isContactBetween } from './encounters.ts';
import { type Reach, reachOf } from './reach.ts';

export interface LastEncounterQuestion extends Encounter {
  /** Only what certainly lay before this. */
  readonly before?: FuzzyDate | undefined;
  /** The reader's day: what happened later is not "last". */
  readonly today: Day;
}

export interface LastEncounter {
  readonly event: Outline | undefined;
  /** On the same day: the round table at which they also sat, and earlier talks. */
  readonly beside: readonly Outline[];
  /** So imprecisely dated that they may have been later. */
  readonly perhapsLater: readonly Outline[];
  /** The most recent call, letter or handshake after it. */
  readonly laterContact: Outline | undefined;
  /** The meeting before it, by the same question. */
  readonly previous: Outline | undefined;
  /** The meeting after it, where the question asked for one before a date. */
  readonly next: Outline | undefined;
  readonly reach: Reach;
}

export function lastEncounter(archive: Archive, asked: LastEncounterQuestion): LastEncounter {
  const list = candidateList(archive, asked);
  const events = archive.eventsOf(list);
  const begun = begunCount(events, asked.today);
  const start = asked.before ? Math.min(begun, begunCount(events, asked.before.to)) : begun;
  let laterContact: Outline | undefined;
  let last: Outline | undefined;
  let previous: Outline | undefined;
  let next: Outline | undefined;
  const sameDay: Outline[] = [];
  const perhapsLater: Outline[] = [];

  for (let i = start - 1; i >= 0 && !previous; i--) {
    const event = events[i] as Outline;
    const over = isOver(event, asked);
    if (over === 'impossible') {
      if (!last && isAfter(archive, event, asked)) next = event;
    } else if (isAsked(archive, event, asked)) {
      if (over === 'possible') {
        if (!isDoubtful(event)) perhapsLater.push(event);
      } else if (!last) last = event;
      else if (isSameDay(event, last)) sameDay.push(event);
      else previous = event;
    } else if (!last && !laterContact && !asked.format && over === 'certain') {
      if (isContactBetween(archive, event, asked)) laterContact = event;
    }
  }

  const told = last && chief([last, ...sameDay]);
  return {
    event: told,
    beside: [last, ...sameDay].filter((e): e is Outline => e !== undefined && e !== told),
    perhapsLater: [...perhapsLater, ...doubtfullyLater(archive, asked, list, last)],
    laterContact,
    previous,
    next: next ?? events.slice(start, begun).find((event) => isAfter(archive, event, asked)),
    reach: reachOf(archive, asked, told ? [told] : []),
  };
}

/** Those of imprecise date that may have been later than the last, or may have been at all. */
function doubtfullyLater(
  archive: Archive,
  asked: LastEncounterQuestion,
  list: string,
  last: Outline | undefined,
): Outline[] {
  const later: Outline[] = [];
  const doubtful = archive.doubtfulEventsOf(list);
  for (let i = doubtful.length - 1; i >= 0; i--) {
    const event = doubtful[i] as Outline;
    if (last && event.date.from + archive.widestDoubt < last.date.from) break;
    const over = isOver(event, asked);
    if (over === 'impossible' || event === last) continue;
    const overlaps = last !== undefined && mayBeLater(event, last);
    if ((over === 'possible' || overlaps) && isAsked(archive, event, asked)) later.push(event);
  }
  return later;
}

const mayBeLater = (event: Outline, last: Outline): boolean =>
  event.date.to > last.date.from && event.date.form !== 'interval' && !isSameDay(event, last);

/** Is it a meeting as asked for, but for lying after the limit of the question? */
const isAfter = (archive: Archive, event: Outline, asked: LastEncounterQuestion): boolean =>
  isOver(event, asked) === 'impossible' &&
  begunBy(event.date, asked.today) === 'certain' &&
  isAsked(archive, event, asked);

function isOver(event: Outline, { before: limit, today }: LastEncounterQuestion) {
  const begun = begunBy(event.date, today);
  if (!limit || begun === 'impossible') return begun;
  const earlier = before(event.date, limit);
  if (earlier === 'impossible' || begun === 'certain') return earlier;
  return 'possible';
}

const isSameDay = (a: Outline, b: Outline): boolean =>
  a.date.from === b.date.from && a.date.to === b.date.to;

/** Of one day's meetings, latest first: the last bilateral talk, else the last round table. */
function chief(latestFirst: readonly Outline[]): Outline | undefined {
  return latestFirst.find((event) => !isRoundTable(event)) ?? latestFirst[0];
}
