/** The diary: anniversaries, a day of the year, and what is coming. */
import { calendarDate, type Day, isoOfDay } from '../../../domain/dates/day.ts';
import type { Asking } from '../../command.ts';
import { comingDate } from '../dates.ts';
import { diaryOf, keptMeant } from '../events-meant.ts';
import type { Heard, HeardWhen } from '../heard.ts';
import type { Notion } from '../senses.ts';
import {
  type Args,
  type Intent,
  isPlainlyOn,
  MOST_DAYS_AHEAD,
  type Reading,
  to,
} from './intent.ts';

export const anniversary: Intent = {
  command: 'upcoming',
  needs: [['anniversary']],
  may: ['when', 'what', 'coming'],
  takes: ['event', 'topic', 'series', 'ordinal', 'parties', 'party'],
  read: (heard, asking) => anniversaryMeant(heard, asking),
};

/** When what is kept in the diary was signed or begun, how long ago, and which anniversary it has. */
export const kept: Intent = {
  command: 'event',
  needs: [['signed', 'begun', 'how-long', 'which-anniversary']],
  may: ['signed', 'begun', 'how-long', 'which-anniversary', 'when', 'what', 'where', 'who'],
  takes: ['event', 'topic', 'parties', 'party', 'when'],
  read(heard, asking) {
    const { notions, whens } = heard;
    const isCounted = notions.has('which-anniversary') || notions.has('how-long');
    // The card tells how long ago it is, and the anniversary of this year: of no other.
    const isNow = whens.every((when) => isThisYear(when, asking.reader.today));
    if (!isNow || (whens.length > 0 && !isCounted)) return [];
    return keptMeant(heard, asking).map((event) => to('event', { event }));
  },
};

const isThisYear = (said: HeardWhen, today: Day): boolean =>
  said.when.kind === 'date' &&
  said.when.date.edtf === String(calendarDate(today).year) &&
  (isPlainlyOn(said) || said.role === 'until');

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
    const span = first && spanAhead(first, reader.today);
    const isAhead = AHEAD.some((notion) => notions.has(notion));
    const isOpen = ['coming', 'plan', 'next'].some((notion) => notions.has(notion as Notion));
    if (first ? span === undefined : !isOpen) return [];
    // "Which meetings this year?" asks for what has been as well.
    const isBegun = first?.when.kind === 'date' && first.when.date.from <= reader.today;
    const isBareMonth = first?.when.kind === 'date' && first.when.month !== undefined;
    if (!isAhead && ((isBegun && !isBareMonth) || notions.has('meet'))) return [];
    // "What was there in November?" may ask for what has been.
    return [to('upcoming', span ?? {}, !isAhead && isBareMonth)];
  },
};

const AHEAD: readonly Notion[] = ['coming', 'plan', 'anniversary', 'next'];

/** How `/upcoming` is asked for it: a span that has begun is told by the days that are left of it. */
function spanAhead(said: HeardWhen, today: Day): Args | undefined {
  const { when, role } = said;
  if (when.kind === 'ahead') return when.days <= MOST_DAYS_AHEAD ? { days: when.days } : undefined;
  const date = comingDate(when, today);
  if (!date || date.to < today || date.to > today + MOST_DAYS_AHEAD) return undefined;
  if (role === 'until') return { days: Math.max(1, date.to - today) };
  if (!isPlainlyOn(said)) return undefined;
  return date.from > today ? { in: date.edtf } : { days: Math.max(1, date.to - today) };
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
