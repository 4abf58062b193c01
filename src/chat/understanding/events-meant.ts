/** The events that a question names by their place, their series, their day, who sat there. */
import { upcoming } from '../../archive/diary.ts';
import { find } from '../../archive/find.ts';
import { eventsKnownBy } from '../../archive/known-by.ts';
import { begunBy } from '../../domain/dates/compare.ts';
import type { FuzzyDate } from '../../domain/dates/fuzzy-date.ts';
import type { Outline } from '../../domain/events/view.ts';
import type { Asking } from '../command.ts';
import { needText } from '../need-text.ts';
import { comingDate } from './dates.ts';
import type { Heard, HeardWhen } from './heard.ts';
import type { Notion } from './senses.ts';

/** More than these are no answer but a list. */
const MOST_MEANT = 5;
const MOST_DAYS = 3660;

/** Their ids, latest first; the words themselves where the archive has no such event. */
export function eventsMeant(heard: Heard, asking: Asking): string[] {
  const { archive, reader } = asking;
  const fits = eventsNamed(heard, asking).filter((event) => isMeant(event, heard, asking));
  if (fits.length === 0) {
    needText(archive);
    const words = wordsOf(heard);
    return find(archive, words, reader.today).total === 0 ? [words] : [];
  }
  const meant = narrowed(fits, heard, asking);
  const latestFirst = [...meant].sort((a, b) => b.date.from - a.date.from);
  if (heard.notions.has('last')) {
    const held = latestFirst.filter((event) => begunBy(event.date, reader.today) === 'certain');
    return held.slice(0, 1).map(({ id }) => id);
  }
  return latestFirst.slice(0, MOST_MEANT).map(({ id }) => id);
}

/** Those of the event, the series or the place that is named, as far as the reader's day has come. */
function eventsNamed({ events }: Heard, { archive, reader }: Asking): Outline[] {
  const [first] = [...events].sort(
    (a, b) => Number(a.kind !== 'event') - Number(b.kind !== 'event'),
  );
  if (!first) return [];
  const { kind, id } = first;
  const own = archive.event(id);
  const pool =
    kind === 'event'
      ? [...(own ? [own] : []), ...archive.eventsWithin(id)]
      : [...eventsKnownBy(archive, kind, id)];
  return pool.filter(
    (event) =>
      event.status !== 'held' ||
      event.id === id ||
      begunBy(event.date, reader.today) !== 'impossible',
  );
}

/** Of several, those at which somebody met and something was said, where that is asked for. */
function narrowed(events: readonly Outline[], heard: Heard, { archive }: Asking) {
  const { notions, ranks, parties } = heard;
  const isSaid = ['discussed', 'said', 'outcome'].some((notion) => notions.has(notion as Notion));
  const isMet = isSaid || ranks.length > 0 || notions.has('meet') || notions.has('attended');
  const some = (all: readonly Outline[], test: (event: Outline) => boolean) => {
    const left = all.filter(test);
    return left.length > 0 ? left : all;
  };
  let met = isMet ? some(events, (event) => event.meets) : events;
  // A summit is that of two heads of state before it is any meeting of their rank; the talks of two
  // are theirs before they are those of a round table.
  if (ranks.includes('leader')) met = some(met, (event) => event.kind === 'summit');
  if (parties.length === 2) met = some(met, (event) => event.sides.length === 2);
  if (!isSaid) return met;
  return some(met, (event) => {
    const { points, outcomes } = archive.view(event);
    return points.length + outcomes.length > 0;
  });
}

/** The names alone: that somebody met is no word of the record. */
const wordsOf = ({ events, words, whens }: Heard): string => {
  const dates = new Set(whens.map(({ typed }) => typed));
  const names = words.filter((word) => !dates.has(word));
  return (events.length > 0 ? names : words).join(' ');
};

function isMeant(event: Outline, heard: Heard, { archive }: Asking): boolean {
  const { events, parties, ranks, formats, whens } = heard;
  const view = archive.view(event);
  const isNamed = events.every(
    ({ kind, id }) =>
      (kind === 'place' && view.place?.value === id) ||
      (kind === 'series' && view.series === id) ||
      (kind === 'event' && (event.id === id || view.occasion === id)),
  );
  const sat = parties.every(({ ids }) =>
    ids.some((id) => event.sides.includes(id) || event.seats.some((seat) => seat.person === id)),
  );
  const inTime = whens.every((when) => isWithin(event.date, when));
  return (
    isNamed &&
    sat &&
    inTime &&
    ranks.every((rank) => view.level === rank) &&
    formats.every((format) => format === 'any' || event.format === format)
  );
}

/** Possibly at, before or after the date that is named. */
function isWithin({ from, to }: FuzzyDate, { when, role }: HeardWhen): boolean {
  if (when.kind !== 'date') return false;
  const { date } = when;
  switch (role) {
    case 'before':
      return from < date.from;
    case 'after':
      return to > date.to;
    case 'since':
      return to >= date.from;
    case 'until':
      return from <= date.to;
    default:
      return from <= date.to && to >= date.from;
  }
}

/** What is planned and known to be, soonest first. */
export function plannedMeant(heard: Heard, asking: Asking): string[] {
  const { today } = asking.reader;
  const { items } = upcoming(asking.archive, today, MOST_DAYS);
  const whens = heard.whens.map((said): HeardWhen => {
    const date = comingDate(said.when, today);
    return date ? { ...said, when: { kind: 'date', date } } : said;
  });
  const ahead = items.filter(
    ({ kind, event }) => kind === 'planned' && isMeant(event, { ...heard, whens }, asking),
  );
  return ahead.slice(0, MOST_MEANT).map(({ event }) => event.id);
}

/** The events of the one day that is named. */
export function eventsOn(heard: Heard, asking: Asking): string[] {
  const [first] = heard.whens;
  if (first?.when.kind !== 'date') return [];
  const { from } = first.when.date;
  const on = asking.archive.events.filter(
    (event) =>
      event.date.from <= from && event.date.to >= from && event.date.to - event.date.from < 8,
  );
  return on
    .filter((event) => isMeant(event, heard, asking))
    .slice(0, MOST_MEANT)
    .map(({ id }) => id);
}

/** What kind of event is meant by what is said of it. */
const KINDS = [
  ['signed', 'signing'],
  ['begun', 'act'],
] as const;

/**
 * What is kept in the diary and named by itself or by its topic; where it is said to have been signed
 * or to have begun, what of that kind has the same topic.
 */
export function keptMeant({ events, topics, parties, notions }: Heard, asking: Asking): string[] {
  const { milestone: milestones } = asking.archive.holdings;
  const [named, other] = [...events, ...topics.map((id) => ({ kind: 'topic', id }))];
  if (!named || other) return [];
  const about =
    named.kind === 'topic'
      ? [named.id]
      : milestones.flatMap((m) => (m.event === named.id ? (m.topics ?? []) : []));
  const kinds = KINDS.flatMap(([notion, kind]) => (notions.has(notion) ? kind : []));
  return milestones.flatMap((kept): string[] => {
    const event = asking.archive.event(kept.event);
    const isAbout = about.some((topic) => kept.topics?.includes(topic));
    const isNamed =
      kept.event === named.id || (isAbout && (named.kind === 'topic' || kinds.length > 0));
    if (!event || !isNamed || event.status !== 'held') return [];
    const isKind = kinds.length === 0 || kinds.some((kind) => kind === event.kind);
    const sat = parties.every(({ ids }) => ids.some((id) => event.sides.includes(id)));
    return isKind && sat ? [event.id] : [];
  });
}

export interface Anniversaries {
  readonly event: string | undefined;
  /** Which anniversary, and in how many days it is over. */
  readonly coming: readonly {
    readonly event: string;
    readonly count: number;
    readonly days: number;
  }[];
}

/** The diary's entry for what a question names. */
export function diaryOf(heard: Heard, { archive, reader }: Asking): Anniversaries {
  const kept = archive.holdings.milestone.flatMap(({ event }) => archive.event(event) ?? []);
  const fits = kept.filter((event) => {
    const { record } = event;
    const topics = record.accounts.flatMap((account) => [
      ...(account.points ?? []).map(({ topic }) => topic),
      ...(account.outcomes ?? []).map(({ topic }) => topic),
    ]);
    const names = Object.values(record.name ?? {})
      .concat(record.variants ?? [])
      .join(' ');
    return (
      heard.events.every(({ id }) => id === event.id) &&
      heard.topics.every((topic) => topics.includes(topic) || isNamedIn(archive, topic, names))
    );
  });
  const { items } = upcoming(archive, reader.today, MOST_DAYS);
  const coming = items.flatMap((item) =>
    item.kind === 'anniversary' && fits.includes(item.event)
      ? [
          {
            count: item.count,
            days: Math.max(1, item.date.to - reader.today),
            event: item.event.id,
          },
        ]
      : [],
  );
  return { event: coming[0]?.event ?? fits[0]?.id, coming };
}

function isNamedIn(archive: Asking['archive'], topic: string, names: string): boolean {
  const record = archive.record('topic', topic);
  return [...Object.values(record?.name ?? {}), ...(record?.variants ?? [])].some(
    (name) => name !== undefined && names.toLowerCase().includes(name.toLowerCase()),
  );
}
