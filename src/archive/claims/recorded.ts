/** What the sources of the archive claim of its events. */
import { isDeepStrictEqual } from 'node:util';
import type { Day } from '../../domain/dates/day.ts';
import type { Outline } from '../../domain/events/view.ts';
import type { Assertion, Claim } from '../../domain/record/diary.ts';
import type { Archive } from '../archive.ts';
import { checkOf } from './check.ts';
import { homeOf } from './contact.ts';
import type { Finding } from './finding.ts';

/** Every recorded claim with its verdict, in the order of their ids. */
export function recordedFindings(
  archive: Archive,
  today: Day,
): { claim: Claim; finding: Finding }[] {
  return archive.holdings.claim.flatMap((claim) => {
    const event = archive.event(claim.event);
    return event ? [{ claim, finding: checkOf(archive, claim.asserts, event, today) }] : [];
  });
}

/** Who claimed the same of the event. */
export const claimsOf = (archive: Archive, event: Outline, asserted: Assertion): Claim[] =>
  archive.holdings.claim.filter(
    (claim) => claim.event === event.id && isSame(archive, claim.asserts, asserted),
  );

/** Do they say the same of one event: the same since when, how long, which number, of whom? */
export function isSame(archive: Archive, a: Assertion, b: Assertion): boolean {
  if (a.kind !== b.kind || !isDeepStrictEqual(countedFrom(archive, a), countedFrom(archive, b))) {
    return false;
  }
  if (!('contact' in a && 'contact' in b)) return true;
  const homes = ({ contact }: typeof a) => contact.between.map((id) => homeOf(archive, id)).sort();
  return a.contact.series === b.contact.series && isDeepStrictEqual(homes(a), homes(b));
}

/** Since, or after, which date; how long; which number. An event stands for its date. */
function countedFrom(archive: Archive, asserts: Assertion): unknown {
  const dateOf = (id: string) => archive.event(id)?.date.edtf ?? id;
  switch (asserts.kind) {
    case 'first-since': {
      const { since } = asserts;
      if ('span' in since) return since.span;
      return 'event' in since ? dateOf(since.event) : since.date;
    }
    case 'interval':
      return [
        typeof asserts.after === 'string' ? dateOf(asserts.after) : asserts.after.date,
        asserts.span,
      ];
    case 'ordinal':
      return [asserts.series, asserts.ordinal];
    case 'count':
      return [asserts.count, asserts.within];
  }
}
