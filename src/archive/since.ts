/**
 * The time since the last contact of a kind, the longest gaps between such contacts, and what can be
 * said of "the first since": of the last one, and of one that were held on the reader's day.
 */
import { begunBy } from '../domain/dates/compare.ts';
import { type Day, isoOfDay } from '../domain/dates/day.ts';
import { exactly } from '../domain/dates/fuzzy-date.ts';
import type { Outline } from '../domain/events/view.ts';
import type { Contact, Coverage } from '../domain/record/diary.ts';
import { eventKind, FORMATS } from '../domain/record/event.ts';
import { type Archive, begunCount } from './archive.ts';
import { candidatesFor } from './candidates.ts';
import { declaredFor } from './claims/completeness.ts';
import type { Finding } from './claims/finding.ts';
import { checkFirstSince } from './claims/first-since.ts';
import { type Encounter, isAsked } from './encounters.ts';
import { type Gap, gapsIn, gapUpTo, longestOf } from './gaps.ts';
import type { Party } from './party.ts';
import { type Reach, reachOf } from './reach.ts';

export interface SinceQuestion extends Encounter {
  readonly with: Party;
  readonly series?: string | undefined;
  readonly today: Day;
}

export interface Since extends Gaps {
  /** Of the last one: was it the first since the one before? */
  readonly lastWasFirst: Finding | undefined;
  /** The declarations on which it rests that none lay between the last one and the reader's day. */
  readonly nextIsFirst: readonly Coverage[] | undefined;
  readonly reach: Reach;
}

const MOST_GAPS = 3;

/** The contacts and the times between them. */
export interface Gaps {
  readonly last: Outline | undefined;
  /** The one before the last, on an earlier day. */
  readonly previous: Outline | undefined;
  /** From the last that is certain to the reader's day. */
  readonly now: Gap | undefined;
  /** So imprecisely dated that they may have been later than the last. */
  readonly perhapsLater: readonly Outline[];
  /** Between two contacts, longest first. */
  readonly longest: readonly Gap[];
  /** How many contacts there are in all. */
  readonly total: number;
}

export function gapsBetween(archive: Archive, asked: SinceQuestion): Gaps {
  const events = contactsOf(archive, asked);
  const sure = events.filter((event) => begunBy(event.date, asked.today) === 'certain');
  const last = sure.reduce<Outline | undefined>(
    (latest, event) => (latest && event.date.to < latest.date.to ? latest : event),
    undefined,
  );
  const today = exactly(asked.today, isoOfDay(asked.today));
  const between = gapsIn(events, today).filter(({ until }) => until);
  return {
    last,
    previous: last && sure.findLast((event) => event.date.to < last.date.from),
    now: last && gapUpTo(last, today),
    perhapsLater: events.filter((event) => event !== last && last && mayBeLater(event, last)),
    longest: longestOf(between, MOST_GAPS),
    total: events.length,
  };
}

export function since(archive: Archive, asked: SinceQuestion): Since {
  const gaps = gapsBetween(archive, asked);
  const { last, previous } = gaps;
  const contact = contactAsked(asked);
  return {
    ...gaps,
    lastWasFirst:
      last && previous
        ? checkFirstSince(
            archive,
            { kind: 'first-since', contact, since: { event: previous.id } },
            last,
            asked.today,
          )
        : undefined,
    nextIsFirst:
      last && declaredFor(archive, contact, { from: last.date.to + 1, to: asked.today - 1 }),
    reach: reachOf(archive, { ...asked, until: asked.today }, last ? [last] : []),
  };
}

function contactsOf(archive: Archive, asked: SinceQuestion): Outline[] {
  const { events } = candidatesFor(archive, asked);
  return events
    .slice(0, begunCount(events, asked.today))
    .filter(
      (event) =>
        begunBy(event.date, asked.today) !== 'impossible' &&
        isAsked(archive, event, asked) &&
        (asked.series === undefined || archive.view(event).series === asked.series),
    );
}

const mayBeLater = ({ date }: Outline, last: Outline): boolean =>
  date.form !== 'interval' && date.to > last.date.to;

/** What the question asks for, as claims and declarations speak of it. */
function contactAsked({ who, with: other, level, format, series }: SinceQuestion): Contact {
  const formats = FORMATS.filter((f) => f === format);
  return {
    between: [who.id, other.id],
    ...(level && { levels: [level] }),
    ...(format === 'encounter' && { kinds: ['encounter'] }),
    ...(format === 'any' && { kinds: eventKind.options }),
    ...(formats.length > 0 && { formats }),
    ...(series !== undefined && { series }),
  };
}
