/** Who a person is to the archive: offices by their dates, and the events around the reader's day. */
import { begunBy } from '../domain/dates/compare.ts';
import type { Day } from '../domain/dates/day.ts';
import { byBeginning } from '../domain/events/offices.ts';
import type { Outline } from '../domain/events/view.ts';
import type { Tenure } from '../domain/record/reference.ts';
import type { Archive } from './archive.ts';
import { isComing } from './diary.ts';
import { isMeeting, isMereContact } from './encounters.ts';

export interface Profile {
  /** In the order in which they began, as far as that is known. */
  readonly tenures: readonly Tenure[];
  readonly meetings: number;
  readonly contacts: number;
  readonly last: Outline | undefined;
  readonly next: Outline | undefined;
}

export function profile(archive: Archive, person: string, today: Day): Profile {
  const events = archive.eventsOf(person);
  const past = events.filter((e) => begunBy(e.date, today) === 'certain');
  const tenures = [...(archive.person(person)?.tenures ?? [])];
  return {
    tenures: tenures.sort(byBeginning),
    meetings: past.filter(isMeeting).length,
    contacts: past.filter(isMereContact).length,
    last: past.findLast(isMeeting),
    next: events.find((event) => isComing(event, today)),
  };
}
