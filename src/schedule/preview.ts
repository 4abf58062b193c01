/** What would be posted, where and when, without posting. */
import type { Archive } from '../archive/archive.ts';
import type { Asking, Reader, Records } from '../chat/command.ts';
import { phrasebook } from '../chat/phrasebook.ts';
import type { Reply } from '../chat/reply.ts';
import type { Subscription } from '../domain/record/schedule.ts';
import { digestReply } from './digest.ts';
import { type DuePost, dayOfPost, due } from './due.ts';
import type { Holidays } from './quiet-days.ts';
import { reminderReply } from './reminder.ts';

export interface PreviewQuestion {
  readonly archive: Archive;
  readonly records: Records;
  readonly subscriptions: readonly Subscription[];
  readonly holidays: Holidays;
  /** Milliseconds since 1970; `to` is not in it. */
  readonly from: number;
  readonly to: number;
}

export interface PreviewPost {
  readonly due: DuePost;
  /** As it would be posted on time. */
  reply(): Reply;
}

/** Every post of the span, in order of time. */
export function preview(asked: PreviewQuestion): PreviewPost[] {
  const { archive, subscriptions, holidays, from, to } = asked;
  return due(archive, subscriptions, holidays, from, to).map((post) => ({
    due: post,
    reply: () => replyOf(post, askingFor(asked, post)),
  }));
}

function replyOf(post: DuePost, asking: Asking): Reply {
  if (post.kind === 'reminder') return reminderReply(asking, post.occasion);
  const { sections = [] } = post.subscription.digest ?? {};
  return digestReply(asking, sections, { changes: [], missed: [] });
}

/** The channel reads in its own language and zone, on the day of the post. */
export function askingFor(
  { archive, records }: Pick<PreviewQuestion, 'archive' | 'records'>,
  post: Pick<DuePost, 'at' | 'subscription'>,
  now: number = post.at,
): Asking {
  const { locale, zone } = post.subscription;
  const reader: Reader = {
    author: 'schedule',
    role: 'reader',
    locale,
    zone,
    now: new Date(now),
    today: dayOfPost({ ...post, key: '', at: now }),
  };
  return { archive, records, reader, book: phrasebook(locale) };
}
