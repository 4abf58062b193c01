/**
 * Dates and spans in running text. How each language writes them stands in its lexicon; days of the
 * week and whatever else `chrono-node` knows for certain to the day are taken from there. Months and
 * years are not: it misreads 去年7月 and misses 2015年, 昨年7月 and `tahun 2015`.
 */
import { en, id, ja, zh } from 'chrono-node';
import { calendarDate, type Day, dayOf, isoOfDay, plainDate } from '../../domain/dates/day.ts';
import { type FuzzyDate, tryFuzzyDate } from '../../domain/dates/fuzzy-date.ts';
import { LOCALES, type Locale } from '../../domain/locale.ts';
import { fold } from '../../domain/names/fold.ts';
import { type FoldedText, foldedText, isBoundary } from './folded.ts';
import { type DateWords, type Lexicon, lexiconOf } from './lexicon.ts';
import type { Sense, When } from './senses.ts';

export interface Found {
  /** In the folded text. */
  readonly from: number;
  readonly to: number;
  readonly sense: Sense;
}

const CHRONO: Partial<Record<Locale, typeof en>> = { en, id, ja, zh } as never;

export function* datesIn(folded: FoldedText, lexicon: Lexicon, today: Day): Generator<Found> {
  const taken = new Set<string>();
  for (const { pattern, read } of patternsOf(lexicon)) {
    for (let from = 0; from < folded.text.length; from++) {
      if (folded.text[from] === ' ' || !isBoundary(folded.text, from)) continue;
      pattern.lastIndex = from;
      const match = pattern.exec(folded.text);
      const to = from + (match?.[0].length ?? 0);
      if (!match || !isBoundary(folded.text, to)) continue;
      const sense = read(match.groups ?? {}, today);
      if (!sense) continue;
      taken.add(`${from} ${to}`);
      yield { from, to, sense };
    }
  }
  for (const found of byChrono(folded, lexicon.locale, today)) {
    if (!taken.has(`${found.from} ${found.to}`)) yield found;
  }
}

/** Longer than any date. */
const LONGEST_DATE = 60;

/** A date that is written by itself, in any of the languages, the reader's own first: `March 2024`. */
export function whenWritten(typed: string, own: Locale, today: Day): When | undefined {
  if (typed.length > LONGEST_DATE) return undefined;
  const folded = foldedText(typed);
  for (const locale of [own, ...LOCALES.filter((other) => other !== own)]) {
    for (const { from, to, sense } of datesIn(folded, lexiconOf(locale), today)) {
      const isWhole = from === 0 && to === folded.text.length;
      if (isWhole && sense.kind === 'when') return sense.when;
    }
  }
  return undefined;
}

/** The span that is meant where what is to come is spoken of: of a bare month or day the next one. */
export function comingDate(when: When, today: Day): FuzzyDate | undefined {
  const { year } = calendarDate(today);
  const next = (rest: string) =>
    [year, year + 1]
      .map((y) => tryFuzzyDate(`${y}-${rest}`))
      .find((date) => date && date.to >= today);
  if (when.kind === 'day-of-year') return next(when.monthDay);
  if (when.kind !== 'date') return undefined;
  return when.month === undefined ? when.date : next(two(when.month));
}

function* byChrono(folded: FoldedText, locale: Locale, today: Day): Generator<Found> {
  const instant = new Date(Date.UTC(...parts(today), 12));
  const results = CHRONO[locale]?.parse(folded.typed, { instant, timezone: 0 }) ?? [];
  for (const { index, text, start, end } of results) {
    const isDay = start.isCertain('day') && start.isCertain('month');
    if (end || start.isCertain('hour') || !(isDay || start.isCertain('weekday'))) continue;
    const from = folded.at.findIndex((at) => at >= index);
    const after = folded.at.findIndex((at) => at >= index + text.length);
    const to = folded.text.slice(from, after).trimEnd().length + from;
    if (from < 0 || to <= from) continue;
    const [year, month, day] = [start.get('year'), start.get('month'), start.get('day')];
    if (year === null || month === null || day === null) continue;
    const isWhole = start.isCertain('year') || !isDay;
    const when = isWhole ? dateOf(isoOfDay(dayOf(year, month, day))) : dayOfYear(month, day);
    if (when) yield { from, to, sense: { kind: 'when', when } };
  }
}

const parts = (day: Day): [number, number, number] => {
  const { year, month, day: d } = calendarDate(day);
  return [year, month - 1, d];
};

interface Pattern {
  readonly pattern: RegExp;
  read(groups: Record<string, string | undefined>, today: Day): Sense | undefined;
}

const patterns = new Map<Locale, readonly Pattern[]>();

function patternsOf({ locale, dates }: Lexicon): readonly Pattern[] {
  let made = patterns.get(locale);
  if (!made) {
    const words = new Words(dates);
    const when =
      (read: (said: Said, today: Day) => When | undefined) =>
      (groups: Record<string, string | undefined>, today: Day): Sense | undefined => {
        const said = read(words.said(groups), today);
        return said && { kind: 'when', when: said };
      };
    const of = (forms: readonly string[], read: Pattern['read']): Pattern[] =>
      forms.map((form) => ({ pattern: words.pattern(form), read }));
    made = [
      ...of(dates.forms.date, when(dateSaid)),
      ...of(dates.forms.ahead, when(aheadSaid)),
      ...of(dates.forms.back, when(backSaid)),
      ...of(dates.forms.ago, when(agoSaid)),
      ...of(dates.forms.ordinal, (groups) => {
        const { n, N = n } = words.said(groups);
        return N === undefined ? undefined : { kind: 'ordinal', ordinal: N };
      }),
    ];
    patterns.set(locale, made);
  }
  return made;
}

/** The parts of a date as numbers; what is relative is so many years, months … from now. */
interface Said {
  readonly y?: number | undefined;
  readonly Y?: number | undefined;
  readonly M?: number | undefined;
  readonly D?: number | undefined;
  readonly S?: number | undefined;
  readonly month?: number | undefined;
  readonly week?: number | undefined;
  readonly day?: number | undefined;
  readonly n?: number | undefined;
  readonly N?: number | undefined;
  readonly unit?: keyof DateWords['units'] | undefined;
}

class Words {
  readonly #dates: DateWords;
  readonly #maps: Readonly<Record<string, ReadonlyMap<string, number>>>;

  constructor(dates: DateWords) {
    this.#dates = dates;
    const folded = (words: Record<string, number>) =>
      new Map(Object.entries(words).map(([word, value]) => [fold(word), value]));
    this.#maps = {
      Y: folded(dates.years),
      M: folded(dates.months),
      S: folded(dates.seasons),
      month: folded(dates.relativeMonths),
      week: folded(dates.weeks),
      day: folded(dates.days),
      n: folded(dates.numbers),
    };
  }

  pattern(form: string): RegExp {
    const source = form.replace(/\{(\w+)\}|( )|([^{ ]+)/g, (_, slot, space, literal) => {
      if (space) return ' ?';
      if (literal) return fold(literal).replace(/[.*+?^$()[\]\\|]/g, '\\$&');
      return `(?<${slot}>${this.#slot(slot)})`;
    });
    return new RegExp(source, 'yu');
  }

  #slot(slot: string): string {
    const words = slot === 'unit' ? Object.values(this.#dates.units).flat().map(fold) : [];
    const listed = [...words, ...(this.#maps[slot]?.keys() ?? [])].sort(
      (a, b) => b.length - a.length,
    );
    const digits: Record<string, string> = {
      y: '(?:19|20)\\d\\d',
      M: '0?[1-9](?!\\d)|1[0-2](?!\\d)',
      D: '0?[1-9](?!\\d)|[12]\\d|3[01]',
      n: '\\d{1,3}',
      N: '\\d{1,3}(?!\\d)',
    };
    const spelled = listed.map((word) => word.replaceAll(' ', ' ?'));
    return [...(digits[slot] ? [digits[slot]] : []), ...spelled].join('|') || '(?!)';
  }

  said(groups: Record<string, string | undefined>): Said {
    const numbers = Object.entries(groups).map(([slot, text]) => [
      slot,
      text === undefined || slot === 'unit' ? undefined : this.#number(slot, text),
    ]);
    const unit = groups.unit && this.#unit(groups.unit);
    return { ...Object.fromEntries(numbers), unit };
  }

  #number(slot: string, text: string): number | undefined {
    if (/^\d+$/.test(text)) return Number(text);
    const spaceless = text.replaceAll(' ', '');
    for (const [word, value] of this.#maps[slot] ?? []) {
      if (word.replaceAll(' ', '') === spaceless) return value;
    }
    return undefined;
  }

  #unit(text: string): Said['unit'] {
    const units = Object.entries(this.#dates.units) as [Said['unit'], string[]][];
    return units.find(([, words]) => words.some((word) => fold(word) === text))?.[0];
  }
}

const two = (n: number): string => String(n).padStart(2, '0');

function dateOf(edtf: string): When | undefined {
  const date = tryFuzzyDate(edtf);
  return date && { kind: 'date', date };
}

function dayOfYear(month: number, day: number): When | undefined {
  const monthDay = `${two(month)}-${two(day)}`;
  return tryFuzzyDate(`2024-${monthDay}`) && { kind: 'day-of-year', monthDay };
}

function dateSaid({ y, Y, M, D, S, month, week, day }: Said, today: Day): When | undefined {
  const now = calendarDate(today);
  if (day !== undefined) return dateOf(isoOfDay(today + day));
  if (week !== undefined) {
    const monday = today - ((plainDate(today).dayOfWeek + 6) % 7) + 7 * week;
    return dateOf(`${isoOfDay(monday)}/${isoOfDay(monday + 6)}`);
  }
  if (month !== undefined)
    return dateOf(isoOfDay(dayOf(now.year, now.month + month, 1)).slice(0, 7));
  const year = y ?? (Y === undefined ? undefined : now.year + Y);
  if (M !== undefined && D !== undefined) {
    return year === undefined ? dayOfYear(M, D) : dateOf(`${year}-${two(M)}-${two(D)}`);
  }
  if (S !== undefined) {
    return dateOf(`${year ?? now.year}-${S}`);
  }
  if (M !== undefined && year === undefined) {
    const date = tryFuzzyDate(`${M <= now.month ? now.year : now.year - 1}-${two(M)}`);
    return date && { kind: 'date', date, month: M };
  }
  if (M !== undefined) return dateOf(`${year}-${two(M)}`);
  return year === undefined ? undefined : dateOf(String(year));
}

const UNIT_NAMES = { day: 'days', week: 'weeks', month: 'months', year: 'years' } as const;

/** The day so many units from today. */
function away(today: Day, { n = 1, unit }: Said, sign: 1 | -1): Day | undefined {
  if (!unit || n < 1 || n > 999) return undefined;
  const { year, month, day } = plainDate(today).add({ [UNIT_NAMES[unit]]: sign * n });
  return dayOf(year, month, day);
}

function aheadSaid(said: Said, today: Day): When | undefined {
  const until = away(today, said, 1);
  return until === undefined ? undefined : { kind: 'ahead', days: until - today };
}

function backSaid(said: Said, today: Day): When | undefined {
  const from = away(today, said, -1);
  return from === undefined ? undefined : { kind: 'back', from: isoOfDay(from) };
}

function agoSaid(said: Said, today: Day): When | undefined {
  const at = away(today, said, -1);
  if (at === undefined) return undefined;
  // "Three years ago" is a year, "three days ago" a day.
  const length = { day: 10, week: 10, month: 7, year: 4 }[said.unit ?? 'day'];
  return dateOf(isoOfDay(at).slice(0, length));
}
