/** The only file that builds the concrete parts and joins them. */
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Clock, systemClock } from './adapters/clock.ts';
import { readSeeds } from './adapters/seeds/seed-files.ts';
import { LowdbStore } from './adapters/store/lowdb-store.ts';
import { Archive } from './archive/archive.ts';
import type { EventStore } from './archive/event-store.ts';
import { differences } from './archive/sync.ts';
import type { Reader } from './chat/command.ts';
import { Dispatcher } from './chat/dispatcher.ts';
import { registry } from './commands/index.ts';
import type { Environment } from './config/environment.ts';
import { isZone, readSettings, type Settings, SettingsError } from './config/settings.ts';
import type { Corpus } from './domain/corpus.ts';
import { dayInZone } from './domain/dates/day.ts';
import type { Locale } from './domain/locale.ts';

/** The folder of the program itself, where its seeds lie. */
const HOME = fileURLToPath(new URL('..', import.meta.url));

/** What the command line may say otherwise than the settings. */
export interface Options {
  readonly data?: string | undefined;
  readonly seeds?: string | undefined;
  readonly zone?: string | undefined;
  readonly locale?: Locale | undefined;
  readonly corpus?: Corpus | undefined;
  readonly clock?: Clock | undefined;
}

export interface Places {
  readonly settings: Settings;
  /** Folder of the store. */
  readonly data: string;
  /** Folder of the seed files. */
  readonly seeds: string;
  readonly zone: string;
  readonly locale: Locale;
}

/** Where things lie and how answers are told: options, then environment, then settings. */
export async function findPlaces(environment: Environment, options: Options): Promise<Places> {
  const file = environment.config ?? resolve(HOME, 'config', 'aide.yaml');
  const settings = await readSettings(file, environment.config !== undefined);
  const zone = options.zone ?? environment.zone ?? settings.zone;
  if (!isZone(zone)) throw new SettingsError(`AIDE_ZONE: "${zone}" is not an IANA time zone`);
  return {
    settings,
    data: resolve(options.data ?? environment.data ?? settings.data),
    seeds: resolve(options.seeds ?? environment.seeds ?? resolve(HOME, 'seeds')),
    zone,
    locale: options.locale ?? environment.locale ?? settings.locale,
  };
}

/** Opens the store of the data folder, and fills it from the seeds the first time. */
export async function openStore({ data, seeds }: Places, clock: Clock): Promise<EventStore> {
  const store = await LowdbStore.open(data);
  if (store.isNew) {
    const changes = differences(await store.load(), await readSeeds(seeds));
    await store.commit(changes, { author: 'seeds', at: clock.now() });
  }
  return store;
}

export interface App {
  readonly dispatcher: Dispatcher;
  readonly archive: Archive;
  /** Someone who reads here and now, in the language and zone that were set. */
  reader(): Reader;
  close(): Promise<void>;
}

/** Everything that answers questions. */
export async function composeApp(
  places: Places,
  options: Options,
  report: (fault: unknown) => string,
): Promise<App> {
  const clock = options.clock ?? systemClock;
  const store = await openStore(places, clock);
  const archive = new Archive(await store.load(), options.corpus ?? 'all');
  return {
    archive,
    dispatcher: new Dispatcher({ registry, archive: () => archive, report }),
    reader() {
      const now = clock.now();
      const { locale, zone } = places;
      return { locale, zone, now, today: dayInZone(now, zone) };
    },
    close: () => store.close(),
  };
}
