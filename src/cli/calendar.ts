/** The diary as a calendar: `aide export ics`, and `/calendar.ics` over HTTP. */
import { writeFile } from 'node:fs/promises';
import { HttpError, type Route } from '../adapters/http/route.ts';
import { party } from '../chat/arguments/party.ts';
import { day, listOfIntegers, word } from '../chat/arguments/plain.ts';
import { topic } from '../chat/arguments/vocabulary.ts';
import { type ArgumentType, type Asking, Unclear } from '../chat/command.ts';
import { phrasebook } from '../chat/phrasebook.ts';
import { UserError } from '../chat/user-error.ts';
import type { App } from '../compose/app.ts';
import { type Locale, supportedLocale } from '../domain/locale.ts';
import { calendar } from '../schedule/calendar.ts';
import { DEFAULT_LEADS } from '../schedule/default-subscription.ts';
import { icsOf } from '../schedule/ics.ts';
import { selectionOf } from '../schedule/selection.ts';
import { CommandLineError } from './arguments.ts';

/** What narrows a calendar down; each as it would be typed in a chat. */
const FILTERS = {
  who: party(),
  with: party(),
  topic,
  milestone: word,
  from: day,
  to: day,
  leads: listOfIntegers(0, 400),
} as const;

type FilterName = keyof typeof FILTERS;
export const FILTER_NAMES = Object.keys(FILTERS) as FilterName[];

/** Days back and ahead where nobody says others, and the most that may be asked for. */
const BACK = 366;
const AHEAD = 3 * 366;
const MOST_DAYS = 20 * 366;

/** A filter cannot be understood: told with its name. */
class FilterError extends Error {
  override readonly name = 'FilterError';
}

async function icsFor(
  app: App,
  given: (name: FilterName) => string | undefined,
  locale: Locale,
): Promise<string> {
  const { archive, records, holidays } = app;
  const book = phrasebook(locale);
  const reader = { ...app.reader(), locale };
  const asking: Asking = { archive, records, holidays, reader, book };
  const read = <T>(name: FilterName, type: ArgumentType<T>): T | undefined => {
    const typed = given(name);
    return typed === undefined || typed === '' ? undefined : readFilter(name, type, typed, asking);
  };
  const from = read('from', FILTERS.from) ?? reader.today - BACK;
  const to = read('to', FILTERS.to) ?? Math.max(from, reader.today + AHEAD);
  if (to < from) throw new FilterError('to: expected a day not before from');
  if (to - from > MOST_DAYS) throw new FilterError('to: expected a day within 20 years of from');
  const which = selectionOf({
    who: read('who', FILTERS.who),
    with: read('with', FILTERS.with),
    topic: read('topic', FILTERS.topic),
    milestone: read('milestone', FILTERS.milestone),
  });
  const leads = read('leads', FILTERS.leads) ?? DEFAULT_LEADS;
  const entries = await calendar(asking, { which, from, to, leads });
  return icsOf(entries, book.text('calendar.name'), locale);
}

function readFilter<T>(name: string, type: ArgumentType<T>, typed: string, asking: Asking): T {
  try {
    return type.read(typed, asking);
  } catch (error) {
    if (error instanceof UserError) {
      const message = asking.book.text(`error.${error.key}`, error.values);
      throw new FilterError(`${name}: ${message}`);
    }
    if (!(error instanceof Unclear)) throw error;
    const candidates = error.candidates.map(({ value }) => value).join(', ');
    const message = asking.book.text(`error.${error.reason}`, { typed: error.typed });
    throw new FilterError(`${name}: ${message} ${candidates}`);
  }
}

/** Writes the calendar into a file, or out. */
export async function exportIcs(
  app: App,
  file: string | undefined,
  filters: Readonly<Partial<Record<FilterName, string | undefined>>>,
  out: (text: string) => void,
): Promise<number> {
  try {
    const ics = await icsFor(app, (name) => filters[name], app.reader().locale);
    if (file === undefined) out(ics);
    else await writeFile(file, ics);
    return 0;
  } catch (error) {
    if (error instanceof FilterError) throw new CommandLineError(`--${error.message}`);
    const { code } = error as NodeJS.ErrnoException;
    if (file !== undefined && code !== undefined) {
      throw new CommandLineError(`${file} cannot be written (${code})`);
    }
    throw error;
  }
}

const KNOWN = new Set<string>([...FILTER_NAMES, 'language', 'token']);

export const calendarRoute = (app: App): Route => ({
  path: '/calendar.ics',
  async answer({ query }) {
    for (const name of query.keys()) {
      if (!KNOWN.has(name)) {
        throw new HttpError(400, `expected only ${[...KNOWN].join(', ')} in the query`);
      }
    }
    const wanted = query.get('language') ?? app.reader().locale;
    const locale = supportedLocale(wanted);
    if (!locale) throw new HttpError(400, 'language: expected en, ko, zh, ja or id');
    try {
      const body = await icsFor(app, (name) => query.get(name) ?? undefined, locale);
      const headers = { 'Content-Disposition': 'inline; filename="aide-memoire.ics"' };
      return { type: 'text/calendar; charset=utf-8', body, headers };
    } catch (error) {
      if (error instanceof FilterError) throw new HttpError(400, error.message);
      throw error;
    }
  },
});
