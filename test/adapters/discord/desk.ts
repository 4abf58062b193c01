/** The program behind the door, at a fixed moment, and what came in and went out through it. */
import { Archive } from '../../../src/archive/archive.ts';
import type { Asker, Inbound } from '../../../src/chat/adapter.ts';
import { Dispatcher, type Outcome, type Request } from '../../../src/chat/dispatcher.ts';
import type { Permissions } from '../../../src/chat/permissions.ts';
import { RateLimit } from '../../../src/chat/rate-limit.ts';
import { type Log, Reception } from '../../../src/chat/reception.ts';
import { text } from '../../../src/chat/reply.ts';
import { Conversations } from '../../../src/chat/understanding/conversations.ts';
import { registry } from '../../../src/commands/index.ts';
import type { Holdings } from '../../../src/domain/record/record.ts';
import { NO_RECORDS } from '../../support/asker.ts';

export const NOW = '2026-11-22T09:00:00+09:00';

export interface Asked {
  readonly request: Request;
  readonly asker: Asker;
  readonly outcome: Outcome;
}

export interface Desk extends Inbound {
  readonly asked: Asked[];
  /** What is waited for before each answer. */
  before: () => Promise<void>;
}

export const SILENT: Log = { debug() {}, info() {}, warn() {}, error() {} };

export interface DeskOptions {
  readonly permissions?: Permissions;
  readonly burst?: number;
  readonly log?: Log;
}

/** Everyone may do everything, unless it is said otherwise. */
export function deskOf(holdings: Holdings, options: DeskOptions = {}): Desk {
  const { permissions, burst = 1_000_000, log = SILENT } = options;
  const archive = new Archive(structuredClone(holdings));
  const dispatcher = new Dispatcher({
    registry,
    archive: () => archive,
    records: NO_RECORDS,
    conversations: new Conversations(),
    report: (fault) => {
      throw fault;
    },
  });
  let count = 0;
  const reception = new Reception({
    dispatcher,
    registry,
    archive,
    records: NO_RECORDS,
    log,
    rateLimit: new RateLimit({ burst, perMinute: burst }),
    defaults: { locale: 'en', zone: 'Asia/Seoul' },
    permissions: () => permissions ?? { roles: {} },
    now: () => new Date(NOW),
    requestId: () => `r${count++}`,
  });
  const desk: Desk = {
    asked: [],
    before: async () => undefined,
    async handle(request, asker) {
      await desk.before();
      const outcome = await reception.handle(request, asker);
      desk.asked.push({ request, asker, outcome });
      return outcome;
    },
    complete: (...typing) => reception.complete(...typing),
  };
  return desk;
}

/** Answers nothing, for what is done without being asked. */
export const NOBODY: Inbound = {
  handle: () => Promise.reject(new Error('nobody was to be asked')),
  complete: () => [],
};

/** Answers everything at once with the same few words. */
export const echo = (): Inbound => ({
  handle: async () => ({
    kind: 'answered',
    command: 'status',
    args: {},
    reply: { locale: 'en', title: [text('heard')], blocks: [], actions: [] },
    data: () => ({}),
  }),
  complete: () => [],
});
