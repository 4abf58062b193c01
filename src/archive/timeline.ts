/** The meetings of a question along the axis of time, with the gaps between them. */
import { widestBounds } from '../domain/dates/compare.ts';
import type { Day } from '../domain/dates/day.ts';
import { isoOfDay } from '../domain/dates/day.ts';
import type { FuzzyDate } from '../domain/dates/fuzzy-date.ts';
import { exactly } from '../domain/dates/fuzzy-date.ts';
import { type Span, spanBetween } from '../domain/dates/span.ts';
import type { Outline } from '../domain/events/view.ts';
import type { Archive } from './archive.ts';
import { type Meetings, type MeetingsQuestion, meetings } from './meetings.ts';

/** Time in which the archive holds no meeting. */
export interface Gap {
  /** The meeting after which nothing is held. */
  readonly after: Outline;
  /** The next one; missing where there is none up to the reader's day. */
  readonly until: Outline | undefined;
  /** The first and the last day that certainly lie within it. */
  readonly from: Day;
  readonly to: Day;
  readonly span: Span;
}

export interface Timeline extends Meetings {
  /** The longest gaps, earliest first. */
  readonly gaps: readonly Gap[];
}

/** Gaps that are told: the longest few, and none shorter than a season. */
const MOST_GAPS = 3;
const SHORTEST_GAP = 90;

export function timeline(archive: Archive, asked: MeetingsQuestion): Timeline {
  const found = meetings(archive, asked);
  return { ...found, gaps: longestGaps(found.events, endOf(asked)) };
}

/** A gap ends with the reader's day, or with the span that was asked for. */
function endOf({ to, today }: MeetingsQuestion): FuzzyDate {
  const end = Math.min(to?.to ?? Number.POSITIVE_INFINITY, today);
  return exactly(end, isoOfDay(end));
}

function longestGaps(events: readonly Outline[], end: FuzzyDate): Gap[] {
  const gaps: Gap[] = [];
  // The one that may have been the last to end: what is imprecise may fill the time after it.
  let latest: Outline | undefined;
  for (const event of [...events, undefined]) {
    if (latest) {
      const date = event?.date ?? end;
      const from = widestBounds(latest.date).to + 1;
      const to = event ? widestBounds(event.date).from - 1 : end.from;
      const span = spanBetween(latest.date, date);
      if (to - from + 1 >= SHORTEST_GAP) gaps.push({ after: latest, until: event, from, to, span });
    }
    if (event && (!latest || widestBounds(event.date).to >= widestBounds(latest.date).to)) {
      latest = event;
    }
  }
  return gaps
    .sort((a, b) => b.to - b.from - (a.to - a.from))
    .slice(0, MOST_GAPS)
    .sort((a, b) => a.from - b.from);
}
