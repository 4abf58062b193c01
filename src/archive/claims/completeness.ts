/**
 * Is every contact of a kind between two days held? It is where the archive declares so, or where
 * the numbers of a series follow each other without a gap: between the 9th and the 10th lay none.
 */
import { widestBounds } from '../../domain/dates/compare.ts';
import type { Day } from '../../domain/dates/day.ts';
import { fuzzyDate } from '../../domain/dates/fuzzy-date.ts';
import type { Outline } from '../../domain/events/view.ts';
import type { Contact, Coverage } from '../../domain/record/diary.ts';
import type { Archive, Effect } from '../archive.ts';
import { includes } from './contact.ts';

/** On what the completeness of a span of days rests. */
export interface Ground {
  readonly declared: readonly Coverage[];
  /** Consecutive numbers of the series, the first and the last. */
  readonly ordinals?: readonly [number, number];
}

export interface Stretch {
  readonly from: Day;
  readonly to: Day;
  /** The event before which the stretch ends. */
  readonly event: Outline;
  /** The event after which it begins, where it begins after one. */
  readonly anchor?: Outline | undefined;
}

/** The ground on which the archive is complete there; undefined where it is not. */
export function groundFor(
  archive: Archive,
  contact: Contact,
  stretch: Stretch,
): Ground | undefined {
  if (contact.series !== undefined) {
    const ordinals = consecutive(archive, contact.series, stretch);
    if (ordinals) return { declared: [], ordinals };
  }
  const declared = declaredFor(archive, contact, stretch);
  return declared && { declared };
}

/** The declarations that, one after the other, cover every day from `from` to `to`. */
export function declaredFor(
  archive: Archive,
  contact: Contact,
  { from, to }: Pick<Stretch, 'from' | 'to'>,
): Coverage[] | undefined {
  const spans = archive.holdings.coverage
    .filter((coverage) => includes(archive, coverage.contact, contact))
    .map((coverage) => ({ coverage, from: startOf(coverage), to: endOf(coverage) }))
    .sort((a, b) => a.from - b.from || b.to - a.to);
  const used: Coverage[] = [];
  let reached = from - 1;
  for (const span of spans) {
    if (reached >= to) break;
    if (span.from > reached + 1) break;
    if (span.to <= reached) continue;
    used.push(span.coverage);
    reached = span.to;
  }
  // Where no day lies between, nothing is left open.
  return reached >= to ? used : undefined;
}

/** A date marked `~` or `?` is taken at its narrowest: more is not promised. */
function startOf({ from }: Coverage): Day {
  const date = fuzzyDate(from);
  return date.from + (date.from - widestBounds(date).from);
}

function endOf({ to }: Coverage): Day {
  const date = fuzzyDate(to);
  return date.to - (widestBounds(date).to - date.to);
}

function consecutive(
  archive: Archive,
  series: string,
  { from, event, anchor }: Stretch,
): [number, number] | undefined {
  const held = ordinalsOf(archive).of(series);
  const last =
    archive.view(event).series === series ? archive.view(event).ordinal?.value : undefined;
  if (last === undefined) return undefined;
  for (let n = last - 1; n > 0; n--) {
    const before = held.get(n);
    if (!before) return undefined;
    if (before === anchor || widestBounds(before.date).to < from) return [n, last];
  }
  return undefined;
}

/** The events of each series by their numbers; a number borne by two is nobody's. */
export const ordinalsOf = (archive: Archive) => archive.derived(makeOrdinals);

const makeOrdinals = (archive: Archive) => {
  const bySeries = new Map<string, Map<number, Outline | undefined>>();
  for (const event of archive.events) {
    if (!event.record.accounts.some((account) => account.ordinal)) continue;
    const { series, ordinal } = archive.view(event);
    if (series === undefined || !ordinal || event.status !== 'held') continue;
    const numbers = bySeries.get(series) ?? new Map<number, Outline | undefined>();
    numbers.set(ordinal.value, numbers.has(ordinal.value) ? undefined : event);
    bySeries.set(series, numbers);
  }
  const none: ReadonlyMap<number, Outline | undefined> = new Map();
  return {
    of: (series: string) => bySeries.get(series) ?? none,
    keepUp: ({ type }: Effect) => type !== 'event',
  };
};
