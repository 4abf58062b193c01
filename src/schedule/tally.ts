import { partsOf } from '../chat/adapter.ts';
import type { PostCount, PostTally } from '../chat/meter.ts';
import { type DeliveryRecord, delivery } from '../domain/record/schedule.ts';
import { isOpen, type OutboxRules, triedAt } from './outbox.ts';

export interface Tallied {
  readonly deliveries: readonly DeliveryRecord[];
  /** Those that are counted also where nothing fell due: who watches for a change needs a 0 before. */
  readonly platforms: readonly string[];
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly rules: Pick<OutboxRules, 'tellLateMs'>;
}

/** What has become of the posts that fell due, counted from their records. */
export function tallyOf({ deliveries, platforms, now, rules }: Tallied): PostTally {
  const counts = new Map<string, PostCount>();
  const add = (platform: string, { kind, state }: Kind, count: number, late: number) => {
    const key = `${platform} ${kind} ${state}`;
    const held = counts.get(key) ?? { count: 0, late: 0 };
    counts.set(key, {
      platform,
      kind,
      state,
      count: held.count + count,
      late: held.late + late,
    });
  };
  for (const platform of platforms) for (const kind of KINDS) add(platform, kind, 0, 0);
  let oldest = now;
  for (const record of deliveries) {
    const due = Date.parse(record.due);
    const isLate = record.state === 'sent' && triedAt(record) - due > rules.tellLateMs;
    const { platform } = partsOf(record.channel);
    add(platform, record, 1, Number(isLate));
    if (isOpen(record)) oldest = Math.min(oldest, due);
  }
  return { counts: [...counts.values()], oldestOpen: (now - oldest) / 1000 };
}

type Kind = Pick<DeliveryRecord, 'kind' | 'state'>;

const { kind, state } = delivery.shape;
const KINDS: readonly Kind[] = kind.options.flatMap((kind) =>
  state.options.map((state) => ({ kind, state })),
);
