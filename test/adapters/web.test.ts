/** What the page refuses, guards and keeps; how it looks is tried in a browser. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { HttpServer } from '../../src/adapters/http/server.ts';
import { Posts } from '../../src/adapters/web/posts.ts';
import type { Asker } from '../../src/chat/adapter.ts';
import type { Outcome, Request } from '../../src/chat/dispatcher.ts';
import { type Reply, text } from '../../src/chat/reply.ts';
import { LOG, SECRET, webAdapter } from '../support/web-page.ts';

const heard: { request: Request; asker: Asker }[] = [];
const REPLY: Reply = {
  locale: 'en',
  title: [text('said')],
  blocks: [],
  actions: [],
  documents: [
    { name: 'brief.md', mediaType: 'text/markdown', text: '# Brief' },
    { name: 'brief.html', mediaType: 'text/html', text: '<!doctype html>' },
  ],
};
const OUTCOME: Outcome = {
  kind: 'answered',
  command: 'status',
  args: {},
  reply: REPLY,
  data: () => ({}),
};

let server: HttpServer | undefined;
afterEach(async () => {
  heard.length = 0;
  await server?.stop();
});

async function serving(token?: string) {
  const adapter = await webAdapter();
  await adapter.start({
    async handle(request, asker) {
      heard.push({ request, asker });
      return OUTCOME;
    },
    complete: () => [],
  });
  const { routes } = adapter;
  server = new HttpServer({ host: '127.0.0.1', port: 0, token, routes, log: LOG });
  const home = server.addressAt(await server.start());
  return (path: string, init: RequestInit = {}) =>
    fetch(new URL(path, home), { redirect: 'manual', ...init });
}

const form = (fields: Record<string, string>, headers = {}): RequestInit => ({
  method: 'POST',
  headers,
  body: new URLSearchParams(fields),
});

test('a link is asked as one that may change nothing, a form of the page as one that may', async () => {
  const ask = await serving();
  await ask('/ask?q=/undo');
  expect(heard.pop()).toMatchObject({
    request: { kind: 'line', line: '/undo' },
    asker: { platform: 'web', channel: 'page', readsOnly: true },
  });
  await ask('/ask', form({ command: 'undo', 'args.record': 'wang-yi', secret: SECRET }));
  expect(heard.pop()).toMatchObject({
    request: { kind: 'named', command: 'undo', args: { record: 'wang-yi' } },
    asker: { readsOnly: false },
  });
});

test('whoever sent a form is sent on to its answer, and to load that again sends nothing', async () => {
  const ask = await serving();
  const sent = await ask('/ask', form({ command: 'undo', secret: SECRET, lang: 'ko' }));
  const there = sent.headers.get('location') ?? '';
  expect([sent.status, there]).toEqual([303, expect.stringMatching(/^\/done\?id=[\w-]+&lang=ko$/)]);
  for (let times = 0; times < 2; times++) {
    const answer = await ask(there);
    expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining('said')]);
  }
  expect(heard).toHaveLength(1);
  // Of another run, or long ago: the first page, and nothing of another's.
  expect(await (await ask('/done?id=1')).text()).toContain('What do you want to know?');
});

test('files are read where they print well, or kept; under a policy that allows their style alone', async () => {
  const ask = await serving();
  const read = await ask('/file?command=brief&file=brief.html');
  expect(read.headers.get('content-disposition')).toBe('inline; filename="brief.html"');
  expect(read.headers.get('content-security-policy')).toMatch(
    /^default-src 'none'; style-src 'sha256-[\w+/=]{44}';/,
  );
  const kept = await ask('/file?command=brief&file=brief.md&save=yes');
  expect(kept.headers.get('content-disposition')).toBe('attachment; filename="brief.md"');
  expect(await kept.text()).toBe('# Brief');
  expect(heard.every(({ asker }) => asker.readsOnly)).toBe(true);
  for (const path of ['/file?command=brief&file=../../package.json', '/file', '/file?file=x']) {
    expect([path, (await ask(path)).status]).toEqual([path, 404]);
  }
});

test("a form that is not the page's is not heard", async () => {
  const ask = await serving();
  for (const init of [
    form({ command: 'undo' }),
    form({ command: 'undo', secret: 'guessed' }),
    form({ command: 'undo', secret: SECRET }, { 'sec-fetch-site': 'cross-site' }),
  ]) {
    expect((await ask('/ask', init)).status).toBe(403);
  }
  expect(heard).toEqual([]);
});

test('nothing is run, loaded or framed that is not its own', async () => {
  const ask = await serving();
  for (const path of ['/', '/ask?q=/status', '/diary', '/posts']) {
    const answer = await ask(path);
    const policy = answer.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
    const page = await answer.text();
    expect(page).not.toMatch(/<script(?![^>]*\bsrc=)|\son\w+=|\sstyle=|javascript:/i);
  }
});

test('another name that leads here is not answered', async () => {
  const ask = await serving();
  const { port } = new URL((await ask('/')).url);
  const status = await new Promise((resolve) =>
    get({ port, host: '127.0.0.1', headers: { host: 'evil.example' } }, (r) => {
      r.resume();
      resolve(r.statusCode);
    }),
  );
  expect(status).toBe(403);
});

test('a browser gives the token once, and the address does not keep it', async () => {
  const ask = await serving('let-me-in');
  expect((await ask('/')).status).toBe(401);
  const html = { headers: { accept: 'text/html' } };
  const entered = await ask('/ask?q=/status&token=let-me-in', html);
  expect([entered.status, entered.headers.get('location')]).toEqual([303, '/ask?q=%2Fstatus']);
  const kept = entered.headers.get('set-cookie') ?? '';
  expect(kept).toMatch(/HttpOnly; SameSite=Strict/);
  expect(kept).not.toContain('let-me-in');
  const cookie = kept.split(';')[0] ?? '';
  expect((await ask('/', { headers: { cookie } })).status).toBe(200);
  expect((await ask('/', { headers: { cookie: `aide=${'0'.repeat(64)}` } })).status).toBe(401);
  expect((await ask('/?token=wrong', html)).status).toBe(401);
});

test('what is too long is refused, and told', async () => {
  const ask = await serving();
  expect((await ask(`/ask?q=${'x'.repeat(100_000)}`)).status).toBe(431);
  expect((await ask('/ask', form({ q: 'x'.repeat(100_000), secret: SECRET }))).status).toBe(413);
  expect(heard).toEqual([]);
});

test('posts are there once, and still there after a restart', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'aide-posts-'));
  const file = join(folder, 'posts.json');
  try {
    const first = await webAdapter({ posts: await Posts.open(file) });
    await Promise.all(['a', 'b', 'a'].map((key) => first.send({ channel: 'page' }, REPLY, key)));
    const again = await webAdapter({ posts: await Posts.open(file) });
    expect(await again.findDelivery({ channel: 'page' }, 'a')).toEqual({ message: 'a' });
    expect(await again.findDelivery({ channel: 'elsewhere' }, 'a')).toBeUndefined();
    expect(JSON.parse(await readFile(file, 'utf8'))).toHaveLength(2);
    await writeFile(file, 'broken');
    await expect(Posts.open(file)).rejects.toThrow('cannot be read as posts');
  } finally {
    await rm(folder, { recursive: true });
  }
});
