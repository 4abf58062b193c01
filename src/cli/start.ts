/** `aide start`: the platforms that are configured, and the page; where there is none, the console. */
import type { Route } from '../adapters/http/route.ts';
import type { Metrics } from '../adapters/metrics.ts';
import { FolderInUse } from '../adapters/store/writer-lock.ts';
import type { ChatAdapter } from '../chat/adapter.ts';
import type { Log } from '../chat/reception.ts';
import { type App, CONSOLE, composeApp } from '../compose/app.ts';
import { type Diary, keepDiary, makeDefault } from '../compose/diary.ts';
import { configuredDoors, reception } from '../compose/doors.ts';
import { httpServer } from '../compose/http.ts';
import { countedLog, openMetrics, readingsOf } from '../compose/metrics.ts';
import { PAGE, pageDoor } from '../compose/page.ts';
import { runConsole } from './console.ts';
import { type FaultNote, faultLog } from './faults.ts';
import { healthRoutes, metricsRoute } from './health.ts';
import { serve } from './serve.ts';
import type { Surroundings } from './surroundings.ts';
import { withApp } from './with-app.ts';

export async function start(around: Surroundings): Promise<number> {
  const { line, places, environment, clock, out } = around;
  const { createLog } = await import('../adapters/log.ts');
  const hasPort = places.settings.http !== undefined;
  const metrics = hasPort || line.web ? await openMetrics() : undefined;
  const plainLog = createLog(environment.logLevel ?? (line.web ? 'warn' : 'info'));
  const log = metrics ? countedLog(plainLog, metrics) : plainLog;
  const platforms = await configuredDoors(places, environment, log);
  const servesHttp = hasPort && process.stdin.isTTY !== true;
  if (platforms.length === 0 && !servesHttp && !line.web) return openConsole(around);
  const ending = asked('SIGINT', 'SIGTERM');
  const mayOnlyRead = line.web && platforms.length === 0;
  const app = await openToServe(around, mayOnlyRead, faultLog(log, clock));
  for (const notice of app.notices) log.warn({}, notice);
  guardProcess(log);
  app.readAhead();
  const inbound = reception(app, places, log, metrics);
  const page = line.web ? await pageDoor(app, places) : undefined;
  const doors = page ? [...platforms, page] : platforms;
  metrics?.watch(readingsOf(app, places, doors));
  const routes = [...(await routesOf(app, doors, metrics)), ...(page?.routes ?? [])];
  const http = await httpServer(places, environment, routes, log, page && { port: line.port });
  app.reports.open(doors, log);
  try {
    if (!page || !http) {
      const diary = await keepDiary(app, app.settings, places, log);
      return await serve({ doors, inbound, diary, http, log, ending });
    }
    const port = await http.start();
    out(`${http.addressAt(port)}\n`);
    const keepsDiary = app.mayChange && line.options.clock === undefined;
    if (keepsDiary) await makeDefault(app, places, PAGE);
    const diary = keepsDiary ? await keepDiary(app, app.settings, places, log) : NO_DIARY;
    return await serve({ doors, inbound, diary, http: undefined, log, ending });
  } finally {
    await http?.stop();
    await app.close();
  }
}

export async function openConsole(around: Surroundings): Promise<number> {
  const { line, places, environment, err, terminal } = around;
  const { createLog } = await import('../adapters/log.ts');
  const log = createLog(environment.logLevel ?? 'error');
  // A moment that was asked for is no time at which to post; nor is a pipe a place to post to.
  const keepsDiary = line.options.clock === undefined && process.stdin.isTTY === true;
  const diary = async (app: App) => {
    await makeDefault(app, places, CONSOLE);
    return keepDiary(app, app.settings, places, log);
  };
  const run = (app: App) => {
    app.readAhead();
    return runConsole(app, places, terminal);
  };
  const runAndPost = async (app: App) => {
    app.readAhead();
    const http = await httpServer(places, environment, await routesOf(app, []), log);
    await http?.start();
    try {
      return await runConsole(app, places, terminal, keepsDiary ? await diary(app) : undefined);
    } finally {
      await http?.stop();
    }
  };
  try {
    return await withApp(around, 'write', runAndPost);
  } catch (error) {
    if (!(error instanceof FolderInUse)) throw error;
    err(`aide: ${error.message}. Here it is only read.\n`);
    return withApp(around, 'read', run);
  }
}

/** What can be had over HTTP, beside the page. */
async function routesOf(
  app: App,
  doors: readonly ChatAdapter[],
  metrics?: Metrics,
): Promise<Route[]> {
  const { calendarRoute } = await import('./calendar.ts');
  return [
    calendarRoute(app),
    ...healthRoutes(doors, app),
    ...(metrics ? [metricsRoute(metrics)] : []),
  ];
}

/** Nothing is posted beside someone who posts, nor at a moment that was asked for. */
const NO_DIARY: Diary = { open: () => undefined, stop: async () => undefined };

/** Where another process writes, a page beside it may still be read. */
async function openToServe(
  { line, places, err }: Surroundings,
  mayOnlyRead: boolean,
  report: FaultNote,
): Promise<App> {
  try {
    return await composeApp(places, line.options, 'write', report);
  } catch (error) {
    if (!(error instanceof FolderInUse) || !mayOnlyRead) throw error;
    err(`aide: ${error.message}. Here it is only read.\n`);
    return composeApp(places, line.options, 'read', report);
  }
}

/** Resolves to the signal by which the process is first asked to end. */
function asked(...signals: NodeJS.Signals[]): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of signals) process.once(signal, () => resolve(signal));
  });
}

/** A client library that throws where nobody can catch it does not end the bot. */
function guardProcess(log: Log): void {
  const note = (error: unknown) =>
    log.error({ error: error instanceof Error ? error.stack : String(error) }, 'unexpected fault');
  process.on('uncaughtException', note);
  process.on('unhandledRejection', note);
}
