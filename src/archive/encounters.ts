/**
 * What counts as a meeting, what as contact, and which of them a question asks for.
 *
 * A *meeting* brings two sides together in person or by video. A call, a letter or an encounter in
 * passing is *contact*: told beside the meetings, and counted where the format asks for it. A visit
 * counts only with those whom the record says were met. What was planned, postponed or cancelled is
 * neither.
 */

import type { Outline } from '../domain/events/view.ts';
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

/** Whom and what kind of encounter a question asks for. */
export interface Encounter {
  readonly who: Party;
  readonly with?: Party | undefined;
  readonly level?: Rank | undefined;
  readonly format?: FormatChoice | undefined;
  readonly topic?: string | undefined;
}

/** Is it of the sort asked for? Who sat there is for the candidates to say. */
export function isAsked(archive: Archive, event: Outline, asked: Encounter): boolean {
  const isMet = isMeeting(event) || isGatheringOf(event, asked);
  return hasFormat(event, isMet, asked.format) && isLike(archive, event, asked);
}

/** A later call, letter or handshake, told beside the last meeting. */
export const isContactAsked = (archive: Archive, event: Outline, asked: Encounter): boolean =>
  isMereContact(event) && isLike(archive, event, asked);

function hasFormat(event: Outline, isMet: boolean, format: FormatChoice | undefined): boolean {
  if (format === undefined) return isMet;
  if (!isMet && !isMereContact(event)) return false;
  if (format === 'any') return true;
  if (format === 'encounter') return event.kind === 'encounter';
  return event.format === format && event.kind !== 'encounter';
}

/** A body meets at its own gatherings, whoever of those who came is on record. */
const isGatheringOf = (event: Outline, { who, with: other }: Encounter): boolean =>
  event.kind === 'multilateral' &&
  event.status === 'held' &&
  [who.id, other?.id].includes(event.record.body);

const isLike = (archive: Archive, event: Outline, { level, topic }: Encounter): boolean =>
  (level === undefined || archive.view(event).level === level) &&
  (topic === undefined || isAbout(archive, event, topic));

function isAbout(archive: Archive, event: Outline, topic: string): boolean {
  const { points, outcomes } = archive.view(event);
  return points.some((p) => p.topic === topic) || outcomes.some((o) => o.topic === topic);
}
