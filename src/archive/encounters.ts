/**
 * What counts as a meeting, what as contact, and which of them a question asks for.
 *
 * A *meeting* brings two sides together in person or by video. A call, a letter or an encounter in
 * passing is *contact*: told beside the meetings, and counted where the format asks for it. A visit
 * counts only with those whom the record says were met. What was planned, postponed or cancelled is
 * neither.
 */

import type { Outline, Seat } from '../domain/events/view.ts';
import type { EventFormat, EventKind } from '../domain/record/event.ts';
import type { Rank } from '../domain/record/reference.ts';
import type { Archive } from './archive.ts';
import type { Party } from './party.ts';

const MEETING_KINDS = new Set<EventKind | undefined>([
  'meeting',
  'summit',
  'dialogue',
  'multilateral',
  'signing',
  'visit',
]);
const CONTACT_KINDS = new Set<EventKind | undefined>([
  'meeting',
  'summit',
  'dialogue',
  'multilateral',
  'call',
  'encounter',
  'statement',
]);

/** What `format` may ask for: a format, an encounter in passing, or any contact at all. */
export const FORMAT_CHOICES = [
  'in-person',
  'virtual',
  'phone',
  'correspondence',
  'encounter',
  'any',
] as const;
export type FormatChoice = (typeof FORMAT_CHOICES)[number];

const DISTANT = new Set<EventFormat | undefined>(['phone', 'correspondence']);

export function isMeeting(event: Outline): boolean {
  return (
    event.status === 'held' &&
    event.sides.length > 1 &&
    MEETING_KINDS.has(event.kind) &&
    !DISTANT.has(event.format) &&
    (event.kind !== 'visit' || namesBothSides(event))
  );
}

/** Does the record of a visit say who was met? A host country alone is nobody met. */
const namesBothSides = ({ seats }: Outline): boolean =>
  new Set(seats.filter((seat) => seat.person !== null).map((seat) => seat.side)).size > 1;

/** Contact that is not a meeting. */
export function isMereContact(event: Outline): boolean {
  return (
    event.status === 'held' &&
    event.sides.length > 1 &&
    CONTACT_KINDS.has(event.kind) &&
    !isMeeting(event)
  );
}

function hasFormat(event: Outline, format: FormatChoice | undefined): boolean {
  if (format === undefined) return isMeeting(event);
  if (!isMeeting(event) && !isMereContact(event)) return false;
  if (format === 'any') return true;
  if (format === 'encounter') return event.kind === 'encounter';
  return event.format === format && event.kind !== 'encounter';
}

/** Whom and what kind of encounter a question asks for. */
export interface Encounter {
  readonly who: Party;
  readonly with?: Party | undefined;
  readonly level?: Rank | undefined;
  readonly format?: FormatChoice | undefined;
  readonly topic?: string | undefined;
}

/** The events among which the answer lies: those of whichever party has fewer. */
export function candidates(archive: Archive, asked: Encounter): readonly Outline[] {
  const own = archive.eventsOf(asked.who.id);
  if (!asked.with) return own;
  const others = archive.eventsOf(asked.with.id);
  return others.length < own.length ? others : own;
}

export function isAsked(archive: Archive, event: Outline, asked: Encounter): boolean {
  return hasFormat(event, asked.format) && concerns(archive, event, asked);
}

/** A later call, letter or handshake between the same, told beside their last meeting. */
export function isContactBetween(archive: Archive, event: Outline, asked: Encounter): boolean {
  return isMereContact(event) && concerns(archive, event, asked);
}

function concerns(archive: Archive, event: Outline, asked: Encounter): boolean {
  return (
    satTogether(event, asked.who, asked.with) &&
    (asked.level === undefined || archive.view(event).level === asked.level) &&
    (asked.topic === undefined || isAbout(archive, event, asked.topic))
  );
}

/** Did they sit there, and, where two are named, on different sides? */
function satTogether(event: Outline, who: Party, other: Party | undefined): boolean {
  if (!other) return isAt(event, who);
  if (who.type === 'body' || other.type === 'body') return isAt(event, who) && isAt(event, other);
  return event.seats.some(
    (seat) =>
      fills(seat, who) && event.seats.some((its) => its.side !== seat.side && fills(its, other)),
  );
}

/** A body is there as a side, or as the one whose event it was: the candidates are its own. */
const isAt = (event: Outline, party: Party): boolean =>
  party.type === 'body' || event.seats.some((seat) => fills(seat, party));

const fills = (seat: Seat, party: Party): boolean =>
  party.type === 'person' ? seat.person === party.id : seat.side === party.id;

function isAbout(archive: Archive, event: Outline, topic: string): boolean {
  const { points, outcomes } = archive.view(event);
  return points.some((p) => p.topic === topic) || outcomes.some((o) => o.topic === topic);
}
