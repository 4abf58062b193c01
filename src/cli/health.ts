/** For whoever looks after the process: whether it lives, whether it serves, and what it has done. */
import type { Route } from '../adapters/http/route.ts';
import type { Metrics } from '../adapters/metrics.ts';
import type { ChatAdapter } from '../chat/adapter.ts';
import type { App } from '../compose/app.ts';

const TEXT = 'text/plain; charset=utf-8';

/**
 * `/healthz`: the process answers; one that does not should be started anew. `/readyz`: every platform
 * that is configured is connected, and what is to be recorded can be. Neither tells anything of the archive, nor asks for the token. The
 * port is listened on only once the store is read.
 */
export const healthRoutes = (
  doors: readonly Pick<ChatAdapter, 'name' | 'standing'>[],
  { unwritable }: Pick<App, 'unwritable'>,
): Route[] => [
  { path: '/healthz', isOpen: true, answer: () => ({ type: TEXT, body: 'ok\n' }) },
  {
    path: '/readyz',
    isOpen: true,
    async answer() {
      const missing = doors.filter(({ standing }) => !standing.isUp);
      // Where it lies is nobody's business here.
      const isShut = (await unwritable()) !== undefined;
      const problems = [
        ...missing.map(({ name }) => `${name} is not connected\n`),
        ...(isShut ? ['nothing can be recorded: see the log, and the disk of the archive\n'] : []),
      ];
      if (problems.length === 0) return { type: TEXT, body: 'ready\n' };
      return { status: 503, type: TEXT, body: problems.join('') };
    },
  },
];

export const metricsRoute = (metrics: Metrics): Route => ({
  path: '/metrics',
  answer: async () => ({ type: metrics.contentType, body: await metrics.text() }),
});
