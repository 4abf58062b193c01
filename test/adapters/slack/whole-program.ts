/** The whole program on a folder of its own, and the reception through which a platform asks it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Clock, readInstant, stoppedClock } from '../../../src/adapters/clock.ts';
import type { Inbound } from '../../../src/chat/adapter.ts';
import type { Outcome, Request } from '../../../src/chat/dispatcher.ts';
import type { Permissions } from '../../../src/chat/permissions.ts';
import { RateLimit } from '../../../src/chat/rate-limit.ts';
import { type Log, Reception } from '../../../src/chat/reception.ts';
import { registry } from '../../../src/commands/index.ts';
import { type App, composeApp } from '../../../src/compose/app.ts';
import { findPlaces } from '../../../src/compose/places.ts';
import { readEnvironment } from '../../../src/config/environment.ts';

export const NOW = '2026-11-22T09:00:00+09:00';

const SILENT: Log = { debug() {}, info() {}, warn() {}, error() {} };

export interface Program extends Inbound {
  readonly app: App;
  /** The folder of its store. */
  readonly data: string;
  /** What was answered, in order. */
  readonly outcomes: Outcome[];
  close(): Promise<void>;
}

export interface ProgramOptions {
  readonly permissions?: Permissions;
  readonly rate?: { burst: number; perMinute: number };
  readonly log?: Log;
  /** Stands at {@link NOW} where left out. */
  readonly clock?: Clock;
}

export async function wholeProgram(options: ProgramOptions = {}): Promise<Program> {
  const data = await mkdtemp(join(tmpdir(), 'aide-door-'));
  const { clock = stoppedClock(readInstant(NOW, 'Asia/Seoul') as Date) } = options;
  const places = await findPlaces(readEnvironment({ AIDE_DATA: data }), {});
  const app = await composeApp(places, { clock }, 'write', (fault) => {
    throw fault; // a fault is a failure of the test
  });
  const { permissions = { roles: {} }, log = SILENT } = options;
  const { burst = 1000, perMinute = 1000 } = options.rate ?? {};
  let requests = 0;
  const reception = new Reception({
    dispatcher: app.dispatcher,
    registry,
    archive: app.archive,
    records: app.records,
    log,
    rateLimit: new RateLimit({ burst, perMinute }),
    defaults: { locale: 'en', zone: 'Asia/Seoul' },
    permissions: () => permissions,
    now: () => clock.now(),
    requestId: () => `request-${++requests}`,
  });
  const outcomes: Outcome[] = [];
  return {
    app,
    data,
    outcomes,
    async handle(request: Request, asker) {
      const outcome = await reception.handle(request, asker);
      outcomes.push(outcome);
      return outcome;
    },
    complete: (...args) => reception.complete(...args),
    async close() {
      await app.close();
      await rm(data, { recursive: true, force: true });
    },
  };
}
