/** What would be posted, where and when, without posting. */
import { Temporal } from 'temporal-polyfill';
import type { Records } from '../chat/command.ts';
import type { Reply } from '../chat/reply.ts';
import type { DeliveryRecord, Subscription } from '../domain/record/schedule.ts';
import { askingOf } from './channel-reader.ts';
import { composePost } from './compose-post.ts';
import { corrections } from './corrections.ts';
import { digestReply } from './digest.ts';
import { type DuePost, type DueQuestion, due } from './due.ts';
import { DEFAULT_RULES } from './outbox.ts';
import { correctionRecord } from './posts.ts';
import { reminderReply } from './reminder.ts';
import { localDay } from './slots.ts';

export interface PreviewQuestion extends DueQuestion {
  readonly records: Records;
  /** Now: when a correction that is owed would be posted. */
  readonly now: number;
}

export interface PreviewPost {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly subscription: Subscription;
  readonly kind: DeliveryRecord['kind'];
  readonly milestone: string | null;
  /** The tenth anniversary is 10. */
  readonly count: number | null;
  /** Days ahead; null where no day is known, and for what is no reminder. */
  readonly lead: number | null;
  /** EDTF */
  readonly date: string | null;
  /** As it would be posted on time. */
  reply(): Promise<Reply | undefined>;
}

/** Every post of the span: corrections that are owed, and then the rest in order of time. */
export function* preview(asked: PreviewQuestion): Generator<PreviewPost> {
  if (asked.now >= asked.from && asked.now < asked.to) yield* owed(asked);
  for (const post of due(asked)) yield previewOf(asked, post);
}

function* owed(asked: PreviewQuestion): Generator<PreviewPost> {
  const { archive, subscriptions, now } = asked;
  for (const correction of corrections(archive, localDay(now, 'UTC'))) {
    const record = correctionRecord(correction, now);
    const subscription = subscriptions.find(({ id }) => id === record.subscription);
    if (!subscription || archive.record('delivery', record.id)) continue;
    yield {
      at: now,
      subscription,
      kind: 'correction',
      milestone: record.milestone ?? null,
      count: record.count ?? null,
      lead: null,
      date: record.date ?? null,
      reply: () => composePost({ ...asked, rules: DEFAULT_RULES }, record, now),
    };
  }
}

function previewOf(asked: PreviewQuestion, post: DuePost): PreviewPost {
  const { at, subscription, kind } = post;
  const asking = () => askingOf(asked, subscription, at);
  if (post.kind === 'digest') {
    const { sections = [] } = subscription.digest ?? {};
    const nothing = { changes: [], missed: [] };
    const told = { milestone: null, count: null, lead: null, date: null };
    const reply = async () => digestReply(asking(), sections, nothing);
    return { at, subscription, kind, ...told, reply };
  }
  const { occasion, lead } = post;
  return {
    at,
    subscription,
    kind,
    milestone: occasion.milestone.id,
    count: occasion.kind === 'anniversary' ? occasion.count : null,
    lead,
    date: occasion.date.edtf,
    reply: async () => reminderReply(asking(), occasion),
  };
}

/** `2025-10-01T09:00:00+09:00` */
export const localTime = (at: number, zone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(at)
    .toZonedDateTimeISO(zone)
    .toString({ timeZoneName: 'never', smallestUnit: 'second' });
