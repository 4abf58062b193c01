/**
 * What was announced and is no longer so: an event that was moved, cancelled, postponed, counted
 * wrongly or taken out is corrected in the thread of its announcement, once for each change.
 */
import type { Archive } from '../archive/archive.ts';
import { type Occasion, occasions } from '../archive/diary.ts';
import { compatible, isKnownToTheDay } from '../domain/dates/compare.ts';
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
  /** As it is now. */
  readonly date: FuzzyDate;
  readonly status: Outline['status'] | typeof GONE;
  readonly count: number | undefined;
  readonly place: string | undefined;
}

/** The status of an event that the archive holds no longer. */
export const GONE = 'gone';

/** Announcements older than this are not corrected any more. */
const WEEK = 7;
/** How far an occasion is looked for around the day that was announced. */
const YEAR = 400;

export function corrections(archive: Archive, today: Day): Correction[] {
  return [...chains(archive.holdings.delivery).values()].flatMap(
    (chain) => correctionOf(archive, chain, today) ?? [],
  );
}

/** What was told of each occasion, in order: announcements, and what corrected them. */
function chains(deliveries: readonly DeliveryRecord[]): Map<string, DeliveryRecord[]> {
  const byKey = new Map<string, DeliveryRecord[]>();
  const keyOf = new Map<string, string>();
  const inOrder = deliveries
    .filter((d) => d.kind === 'correction' || (d.kind === 'reminder' && d.state === 'sent'))
    .sort((a, b) => a.due.localeCompare(b.due) || a.at.localeCompare(b.at));
  for (const delivery of inOrder) {
    const { id, subscription, milestone, count, corrects } = delivery;
    const key =
      corrects === undefined
        ? `${subscription} ${milestone} ${count ?? 'plan'}`
        : keyOf.get(corrects);
    if (key === undefined) continue;
    keyOf.set(id, key);
    byKey.set(key, [...(byKey.get(key) ?? []), delivery]);
  }
  return byKey;
}

function correctionOf(
  archive: Archive,
  chain: readonly DeliveryRecord[],
  today: Day,
): Correction | undefined {
  const told = chain.at(-1);
  const announcement = chain.findLast((d) => d.kind === 'reminder');
  if (!told?.date || !announcement) return undefined;
  const before = fuzzyDate(told.date);
  const announced = fuzzyDate(announcement.date ?? told.date);
  if (Math.max(announced.to, before.to) < today - WEEK) return undefined;
  const now = standing(archive, told, before);
  if (!now || !isChanged(told, before, now)) return undefined;
  const nth = chain.filter((d) => d.kind === 'correction').length + 1;
  return { key: `correction.${announcement.id}.${nth}`, announcement, told, ...now };
}

type Standing = Pick<Correction, 'date' | 'status' | 'count' | 'place'>;

/** How the same occasion stands now; undefined where it cannot be told any more. */
function standing(archive: Archive, told: DeliveryRecord, before: FuzzyDate): Standing | undefined {
  const { count, place } = told;
  const id = told.event ?? archive.record('milestone', told.milestone ?? '')?.event;
  if (id === undefined) return undefined;
  const event = archive.event(id);
  if (!event) return { date: before, status: GONE, count, place };
  const { status } = event;
  if (count === undefined) {
    return { date: event.date, status, count, place: placeOf(archive, event) };
  }
  const near = anniversaries(archive, told, before);
  const onThatDay = near.find((o) => o.date.edtf === told.date);
  if (onThatDay) return { date: before, status, count: onThatDay.count, place };
  const moved = near.find((o) => o.count === count);
  return { date: moved?.date ?? before, status, count, place };
}

type Counted = Extract<Occasion, { kind: 'anniversary' }>;

const anniversaries = (archive: Archive, told: DeliveryRecord, around: FuzzyDate): Counted[] =>
  occasions(archive, around.from - YEAR, around.to + YEAR).filter(
    (o): o is Counted => o.kind === 'anniversary' && o.milestone.id === told.milestone,
  );

function isChanged(told: DeliveryRecord, before: FuzzyDate, now: Standing): boolean {
  const off = isOff(now.status);
  if (off || isOff(told.status)) return off ? now.status !== told.status : true;
  return contradicts(before, now.date) || now.count !== told.count || isElsewhere(told, now);
}

export const isOff = (status: string | undefined): boolean =>
  status === 'cancelled' || status === 'postponed' || status === GONE;

/** A place that was not told before is no correction. */
export const isElsewhere = (
  told: Pick<DeliveryRecord, 'place'>,
  now: Pick<DeliveryRecord, 'place'>,
): boolean => told.place !== undefined && now.place !== undefined && told.place !== now.place;

/** Is what was told wrong now? A day that became known within a month that was told is none. */
function contradicts(told: FuzzyDate, now: FuzzyDate): boolean {
  if (!isKnownToTheDay(told) || !isKnownToTheDay(now)) return !compatible(told, now);
  return told.from !== now.from || (told.from !== told.to && told.to !== now.to);
}

export const placeOf = (archive: Archive, event: Outline): string | undefined =>
  archive.view(event).place?.value;
