/** The page of those without a token, and whatever it shows. */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { Temporal } from 'temporal-polyfill';
import type { PlannedPost } from '../adapters/web/diary.ts';
import type { WebAdapter } from '../adapters/web/web-adapter.ts';
import { completeLine } from '../chat/complete.ts';
import { phrasebook } from '../chat/phrasebook.ts';
import { registry } from '../commands/index.ts';
import { isoOfDay } from '../domain/dates/day.ts';
import { defaultSubscription } from '../schedule/default-subscription.ts';
import { localTime, preview } from '../schedule/preview.ts';
import { withSettings } from '../schedule/subscriptions.ts';
import type { App } from './app.ts';
import type { Places } from './places.ts';

/** The channel of whoever reads the page. */
export const PAGE = 'web:page';

export async function pageDoor(app: App, places: Places): Promise<WebAdapter> {
  const { WebAdapter } = await import('../adapters/web/web-adapter.ts');
  const { Posts } = await import('../adapters/web/posts.ts');
  const { archive, records, reader } = app;
  return new WebAdapter({
    registry,
    posts: await Posts.open(join(places.data, 'web-posts.json')),
    defaults: places,
    secret: randomUUID(),
    asker: { platform: 'web', user: 'owner', name: places.author, channel: 'page' },
    now: () => reader().now,
    today: () => isoOfDay(reader().today),
    complete(line, locale) {
      const asking = { archive, records, reader: { ...reader(), locale } };
      return completeLine(line, registry, { ...asking, book: phrasebook(locale) });
    },
    diary: (month) => plannedIn(app, places, month),
  });
}

/** What would be posted in a month such as `2026-12`, everywhere. */
async function plannedIn(app: App, places: Places, month: string): Promise<PlannedPost[]> {
  const { archive, records, holidays, settings } = app;
  const now = app.reader().now;
  const held = withSettings(archive, settings, now);
  const subscriptions =
    held.length > 0 ? held : [{ ...defaultSubscription(places), channel: PAGE }];
  const first = Temporal.PlainDate.from(`${month}-01`);
  const [from, to] = [first, first.add({ months: 1 })].map(
    (day) => day.toZonedDateTime(places.zone).epochMilliseconds,
  ) as [number, number];
  const planned: PlannedPost[] = [];
  const asked = { archive, records, subscriptions, holidays, from, to, now: now.getTime() };
  for (const post of preview(asked)) {
    const { zone, channel } = post.subscription;
    const reply = await post.reply();
    if (reply) planned.push({ at: localTime(post.at, zone), zone, channel, reply });
  }
  return planned;
}
