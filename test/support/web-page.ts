/** The page as a test needs it: its posts in memory, its moment fixed. */
import { Posts } from '../../src/adapters/web/posts.ts';
import { WebAdapter, type WebParts } from '../../src/adapters/web/web-adapter.ts';
import { registry } from '../../src/commands/index.ts';

export const LOG = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

export const SECRET = 'a-secret-of-this-run';

export async function webAdapter(parts: Partial<WebParts> = {}): Promise<WebAdapter> {
  return new WebAdapter({
    registry,
    posts: await Posts.open(),
    defaults: { locale: 'en', zone: 'Asia/Seoul' },
    secret: SECRET,
    asker: { platform: 'web', user: 'owner', name: 'tester', channel: 'page' },
    now: () => new Date('2026-11-22T09:00:00+09:00'),
    today: () => '2026-11-22',
    complete: () => ({ values: [], replaced: '' }),
    diary: async () => [],
    ...parts,
  });
}
