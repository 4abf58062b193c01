/** For whoever looks after the process: whether it lives, whether it serves, and what it has done. */
import type { Route } from '../adapters/http/route.ts';
import type { Metrics } from '../adapters/metrics.ts';
import type { ChatAdapter } from '../chat/adapter.ts';

const TEXT = 'text/plain; charset=utf-8';

/**
 * `/healthz`: the process answers; one that does not should be started anew. `/readyz`: every platform
 * that is configured is connected. Neither tells anything of the archive, nor asks for the token. The
 * port is listened on only once the store is read.
 */
export const healthRoutes = (doors: readonly Pick<ChatAdapter, 'name' | 'standing'>[]): Route[] => [
  { path: '/healthz', isOpen: true, answer: () => ({ type: TEXT, body: 'ok\n' }) },
  {
    path: '/readyz',
    isOpen: true,
    answer() {
      const missing = doors.filter(({ standing }) => !standing.isUp);
      if (missing.length === 0) return { type: TEXT, body: 'ready\n' };
      const body = missing.map(({ name }) => `${name} is not connected\n`).join('');
      return { status: 503, type: TEXT, body };
    },
  },
];

export const metricsRoute = (metrics: Metrics): Route => ({
  path: '/metrics',
  answer: async () => ({ type: metrics.contentType, body: await metrics.text() }),
});
