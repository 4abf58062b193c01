/**
 * Whether a claim about the record holds: a verdict, and all that it rests on.
 *
 * A claim may be made of an event, or of whichever contact it fits; then the one is told of which
 * it holds best.
 */
import { fits } from '../../domain/dates/claimed-span.ts';
import { all, begunBy, type Certainty, widestBounds, within } from '../../domain/dates/compare.ts';
import type { Day } from '../../domain/dates/day.ts';
import { fuzzyDate } from '../../domain/dates/fuzzy-date.ts';
import type { Outline } from '../../domain/events/view.ts';
import type { Assertion, Contact } from '../../domain/record/diary.ts';
import { type Archive, begunCount } from '../archive.ts';
import { declaredFor, groundFor, ordinalsOf } from './completeness.ts';
import { candidates, isContact } from './contact.ts';
import type { Evidence, Finding, Verdict } from './finding.ts';
import { checkFirstSince, isEarlier, reckoned } from './first-since.ts';

/** What is asserted of an event, or that there was such a contact at all. */
export type Asserted = Assertion | Held;

export interface Held {
  readonly kind: 'held';
  readonly contact: Contact;
  /** EDTF. */
  readonly within: string;
}

/** Checks what is asserted of one event, by what the archive holds up to the day. */
export function checkOf(
  archive: Archive,
  asserted: Assertion,
  event: Outline,
  today: Day,
): Finding {
  switch (asserted.kind) {
    case 'first-since':
      return checkFirstSince(archive, asserted, event, today);
    case 'interval':
      return checkInterval(archive, asserted, event);
    case 'ordinal':
      return checkOrdinal(archive, asserted, event);
    case 'count':
      return checkCount(archive, asserted, event, today);
  }
}

/** How many contacts are tried, the latest first, where a claim names no event. */
const MOST_TRIED = 200;

/**
 * Checks what is asserted of no event in particular: of whichever such contact it holds best, the
 * latest first. `of` is what is asserted of one: "since 19 June" means that of its own year.
 */
export function checkAnywhere(
  archive: Archive,
  asserted: Exclude<Assertion, { kind: 'interval' }>,
  of: (event: Outline) => Assertion,
  today: Day,
): Finding {
  const tried =
    asserted.kind === 'ordinal'
      ? [...ordinalsOf(archive).of(asserted.series).values()].filter((event) => event !== undefined)
      : contactsUpTo(archive, asserted.contact, today);
  const findings = tried.map((event) => checkOf(archive, of(event), event, today));
  const best = BEST_FIRST.flatMap((verdict) => findings.find((f) => f.verdict === verdict) ?? []);
  const none = { verdict: 'unverified', reason: 'no-such-contact', evidence: [] } as const;
  return best[0] ?? { ...none, event: undefined };
}

const BEST_FIRST: readonly Verdict[] = ['true', 'unverified', 'indeterminate', 'false'];

/** Such contacts, the latest first. */
function contactsUpTo(archive: Archive, contact: Contact, today: Day): Outline[] {
  const list = candidates(archive, contact);
  const found: Outline[] = [];
  for (let i = begunCount(list, today) - 1; i >= 0 && found.length < MOST_TRIED; i--) {
    const event = list[i] as Outline;
    if (begunBy(event.date, today) === 'impossible') continue;
    if (isContact(archive, event, contact) !== 'impossible') found.push(event);
  }
  return found;
}

function checkInterval(
  archive: Archive,
  { after, span }: Extract<Assertion, { kind: 'interval' }>,
  event: Outline,
): Finding {
  const anchor = typeof after === 'string' ? archive.event(after) : undefined;
  if (typeof after === 'string' && !anchor) {
    return { verdict: 'unverified', reason: 'anchor-not-held', event, evidence: [] };
  }
  const date = typeof after === 'string' ? (anchor as Outline).date : fuzzyDate(after.date);
  const told = {
    event,
    evidence: anchor ? [{ event: anchor, role: 'anchor' as const }] : [],
    arithmetic: reckoned(date, event.date, span),
  };
  const fit = fits(date, event.date, span);
  if (fit === 'certain') return { ...told, verdict: 'true', reason: 'holds' };
  return fit === 'possible'
    ? { ...told, verdict: 'indeterminate', reason: 'perhaps-fits' }
    : { ...told, verdict: 'false', reason: 'too-long-or-short' };
}

function checkOrdinal(
  archive: Archive,
  { series, ordinal }: Extract<Assertion, { kind: 'ordinal' }>,
  event: Outline,
): Finding {
  const view = archive.view(event);
  const told = { event, evidence: [] as Evidence[] };
  if (view.series !== undefined && view.series !== series) {
    return { ...told, verdict: 'false', reason: 'not-such' };
  }
  const bearer = ordinalsOf(archive).of(series).get(ordinal);
  const numbers = new Set(
    view.record.accounts
      .filter((account) => account.standing !== 'deprecated')
      .flatMap((account) => account.ordinal?.map(({ is }) => is) ?? []),
  );
  if (view.series === undefined || numbers.size === 0) {
    if (!bearer || bearer === event) return { ...told, verdict: 'unverified', reason: 'no-number' };
    const evidence: Evidence[] = [{ event: bearer, role: 'other' }];
    return { ...told, evidence, verdict: 'false', reason: 'number-taken' };
  }
  if (!numbers.has(ordinal)) return { ...told, verdict: 'false', reason: 'other-number' };
  return numbers.size === 1
    ? { ...told, verdict: 'true', reason: 'holds' }
    : { ...told, verdict: 'indeterminate', reason: 'number-disputed' };
}

function checkCount(
  archive: Archive,
  { contact, count, within: span }: Extract<Assertion, { kind: 'count' }>,
  event: Outline,
  today: Day,
): Finding {
  const period = widestBounds(fuzzyDate(span));
  const such = all(isContact(archive, event, contact), within(event.date, period));
  const told = { event, evidence: [] as Evidence[] };
  if (such === 'impossible') {
    const reason = within(event.date, period) === 'impossible' ? 'outside' : 'not-such';
    return { ...told, verdict: 'false', reason };
  }
  const evidence: Evidence[] = [];
  for (const other of candidates(archive, contact)) {
    if (other === event || other.date.from > widestBounds(event.date).to + FAR) continue;
    const dated = all(
      begunBy(other.date, today),
      within(other.date, period),
      isBeforeInCount(other, event),
    );
    if (dated === 'impossible') continue;
    const sure = all(dated, isContact(archive, other, contact));
    if (sure !== 'impossible') {
      evidence.push({ event: other, role: sure === 'certain' ? 'counted' : 'perhaps' });
    }
  }
  const least = 1 + evidence.filter(({ role }) => role === 'counted').length;
  const most = 1 + evidence.length;
  const counted = [least, most] as const;
  const found = { event, evidence, counted };
  if (count < least) return { ...found, verdict: 'false', reason: 'other-count' };
  const ground = groundFor(archive, contact, {
    from: period.from,
    to: Math.min(period.to, widestBounds(event.date).to),
    event,
  });
  if (count > most) {
    return ground
      ? { ...found, verdict: 'false', reason: 'other-count', ground }
      : { ...found, verdict: 'unverified', reason: 'no-coverage' };
  }
  if (least !== most || such === 'possible') {
    return { ...found, verdict: 'indeterminate', reason: 'perhaps-count' };
  }
  return ground
    ? { ...found, verdict: 'true', reason: 'holds', ground }
    : { ...found, verdict: 'unverified', reason: 'no-coverage' };
}

/** An approximate date may lie so much earlier than it is written. */
const FAR = 3660;

/** On one day the stated turns order; where they are not stated, it is not known who was first. */
function isBeforeInCount(a: Outline, b: Outline): Certainty {
  if (a.date.edtf !== b.date.edtf) return isEarlier(a, b);
  if (a.turn > 0 && b.turn > 0 && a.turn !== b.turn)
    return a.turn < b.turn ? 'certain' : 'impossible';
  return 'possible';
}

/** Was there such a contact? That none is held is not to say that there was none. */
export function checkHeld(archive: Archive, { contact, within: span }: Held, today: Day): Finding {
  const date = fuzzyDate(span);
  const period = { from: date.from, to: Math.min(date.to, today) };
  const evidence: Evidence[] = [];
  for (const event of candidates(archive, contact)) {
    const dated = all(begunBy(event.date, today), within(event.date, widestBounds(date)));
    if (dated === 'impossible') continue;
    const sure = all(dated, isContact(archive, event, contact));
    if (sure !== 'impossible') {
      evidence.push({ event, role: sure === 'certain' ? 'counted' : 'perhaps' });
    }
  }
  const event = undefined;
  if (evidence.some(({ role }) => role === 'counted')) {
    return { event, evidence, verdict: 'true', reason: 'holds' };
  }
  if (evidence.length > 0)
    return { event, evidence, verdict: 'indeterminate', reason: 'perhaps-held' };
  const declared = declaredFor(archive, contact, period);
  return declared && period.from <= today
    ? { event, evidence, verdict: 'false', reason: 'ruled-out', ground: { declared } }
    : { event, evidence, verdict: 'unverified', reason: 'not-held' };
}
