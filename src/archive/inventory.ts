/** What the archive holds, counted; and what in it is not as it should be. */
import { begunBy, certainlyOverBy } from '../domain/dates/compare.ts';
import type { Day } from '../domain/dates/day.ts';
import { fuzzyDate } from '../domain/dates/fuzzy-date.ts';
import type { Outline } from '../domain/events/view.ts';
import type { Coverage } from '../domain/record/diary.ts';
import { KNOWLEDGE, type RecordType } from '../domain/record/record.ts';
import type { Archive } from './archive.ts';
import { isMeeting, isMereContact } from './encounters.ts';

export interface Inventory {
  readonly counts: Readonly<Record<RecordType, number>>;
  readonly first: Outline | undefined;
  /** The latest event that has certainly begun by the reader's day. */
  readonly latest: Outline | undefined;
  readonly conflicts: readonly Outline[];
}

export function inventory(archive: Archive, today: Day): Inventory {
  const counts = Object.fromEntries(
    KNOWLEDGE.map((type) => [type, archive.holdings[type].length]),
  ) as Record<RecordType, number>;
  return {
    counts,
    first: archive.events[0],
    latest: archive.events.findLast(
      (e) => e.status === 'held' && begunBy(e.date, today) === 'certain',
    ),
    conflicts: archive.events.filter((e) => mayConflict(e) && archive.view(e).conflicts.length > 0),
  };
}

/** A single account that gives each value once contradicts nothing but the dates of offices. */
const mayConflict = (event: Outline): boolean =>
  event.record.accounts.length > 1 ||
  event.record.accounts.some(
    (a) => (a.date?.length ?? 0) > 1 || a.participants?.some((p) => p.offices !== undefined),
  );

/** Where a declaration of completeness is not met, or the record does not say how it ended. */
export type Unmet =
  | { readonly kind: 'no-events'; readonly coverage: Coverage }
  /** Numbers of a series between the first and the last held that are not held. */
  | {
      readonly kind: 'missing-ordinals';
      readonly series: string;
      readonly ordinals: readonly number[];
    }
  | { readonly kind: 'unreported'; readonly event: Outline };

export function unmetCoverage(archive: Archive, today: Day): Unmet[] {
  const unmet: Unmet[] = [];
  for (const coverage of archive.holdings.coverage) {
    if (!archive.events.some((event) => isCovered(archive, event, coverage))) {
      unmet.push({ kind: 'no-events', coverage });
    }
  }
  for (const [series, ordinals] of ordinalsBySeries(archive)) {
    const missing: number[] = [];
    for (let n = Math.min(...ordinals); n < Math.max(...ordinals); n++) {
      if (!ordinals.has(n)) missing.push(n);
    }
    if (missing.length > 0) unmet.push({ kind: 'missing-ordinals', series, ordinals: missing });
  }
  for (const event of archive.events) {
    if (event.status === 'planned' && certainlyOverBy(event.date, today - 1)) {
      unmet.push({ kind: 'unreported', event });
    }
  }
  return unmet;
}

/** The numbers that are held of each series; every account is heard. */
function ordinalsBySeries(archive: Archive): Map<string, Set<number>> {
  const found = new Map<string, Set<number>>();
  for (const { record } of archive.events) {
    const series = record.accounts.find((account) => account.series)?.series;
    if (series === undefined) continue;
    const ordinals = found.get(series) ?? new Set();
    for (const account of record.accounts)
      for (const n of account.ordinal ?? []) ordinals.add(n.is);
    found.set(series, ordinals);
  }
  for (const [series, ordinals] of found) if (ordinals.size === 0) found.delete(series);
  return found;
}

/** Is the event one of those for which the archive declares itself complete? */
export function isCovered(
  archive: Archive,
  event: Outline,
  { contact, from, to }: Coverage,
): boolean {
  if (!isMeeting(event) && !isMereContact(event)) return false;
  if (event.date.to < fuzzyDate(from).from || event.date.from > fuzzyDate(to).to) return false;
  const [a, b] = contact.between;
  const { attendance, level, series } = archive.view(event);
  const sits = (id: string) =>
    attendance.some(
      ({ side, person, offices }) =>
        side === id || person === id || offices.some((o) => archive.office(o)?.body === id),
    );
  if (!sits(a) || !sits(b)) return false;
  if (contact.levels && (level === undefined || !contact.levels.includes(level))) return false;
  if (contact.kinds && (event.kind === undefined || !contact.kinds.includes(event.kind)))
    return false;
  if (contact.series && series !== contact.series) return false;
  return !contact.formats || (event.format !== undefined && contact.formats.includes(event.format));
}
