/** The HTTP server, asked by the platform's own `fetch` on loopback. */
import { afterEach, expect, test } from 'vitest';
import { HttpError, type Route } from '../../src/adapters/http/route.ts';
import { HttpServer } from '../../src/adapters/http/server.ts';
import { StartError } from '../../src/chat/adapter.ts';

const logged: string[] = [];
const LOG = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: (fields: object) => void logged.push(JSON.stringify(fields)),
};

const ROUTES: Route[] = [
  {
    path: '/diary',
    answer: ({ query }) => ({ type: 'text/plain; charset=utf-8', body: `왕이 ${query.get('q')}` }),
  },
  { path: '/open', isOpen: true, answer: () => ({ type: 'text/plain', body: 'open' }) },
  { method: 'POST', path: '/echo', answer: ({ body }) => ({ type: 'text/plain', body }) },
  {
    path: '/refused',
    answer: () => {
      throw new HttpError(400, 'from: expected a day');
    },
  },
  {
    path: '/broken',
    answer: () => {
      throw new Error('a secret of ours');
    },
  },
];

let server: HttpServer | undefined;
afterEach(async () => {
  await server?.stop();
  server = undefined;
});

async function serving(token?: string) {
  server = new HttpServer({ host: '127.0.0.1', port: 0, token, routes: ROUTES, log: LOG });
  const port = await server.start();
  return (path: string, init?: RequestInit) => fetch(`http://127.0.0.1:${port}${path}`, init);
}

test('answers by its routes, to GET and HEAD', async () => {
  const ask = await serving();
  const answer = await ask('/diary?q=1%202');
  expect([answer.status, await answer.text()]).toEqual([200, '왕이 1 2']);
  expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8');
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  const head = await ask('/diary?q=1%202', { method: 'HEAD' });
  expect([head.status, await head.text()]).toEqual([200, '']);
  expect(head.headers.get('content-length')).toBe('10');
  const echo = await ask('/echo', { method: 'POST', body: 'said' });
  expect(await echo.text()).toBe('said');
});

test('what has not changed is not sent again', async () => {
  const ask = await serving();
  const tag = (await ask('/diary?q=1')).headers.get('etag') ?? '';
  const again = await ask('/diary?q=1', { headers: { 'If-None-Match': tag } });
  expect([again.status, await again.text()]).toEqual([304, '']);
  const other = await ask('/diary?q=2', { headers: { 'If-None-Match': tag } });
  expect(other.status).toBe(200);
});

test('the token is asked for, but where a route is open', async () => {
  const ask = await serving('s3cret');
  expect((await ask('/open')).status).toBe(200);
  for (const init of [{}, { headers: { Authorization: 'Bearer s3cre' } }]) {
    const refused = await ask('/diary', init);
    expect(refused.status).toBe(401);
    expect(await refused.text()).not.toContain('왕이');
  }
  expect((await ask('/diary?token=wrong')).status).toBe(401);
  expect((await ask('/diary?token=s3cret')).status).toBe(200);
  expect((await ask('/diary', { headers: { Authorization: 'Bearer s3cret' } })).status).toBe(200);
});

test.each([
  ['/nowhere', {}, 404, 'nothing is here\n'],
  ['/diary', { method: 'DELETE' }, 405, 'DELETE is not answered here\n'],
  ['/refused', {}, 400, 'from: expected a day\n'],
  ['/broken', {}, 500, 'a fault on our side\n'],
  ['/echo', { method: 'POST', body: 'x'.repeat(70_000) }, 413, 'at most 65536 bytes are read\n'],
])('%s is answered in one line', async (path, init, status, line) => {
  const ask = await serving();
  const answer = await ask(path, init);
  expect([answer.status, await answer.text()]).toEqual([status, line]);
});

test('a fault is logged, not told', async () => {
  const ask = await serving();
  await ask('/broken');
  expect(logged.at(-1)).toContain('a secret of ours');
});

test('a port that is taken is told in one line', async () => {
  await serving();
  const first = server as HttpServer;
  const port = await first.stop().then(() => first.start());
  const second = new HttpServer({ host: '127.0.0.1', port, routes: [], log: LOG });
  await expect(second.start()).rejects.toThrow(StartError);
  await expect(second.start()).rejects.toThrow(
    `127.0.0.1:${port} cannot be listened on (EADDRINUSE)`,
  );
});
