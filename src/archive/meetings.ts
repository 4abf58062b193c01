/** The meetings of a person, a country or a body, in the order of time. */
import { begunBy, within } from '../domain/dates/compare.ts';
import type { Day } from '../domain/dates/day.ts';
import type { FuzzyDate } from '../domain/dates/fuzzy-date.ts';
import type { Outline } from '../domain/events/view.ts';
import { type Archive, begunCount } from './archive.ts';
import { candidatesFor } from './candidates.ts';
import { type Encounter, isAsked } from './encounters.ts';
import { type Reach, reachOf } from './reach.ts';

export interface MeetingsQuestion extends Encounter {
  readonly from?: FuzzyDate | undefined;
  readonly to?: FuzzyDate | undefined;
  readonly today: Day;
}

export interface Meetings {
  /** Those that possibly lie within the span asked for, earliest first. */
  readonly events: readonly Outline[];
  /** Of these, the ones so imprecisely dated that they may lie outside it. */
  readonly perhaps: ReadonlySet<Outline>;
  readonly reach: Reach;
}

export function meetings(archive: Archive, asked: MeetingsQuestion): Meetings {
  const span = {
    from: asked.from?.from ?? Number.NEGATIVE_INFINITY,
    to: Math.min(asked.to?.to ?? Number.POSITIVE_INFINITY, asked.today),
  };
  const all = candidatesFor(archive, asked).events;
  const perhaps = new Set<Outline>();
  const events: Outline[] = [];
  for (let i = 0, end = begunCount(all, span.to); i < end; i++) {
    const event = all[i] as Outline;
    if (event.date.to < span.from || !isAsked(archive, event, asked)) continue;
    const { date } = event;
    if (date.from === date.to && !date.approximate && !date.uncertain) {
      events.push(event); // a day within the span, as the bounds of the loop see to
      continue;
    }
    const inSpan = within(event.date, span);
    // What lasted may reach over the end of the span: it took place within it all the same.
    const lasted = event.date.form === 'interval' && begunBy(event.date, span.to) === 'certain';
    if (inSpan === 'impossible' && !lasted) continue;
    if (inSpan === 'possible' && !lasted) perhaps.add(event);
    events.push(event);
  }
  return { events, perhaps, reach: reachOf(archive, { ...asked, until: span.to }, events) };
}
