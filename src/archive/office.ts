/** Who held an office, and who of them at a certain time. */
import type { Certainty } from '../domain/dates/compare.ts';
import type { FuzzyDate } from '../domain/dates/fuzzy-date.ts';
import { byBeginning, heldWithin } from '../domain/events/offices.ts';
import type { Tenure } from '../domain/record/reference.ts';
import type { Archive } from './archive.ts';

export interface Term {
  readonly person: string;
  readonly tenure: Tenure;
  /** Was it held on some day of the time that was asked about? */
  readonly held: Certainty;
}

/** Each term in the order in which they began. Of an attested one nothing is said outside its days. */
export function termsOf(archive: Archive, office: string, time: FuzzyDate): Term[] {
  const terms = archive.holdings.person.flatMap(({ id, tenures = [] }) =>
    tenures
      .filter((tenure) => tenure.office === office && tenure.standing !== 'deprecated')
      .map((tenure): Term => ({ person: id, tenure, held: heldWithin(tenure, time) })),
  );
  return terms.sort((a, b) => byBeginning(a.tenure, b.tenure));
}
