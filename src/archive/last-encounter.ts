/** The most recent meeting in the archive, and what is to be told beside it. */
import { before, begunBy } from '../domain/dates/compare.ts';
import type { Day } from '../domain/dates/day.ts';
import type { FuzzyDate } from '../domain/dates/fuzzy-date.ts';
import type { Outline } from '../domain/events/view.ts';
import { type Archive, begunCount, isRoundTable } from './archive.ts';
import { candidates, type Encounter, isAsked, isContactBetween } from './encounters.ts';
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
  const events = candidates(archive, asked);
  let laterContact: Outline | undefined;
  let last: Outline | undefined;
  let previous: Outline | undefined;
  let next: Outline | undefined;
  const sameDay: Outline[] = [];
  const perhapsLater: Outline[] = [];

  for (let i = begunCount(events, asked.today) - 1; i >= 0; i--) {
    const event = events[i] as Outline;
    if (last && previous && event.date.from + archive.widestDoubt < last.date.from) break;
    const over = isOver(event, asked);
    if (isAsked(archive, event, asked)) {
      if (over === 'impossible') {
        if (!last && begunBy(event.date, asked.today) === 'certain') next = event;
      } else if (over === 'possible') perhapsLater.push(event);
      else if (!last) last = event;
      else if (isSameDay(event, last)) sameDay.push(event);
      else {
        previous ??= event;
        if (event.date.to > last.date.from && event.date.form !== 'interval') {
          perhapsLater.push(event);
        }
      }
    } else if (!last && !laterContact && !asked.format && over === 'certain') {
      if (isContactBetween(archive, event, asked)) laterContact = event;
    }
  }

  const told = last && chief([last, ...sameDay]);
  return {
    event: told,
    beside: [last, ...sameDay].filter((e): e is Outline => e !== undefined && e !== told),
    perhapsLater,
    laterContact,
    previous,
    next,
    reach: reachOf(archive, asked, told ? [told] : []),
  };
}

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
