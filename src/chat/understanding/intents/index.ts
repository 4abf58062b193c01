/**
 * The ways of understanding a question. The earlier one is taken where several fit.
 *
 * Everything that a question says has a place in the way it is understood, or it is not understood
 * so: a word that would change the answer is never dropped.
 */
import { help, office, profile, status } from './archive.ts';
import { anniversary, kept, onThisDay, upcoming } from './diary.ts';
import { brief, lastMeeting, lastMeetingAgo, meetings, since, timeline } from './encounters.ts';
import { event, eventOnDay, planned, sources } from './events.ts';
import type { Intent } from './intent.ts';
import { asks, check, find, promised, wording } from './sayings.ts';

export const INTENTS: readonly Intent[] = [
  help,
  check,
  brief,
  timeline,
  since,
  asks,
  wording,
  promised,
  lastMeeting,
  lastMeetingAgo,
  meetings,
  sources,
  kept,
  anniversary,
  planned,
  event,
  eventOnDay,
  onThisDay,
  upcoming,
  office,
  profile,
  status,
  find,
];
