/** `aide preview`: what would be posted where and when. */
import { Temporal } from 'temporal-polyfill';
import { renderReply, type Terminal } from '../adapters/console/render.ts';
import { plainText } from '../chat/reply.ts';
import type { App, Places } from '../compose.ts';
import { defaultSubscription } from '../schedule/default-subscription.ts';
import { type PreviewPost, preview as previewOf } from '../schedule/preview.ts';
import { CommandLineError } from './arguments.ts';

export interface PreviewOptions {
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly channel: string | undefined;
  readonly json: boolean;
}

/** The last day is in it. */
export async function preview(
  app: App,
  places: Places,
  options: PreviewOptions,
  out: (text: string) => void,
  terminal: Terminal,
): Promise<number> {
  const from = dayStart(options.from, '--from', places.zone, 0);
  const to = dayStart(options.to, '--to', places.zone, 1);
  if (to <= from) throw new CommandLineError('--to: expected a day not before --from');
  const held = app.archive.holdings.subscription;
  const all = held.length > 0 ? held : [defaultSubscription(places)];
  const subscriptions = all.filter(
    ({ channel }) =>
      !options.channel || channel === options.channel || channel.endsWith(`:${options.channel}`),
  );
  if (options.channel && subscriptions.length === 0) {
    throw new CommandLineError(`--channel: nothing is subscribed in "${options.channel}"`);
  }
  const { archive, records, holidays } = app;
  const posts = previewOf({ archive, records, subscriptions, holidays, from, to });
  if (options.json) out(`${JSON.stringify({ posts: posts.map(plainPost) })}\n`);
  else {
    for (const post of posts) {
      out(`── ${localTime(post)} · ${post.due.subscription.channel}\n`);
      out(`${renderReply(post.reply(), terminal)}\n`);
    }
    if (posts.length === 0) out('Nothing would be posted.\n');
  }
  return 0;
}

function plainPost(post: PreviewPost) {
  const { due } = post;
  const reply = post.reply();
  const lines = reply.blocks.flatMap((block) =>
    block.kind === 'list'
      ? block.items.map((item) => plainText(item.spans))
      : 'spans' in block
        ? [plainText(block.spans)]
        : [],
  );
  const isReminder = due.kind === 'reminder';
  return {
    at: localTime(post),
    zone: due.subscription.zone,
    channel: due.subscription.channel,
    kind: due.kind,
    milestone: isReminder ? due.occasion.milestone.id : null,
    count: isReminder && due.occasion.kind === 'anniversary' ? due.occasion.count : null,
    lead: isReminder ? due.lead : null,
    date: isReminder ? due.occasion.date.edtf : null,
    text: [plainText(reply.title), ...lines].join('\n'),
  };
}

/** `2025-10-01T09:00:00+09:00` */
function localTime({ due }: PreviewPost): string {
  return Temporal.Instant.fromEpochMilliseconds(due.at)
    .toZonedDateTimeISO(due.subscription.zone)
    .toString({ timeZoneName: 'never', smallestUnit: 'second' });
}

function dayStart(text: string | undefined, option: string, zone: string, plus: number): number {
  if (text === undefined)
    throw new CommandLineError(`${option}: expected a day such as 2026-10-01`);
  try {
    if (!/^\d{4}-\d\d-\d\d$/.test(text)) throw new RangeError();
    const day = Temporal.PlainDate.from(text, { overflow: 'reject' }).add({ days: plus });
    return day.toZonedDateTime(zone).epochMilliseconds;
  } catch {
    throw new CommandLineError(`${option}: "${text}" is not a day such as 2026-10-01`);
  }
}
