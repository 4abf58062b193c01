/**
 * What counts as a meeting, what as contact, and which of them a question asks for.
 *
 * A *meeting* brings two sides together in person or by video. A call, a letter or an encounter in
 * passing is *contact*: told beside the meetings, and counted where the format asks for it. A visit
 * counts only with those whom the record says were met. What was planned, postponed or cancelled is
 * neither.
 */

import type { Outline, Seat } from '../domain/events/view.ts';
import type { EventKind } from '../domain/record/event.ts';
import type { Rank } from '../domain/record/reference.ts';
import type { Archive } from './archive.ts';
import type { Party } from './party.ts';

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

export const isMeeting = (event: Outline): boolean => event.meets;

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

/**
 * Under whose events the answer lies: a body's own, for only they are known to be its; else those of
 * whichever party has fewer.
 */
export function candidateList(archive: Archive, { who, with: other }: Encounter): string {
  if (!other || who.type === 'body') return who.id;
  if (other.type === 'body') return other.id;
  return archive.eventsOf(other.id).length < archive.eventsOf(who.id).length ? other.id : who.id;
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
    satTogether(archive, event, asked.who, asked.with) &&
    (asked.level === undefined || archive.view(event).level === asked.level) &&
    (asked.topic === undefined || isAbout(archive, event, asked.topic))
  );
}

/** Did they sit there, and, where two are named, on different sides? */
function satTogether(archive: Archive, event: Outline, who: Party, other: Party | undefined) {
  if (!other) return true; // the candidates are its own
  if (who.type === 'body') return isAt(archive, event, other);
  if (other.type === 'body') return isAt(archive, event, who);
  // Countries are sides themselves, and most candidates are without the other party.
  if (who.type === 'country' && !event.sides.includes(who.id)) return false;
  if (other.type === 'country' && !event.sides.includes(other.id)) return false;
  if (who.type === 'country' && other.type === 'country') return who.id !== other.id;
  for (const seat of event.seats) {
    if (!fills(seat, who)) continue;
    for (const its of event.seats) if (its.side !== seat.side && fills(its, other)) return true;
  }
  return false;
}

/** Did the party sit there; a body, was it its event, or held on the occasion of one of its own? */
function isAt(archive: Archive, event: Outline, party: Party): boolean {
  if (party.type === 'body') return archive.isOf(event, party.id);
  return event.seats.some((seat) => fills(seat, party));
}

const fills = (seat: Seat, party: Party): boolean =>
  party.type === 'person' ? seat.person === party.id : seat.side === party.id;

function isAbout(archive: Archive, event: Outline, topic: string): boolean {
  const { points, outcomes } = archive.view(event);
  return points.some((p) => p.topic === topic) || outcomes.some((o) => o.topic === topic);
}
