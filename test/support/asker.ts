/** Puts typed questions to an archive, as any door of the bot would. */
import { readInstant } from '../../src/adapters/clock.ts';
import { Archive } from '../../src/archive/archive.ts';
import type { Reader, Records } from '../../src/chat/command.ts';
import { Dispatcher, type Outcome } from '../../src/chat/dispatcher.ts';
import type { Reports } from '../../src/chat/reports.ts';
import { UserError } from '../../src/chat/user-error.ts';
import { registry } from '../../src/commands/index.ts';
import type { Corpus } from '../../src/domain/corpus.ts';
import { dayInZone } from '../../src/domain/dates/day.ts';
import type { Locale } from '../../src/domain/locale.ts';
import type { Holdings } from '../../src/domain/record/record.ts';

export interface Circumstances {
  now?: string;
  zone?: string;
  locale?: Locale;
  corpus?: Corpus;
}

/** What is told of the past where no store is behind the records. */
export const NO_HISTORY: Omit<Records, 'commit'> = {
  history: async () => [],
  revision: async () => undefined,
  changesBy: async function* () {},
  changes: async () => [],
  asOf: () => Promise.reject(new Error('there is no past')),
};

/** Records without a store behind them: they have no history and take no change. */
export const NO_RECORDS: Records = {
  commit: () => Promise.reject(new UserError('read-only')),
  ...NO_HISTORY,
};

export type Ask = (line: string, circumstances?: Circumstances) => Promise<Outcome>;

export function reader({
  now = '2026-11-22',
  zone = 'Asia/Seoul',
  locale = 'en',
}: Circumstances): Reader {
  const at = readInstant(now, zone);
  if (!at) throw new Error(`not a moment: ${now}`);
  return { author: 'tester', role: 'admin', now: at, zone, locale, today: dayInZone(at, zone) };
}

/**
 * What a door asks. With somewhere to report to, answers bear the buttons of a running program; a fault
 * is a failure of the test.
 */
export const dispatcherOf = (archive: Archive, reports?: Reports): Dispatcher =>
  new Dispatcher({
    registry,
    archive: () => archive,
    records: NO_RECORDS,
    ...(reports && { reports }),
    report: (fault) => {
      throw fault;
    },
  });

export function asker(holdings: Holdings, reports?: Reports): Ask {
  const archives = new Map<Corpus, Archive>();
  return (line, circumstances = {}) => {
    const corpus = circumstances.corpus ?? 'all';
    const archive = archives.get(corpus) ?? new Archive(holdings, corpus);
    archives.set(corpus, archive);
    const request = { kind: 'line', line } as const;
    return dispatcherOf(archive, reports).dispatch(request, reader(circumstances));
  };
}
