/** From what a claim's words say to what it asserts of an event. */
import type { Archive } from '../../archive/archive.ts';
import type { Asserted } from '../../archive/claims/check.ts';
import { homeOf } from '../../archive/claims/contact.ts';
import { type Day, isoOfDay } from '../../domain/dates/day.ts';
import type { Outline } from '../../domain/events/view.ts';
import { fold } from '../../domain/names/fold.ts';
import { type ClaimedSpan, type Contact, claimedSpan } from '../../domain/record/diary.ts';
import { type EventKind, eventKind } from '../../domain/record/event.ts';
import type { Rank } from '../../domain/record/reference.ts';
import { UserError } from '../user-error.ts';
import { wordsFor } from './lexicon.ts';
import type { Told } from './read.ts';
import { edtfOf } from './times.ts';

/**
 * What is asserted, of the event or of whichever it fits; throws `UserError` where the words do not
 * say enough.
 */
export function assertedBy(
  archive: Archive,
  told: Told,
  event: Outline | undefined,
  today: Day,
): Asserted {
  const madeOn = event ? event.date.to : today;
  const { signs, ordinal } = told;
  const span = told.span && within(told.span);
  const date = told.date && edtfOf(told.date, madeOn);
  if (told.date && date === undefined) throw new UserError('claim-date');
  const isFirst = signs.has('first') && (ordinal ?? 1) === 1;
  if (span && date !== undefined && !isFirst) return { kind: 'interval', after: { date }, span };
  const since = date !== undefined && told.isSince ? date : undefined;
  if (isFirst && since !== undefined) {
    const contact = contactOf(archive, told, event);
    return { kind: 'first-since', contact, since: { date: since } };
  }
  if (span)
    return { kind: 'first-since', contact: contactOf(archive, told, event), since: { span } };
  const period = date ?? periodOf(told, madeOn);
  if ((ordinal ?? 1) > 10_000) throw new UserError('claim-number');
  const count = ordinal ?? (isFirst ? 1 : undefined);
  if (count !== undefined && period !== undefined) {
    return { kind: 'count', contact: contactOf(archive, told, event), count, within: period };
  }
  if (count !== undefined && count > 0) {
    const series = seriesOf(archive, told, event) ?? (event && archive.view(event).series);
    if (series === undefined) throw new UserError('claim-of-what');
    return { kind: 'ordinal', series, ordinal: count };
  }
  if (!KINDS.some((sign) => signs.has(sign)) && told.series.length === 0) {
    throw new UserError('claim-unread');
  }
  const contact = contactOf(archive, told, event);
  return { kind: 'held', contact, within: period ?? `../${isoOfDay(today)}` };
}

/** A length of time that dates can be reckoned with. */
function within(span: ClaimedSpan): ClaimedSpan {
  if (!claimedSpan.safeParse(span).success) throw new UserError('claim-number');
  return span;
}

const KINDS = ['meeting', 'summit', 'dialogue', 'visit', 'call', 'contact'] as const;

function periodOf({ signs }: Told, madeOn: Day): string | undefined {
  const back = signs.has('this-year') ? 0 : signs.has('last-year') ? 1 : undefined;
  if (back === undefined) return undefined;
  const year = Number(isoOfDay(madeOn).slice(0, 4));
  return String(year - back);
}

/** Of several series by that name, that of the event. */
function seriesOf(archive: Archive, { series }: Told, event: Outline | undefined) {
  const own = event && archive.view(event).series;
  return series.find((id) => id === own) ?? series[0];
}

function contactOf(archive: Archive, told: Told, event: Outline | undefined): Contact {
  const { signs } = told;
  const series = seriesOf(archive, told, event);
  const between = sidesOf(archive, told, event, series);
  if (series !== undefined) return { between, series };
  const host = told.in ?? (signs.has('visit') ? told.visited : undefined);
  const kinds = kindsOf(signs);
  const levels = levelsOf(signs);
  const formats = (['in-person', 'virtual'] as const).filter((format) => signs.has(format));
  return {
    between,
    ...(kinds && { kinds: [...kinds] }),
    ...(levels && { levels: [...levels] }),
    ...(formats.length > 0 && { formats }),
    ...(host !== undefined && { in: host }),
  };
}

const MEETINGS: readonly EventKind[] = ['meeting', 'summit', 'dialogue'];
const DURING_VISITS: readonly EventKind[] = [...MEETINGS, 'multilateral', 'signing', 'visit'];

/** The narrowest that the words name. */
function kindsOf(signs: Told['signs']): readonly EventKind[] | undefined {
  if (signs.has('call')) return ['call'];
  if (signs.has('summit')) return ['summit'];
  if (signs.has('dialogue')) return ['dialogue'];
  if (signs.has('visit')) return DURING_VISITS;
  if (signs.has('meeting')) return MEETINGS;
  return signs.has('contact') ? eventKind.options : undefined;
}

const HIGH: readonly Rank[] = ['leader', 'speaker', 'minister', 'envoy', 'vice-minister'];

function levelsOf(signs: Told['signs']): readonly Rank[] | undefined {
  if (signs.has('high-level')) return HIGH;
  if (signs.has('vice-minister')) return ['vice-minister'];
  if (signs.has('foreign-minister') || signs.has('minister')) return ['minister'];
  if (signs.has('leader') || signs.has('summit')) return ['leader'];
  if (signs.has('speaker')) return ['speaker'];
  return signs.has('working') ? ['working'] : undefined;
}

/** The two sides: as named, else the host of a visit, else those of the event or the series. */
function sidesOf(
  archive: Archive,
  told: Told,
  event: Outline | undefined,
  series: string | undefined,
): Contact['between'] {
  const home = (id: string) => homeOf(archive, id);
  const there = event ?? firstOf(archive, series);
  const atIt = there ? [...there.sides, ...there.seats.flatMap((s) => s.person ?? [])] : undefined;
  let named = told.parties.length > 0 ? [...told.parties] : [...new Set(told.capitals)];
  // A person stands for their country too.
  const isPerson = (id: string) => archive.person(id) !== undefined;
  named = named.filter((id) => isPerson(id) || !named.some((p) => isPerson(p) && home(p) === id));
  if (named.length > 2 && atIt) named = named.filter((id) => atIt.includes(id));
  const sides = named.slice(0, 2);
  const add = (id: string | undefined) => {
    if (id !== undefined && sides.length < 2 && !sides.some((s) => home(s) === id)) sides.push(id);
  };
  add(told.in);
  const others = (there?.sides ?? []).filter((id) => !sides.some((s) => home(s) === id));
  if (others.length <= 2 - sides.length) for (const id of others) add(id);
  const [a, b] = sides.map((id) =>
    told.signs.has('foreign-minister') ? ministryOf(archive, id) : id,
  );
  if (a === undefined || b === undefined || a === b) throw new UserError('claim-sides');
  return [a, b];
}

/** A series is between those who sat at it. */
const firstOf = (archive: Archive, series: string | undefined): Outline | undefined =>
  series === undefined
    ? undefined
    : archive.events.find((event) => event.record.accounts.some((a) => a.series === series));

/** The ministry of foreign affairs of a country; the country where none is on record. */
function ministryOf(archive: Archive, country: string): string {
  const words = wordsFor((l) => l['foreign-affairs']).map(fold);
  const ministry = archive.holdings.body.find(
    (body) =>
      body.kind === 'ministry' &&
      body.country === country &&
      Object.values(body.name).some((name) => name && words.some((w) => fold(name).includes(w))),
  );
  return ministry?.id ?? country;
}
