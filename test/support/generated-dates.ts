/** Dates as sources give them: most to the day, the others as precisely as they may be. */
import { calendarDate, type Day, dayOf, isoOfDay } from '../../src/domain/dates/day.ts';
import type { Random } from './random.ts';

export const YEARS = { first: 1990, last: 2030 };

export const anyDay = (random: Random): Day =>
  random.between(dayOf(YEARS.first, 1, 1), dayOf(YEARS.last, 12, 31));

const NOTATIONS = {
  day: 885,
  days: 40,
  month: 30,
  set: 15,
  year: 8,
  season: 7,
  years: 3,
  aboutDay: 4,
  aboutMonth: 4,
  perhapsYear: 4,
};

/** The notation of a date that is, or includes, the day. */
export function notationFor(day: Day, random: Random): string {
  const iso = isoOfDay(day);
  const { year } = calendarDate(day);
  switch (random.weighted(NOTATIONS)) {
    case 'days':
      return `${iso}/${isoOfDay(day + random.between(1, 4))}`;
    case 'month':
      return iso.slice(0, 7);
    case 'set':
      return random.chance(0.5)
        ? `[${iso},${isoOfDay(day + random.between(1, 9))}]`
        : `[${iso.slice(0, 7)}..${isoOfDay(day + 92).slice(0, 7)}]`;
    case 'year':
      return String(year);
    case 'season':
      return seasonOf(day);
    case 'years':
      return `${year}/${year + 1}`;
    case 'aboutDay':
      return `${iso}~`;
    case 'aboutMonth':
      return `${iso.slice(0, 7)}~`;
    case 'perhapsYear':
      return `${year}?`;
    default:
      return iso;
  }
}

/** Winter is that of the year in which it began. */
function seasonOf(day: Day): string {
  const { year, month } = calendarDate(day);
  if (month < 3) return `${year - 1}-24`;
  return `${year}-${20 + Math.floor(month / 3)}`;
}
