/** The diary that is kept: what is subscribed comes into the store, and what is due is posted. */
import { systemClock } from '../adapters/clock.ts';
import { startTicker } from '../adapters/ticker.ts';
import type { ChatAdapter } from '../chat/adapter.ts';
import type { Log } from '../chat/reception.ts';
import type { Change } from '../domain/record/record.ts';
import { defaultSubscription } from '../schedule/default-subscription.ts';
import { Keeper } from '../schedule/keeper.ts';
import { DEFAULT_RULES } from '../schedule/outbox.ts';
import { type Setting, settingsChanges } from '../schedule/subscriptions.ts';
import type { App } from './app.ts';
import type { Places } from './places.ts';

/**
 * What the console is told where nothing was ever subscribed: everything, in its own zone and
 * language. It is made once, and may be changed or removed like any other.
 */
export async function makeDefault(
  { archive, records }: App,
  places: Places,
  channel: string,
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
