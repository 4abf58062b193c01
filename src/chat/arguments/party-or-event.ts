/** For whom, or for which meeting: someone by name, or an event by its id, name or words. */
import type { Party } from '../../archive/party.ts';
import type { Outline } from '../../domain/events/view.ts';
import type { ArgumentType } from '../command.ts';
import { UserError } from '../user-error.ts';
import { event } from './event.ts';
import { party } from './party.ts';

const parties = party();

export const partyOrEvent: ArgumentType<Party | Outline> = {
  ...parties,
  read(typed, asking) {
    const known = asking.archive.event(typed.trim());
    if (known) return known;
    try {
      return parties.read(typed, asking);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      return event.read(typed, asking);
    }
  },
  plain: ({ id }) => id,
};

export const isEvent = (value: Party | Outline): value is Outline => 'record' in value;
