/** `aide preview`: what would be posted where and when. */
import { Temporal } from 'temporal-polyfill';
import { renderReply, type Terminal } from '../adapters/console/render.ts';
import { plainText, type Reply } from '../chat/reply.ts';
import type { App } from '../compose/app.ts';
import type { Places } from '../compose/places.ts';
import { defaultSubscription } from '../schedule/default-subscription.ts';
import { localTime, type PreviewPost, preview as previewOf } from '../schedule/preview.ts';
import { withSettings } from '../schedule/subscriptions.ts';
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
  const subscriptions = chosen(app, places, options.channel);
  const { archive, records, holidays } = app;
  const now = app.reader().now.getTime();
  const posts = previewOf({ archive, records, subscriptions, holidays, from, to, now });
  let count = 0;
  if (options.json) out('{"posts":[');
  for (const post of posts) {
    const reply = await post.reply();
    if (!reply) continue;
    if (options.json) out((count > 0 ? ',' : '') + JSON.stringify(plainPost(post, reply)));
    else {
      out(`── ${localTime(post.at, post.subscription.zone)} · ${post.subscription.channel}\n`);
      out(`${renderReply(reply, terminal)}\n`);
    }
    count++;
  }
  if (options.json) out(']}\n');
  else if (count === 0) out('Nothing would be posted.\n');
  return 0;
}

/** The subscriptions of the channel, or of all; what is told by default where nothing else is. */
function chosen(app: App, places: Places, wanted: string | undefined) {
  const all = withSettings(app.archive, app.settings, app.reader().now);
  if (all.length === 0) all.push(defaultSubscription(places));
  const subscriptions = all.filter(
    ({ channel }) => !wanted || channel === wanted || channel.endsWith(`:${wanted}`),
  );
  if (wanted && subscriptions.length === 0) {
    throw new CommandLineError(`--channel: nothing is subscribed in "${wanted}"`);
  }
  return subscriptions;
}

function plainPost(post: PreviewPost, reply: Reply) {
  const { subscription, kind, milestone, count, lead, date } = post;
  const { zone, channel } = subscription;
  const at = localTime(post.at, post.subscription.zone);
  return { at, zone, channel, kind, milestone, count, lead, date, text: textOf(reply) };
}

const textOf = (reply: Reply): string =>
  [
    plainText(reply.title),
    ...reply.blocks.flatMap((block) => {
      if (block.kind !== 'list') return 'spans' in block ? [plainText(block.spans)] : [];
      return block.items.flatMap(({ spans, details = [] }) => [spans, ...details].map(plainText));
    }),
  ].join('\n');

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
