/** What each verb of the command line does. */
import type { Clock } from '../adapters/clock.ts';
import type { Terminal } from '../adapters/console/render.ts';
import type { Route } from '../adapters/http/route.ts';
import { FolderInUse } from '../adapters/store/writer-lock.ts';
import type { Log } from '../chat/reception.ts';
import { type App, CONSOLE, composeApp } from '../compose/app.ts';
import { type Diary, keepDiary, makeDefault } from '../compose/diary.ts';
import { configuredDoors, reception } from '../compose/doors.ts';
import { httpServer } from '../compose/http.ts';
import { PAGE, pageDoor } from '../compose/page.ts';
import type { Places } from '../compose/places.ts';
import { type Access, openStore } from '../compose/store.ts';
import type { Environment } from '../config/environment.ts';
import { type CommandLine, CommandLineError, USAGE } from './arguments.ts';
import { ask, changesRecords } from './ask.ts';
import { runConsole } from './console.ts';
import { backup, exportJson, importJson, restore } from './copies.ts';
import { preview } from './preview.ts';
import { repair } from './repair.ts';
import { checkSeeds } from './seeds-check.ts';
import { serve } from './serve.ts';
import { slackManifest } from './slack.ts';
import { sync } from './sync.ts';

export interface Surroundings {
  readonly line: CommandLine;
  readonly places: Places;
  readonly environment: Environment;
  readonly clock: Clock;
  out(text: string): void;
  err(text: string): void;
  terminal(): Terminal;
}

/** Runs the verb, and resolves to the exit code. */
export async function runVerb(around: Surroundings): Promise<number> {
  const { verb } = around.line;
  const run = Object.hasOwn(VERBS, verb) ? VERBS[verb] : undefined;
  if (!run) throw new CommandLineError(`there is no verb "${verb}". See --help`);
  return run(around);
}

type Verb = (around: Surroundings) => Promise<number>;

const VERBS: Readonly<Record<string, Verb>> = {
  async help({ out }) {
    out(USAGE);
    return 0;
  },

  async ask(around) {
    const { line, out, err, terminal } = around;
    const access: Access = changesRecords(line.operands) ? 'write' : 'read';
    return withApp(around, access, (app) => ask(app, line, { out, err, terminal: terminal() }));
  },

  async brief(around) {
    const { line, out, err, terminal } = around;
    const asked = { ...line, operands: ['/brief', ...line.operands] };
    return withApp(around, 'read', (app) => ask(app, asked, { out, err, terminal: terminal() }));
  },

  /** The platforms that are configured, and the page; where there is none, the console. */
  async start(around) {
    const { line, places, environment, clock, out } = around;
    const { createLog } = await import('../adapters/log.ts');
    const log = createLog(environment.logLevel ?? (line.web ? 'warn' : 'info'));
    const doors = await configuredDoors(places, environment, log);
    const servesHttp = places.settings.http !== undefined && process.stdin.isTTY !== true;
    if (doors.length === 0 && !servesHttp && !line.web) return openConsole(around);
    const ending = asked('SIGINT', 'SIGTERM');
    const app = await openToServe(around, line.web && doors.length === 0, faultLog(log, clock));
    for (const notice of app.notices) log.warn({}, notice);
    guardProcess(log);
    const inbound = reception(app, places, log);
    const page = line.web ? await pageDoor(app, places) : undefined;
    const routes = async () => [...(await routesOf(app)), ...(page?.routes ?? [])];
    const at = page && { port: line.port };
    const http = await httpServer(places, environment, routes, log, at);
    app.reports.open(page ? [...doors, page] : doors, log);
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
      const all = [...doors, page];
      return await serve({ doors: all, inbound, diary, http: undefined, log, ending });
    } finally {
      await http?.stop();
      await app.close();
    }
  },

  console: openConsole,

  preview(around) {
    const { line, places, out, terminal } = around;
    return withApp(around, 'read', (app) => preview(app, places, line, out, terminal()));
  },

  async sync({ line, places, clock, out }) {
    const [folder = places.seeds] = line.operands;
    const store = await openStore(places, line.dryRun ? 'read' : 'write', clock);
    try {
      await sync(store, folder, line.dryRun, clock, out);
    } finally {
      await store.close();
    }
    return 0;
  },

  async seeds({ line, places, clock, out }) {
    const [what, folder = places.seeds] = line.operands;
    if (what !== 'check') throw new CommandLineError('seeds: expected "seeds check [<folder>]"');
    await checkSeeds(folder, clock.now(), places.zone, out);
    return 0;
  },

  async slack({ line, places, out }) {
    return slackManifest(places, line.operands, out);
  },

  repair: ({ line, places, out }) => repair(places.data, line.apply, out),
  backup: ({ line, places, out }) => backup(places.data, operand(line, 'backup <file>'), out),
  restore: ({ line, places, out }) => restore(places.data, operand(line, 'restore <file>'), out),

  outbox(around) {
    const { line, out, err, terminal } = around;
    const access: Access = line.operands[0] === 'list' ? 'read' : 'write';
    return withApp(around, access, (app) =>
      ask(
        app,
        { ...line, operands: ['/outbox', ...line.operands] },
        { out, err, terminal: terminal() },
      ),
    );
  },

  async export(around) {
    const { line, places, clock, out } = around;
    const [what, file] = line.operands;
    if (what === 'ics') {
      const { exportIcs } = await import('./calendar.ts');
      return withApp(around, 'read', (app) => exportIcs(app, file, line.filters, out));
    }
    if (what !== 'json') {
      throw new CommandLineError(
        'export: expected "export json [<file>]" or "export ics [<file>]"',
      );
    }
    const store = await openStore(places, 'read', clock);
    await exportJson(store, file, out);
    return 0;
  },

  async import({ line, places, clock, out }) {
    const [what, file] = line.operands;
    if (what !== 'json' || !file) {
      throw new CommandLineError('import: expected "import json <file>"');
    }
    const store = await openStore(places, line.dryRun ? 'read' : 'write', clock);
    try {
      await importJson(store, file, line.dryRun, { author: places.author, at: clock.now() }, out);
    } finally {
      await store.close();
    }
    return 0;
  },
};

/** Nothing is posted beside someone who posts, nor at a moment that was asked for. */
const NO_DIARY: Diary = { open: () => undefined, stop: async () => undefined };

/** Where another process writes, a page beside it may still be read. */
async function openToServe(
  { line, places, err }: Surroundings,
  mayOnlyRead: boolean,
  report: (fault: unknown) => string,
): Promise<App> {
  try {
    return await composeApp(places, line.options, 'write', report);
  } catch (error) {
    if (!(error instanceof FolderInUse) || !mayOnlyRead) throw error;
    err(`aide: ${error.message}. Here it is only read.\n`);
    return composeApp(places, line.options, 'read', report);
  }
}

/** What can be had over HTTP. */
async function routesOf(app: App): Promise<Route[]> {
  const { calendarRoute } = await import('./calendar.ts');
  return [calendarRoute(app)];
}

async function openConsole(around: Surroundings): Promise<number> {
  const { line, places, environment, err, terminal } = around;
  const { createLog } = await import('../adapters/log.ts');
  const log = createLog(environment.logLevel ?? 'error');
  // A moment that was asked for is no time at which to post; nor is a pipe a place to post to.
  const keepsDiary = line.options.clock === undefined && process.stdin.isTTY === true;
  const diary = async (app: App) => {
    await makeDefault(app, places, CONSOLE);
    return keepDiary(app, app.settings, places, log);
  };
  const run = (app: App) => runConsole(app, places, terminal);
  const runAndPost = async (app: App) => {
    const http = await httpServer(places, environment, () => routesOf(app), log);
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

async function withApp(
  { line, places, clock, err }: Surroundings,
  access: Access,
  run: (app: App) => Promise<number>,
): Promise<number> {
  const app = await composeApp(places, line.options, access, reporter(err, clock));
  for (const notice of app.notices) err(`aide: ${notice}\n`);
  try {
    return await run(app);
  } finally {
    await app.close();
  }
}

function operand({ operands }: CommandLine, usage: string): string {
  const [first] = operands;
  if (first === undefined) throw new CommandLineError(`expected "${usage}"`);
  return first;
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

/** Notes faults in the log, each under a reference that the reader is shown. */
function faultLog(log: Log, clock: Clock) {
  let count = 0;
  return (fault: unknown): string => {
    const reference = referenceOf(clock, ++count);
    log.error({ reference, error: fault instanceof Error ? fault.stack : String(fault) }, 'fault');
    return reference;
  };
}

const referenceOf = (clock: Clock, count: number): string =>
  `${clock.now().toISOString().slice(0, 10)}-${process.pid}-${count}`;

/** Notes faults on the error stream, each under a reference that the reader is shown. */
function reporter(err: (text: string) => void, clock: Clock) {
  let count = 0;
  return (fault: unknown): string => {
    const reference = referenceOf(clock, ++count);
    const message = fault instanceof Error ? fault.message : String(fault);
    err(`fault ${reference}: ${message.split('\n')[0]}\n`);
    return reference;
  };
}
