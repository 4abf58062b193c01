/**
 * "The first since a date, since another event, or in so long": no such contact lay on an earlier
 * day between. A contact on the same day is part of the same occasion, and what took place on the
 * occasion of a visit is no other contact than that visit.
 */
import {
  fallsShort,
  fits,
  impliedDate,
  moved,
  toleranceOf,
} from '../../domain/dates/claimed-span.ts';
import {
  all,
  before,
  begunBy,
  type Certainty,
  SLACK_DAYS,
  widestBounds,
} from '../../domain/dates/compare.ts';
import type { Day } from '../../domain/dates/day.ts';
import { type FuzzyDate, fuzzyDate } from '../../domain/dates/fuzzy-date.ts';
import { spanBetween } from '../../domain/dates/span.ts';
import type { Outline } from '../../domain/events/view.ts';
import type { Assertion, ClaimedSpan, Contact } from '../../domain/record/diary.ts';
import { type Archive, begunCount, type Effect } from '../archive.ts';
import { groundFor } from './completeness.ts';
import { candidates, isContact } from './contact.ts';
import type { Arithmetic, Evidence, Finding } from './finding.ts';

type FirstSince = Extract<Assertion, { kind: 'first-since' }>;

/** A contact that may have been before the event, and how surely it was one and was before. */
interface Earlier {
  readonly event: Outline;
  readonly sure: Certainty;
}

export function checkFirstSince(
  archive: Archive,
  { contact, since }: FirstSince,
  event: Outline,
  today: Day,
): Finding {
  const such = isContact(archive, event, contact);
  if (such === 'impossible') {
    return { verdict: 'false', reason: 'not-such', event, evidence: [] };
  }
  const finding =
    'span' in since
      ? firstInSpan(archive, contact, since.span, event, today)
      : firstAfter(archive, contact, since, event, today);
  if (such === 'certain' || finding.verdict === 'false') return finding;
  return { ...finding, verdict: 'indeterminate', reason: 'unclear-whether-such' };
}

/** Such contacts on days before the event's, the latest beginning first. */
export function* earlierContacts(
  archive: Archive,
  contact: Contact,
  event: Outline,
  today: Day,
): Generator<Earlier> {
  const list = candidates(archive, contact);
  const until = widestBounds(event.date).to + SLACK_DAYS.decade;
  for (let i = begunCount(list, until) - 1; i >= 0; i--) {
    const other = list[i] as Outline;
    if (other === event) continue;
    const dated = all(begunBy(other.date, today), isEarlier(other, event));
    if (dated === 'impossible') continue;
    const sure = all(dated, isContact(archive, other, contact));
    if (sure !== 'impossible' && !isPartOf(archive, other, event)) yield { event: other, sure };
  }
}

/** Can nothing that begins as early as this event still lie after the day? */
const isOutOfReach = (archive: Archive, { date }: Outline, day: Day): boolean =>
  date.from + archive.derived(longestDate).days < day;

/** The most days that any date in the archive spans, marks and all. */
const longestDate = (archive: Archive) => {
  const length = ({ date }: Outline) => widestBounds(date).to - date.from + SLACK_DAYS.decade;
  return {
    days: archive.events.reduce((most, event) => Math.max(most, length(event)), 0),
    keepUp({ added }: Effect) {
      if (added) this.days = Math.max(this.days, length(added));
      return true;
    },
  };
};

/** Were they on one occasion: one of them a gathering or a visit, the other held within it? */
function isPartOf(archive: Archive, a: Outline, b: Outline): boolean {
  return archive.view(a).occasion === b.id || archive.view(b).occasion === a.id;
}

/** Events of the same date that are told by turns were on one day. */
export function isEarlier(a: Outline, b: Outline): Certainty {
  const sameDay = a.turn > 0 && b.turn > 0 && a.date.edtf === b.date.edtf;
  return sameDay ? 'impossible' : before(a.date, b.date);
}

function firstAfter(
  archive: Archive,
  contact: Contact,
  since: Exclude<FirstSince['since'], { span: unknown }>,
  event: Outline,
  today: Day,
): Finding {
  const anchor = 'event' in since ? archive.event(since.event) : undefined;
  if ('event' in since && !anchor) {
    return { verdict: 'unverified', reason: 'anchor-not-held', event, evidence: [] };
  }
  const date = 'event' in since ? (anchor as Outline).date : fuzzyDate(since.date);
  const evidence: Evidence[] = anchor ? [{ event: anchor, role: 'anchor' }] : [];
  const told = { event, arithmetic: reckoned(date, event.date) };
  const itself = isAfter(date, event.date, anchor !== undefined);
  if (itself !== 'certain') {
    return itself === 'impossible'
      ? { ...told, verdict: 'false', reason: 'not-after', evidence }
      : { ...told, verdict: 'indeterminate', reason: 'perhaps-after', evidence };
  }
  const counter: Outline[] = [];
  const perhaps: Outline[] = [];
  let last: Outline | undefined;
  for (const { event: other, sure } of earlierContacts(archive, contact, event, today)) {
    if (other === anchor) continue;
    const after = all(sure, isAfter(date, other.date, anchor !== undefined));
    if (after === 'certain') counter.push(other);
    else if (after === 'possible') perhaps.push(other);
    else if (sure === 'certain') last ??= other;
    if (last && isOutOfReach(archive, other, date.from)) break;
  }
  const before: Evidence[] = last ? [{ event: last, role: 'before' }] : [];
  if (counter.length > 0) {
    const all = counter.map((other): Evidence => ({ event: other, role: 'counter' }));
    return {
      ...told,
      verdict: 'false',
      reason: 'counter-example',
      evidence: [...all, ...evidence],
    };
  }
  if (perhaps.length > 0) {
    const all = perhaps.map((other): Evidence => ({ event: other, role: 'perhaps' }));
    const reason = 'perhaps-counter-example';
    return { ...told, verdict: 'indeterminate', reason, evidence: [...all, ...evidence] };
  }
  const bounds = widestBounds(date);
  const ground = groundFor(archive, contact, {
    from: (anchor ? bounds.from : bounds.to) + 1,
    to: widestBounds(event.date).to - 1,
    event,
    anchor,
  });
  return ground
    ? { ...told, verdict: 'true', reason: 'holds', evidence: [...before, ...evidence], ground }
    : {
        ...told,
        verdict: 'unverified',
        reason: 'no-coverage',
        evidence: [...before, ...evidence],
      };
}

/** Since a month means after it is over; since an event means after the day on which that was. */
function isAfter(since: FuzzyDate, date: FuzzyDate, isEvent: boolean): Certainty {
  if (isEvent) return before(since, date);
  const { to } = widestBounds(since);
  const other = widestBounds(date);
  if (date.form === 'interval') return other.from > to ? 'certain' : 'impossible';
  if (other.from > to) return 'certain';
  return other.to > to ? 'possible' : 'impossible';
}

function firstInSpan(
  archive: Archive,
  contact: Contact,
  span: ClaimedSpan,
  event: Outline,
  today: Day,
): Finding {
  const implied = impliedDate(event.date, span);
  /** The first day on which the contact before may have been. */
  const earliest = moved(widestBounds(event.date).from, span, -1) - toleranceOf(span).most;
  const perhaps: Outline[] = [];
  let counter: Outline | undefined;
  let anchor: Outline | undefined;
  const perhapsAnchor: Outline[] = [];
  let older: Outline | undefined;
  for (const { event: other, sure } of earlierContacts(archive, contact, event, today)) {
    const tooSoon = all(sure, fallsShort(other.date, event.date, span));
    const atIt = all(sure, fits(other.date, event.date, span));
    if (tooSoon === 'certain') counter ??= other;
    else if (tooSoon === 'possible') perhaps.push(other);
    if (atIt === 'certain') anchor ??= other;
    else if (atIt === 'possible') perhapsAnchor.push(other);
    if (sure === 'certain' && tooSoon === 'impossible' && atIt === 'impossible') older ??= other;
    if (older && isOutOfReach(archive, other, earliest)) break;
  }
  const told = (other: Outline | undefined) => ({
    event,
    implied,
    arithmetic: other && reckoned(other.date, event.date, span),
  });
  const as = (events: readonly (Outline | undefined)[], role: Evidence['role']): Evidence[] =>
    events.flatMap((other) => (other ? [{ event: other, role }] : []));
  if (counter) {
    const evidence = as([counter], 'counter');
    return { ...told(counter), verdict: 'false', reason: 'counter-example', evidence };
  }
  if (perhaps.length > 0) {
    const evidence = [...as(perhaps, 'perhaps'), ...as([anchor], 'before')];
    const reason = 'perhaps-counter-example';
    return { ...told(anchor ?? perhaps[0]), verdict: 'indeterminate', reason, evidence };
  }
  const to = widestBounds(event.date).to - 1;
  if (anchor) {
    const from = widestBounds(anchor.date).from + 1;
    const ground = groundFor(archive, contact, { from, to, event, anchor });
    const evidence = as([anchor], 'before');
    return ground
      ? { ...told(anchor), verdict: 'true', reason: 'holds', evidence, ground }
      : { ...told(anchor), verdict: 'unverified', reason: 'no-coverage', evidence };
  }
  if (perhapsAnchor.length > 0) {
    const evidence = as(perhapsAnchor, 'perhaps');
    const reason = 'perhaps-before';
    return { ...told(perhapsAnchor[0]), verdict: 'indeterminate', reason, evidence };
  }
  // Where everything since it must have been is held, it was not then.
  const ground = groundFor(archive, contact, { from: earliest, to, event });
  const evidence = as([older], 'before');
  return ground
    ? { ...told(older), verdict: 'false', reason: 'longer-ago', evidence, ground }
    : { ...told(older), verdict: 'unverified', reason: 'no-coverage', evidence };
}

export function reckoned(from: FuzzyDate, to: FuzzyDate, claimed?: ClaimedSpan): Arithmetic {
  return {
    from,
    to,
    span: spanBetween(from, to),
    claimed,
    tolerance: claimed && toleranceOf(claimed),
  };
}
