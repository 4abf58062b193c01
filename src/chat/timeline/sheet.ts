/** What a picture of meetings is made from, and the measures that its parts share, in pixels. */
import type { Timeline } from '../../archive/timeline.ts';
import type { Day } from '../../domain/dates/day.ts';
import type { Outline } from '../../domain/events/view.ts';

export interface TimelineSheet {
  readonly title: string;
  readonly timeline: Timeline;
  /** Those to be drawn: all, or the page of a longer list. */
  readonly events: readonly Outline[];
  /** The number of the first of them. */
  readonly first: number;
  readonly from: Day;
  readonly to: Day;
}

export const WIDTH = 1200;
export const MARGIN = 32;
/** The letters of what is read first, and of what is looked up. */
export const TEXT = 15;
export const SMALL = 13;
