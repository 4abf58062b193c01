/** Whom something was said to, or, as in `to 2024`, until when. */
import type { Party } from '../../archive/party.ts';
import type { FuzzyDate } from '../../domain/dates/fuzzy-date.ts';
import type { ArgumentType } from '../command.ts';
import { party } from './party.ts';
import { date } from './plain.ts';

const parties = party();

export const partyOrDate: ArgumentType<Party | FuzzyDate> = {
  ...parties,
  read: (typed, asking) =>
    /^\s*\d/.test(typed.normalize('NFKC')) ? date.read(typed, asking) : parties.read(typed, asking),
  plain: (value) => ('edtf' in value ? value.edtf : value.id),
};
