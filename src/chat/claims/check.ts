/** A claim in words, checked: of the event that is named, of one of which it was claimed, or of any. */
import type { Archive } from '../../archive/archive.ts';
import { type Asserted, checkAnywhere, checkHeld, checkOf } from '../../archive/claims/check.ts';
import type { Finding } from '../../archive/claims/finding.ts';
import { isSame } from '../../archive/claims/recorded.ts';
import type { Day } from '../../domain/dates/day.ts';
import type { Outline } from '../../domain/events/view.ts';
import type { Assertion } from '../../domain/record/diary.ts';
import { UserError } from '../user-error.ts';
import { assertedBy } from './assert.ts';
import { readClaim, type Told } from './read.ts';

export interface Checked {
  readonly asserted: Asserted;
  readonly finding: Finding;
}

/** Throws `UserError` where the words do not say enough to be checked. */
export function checkClaim(
  archive: Archive,
  words: string,
  named: Outline | undefined,
  today: Day,
): Checked {
  const recorded = archive.record('claim', words);
  const its = recorded && archive.event(named?.id ?? recorded.event);
  if (recorded && its) {
    const asserted = recorded.asserts;
    return { asserted, finding: checkOf(archive, asserted, its, today) };
  }
  const told = readClaim(archive, words, today);
  if (told.beyond !== undefined) throw new UserError('claim-beyond', { word: told.beyond });
  const event = named ?? claimedOf(archive, told, today);
  const asserted = assertedBy(archive, told, event, today);
  if (asserted.kind === 'held') return { asserted, finding: checkHeld(archive, asserted, today) };
  if (event) return { asserted, finding: checkOf(archive, asserted, event, today) };
  if (asserted.kind === 'interval') throw new UserError('claim-event');
  const of = (of: Outline) => assertedBy(archive, told, of, today) as Assertion;
  const finding = checkAnywhere(archive, asserted, of, today);
  return { asserted: finding.event ? of(finding.event) : asserted, finding };
}

/** The event of which a source in the archive claims the same. */
function claimedOf(archive: Archive, told: Told, today: Day): Outline | undefined {
  for (const { event: id, asserts } of archive.holdings.claim) {
    const event = archive.event(id);
    const said = event && tryAsserted(archive, told, event, today);
    if (said && said.kind !== 'held' && isSame(archive, said, asserts)) return event;
  }
  return undefined;
}

function tryAsserted(archive: Archive, told: Told, event: Outline, today: Day) {
  try {
    return assertedBy(archive, told, event, today);
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}
