/**
 * Which events are a contact of the kind that a claim or a declaration of completeness speaks of,
 * and how surely: what the record does not say of an event (its kind, its format, the office of
 * someone that day) leaves it possible.
 *
 * Where neither kinds nor formats are named a meeting is meant, as in `/meetings`; a call, a letter
 * or a handshake is counted only where its kind is named, a call or a letter also by its format.
 */
import { all, any, type Certainty } from '../../domain/dates/compare.ts';
import type { Attendance, EventView, Outline } from '../../domain/events/view.ts';
import type { Contact } from '../../domain/record/diary.ts';
import { type EventFormat, type EventKind, eventKind } from '../../domain/record/event.ts';
import type { Archive } from '../archive.ts';
import { isMeeting, isMereContact } from '../encounters.ts';

export function isContact(archive: Archive, event: Outline, contact: Contact): Certainty {
  const isVisit = isVisitThere(event, contact);
  const meant = isVisit ? 'certain' : isMeant(event, contact);
  if (meant === 'impossible') return 'impossible';
  // What can be ruled out without looking closer; most events are.
  if (event.kind && contact.kinds && !contact.kinds.includes(event.kind)) return 'impossible';
  if (event.sides.length < 2 && !isVisit) return 'impossible';
  const view = archive.view(event);
  return all(
    meant,
    oneOf(view.kind, contact.kinds),
    oneOf(view.format, contact.formats),
    oneOf(view.level, contact.levels),
    oneOf(view.series, contact.series === undefined ? undefined : [contact.series], 'impossible'),
    contact.in === undefined ? 'certain' : tookPlaceIn(archive, view, contact.in),
    isVisit
      ? any(
          satOpposite(archive, view, contact.between),
          visited(archive, view, contact.between, contact.in),
        )
      : satOpposite(archive, view, contact.between),
  );
}

/** A visit to the country in which it was to be, where visits are meant by name. */
const isVisitThere = (event: Outline, contact: Contact): boolean =>
  event.kind === 'visit' &&
  event.status === 'held' &&
  contact.in !== undefined &&
  contact.kinds?.includes('visit') === true;

/** Of a visit the host need not be named: it is the country visited. */
function visited(
  archive: Archive,
  view: EventView,
  [a, b]: Contact['between'],
  host: string | undefined,
): Certainty {
  const by = (visitor: string, other: string): Certainty =>
    homeOf(archive, other) === host
      ? any(...view.attendance.map((seat) => isSeatOf(archive, seat, visitor)))
      : 'impossible';
  return any(by(a, b), by(b, a));
}

/** A meeting, or a call, a letter or a handshake where the contact means such. */
function isMeant(event: Outline, { kinds, formats }: Contact): Certainty {
  if (isMeeting(event)) return 'certain';
  const byFormat = event.format !== undefined && formats?.includes(event.format) === true;
  if (event.kind === undefined) {
    const isFar = event.format === 'phone' || event.format === 'correspondence';
    const held = event.status === 'held' && event.sides.length > 1;
    return held && (!isFar || kinds !== undefined || byFormat) ? 'possible' : 'impossible';
  }
  if (!isMereContact(event)) return 'impossible';
  const isNamed = kinds ? kinds.includes(event.kind) : event.kind !== 'encounter' && byFormat;
  return isNamed ? 'certain' : 'impossible';
}

/** Is the value one of those that are meant; of all, where none are named? */
function oneOf<T>(
  value: T | undefined,
  meant: readonly T[] | undefined,
  unknown: Certainty = 'possible',
): Certainty {
  if (!meant) return 'certain';
  if (value === undefined) return unknown;
  return meant.includes(value) ? 'certain' : 'impossible';
}

/** By video, by telephone or by letter nobody was anywhere. */
function tookPlaceIn(archive: Archive, view: EventView, country: string): Certainty {
  if (view.format !== undefined && view.format !== 'in-person') return 'impossible';
  const place = view.place && archive.record('place', view.place.value);
  return oneOf(place?.country, [country]);
}

function satOpposite(archive: Archive, view: EventView, [a, b]: Contact['between']): Certainty {
  let surest: Certainty = 'impossible';
  for (const one of view.attendance) {
    const sure = isSeatOf(archive, one, a);
    if (sure === 'impossible') continue;
    for (const other of view.attendance) {
      if (other.side === one.side) continue;
      surest = any(surest, all(sure, isSeatOf(archive, other, b)));
    }
  }
  return surest;
}

/** Was it the seat of that country, person or body? A body's own is whoever held office in it. */
function isSeatOf(archive: Archive, seat: Attendance, party: string): Certainty {
  if (seat.side === party || seat.person === party) return 'certain';
  const body = archive.record('body', party);
  if (!body) return 'impossible';
  if (seat.offices.some((id) => archive.office(id)?.body === party)) return 'certain';
  return seat.offices.length === 0 && body.country === seat.side ? 'possible' : 'impossible';
}

/** The country to which a person or a body of that id belongs; else the id itself. */
export const homeOf = (archive: Archive, party: string): string =>
  archive.record('body', party)?.country ?? archive.person(party)?.country ?? party;

/** The list of events under which all contacts of that kind lie, in the order of time. */
export function candidates(archive: Archive, { between, in: host }: Contact): readonly Outline[] {
  // Of a visit the host may not be named.
  const guests = between.filter((id) => host !== undefined && homeOf(archive, id) !== host);
  const [a, b] = (guests.length === 1 ? [...guests, ...guests] : between).map((id) =>
    archive.eventsOf(archive.person(id) ? id : homeOf(archive, id)),
  );
  return (a?.length ?? 0) <= (b?.length ?? 0) ? (a ?? []) : (b ?? []);
}

const MEETING_KINDS: readonly EventKind[] = [
  'meeting',
  'summit',
  'dialogue',
  'multilateral',
  'signing',
  'visit',
];

/** Does whoever is complete in `wide` hold every contact of the kind of `narrow`? */
export function includes(archive: Archive, wide: Contact, narrow: Contact): boolean {
  return (
    samePair(archive, wide.between, narrow.between) &&
    holdsAll(wide.levels, narrow.levels) &&
    holdsAll(wide.kinds, kindsOf(narrow)) &&
    holdsAll(wide.formats, formatsOf(narrow)) &&
    (wide.series === undefined || wide.series === narrow.series) &&
    (wide.in === undefined || wide.in === narrow.in)
  );
}

function samePair(archive: Archive, wide: Contact['between'], narrow: Contact['between']): boolean {
  const fits = (w: string, n: string) => w === n || w === homeOf(archive, n);
  const [a, b] = wide;
  const [x, y] = narrow;
  return (fits(a, x) && fits(b, y)) || (fits(a, y) && fits(b, x));
}

/** Without a list, everything is meant. */
const holdsAll = <T>(wide: readonly T[] | undefined, narrow: readonly T[] | undefined): boolean =>
  !wide || narrow?.every((value) => wide.includes(value)) === true;

function kindsOf({ kinds, formats }: Contact): readonly EventKind[] {
  if (kinds) return kinds;
  const byFormat = formats?.some((f) => f === 'phone' || f === 'correspondence');
  return byFormat ? eventKind.options : MEETING_KINDS;
}

/** The formats in which contacts of those kinds can be held. */
function formatsOf({ kinds, formats }: Contact): readonly EventFormat[] {
  if (formats) return formats;
  const can = new Set<EventFormat>();
  for (const kind of kinds ?? MEETING_KINDS) {
    for (const format of MEETING_KINDS.includes(kind) ? MEETING_FORMATS : ALL_FORMATS) {
      can.add(format);
    }
  }
  return [...can];
}

const MEETING_FORMATS: readonly EventFormat[] = ['in-person', 'virtual'];
const ALL_FORMATS: readonly EventFormat[] = ['in-person', 'virtual', 'phone', 'correspondence'];
