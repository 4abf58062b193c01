/** The words of a post, composed when it is sent, from what is known then. */
import type { Archive } from '../archive/archive.ts';
import { type Occasion, occasions } from '../archive/diary.ts';
import type { HistoryEntry } from '../archive/event-store.ts';
import { SEEDS } from '../archive/sync.ts';
import type { Asking, Records } from '../chat/command.ts';
import type { Reply } from '../chat/reply.ts';
import { fuzzyDate } from '../domain/dates/fuzzy-date.ts';
import { outlineOf } from '../domain/events/view.ts';
import type { EventRecord } from '../domain/record/event.ts';
import type { DeliveryRecord, Subscription } from '../domain/record/schedule.ts';
import { askingOf } from './channel-reader.ts';
import { correctionReply } from './correction-reply.ts';
import { digestReply, type Since } from './digest.ts';
import type { OutboxRules } from './outbox.ts';
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
  const { archive } = parts;
  const subscription = archive.record('subscription', record.subscription);
  if (!subscription) return undefined;
  const asking = askingOf(parts, subscription, now);
  switch (record.kind) {
    case 'reminder': {
      const occasion = occasionOf(archive, record);
      return occasion && reminderReply(asking, occasion, await lateSince(parts, record, now));
    }
    case 'correction':
      return correctionOf(asking, record);
    case 'digest': {
      const sections = subscription.digest?.sections ?? [];
      const since = await sinceLastDigest(parts, subscription, record.due);
      return digestReply(asking, sections, since, await lateSince(parts, record, now));
    }
  }
}

function occasionOf(archive: Archive, { milestone, date }: DeliveryRecord): Occasion | undefined {
  if (!milestone || !date) return undefined;
  const { from, to } = fuzzyDate(date);
  return occasions(archive, from, to).find(
    (occasion) => occasion.milestone.id === milestone && occasion.date.edtf === date,
  );
}

/** When it was due, where it comes noticeably later though it was in the diary by then. */
async function lateSince(
  { records, rules }: ComposeParts,
  { due, milestone, event }: DeliveryRecord,
  now: number,
): Promise<Date | undefined> {
  const dueAt = new Date(due);
  if (now - dueAt.getTime() <= rules.tellLateMs) return undefined;
  const entered = [
    ...(milestone === undefined ? [] : await records.history('milestone', milestone)),
    ...(event === undefined ? [] : await records.history('event', event)),
  ];
  return entered.some(({ at }) => at > dueAt) ? undefined : dueAt;
}

async function correctionOf(asking: Asking, record: DeliveryRecord): Promise<Reply | undefined> {
  const { archive, records } = asking;
  const id = record.event ?? archive.record('milestone', record.milestone ?? '')?.event;
  if (id === undefined) return undefined;
  const last = async () => {
    const before = (await records.history('event', id)).at(-1)?.before;
    return before ? outlineOf(before as EventRecord) : undefined;
  };
  const event = archive.event(id) ?? (await last());
  return event && correctionReply(asking, record, event);
}

const WEEK = 7 * 86_400_000;

/** What has happened since the digest before: when that was composed. */
export async function sinceLastDigest(
  { archive, records }: Pick<ComposeParts, 'archive' | 'records'>,
  { id, channel }: Subscription,
  due: string,
): Promise<Since> {
  const { delivery } = archive.holdings;
  const sent = delivery
    .filter((d) => d.kind === 'digest' && d.subscription === id && d.state === 'sent')
    .filter((d) => d.due < due)
    .map((d) => d.tried ?? d.due)
    .sort();
  const since = sent.at(-1) ?? new Date(Date.parse(due) - WEEK).toISOString();
  return {
    changes: withoutBeginning(await records.changes(new Date(since))),
    missed: delivery.filter(
      (d) =>
        d.channel === channel && (d.state === 'missed' || d.state === 'refused') && d.at > since,
    ),
  };
}

/** The corpus with which the store began is not news. */
function withoutBeginning(changes: readonly HistoryEntry[]): HistoryEntry[] {
  const beginning = changes.find(({ n }) => n === 1)?.at.getTime();
  return changes.filter(({ at, author }) => author !== SEEDS || at.getTime() !== beginning);
}
