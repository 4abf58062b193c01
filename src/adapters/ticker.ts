/** Wakes something up by the clock, through node-cron. What is due is worked out elsewhere. */
import { schedule } from 'node-cron';

/** Every ten seconds: a post comes on the minute, and what was put off soon after its time. */
const OFTEN = '*/10 * * * * *';

export interface Ticker {
  stop(): void;
}

/** Ticks at once, and from then on; one tick that fails, or is late, stops no other. */
export function startTicker(tick: () => Promise<void>): Ticker {
  const quiet = () => undefined;
  // A tick that comes late is no loss: the next one does what that one would have done.
  const logger = { info: quiet, warn: quiet, error: quiet, debug: quiet };
  const task = schedule(OFTEN, () => void tick().catch(quiet), { logger });
  void tick().catch(quiet);
  return { stop: () => void task.destroy() };
}
