/** The words of a post, composed when it is sent, from what is known then. */
import type { Archive } from '../archive/archive.ts';
import { type Occasion, occasions } from '../archive/diary.ts';
import type { HistoryEntry } from '../archive/event-store.ts';
import { SEEDS } from '../archive/sync.ts';
import type { Records } from '../chat/command.ts';
import type { Reply } from '../chat/reply.ts';
import { fuzzyDate } from '../domain/dates/fuzzy-date.ts';
import type { DeliveryRecord, Subscription } from '../domain/record/schedule.ts';
import { correctionReply } from './correction-reply.ts';
import { digestReply } from './digest.ts';
import type { OutboxRules } from './outbox.ts';
import { askingFor } from './preview.ts';
import { reminderReply } from './reminder.ts';

export interface ComposeParts {
  readonly archive: Archive;
  readonly records: Records;
  readonly rules: OutboxRules;
}

/** Undefined where there is nothing to say any more: the event was moved or taken out. */
export async function composePost(
  parts: ComposeParts,
  record: DeliveryRecord,
  now: number,
): Promise<Reply | undefined> {
  const { archive, rules } = parts;
  const subscription = archive.record('subscription', record.subscription);
  if (!subscription) return undefined;
  const asking = askingFor(parts, { at: Date.parse(record.due), subscription }, now);
  const dueAt = new Date(record.due);
  const late = now - dueAt.getTime() > rules.tellLateMs ? dueAt : undefined;
  switch (record.kind) {
    case 'reminder': {
      const occasion = occasionOf(archive, record);
      return occasion && reminderReply(asking, occasion, late);
    }
    case 'correction':
      return correctionReply(asking, record);
    case 'digest': {
      const { delivery } = archive.holdings;
      const before = lastDigest(delivery, record) ?? new Date(dueAt.getTime() - WEEK).toISOString();
      const since = {
        changes: newSince(await parts.records.changes(), before),
        missed: missedSince(delivery, subscription, before),
      };
      return digestReply(asking, subscription.digest?.sections ?? [], since, late);
    }
  }
}

const WEEK = 7 * 86_400_000;

function occasionOf(archive: Archive, { milestone, date }: DeliveryRecord): Occasion | undefined {
  if (!milestone || !date) return undefined;
  const { from, to } = fuzzyDate(date);
  return occasions(archive, from, to).find(
    (occasion) => occasion.milestone.id === milestone && occasion.date.edtf === date,
  );
}

/** When the digest before was due. */
function lastDigest(
  deliveries: readonly DeliveryRecord[],
  { subscription, due }: DeliveryRecord,
): string | undefined {
  return deliveries
    .filter((d) => d.kind === 'digest' && d.subscription === subscription && d.state === 'sent')
    .map((d) => d.due)
    .filter((at) => at < due)
    .sort()
    .at(-1);
}

const missedSince = (
  deliveries: readonly DeliveryRecord[],
  { channel }: Subscription,
  since: string,
): DeliveryRecord[] =>
  deliveries.filter(
    (d) => d.channel === channel && (d.state === 'missed' || d.state === 'refused') && d.at > since,
  );

/** The corpus with which the store began is not news. */
function newSince(changes: readonly HistoryEntry[], since: string): HistoryEntry[] {
  const beginning = changes[0]?.at.getTime();
  return changes.filter(
    ({ at, author }) =>
      at.toISOString() > since && !(author === SEEDS && at.getTime() === beginning),
  );
}
