/** The only file that builds the concrete parts and joins them. */
import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Clock, systemClock } from './adapters/clock.ts';
import { readSeeds } from './adapters/seeds/seed-files.ts';
import { EmbeddedStore } from './adapters/store/embedded-store.ts';
import { WriterLock } from './adapters/store/writer-lock.ts';
import { Archive } from './archive/archive.ts';
import { Library } from './archive/library.ts';
import { differences, SEEDS } from './archive/sync.ts';
import type { ChatAdapter } from './chat/adapter.ts';
import type { Reader, Records } from './chat/command.ts';
import { Dispatcher } from './chat/dispatcher.ts';
import type { Permissions } from './chat/permissions.ts';
import { RateLimit } from './chat/rate-limit.ts';
import { type Log, Reception } from './chat/reception.ts';
import { UserError } from './chat/user-error.ts';
import { registry } from './commands/index.ts';
import type { Environment } from './config/environment.ts';
import { isZone, readSettings, type Settings, SettingsError } from './config/settings.ts';
import type { Corpus } from './domain/corpus.ts';
import { dayInZone } from './domain/dates/day.ts';
import { fuzzyDate } from './domain/dates/fuzzy-date.ts';
import type { Locale } from './domain/locale.ts';
import type { Holidays } from './schedule/quiet-days.ts';

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
  /** The archive as it was held at this moment. */
  readonly asOf?: Date | undefined;
}

export interface Places {
  readonly settings: Settings;
  /** Folder of the store. */
  readonly data: string;
  /** Folder of the seed files. */
  readonly seeds: string;
  readonly zone: string;
  readonly locale: Locale;
  /** Under what name the owner's changes are kept. */
  readonly author: string;
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
    author: environment.user ?? 'owner',
  };
}

/** How a store is opened: to be read beside whoever writes, or as the one who writes. */
export type Access = 'read' | 'write';

/** Opens the store of the data folder, and fills it from the seeds the first time. */
export async function openStore(
  { data, seeds }: Places,
  access: Access,
  clock: Clock,
): Promise<EmbeddedStore> {
  if (access === 'read') {
    const store = await EmbeddedStore.open(data);
    if (!store.isNew) return store;
  }
  const lock = await WriterLock.take(data, { random: Math.random });
  try {
    const store = await EmbeddedStore.open(data, { lock });
    if (store.isNew) {
      const { changes } = differences(await store.load(), await readSeeds(seeds), []);
      await store.commit(changes, { author: SEEDS, at: clock.now() });
    }
    if (access === 'write') return store;
    await store.close();
    return EmbeddedStore.open(data);
  } catch (error) {
    await lock.release();
    throw error;
  }
}

export interface App {
  readonly dispatcher: Dispatcher;
  readonly archive: Archive;
  readonly records: Records;
  readonly holidays: Holidays;
  /** Told to the operator at the start. */
  readonly notices: readonly string[];
  /** Someone who reads here and now, in the language and zone that were set. */
  reader(): Reader;
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
  const { corpus = 'all', asOf } = options;
  const isWhole = corpus === 'all' && !asOf;
  const library = await Library.of(store);
  const archive = isWhole
    ? library.archive
    : new Archive(asOf ? await store.asOf(asOf) : await store.load(), corpus);
  const records = access === 'write' && isWhole ? library : onlyRead(library);
  return {
    archive,
    records,
    holidays: new Set(places.settings.holidays.map((day) => fuzzyDate(day).from)),
    notices: store.notices,
    dispatcher: new Dispatcher({ registry, archive: () => archive, records, report }),
    reader() {
      const now = clock.now();
      const { locale, zone, author } = places;
      return { author, role: 'admin', locale, zone, now, today: dayInZone(now, zone) };
    },
    close: () => store.close(),
  };
}

const onlyRead = (library: Library): Records => ({
  commit: () => Promise.reject(new UserError('read-only')),
  history: (type, id) => library.history(type, id),
  changes: () => library.changes(),
});

/** The doors of the platforms that are configured; only their SDKs are loaded. */
export async function configuredDoors(
  { settings }: Places,
  environment: Environment,
  log: Log,
): Promise<ChatAdapter[]> {
  const doors: ChatAdapter[] = [];
  const { slack, discord } = settings;
  const botToken = environment.secret(slack.botToken);
  const appToken = environment.secret(slack.appToken);
  if (botToken || appToken) {
    if (!botToken || !appToken) {
      const missing = botToken ? slack.appToken : slack.botToken;
      throw new SettingsError(`Slack needs two tokens: ${missing} is not set (docs/slack.md)`);
    }
    const { SlackAdapter } = await import('./adapters/slack/slack-adapter.ts');
    const apiUrl = environment.slackApiUrl;
    doors.push(
      new SlackAdapter({ botToken, appToken, apiUrl, commands: slack.commands, registry, log }),
    );
  }
  const token = environment.secret(discord.token);
  if (token) {
    const { DiscordAdapter } = await import('./adapters/discord/discord-adapter.ts');
    const apiUrl = environment.discordApiUrl;
    const { guilds, messageContent, prefix } = discord;
    doors.push(
      new DiscordAdapter({ token, apiUrl, guilds, messageContent, prefix, registry, log }),
    );
  }
  return doors;
}

/** Where the questions of the platforms come in. */
export function reception(app: App, { settings }: Places, log: Log): Reception {
  const { locale, zone, slack, discord, questions } = settings;
  const permissions: Record<string, Permissions> = { slack, discord };
  return new Reception({
    dispatcher: app.dispatcher,
    registry,
    archive: app.archive,
    records: app.records,
    log,
    rateLimit: new RateLimit(questions),
    defaults: { locale, zone },
    permissions: (platform) => permissions[platform] ?? { roles: {} },
    now: () => app.reader().now,
    requestId: () => randomUUID(),
  });
}
