/** The diary: anniversaries, a day of the year, and what is coming. */
import { calendarDate, isoOfDay } from '../../../domain/dates/day.ts';
import type { Asking } from '../../command.ts';
import { diaryOf } from '../events-meant.ts';
import type { Heard, HeardWhen } from '../heard.ts';
import type { Notion } from '../senses.ts';
import { type Intent, isPlainlyOn, MOST_DAYS_AHEAD, type Reading, to } from './intent.ts';

export const anniversary: Intent = {
  command: 'upcoming',
  needs: [['anniversary']],
  may: ['when', 'what', 'coming'],
  takes: ['event', 'topic', 'series', 'ordinal', 'parties', 'party'],
  read: (heard, asking) => anniversaryMeant(heard, asking),
};

export const onThisDay: Intent = {
  command: 'onthisday',
  needs: [['happened', 'this-day', 'anniversary', 'what']],
  may: ['happened', 'this-day', 'what', 'who', 'list', 'ever', 'when', 'anniversary'],
  takes: ['when'],
  read({ whens: [first, second], notions }, { reader }) {
    if (second || (first && !isPlainlyOn(first))) return [];
    if (!first) return notions.has('this-day') ? [to('onthisday', {})] : [];
    const { when } = first;
    if (when.kind === 'day-of-year') return [to('onthisday', { date: when.monthDay })];
    const isToday = when.kind === 'date' && when.date.edtf === isoOfDay(reader.today);
    return isToday && (notions.has('happened') || notions.has('this-day'))
      ? [to('onthisday', {})]
      : [];
  },
};

export const upcoming: Intent = {
  command: 'upcoming',
  needs: [['coming', 'plan', 'anniversary', 'what', 'next']],
  may: ['coming', 'plan', 'anniversary', 'what', 'next', 'when', 'list', 'meet', 'how-many'],
  takes: ['when'],
  read({ whens, notions }, { reader }) {
    const [first, second] = whens;
    if (second) return [];
    const days = first && daysAhead(first, reader.today);
    const isAhead = AHEAD.some((notion) => notions.has(notion));
    const isOpen = ['coming', 'plan', 'next'].some((notion) => notions.has(notion as Notion));
    if (first ? days === undefined : !isOpen) return [];
    // "Which meetings this year?" asks for what has been as well.
    const isBegun = first?.when.kind === 'date' && first.when.date.from <= reader.today;
    if (!isAhead && (isBegun || notions.has('meet'))) return [];
    return [to('upcoming', days === undefined ? {} : { days })];
  },
};

const AHEAD: readonly Notion[] = ['coming', 'plan', 'anniversary', 'next'];

/** How many days `/upcoming` must look ahead for it. */
function daysAhead({ when, role }: HeardWhen, today: number): number | undefined {
  const days =
    when.kind === 'ahead'
      ? when.days
      : when.kind === 'date' && (role === undefined || role === 'on' || role === 'until')
        ? when.date.to - today
        : when.kind === 'day-of-year'
          ? daysUntil(when.monthDay, today)
          : undefined;
  return days !== undefined && days >= 0 && days <= MOST_DAYS_AHEAD ? Math.max(1, days) : undefined;
}

function daysUntil(monthDay: string, today: number): number | undefined {
  const { year } = calendarDate(today);
  for (const y of [year, year + 1]) {
    const day = Math.floor(Date.parse(`${y}-${monthDay}`) / 86_400_000);
    if (day >= today) return day - today;
  }
  return undefined;
}

/** The next anniversary of what is named, if it is in the diary; the event itself for one that is past. */
function anniversaryMeant(heard: Heard, asking: Asking): Reading[] {
  const { events, topics, ordinals } = heard;
  if (events.length === 0 && topics.length === 0) return [];
  const { event, coming } = diaryOf(heard, asking);
  if (!event) return [];
  // Signed and in force are two days to remember: the diary is shown as far as the later one.
  const counted = coming.filter(({ count }) => ordinals.length === 0 || ordinals.includes(count));
  const nextOfEach = counted.filter(
    (item, i) => counted.findIndex((other) => other.event === item.event) === i,
  );
  if (nextOfEach.length === 0) return [to('event', { event })];
  return [to('upcoming', { days: Math.max(...nextOfEach.map(({ days }) => days)) })];
}
