/** The only file that builds the concrete parts and joins them. */
import { randomUUID } from 'node:crypto';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Temporal } from 'temporal-polyfill';
import { type Clock, systemClock } from './adapters/clock.ts';
import type { Route } from './adapters/http/route.ts';
import type { HttpServer } from './adapters/http/server.ts';
import { ReportDesk } from './adapters/report-desk.ts';
import { readSeeds } from './adapters/seeds/seed-files.ts';
import { userGroupsIn } from './adapters/slack/user-groups.ts';
import { EmbeddedStore } from './adapters/store/embedded-store.ts';
import { WriterLock } from './adapters/store/writer-lock.ts';
import { startTicker } from './adapters/ticker.ts';
import type { PlannedPost } from './adapters/web/diary.ts';
import type { WebAdapter } from './adapters/web/web-adapter.ts';
import { Archive } from './archive/archive.ts';
import { Library } from './archive/library.ts';
import { differences, SEEDS } from './archive/sync.ts';
import type { ChatAdapter } from './chat/adapter.ts';
import type { Reader, Records } from './chat/command.ts';
import { completeLine } from './chat/complete.ts';
import { Dispatcher } from './chat/dispatcher.ts';
import type { Permissions } from './chat/permissions.ts';
import { phrasebook } from './chat/phrasebook.ts';
import { RateLimit } from './chat/rate-limit.ts';
import { type Log, Reception } from './chat/reception.ts';
import { Conversations } from './chat/understanding/conversations.ts';
import { UserError } from './chat/user-error.ts';
import { registry } from './commands/index.ts';
import type { Environment } from './config/environment.ts';
import { readSettings, type Settings, SettingsError } from './config/settings.ts';
import type { Corpus } from './domain/corpus.ts';
import { dayInZone, isoOfDay } from './domain/dates/day.ts';
import { fuzzyDate } from './domain/dates/fuzzy-date.ts';
import { isZone } from './domain/dates/zone.ts';
import type { Locale } from './domain/locale.ts';
import type { Change } from './domain/record/record.ts';
import { CronError, readCron } from './schedule/cron.ts';
import { defaultSubscription } from './schedule/default-subscription.ts';
import { Keeper } from './schedule/keeper.ts';
import { DEFAULT_RULES } from './schedule/outbox.ts';
import { localTime, preview } from './schedule/preview.ts';
import type { Holidays } from './schedule/quiet-days.ts';
import { type Setting, settingsChanges, withSettings } from './schedule/subscriptions.ts';

/** The channel of whoever sits at the terminal, and of whoever reads the page. */
const CONSOLE = 'console:terminal';
export const PAGE = 'web:page';

/** Where the page is served where the settings say nothing. */
const PAGE_ADDRESS = { host: '127.0.0.1', port: 8137 };

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
  /** Whether changes are taken. */
  readonly mayChange: boolean;
  readonly reports: ReportDesk;
  /** The subscriptions that stand in the settings. */
  readonly settings: readonly Setting[];
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
  const mayChange = access === 'write' && isWhole;
  const records = mayChange ? library : onlyRead(library);
  const reports = new ReportDesk({
    file: join(places.data, 'reports.jsonl'),
    channel: places.settings.editors,
    locale: places.locale,
  });
  const holidays = new Set(places.settings.holidays.map((day) => fuzzyDate(day).from));
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
    const { commands, roles } = slack;
    const apiUrl = environment.slackApiUrl;
    const groups = userGroupsIn(roles);
    doors.push(new SlackAdapter({ botToken, appToken, apiUrl, commands, groups, registry, log }));
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
  const permissions: Record<string, Permissions> = {
    slack,
    discord,
    // Whoever reaches the page sits at this machine, or has its token.
    web: { roles: { admin: ['owner'] } },
  };
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

/** The subscriptions of the settings, in the zone and language of everyone where they say no other. */
function subscribed({ settings, zone, locale }: Places): Setting[] {
  return settings.subscriptions.map((subscription, i) => {
    try {
      if (subscription.digest) readCron(subscription.digest.cron);
    } catch (error) {
      if (!(error instanceof CronError)) throw error;
      throw new SettingsError(`subscriptions.${i}.digest.cron: ${error.message}`);
    }
    return {
      ...subscription,
      zone: subscription.zone ?? zone,
      locale: subscription.locale ?? locale,
    };
  });
}

/**
 * What the console is told where nothing was ever subscribed: everything, in its own zone and
 * language. It is made once, and may be changed or removed like any other.
 */
export async function makeDefault(
  { archive, records }: App,
  places: Places,
  channel = CONSOLE,
): Promise<void> {
  if (places.settings.subscriptions.length > 0 || archive.holdings.subscription.length > 0) return;
  const made = { ...defaultSubscription(places, systemClock.now()), channel };
  if ((await records.history('subscription', made.id)).length > 0) return;
  const change = { type: 'subscription', id: made.id, before: null, after: made } as Change;
  await records.commit([change], { author: 'settings', at: systemClock.now() });
}

export interface Diary {
  /** Posts through this door from now on, what fell due before it stood open too. */
  open(door: ChatAdapter): void;
  /** Posts nothing more, and resolves when what is being posted is confirmed. */
  stop(): Promise<void>;
}

/** Brings the subscriptions of the settings into the store, and from then on posts what is due. */
export async function keepDiary(
  { archive, records, holidays }: App,
  subscriptions: readonly Setting[],
  { settings }: Places,
  log: Log,
): Promise<Diary> {
  const now = () => systemClock.now();
  const changes = settingsChanges(archive, subscriptions, now());
  if (changes.length > 0) await records.commit(changes, { author: 'settings', at: now() });
  const keeper = new Keeper({
    archive,
    records,
    holidays,
    rules: { ...DEFAULT_RULES, maxLateMs: settings.maxLateHours * 3_600_000 },
    log,
    now,
    pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  });
  const ticker = startTicker(() => keeper.tick());
  return {
    open: (door) => void keeper.open(door),
    async stop() {
      ticker.stop();
      await keeper.stop();
    },
  };
}

/** The page of those without a token, and whatever it shows. */
export async function pageDoor(app: App, places: Places): Promise<WebAdapter> {
  const { WebAdapter } = await import('./adapters/web/web-adapter.ts');
  const { Posts } = await import('./adapters/web/posts.ts');
  const { archive, records, reader } = app;
  return new WebAdapter({
    registry,
    posts: await Posts.open(join(places.data, 'web-posts.json')),
    defaults: places,
    secret: randomUUID(),
    asker: { platform: 'web', user: 'owner', name: places.author, channel: 'page' },
    now: () => reader().now,
    today: () => isoOfDay(reader().today),
    complete(line, locale) {
      const asking = { archive, records, reader: { ...reader(), locale } };
      return completeLine(line, registry, { ...asking, book: phrasebook(locale) });
    },
    diary: (month) => plannedIn(app, places, month),
  });
}

/** What would be posted in a month such as `2026-12`, everywhere. */
async function plannedIn(app: App, places: Places, month: string): Promise<PlannedPost[]> {
  const { archive, records, holidays, settings } = app;
  const now = app.reader().now;
  const held = withSettings(archive, settings, now);
  const subscriptions =
    held.length > 0 ? held : [{ ...defaultSubscription(places), channel: PAGE }];
  const first = Temporal.PlainDate.from(`${month}-01`);
  const [from, to] = [first, first.add({ months: 1 })].map(
    (day) => day.toZonedDateTime(places.zone).epochMilliseconds,
  ) as [number, number];
  const planned: PlannedPost[] = [];
  const asked = { archive, records, subscriptions, holidays, from, to, now: now.getTime() };
  for (const post of preview(asked)) {
    const { zone, channel } = post.subscription;
    const reply = await post.reply();
    if (reply) planned.push({ at: localTime(post.at, zone), zone, channel, reply });
  }
  return planned;
}

/** The HTTP server, where the settings ask for one, or the page is to be served. */
export async function httpServer(
  { settings }: Places,
  environment: Environment,
  routes: () => Promise<readonly Route[]>,
  log: Log,
  page?: { readonly port: number | undefined },
): Promise<HttpServer | undefined> {
  const http = settings.http ?? (page && PAGE_ADDRESS);
  if (!http) return undefined;
  return serverAt({ ...http, port: page?.port ?? http.port }, environment, routes, log);
}

async function serverAt(
  http: NonNullable<Settings['http']>,
  environment: Environment,
  routes: () => Promise<readonly Route[]>,
  log: Log,
): Promise<HttpServer> {
  const { host, port } = http;
  if (http.token === undefined && !/^(?:localhost|127\.[\d.]+|::1)$/.test(host)) {
    throw new SettingsError(
      `http.host: ${host} can be reached from elsewhere; http.token has to name the variable of a token`,
    );
  }
  const token = http.token === undefined ? undefined : environment.secret(http.token);
  if (http.token !== undefined && token === undefined) {
    throw new SettingsError(`http.token: ${http.token} is not set in the environment`);
  }
  const { HttpServer } = await import('./adapters/http/server.ts');
  return new HttpServer({ host, port, token, routes: await routes(), log });
}
