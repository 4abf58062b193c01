/** What is measured, and where it is read. */
import type { Metrics, Readings } from '../adapters/metrics.ts';
import { folderBytes } from '../adapters/store/size.ts';
import type { Meter } from '../chat/meter.ts';
import type { Log } from '../chat/reception.ts';
import { RECORD_TYPES } from '../domain/record/record.ts';
import { DEFAULT_RULES } from '../schedule/outbox.ts';
import { tallyOf } from '../schedule/tally.ts';
import type { App } from './app.ts';
import type { Places } from './places.ts';

/** Loads the library; only where something will be scraped. */
export async function openMetrics(): Promise<Metrics> {
  const { Metrics } = await import('../adapters/metrics.ts');
  return new Metrics();
}

export function readingsOf(
  { archive, reader }: App,
  { data }: Places,
  doors: Readings['doors'],
): Readings {
  return {
    doors,
    posts: () =>
      tallyOf({
        deliveries: archive.holdings.delivery,
        platforms: doors.map(({ name }) => name),
        now: reader().now.getTime(),
        rules: DEFAULT_RULES,
      }),
    records: () => new Map(RECORD_TYPES.map((type) => [type, archive.holdings[type].length])),
    dataBytes: () => folderBytes(data),
  };
}

/** The log, with its warnings and errors counted. */
export const countedLog = (log: Log, meter: Meter): Log => ({
  debug: (fields, message) => log.debug(fields, message),
  info: (fields, message) => log.info(fields, message),
  warn(fields, message) {
    meter.warned('warn');
    log.warn(fields, message);
  },
  error(fields, message) {
    meter.warned('error');
    log.error(fields, message);
  },
});
