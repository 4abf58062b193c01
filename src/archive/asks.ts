/**
 * What one side has asked of another: requests and concerns conveyed, each with the replies that are
 * recorded; what has none first.
 */
import { begunBy } from '../domain/dates/compare.ts';
import type { Day } from '../domain/dates/day.ts';
import type { Outline, Sourced } from '../domain/events/view.ts';
import type { Point, PointAct } from '../domain/record/event.ts';
import { type Archive, begunCount } from './archive.ts';
import { candidatesFor } from './candidates.ts';
import type { Party } from './party.ts';
import { type Reach, reachOf } from './reach.ts';
import { addressees, isAddressed, isSpeaker } from './wording.ts';

export interface AsksQuestion {
  readonly by: Party;
  readonly to: Party;
  readonly topic?: string | undefined;
  readonly today: Day;
}

export interface Entry {
  readonly event: Outline;
  readonly point: Sourced<Point>;
  /** What was said in answer, at the same event. */
  readonly replies: readonly Sourced<Point>[];
  /** Earlier times at which the same side brought up the same topic, earliest first. */
  readonly earlier: readonly Outline[];
}

export interface Asks {
  /** Those without a reply first; among them, as among the others, earliest first. */
  readonly entries: readonly Entry[];
  readonly open: number;
  readonly reach: Reach;
}

const ASKING: ReadonlySet<PointAct> = new Set<PointAct>(['request', 'concern']);

export function asks(archive: Archive, asked: AsksQuestion): Asks {
  const entries: Entry[] = [];
  const timesOf = new Map<string, Outline[]>();
  const { by, to, today } = asked;
  const { events } = candidatesFor(archive, { who: by, with: to });
  for (const event of events.slice(0, begunCount(events, today))) {
    if (!event.record.accounts.some((account) => account.points)) continue;
    if (begunBy(event.date, today) === 'impossible') continue;
    const view = archive.view(event);
    for (const point of view.points) {
      if (!ASKING.has(point.act)) continue;
      if (asked.topic !== undefined && point.topic !== asked.topic) continue;
      if (!isSpeaker(archive, view, point, by)) continue;
      if (!isAddressed(archive, view, addressees(view, point), to)) continue;
      const times = point.topic === undefined ? [] : (timesOf.get(point.topic) ?? []);
      entries.push({
        event,
        point,
        replies: view.points.filter((reply) => reply.reply_to === point.id),
        earlier: times.filter((time) => time !== event),
      });
      if (point.topic !== undefined) {
        timesOf.set(point.topic, times.includes(event) ? times : [...times, event]);
      }
    }
  }
  const open = entries.filter(({ replies }) => replies.length === 0);
  const answered = entries.filter(({ replies }) => replies.length > 0);
  const all = [...open, ...answered];
  return {
    entries: all,
    open: open.length,
    reach: reachOf(archive, { who: by, with: to, today, until: today }, [
      ...new Set(all.map(({ event }) => event)),
    ]),
  };
}
