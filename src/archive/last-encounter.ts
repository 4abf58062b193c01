/** The most recent meeting in the archive, and what is to be told beside it. */
import { before, begunBy, widestBounds } from '../domain/dates/compare.ts';
import { type Day, isoOfDay } from '../domain/dates/day.ts';
import { exactly, type FuzzyDate } from '../domain/dates/fuzzy-date.ts';
import type { Outline } from '../domain/events/view.ts';
import { type Archive, begunCount, isRoundTable } from './archive.ts';
import { candidatesFor } from './candidates.ts';
import { type Encounter, isAsked, isContactAsked } from './encounters.ts';
import { type Reach, reachOf } from './reach.ts';

export interface LastEncounterQuestion extends Encounter {
  /** Only what certainly lay before this; before a month or a year, before its first day. */
  readonly before?: FuzzyDate | undefined;
  /** The reader's day: what happened later is not "last". */
  readonly today: Day;
}

export interface LastEncounter {
  readonly event: Outline | undefined;
  /** On the same day: the round table at which they also sat, and earlier talks. */
  readonly beside: readonly Outline[];
  /** Where two are asked about and the last was a round table: their last talk that was none. */
  readonly bilateral: Outline | undefined;
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
  const { events, doubtful } = candidatesFor(archive, asked);
  const begun = begunCount(events, asked.today);
  const limit = asked.before && limitOf(asked.before);
  const start = limit ? Math.min(begun, begunCount(events, limit.to)) : begun;
  let contact: Outline | undefined;
  let last: Outline | undefined;
  let previous: Outline | undefined;
  let next: Outline | undefined;
  const sameDay: Outline[] = [];

  for (let i = start - 1; i >= 0 && !previous; i--) {
    const event = events[i] as Outline;
    const over = isOver(event, asked);
    if (over === 'impossible') {
      if (!last && isAfter(archive, event, asked)) next = event;
    } else if (isAsked(archive, event, asked)) {
      if (over === 'possible') continue; // told below, with all that are dated so
      if (!last) last = event;
      else if (isSameDay(event, last)) sameDay.push(event);
      else previous = event;
    } else if (!last && !contact && !asked.format && over === 'certain') {
      if (isContactAsked(archive, event, asked)) contact = event;
    }
  }

  const told = last && chief([last, ...sameDay]);
  return {
    event: told,
    beside: [last, ...sameDay].filter((e): e is Outline => e !== undefined && e !== told),
    bilateral:
      told && asked.with && isRoundTable(told)
        ? events.slice(0, start).findLast((event) => isTalk(archive, event, asked))
        : undefined,
    perhapsLater: doubtfullyLater(archive, asked, doubtful, last),
    laterContact: contact && (!last || isLater(contact, last)) ? contact : undefined,
    previous,
    next: next ?? events.slice(start, begun).find((event) => isAfter(archive, event, asked)),
    reach: reachOf(
      archive,
      { ...asked, until: limit ? limit.from - 1 : asked.today },
      told ? [told] : [],
    ),
  };
}

/** Is it a meeting as asked for that is certainly over, and no round table? */
const isTalk = (archive: Archive, event: Outline, asked: LastEncounterQuestion): boolean =>
  !isRoundTable(event) && isAsked(archive, event, asked) && isOver(event, asked) === 'certain';

/** Those of imprecise date that may have been later than the last, or may have been at all. */
function doubtfullyLater(
  archive: Archive,
  asked: LastEncounterQuestion,
  doubtful: readonly Outline[],
  last: Outline | undefined,
): Outline[] {
  const later: Outline[] = [];
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

/** Was it certainly after the other, or on one day by the stated order? */
const isLater = (event: Outline, other: Outline): boolean =>
  before(other.date, event.date) === 'certain' ||
  (isSameDay(event, other) && event.turn > other.turn);

const mayBeLater = (event: Outline, last: Outline): boolean =>
  event.date.to > last.date.from && event.date.form !== 'interval' && !isSameDay(event, last);

/** Is it a meeting as asked for, but for lying after the limit of the question? */
const isAfter = (archive: Archive, event: Outline, asked: LastEncounterQuestion): boolean =>
  isOver(event, asked) === 'impossible' &&
  begunBy(event.date, asked.today) === 'certain' &&
  isAsked(archive, event, asked);

function isOver(event: Outline, asked: LastEncounterQuestion) {
  const begun = begunBy(event.date, asked.today);
  if (!asked.before || begun === 'impossible') return begun;
  const earlier = before(event.date, limitOf(asked.before));
  if (earlier === 'impossible' || begun === 'certain') return earlier;
  return 'possible';
}

/** The first day that the limit can be. */
function limitOf(limit: FuzzyDate): FuzzyDate {
  const { from } = widestBounds(limit);
  return limit.precision === 'day' && from === limit.to ? limit : exactly(from, isoOfDay(from));
}

/** Of two that are dated to the same month nobody knows whether they were on one day. */
const isSameDay = ({ date: a }: Outline, { date: b }: Outline): boolean =>
  a.from === b.from && a.to === b.to && a.from === a.to;

/** Of one day's meetings, latest first: the last bilateral talk, else the last round table. */
function chief(latestFirst: readonly Outline[]): Outline | undefined {
  return latestFirst.find((event) => !isRoundTable(event)) ?? latestFirst[0];
}
