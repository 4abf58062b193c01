/**
 * What was announced and is no longer so: an event that was moved, cancelled or postponed is
 * corrected in the thread of its announcement, once for each change.
 */
import type { Archive } from '../archive/archive.ts';
import { occasions } from '../archive/diary.ts';
import { compatible } from '../domain/dates/compare.ts';
import type { Day } from '../domain/dates/day.ts';
import { type FuzzyDate, fuzzyDate } from '../domain/dates/fuzzy-date.ts';
import type { Outline } from '../domain/events/view.ts';
import type { DeliveryRecord } from '../domain/record/schedule.ts';

export interface Correction {
  readonly key: string;
  /** The announcement in whose thread it is posted. */
  readonly announcement: DeliveryRecord;
  /** What was told last: the announcement, or a correction of it. */
  readonly told: DeliveryRecord;
  readonly event: Outline;
  /** As it is now. */
  readonly date: FuzzyDate;
  readonly status: Outline['status'];
}

/** Announcements older than this are not corrected any more. */
const WEEK = 7;
/** How far an occasion is looked for around the day that was announced. */
const YEAR = 400;

export function corrections(
  archive: Archive,
  deliveries: readonly DeliveryRecord[],
  today: Day,
): Correction[] {
  const chains = new Map<string, DeliveryRecord[]>();
  for (const delivery of deliveries) {
    if (delivery.kind === 'digest' || !delivery.milestone || !delivery.date) continue;
    if (delivery.state !== 'sent' && delivery.kind === 'reminder') continue;
    const key = `${delivery.subscription} ${delivery.milestone} ${delivery.count ?? 'plan'}`;
    chains.set(key, [...(chains.get(key) ?? []), delivery]);
  }
  return [...chains.values()].flatMap((chain) => correctionOf(archive, chain, today) ?? []);
}

function correctionOf(
  archive: Archive,
  chain: readonly DeliveryRecord[],
  today: Day,
): Correction | undefined {
  const inOrder = [...chain].sort((a, b) => a.due.localeCompare(b.due) || a.at.localeCompare(b.at));
  const told = inOrder.at(-1);
  const announcement = inOrder.findLast((d) => d.kind === 'reminder');
  if (!told?.date || !announcement) return undefined;
  const before = fuzzyDate(told.date);
  if (fuzzyDate(announcement.date ?? told.date).to < today - WEEK) return undefined;
  const milestone = archive.record('milestone', told.milestone ?? '');
  const event = milestone && archive.event(milestone.event);
  if (!milestone || !event) return undefined;
  const date = dateNow(archive, event, told, before);
  const { status } = event;
  const isOff = (s: string | undefined) => s === 'cancelled' || s === 'postponed';
  const moved = !compatible(date, before) && !isOff(status);
  const changed = moved || (isOff(status) ? status !== told.status : isOff(told.status));
  if (!changed) return undefined;
  const key = `correction.${told.id}.${date.edtf.replaceAll('/', '_')}.${status}`;
  return { key, announcement, told, event, date, status };
}

/** Where the same occasion falls now: the plan's date, or that anniversary's. */
function dateNow(
  archive: Archive,
  event: Outline,
  { count, milestone }: DeliveryRecord,
  before: FuzzyDate,
): FuzzyDate {
  if (count === undefined) return event.date;
  const same = occasions(archive, before.from - YEAR, before.to + YEAR).find(
    (o) => o.kind === 'anniversary' && o.milestone.id === milestone && o.count === count,
  );
  return same?.date ?? before;
}
