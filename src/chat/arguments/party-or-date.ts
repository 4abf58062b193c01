/** Whom something was said to, or, as in `to 2024`, until when. */
import type { Party } from '../../archive/party.ts';
import type { FuzzyDate } from '../../domain/dates/fuzzy-date.ts';
import type { ArgumentType } from '../command.ts';
import { whenWritten } from '../understanding/dates.ts';
import { UserError } from '../user-error.ts';
import { party } from './party.ts';
import { date } from './plain.ts';

const parties = party();

export const partyOrDate: ArgumentType<Party | FuzzyDate> = {
  ...parties,
  read(typed, asking) {
    if (/^\s*\d/.test(typed.normalize('NFKC'))) return date.read(typed, asking);
    try {
      return parties.read(typed, asking);
    } catch (error) {
      const isNamed = whenWritten(typed, asking.book.locale, asking.reader.today) !== undefined;
      if (error instanceof UserError && isNamed) return date.read(typed, asking);
      throw error;
    }
  },
  plain: (value) => ('edtf' in value ? value.edtf : value.id),
};
