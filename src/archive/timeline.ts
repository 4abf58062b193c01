/** The meetings of a question along the axis of time, with the gaps between them. */
import { isoOfDay } from '../domain/dates/day.ts';
import { exactly, type FuzzyDate } from '../domain/dates/fuzzy-date.ts';
import type { Archive } from './archive.ts';
import { type Gap, gapsIn, lengthOf, longestOf } from './gaps.ts';
import { type Meetings, type MeetingsQuestion, meetings } from './meetings.ts';

export interface Timeline extends Meetings {
  /** The longest gaps, earliest first. */
  readonly gaps: readonly Gap[];
}

/** Gaps that are told: the longest few, and none shorter than a season. */
const MOST_GAPS = 3;
const SHORTEST_GAP = 90;

export function timeline(archive: Archive, asked: MeetingsQuestion): Timeline {
  const found = meetings(archive, asked);
  const long = gapsIn(found.events, endOf(asked)).filter((gap) => lengthOf(gap) >= SHORTEST_GAP);
  const gaps = longestOf(long, MOST_GAPS).sort((a, b) => a.from - b.from);
  return { ...found, gaps };
}

/** A gap ends with the reader's day, or with the span that was asked for. */
function endOf({ to, today }: MeetingsQuestion): FuzzyDate {
  const end = Math.min(to?.to ?? Number.POSITIVE_INFINITY, today);
  return exactly(end, isoOfDay(end));
}
