/** Which records each record refers to, and whether they are there. */
import { fuzzyDate } from '../dates/fuzzy-date.ts';
import { isZone } from '../dates/zone.ts';
import type { Contact } from './diary.ts';
import type { Account, EventRecord } from './event.ts';
import { type AnyRecord, type Holdings, RECORD_TYPES, type RecordType } from './record.ts';

/** Something wrong with a record: where in it, and what was expected. */
export interface Problem {
  readonly type: RecordType;
  readonly id: string;
  readonly path: readonly (string | number)[];
  readonly message: string;
}

type Path = readonly (string | number)[];

interface Reference {
  readonly path: Path;
  /** The types among which the id must be found. */
  readonly to: readonly RecordType[];
  readonly id: string;
}

const SIDE = ['country', 'body'] as const;
const PARTY = ['country', 'body', 'person'] as const;

/** Is there a record of this type and id? */
export type IsHeld = (type: RecordType, id: string) => boolean;

/** Every reference of the holdings that leads nowhere, and what contradicts itself within a record. */
export function findProblems(holdings: Holdings): Problem[] {
  const known = new Map<string, Set<string>>(
    RECORD_TYPES.map((type) => [type, new Set(holdings[type].map((r) => r.id))]),
  );
  const isHeld: IsHeld = (type, id) => known.get(type)?.has(id) ?? false;
  return RECORD_TYPES.flatMap((type) =>
    holdings[type].flatMap((record) => problemsOf(type, record, isHeld)),
  );
}

/** What is wrong with one record among those that are held. */
export function problemsOf(type: RecordType, record: AnyRecord, isHeld: IsHeld): Problem[] {
  const problems: Problem[] = [];
  for (const reference of referencesOf(type, record)) {
    // A country need not be listed: every ISO 3166-1 code that the platform can name is known.
    const { id, to } = reference;
    if (to.some((t) => (t === 'country' ? isCountry(id) : isHeld(t, id)))) continue;
    const message = `expected the id of a ${to.join(' or ')}; there is no "${id}"`;
    problems.push({ type, id: record.id, path: reference.path, message });
  }
  if ('accounts' in record) problems.push(...contradictions(record));
  if ('zone' in record && !isZone(record.zone)) {
    const message = `expected an IANA time zone such as Asia/Seoul; got "${record.zone}"`;
    problems.push({ type, id: record.id, path: ['zone'], message });
  }
  return problems;
}

/** Does the record name another? */
export function refersTo(
  type: RecordType,
  record: AnyRecord,
  other: { readonly type: RecordType; readonly id: string },
): boolean {
  for (const { to, id } of referencesOf(type, record)) {
    const isItself = record.id === other.id && type === other.type;
    if (id === other.id && to.includes(other.type) && !isItself) return true;
  }
  return false;
}

const countryNames = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });

export function isCountry(code: string): boolean {
  return /^[A-Z]{2}$/.test(code) && countryNames.of(code) !== undefined && !NO_COUNTRY.has(code);
}

/** Codes that the platform names and that stand for no country: unions, and private use. */
const NO_COUNTRY = new Set(['EU', 'EZ', 'UN', 'QO', 'XA', 'XB', 'ZZ']);

function* referencesOf(type: RecordType, record: AnyRecord): Generator<Reference> {
  if ('country' in record && typeof record.country === 'string') {
    yield { path: ['country'], to: ['country'], id: record.country };
  }
  if ('body' in record && typeof record.body === 'string') {
    yield { path: ['body'], to: ['body'], id: record.body };
  }
  if ('sources' in record && record.sources) yield* sourcesAt([], record.sources);
  if (type === 'country') yield { path: ['id'], to: ['country'], id: record.id };
  if ('tenures' in record && record.tenures) {
    for (const [i, tenure] of record.tenures.entries()) {
      yield { path: ['tenures', i, 'office'], to: ['office'], id: tenure.office };
      yield* sourcesAt(['tenures', i], tenure.sources);
    }
  }
  if ('accounts' in record) {
    for (const [i, account] of record.accounts.entries()) {
      yield* accountReferences(['accounts', i], account);
    }
  }
  if ('counting' in record) yield { path: ['event'], to: ['event'], id: record.event };
  if ('contact' in record) yield* contactReferences(['contact'], record.contact);
  if ('asserts' in record) {
    yield { path: ['event'], to: ['event'], id: record.event };
    const { asserts } = record;
    if ('contact' in asserts) yield* contactReferences(['asserts', 'contact'], asserts.contact);
    if (asserts.kind === 'first-since' && 'event' in asserts.since) {
      yield { path: ['asserts', 'since', 'event'], to: ['event'], id: asserts.since.event };
    }
    if (asserts.kind === 'interval' && typeof asserts.after === 'string') {
      yield { path: ['asserts', 'after'], to: ['event'], id: asserts.after };
    }
    if (asserts.kind === 'ordinal') {
      yield { path: ['asserts', 'series'], to: ['series'], id: asserts.series };
    }
  }
}

function* sourcesAt(path: Path, ids: readonly string[]): Generator<Reference> {
  for (const [i, id] of ids.entries()) yield { path: [...path, 'sources', i], to: ['source'], id };
}

function* contactReferences(path: Path, contact: Contact): Generator<Reference> {
  for (const [i, id] of contact.between.entries()) {
    yield { path: [...path, 'between', i], to: PARTY, id };
  }
  if (contact.series) yield { path: [...path, 'series'], to: ['series'], id: contact.series };
  if (contact.in) yield { path: [...path, 'in'], to: ['country'], id: contact.in };
}

function* accountReferences(path: Path, account: Account): Generator<Reference> {
  yield* sourcesAt(path, account.sources);
  if (account.occasion) yield { path: [...path, 'occasion'], to: ['event'], id: account.occasion };
  if (account.series) yield { path: [...path, 'series'], to: ['series'], id: account.series };
  for (const [i, place] of (account.place ?? []).entries()) {
    yield { path: [...path, 'place', i], to: ['place'], id: place.is };
  }
  for (const [i, participant] of (account.participants ?? []).entries()) {
    const at = [...path, 'participants', i];
    yield { path: [...at, 'side'], to: SIDE, id: participant.side };
    if (participant.person) {
      yield { path: [...at, 'person'], to: ['person'], id: participant.person };
    }
    for (const [j, office] of (participant.offices ?? []).entries()) {
      yield { path: [...at, 'offices', j], to: ['office'], id: office };
    }
  }
  for (const [i, point] of (account.points ?? []).entries()) {
    const at = [...path, 'points', i];
    yield { path: [...at, 'side'], to: SIDE, id: point.side };
    if (point.by) yield { path: [...at, 'by'], to: ['person'], id: point.by };
    for (const [j, side] of (point.to ?? []).entries()) {
      yield { path: [...at, 'to', j], to: SIDE, id: side };
    }
    if (point.topic) yield { path: [...at, 'topic'], to: ['topic'], id: point.topic };
    if (point.formula) yield { path: [...at, 'formula'], to: ['formula'], id: point.formula };
    if (point.relayed) yield { path: [...at, 'relayed', 'by'], to: PARTY, id: point.relayed.by };
  }
  for (const [i, outcome] of (account.outcomes ?? []).entries()) {
    if (outcome.topic) {
      yield { path: [...path, 'outcomes', i, 'topic'], to: ['topic'], id: outcome.topic };
    }
  }
  for (const [i, mention] of (account.mentions ?? []).entries()) {
    yield { path: [...path, 'mentions', i, 'event'], to: ['event'], id: mention.event };
  }
}

function* contradictions(event: EventRecord): Generator<Problem> {
  const problem = (path: Path, message: string): Problem => ({
    type: 'event',
    id: event.id,
    path,
    message,
  });
  if (!event.accounts.some((account) => account.date)) {
    yield problem(['accounts'], 'expected a date in one account at least');
  }
  const points = new Set(event.accounts.flatMap((a) => a.points ?? []).map((p) => p.id));
  for (const [i, account] of event.accounts.entries()) {
    if (account.occasion === event.id) {
      yield problem(['accounts', i, 'occasion'], 'expected another event than this one');
    }
    for (const [j, point] of (account.points ?? []).entries()) {
      if (point.reply_to !== undefined && !points.has(point.reply_to)) {
        const path = ['accounts', i, 'points', j, 'reply_to'];
        yield problem(path, `expected a point of this event; there is no "${point.reply_to}"`);
      }
    }
    for (const [j, date] of (account.date ?? []).entries()) {
      if (!Number.isFinite(fuzzyDate(date.is).from)) {
        yield problem(['accounts', i, 'date', j], 'expected a date with a beginning');
      }
    }
  }
}
