import type { PostCount, PostTally } from '../chat/meter.ts';
import type { DeliveryRecord } from '../domain/record/schedule.ts';
import { isOpen, type OutboxRules, triedAt } from './outbox.ts';

/** What has become of the posts that fell due, counted from their records. */
export function tallyOf(
  deliveries: readonly DeliveryRecord[],
  now: number,
  { tellLateMs }: OutboxRules,
): PostTally {
  const counts = new Map<string, PostCount>();
  let oldest = now;
  for (const record of deliveries) {
    const { channel, kind, state } = record;
    const platform = channel.slice(0, channel.indexOf(':'));
    const due = Date.parse(record.due);
    const key = `${platform} ${kind} ${state}`;
    const { count = 0, late = 0 } = counts.get(key) ?? {};
    const isLate = state === 'sent' && triedAt(record) - due > tellLateMs;
    counts.set(key, { platform, kind, state, count: count + 1, late: late + Number(isLate) });
    if (isOpen(record)) oldest = Math.min(oldest, due);
  }
  return { counts: [...counts.values()], oldestOpen: (now - oldest) / 1000 };
}
