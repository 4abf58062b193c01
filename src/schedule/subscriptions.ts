/** Subscriptions: those of the settings brought into the store, and what commands change of them. */
import { isDeepStrictEqual } from 'node:util';
import type { Archive } from '../archive/archive.ts';
import type { Change } from '../domain/record/record.ts';
import type { Subscription } from '../domain/record/schedule.ts';

/** A subscription as the settings give it. */
export type Setting = Omit<Subscription, 'origin' | 'since' | 'paused' | 'closed' | 'snoozed'>;

/**
 * The changes that make the store hold the subscriptions of the settings: a new one begins now, a
 * changed one keeps since when it runs and whether it is paused, one that is gone is removed. One that
 * was paused because its channel took no posts begins anew where another channel is named.
 */
export function settingsChanges(
  archive: Archive,
  settings: readonly Setting[],
  now: Date,
): Change[] {
  const held = archive.holdings.subscription;
  const changes: Change[] = [];
  for (const setting of settings) {
    const before = held.find(({ id }) => id === setting.id) ?? null;
    const isElsewhere = before?.closed !== undefined && before.channel !== setting.channel;
    const kept = isElsewhere ? { snoozed: before.snoozed } : (before ?? {});
    const { since = now.toISOString(), paused, closed, snoozed }: Partial<Subscription> = kept;
    const after: Subscription = {
      ...setting,
      origin: 'config',
      since,
      ...(paused !== undefined && { paused }),
      ...(closed !== undefined && { closed }),
      ...(snoozed !== undefined && { snoozed }),
    };
    const plain = JSON.parse(JSON.stringify(after)) as Subscription;
    if (!isDeepStrictEqual(plain, before)) {
      changes.push({ type: 'subscription', id: setting.id, before, after: plain } as Change);
    }
  }
  const wanted = new Set(settings.map(({ id }) => id));
  for (const before of held) {
    if (before.origin === 'config' && !wanted.has(before.id)) {
      changes.push(...removal(archive, before));
    }
  }
  return changes;
}

/** The subscriptions as the store will hold them once those of the settings are brought into it. */
export function withSettings(
  archive: Archive,
  settings: readonly Setting[],
  now: Date,
): Subscription[] {
  const held = new Map(archive.holdings.subscription.map((s) => [s.id, s]));
  for (const { type, id, after } of settingsChanges(archive, settings, now)) {
    if (type !== 'subscription') continue;
    if (after) held.set(id, after as Subscription);
    else held.delete(id);
  }
  return [...held.values()];
}

/**
 * The removal of a subscription, and of what of it was not yet sent. What may have been sent is looked
 * for before it is dropped.
 */
export function removal(archive: Archive, before: Subscription): Change[] {
  const unsent = archive.holdings.delivery
    .filter((d) => d.subscription === before.id && d.state === 'waiting')
    .map((d) => {
      const after = { ...d, state: 'dropped', reason: 'the subscription was removed' };
      return { type: 'delivery', id: d.id, before: d, after } as Change;
    });
  return [{ type: 'subscription', id: before.id, before, after: null } as Change, ...unsent];
}

/** An id that no subscription bears, or bore when something was posted for it. */
export function freeId(archive: Archive, channel: string): string {
  const stem = channel.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  const { subscription, delivery } = archive.holdings;
  const taken = new Set([...subscription.map((s) => s.id), ...delivery.map((d) => d.subscription)]);
  for (let i = 1; ; i++) {
    const id = `${stem}-${i}`;
    if (!taken.has(id)) return id;
  }
}
