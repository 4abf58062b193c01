/** Everything that answers questions, joined over one store. */
import { join } from 'node:path';
import { type Clock, systemClock } from '../adapters/clock.ts';
import { ReportDesk } from '../adapters/report-desk.ts';
import type { EmbeddedStore } from '../adapters/store/embedded-store.ts';
import { Archive } from '../archive/archive.ts';
import { Library } from '../archive/library.ts';
import { type Reader, type Records, withCommit } from '../chat/command.ts';
import { Dispatcher } from '../chat/dispatcher.ts';
import { Conversations } from '../chat/understanding/conversations.ts';
import { UserError } from '../chat/user-error.ts';
import { registry } from '../commands/index.ts';
import { dayInZone } from '../domain/dates/day.ts';
import { fuzzyDate } from '../domain/dates/fuzzy-date.ts';
import type { Holidays } from '../schedule/quiet-days.ts';
import type { Setting } from '../schedule/subscriptions.ts';
import type { Options, Places } from './places.ts';
import { readAhead } from './read-ahead.ts';
import { type Access, openStore } from './store.ts';
import { subscribed } from './subscribed.ts';

/** The channel of whoever sits at the terminal. */
export const CONSOLE = 'console:terminal';

export interface App {
  readonly dispatcher: Dispatcher;
  readonly archive: Archive;
  readonly records: Records;
  readonly holidays: Holidays;
  /** Whether changes are taken. */
  readonly mayChange: boolean;
  readonly reports: ReportDesk;
  /** The subscriptions that stand in the settings. */
  readonly settings: readonly Setting[];
  /** Told to the operator at the start. */
  readonly notices: readonly string[];
  /** Someone who reads here and now, in the language and zone that were set. */
  reader(): Reader;
  /** Reads in the background what a question would else have to wait for. */
  readAhead(): void;
  /** Why no change can be taken now, in one line; undefined where one can, or none is to be. */
  unwritable(): Promise<string | undefined>;
  close(): Promise<void>;
}

/** Everything that answers questions. */
export async function composeApp(
  places: Places,
  options: Options,
  access: Access,
  report: (fault: unknown) => string,
): Promise<App> {
  const clock = options.clock ?? systemClock;
  const store = await openStore(places, access, clock);
  try {
    return await joined(store, clock, places, options, access, report);
  } catch (error) {
    await store.close();
    throw error;
  }
}

async function joined(
  store: EmbeddedStore,
  clock: Clock,
  places: Places,
  options: Options,
  access: Access,
  report: (fault: unknown) => string,
): Promise<App> {
  const { corpus = 'all', asOf } = options;
  const isWhole = corpus === 'all' && !asOf;
  const library = await Library.of(store);
  const archive = isWhole
    ? library.archive
    : new Archive(asOf ? await store.asOf(asOf) : await store.load(), corpus);
  const mayChange = access === 'write' && isWhole;
  const records = mayChange ? library : onlyRead(library);
  const reports = new ReportDesk({
    file: join(places.data, 'reports.jsonl'),
    channel: places.settings.editors,
    locale: places.locale,
  });
  const holidays = new Set(places.settings.holidays.map((day) => fuzzyDate(day).from));
  let endReading: (() => void) | undefined;
  return {
    archive,
    records,
    mayChange,
    holidays,
    settings: subscribed(places),
    notices: store.notices,
    reports,
    dispatcher: new Dispatcher({
      registry,
      archive: () => archive,
      records,
      holidays,
      conversations: new Conversations(),
      reports,
      report,
    }),
    reader() {
      const now = clock.now();
      const { locale, zone, author } = places;
      const today = dayInZone(now, zone);
      return { author, role: 'admin', channel: CONSOLE, locale, zone, now, today };
    },
    readAhead() {
      endReading ??= readAhead(archive, records);
    },
    unwritable: async () => (mayChange ? store.unwritable() : undefined),
    close() {
      endReading?.();
      return store.close();
    },
  };
}

const onlyRead = (library: Library): Records =>
  withCommit(library, () => Promise.reject(new UserError('read-only')));
