/**
 * The other end of the Slack bench, in a process of its own: two workspaces on loopback, and users who
 * each ask, wait for their answer, and ask again.
 */
import { Hands } from '../fakes/slack/hands.ts';
import { SlackServer } from '../fakes/slack/server.ts';
import { BOT, type Message } from '../fakes/slack/workspace.ts';

/** What the bench asks for: so many questions, in turn from the list, by so many users at once. */
export interface Order {
  readonly to: 'echo' | 'aide';
  readonly lines: readonly string[];
  readonly count: number;
  readonly users: number;
}

export interface Measured {
  /** Milliseconds for all. */
  readonly took: number;
  /** Milliseconds from each question to its answer. */
  readonly waits: readonly number[];
}

const CHANNEL = 'C0000DESK';

async function workspace(): Promise<{ server: SlackServer; hands: Hands }> {
  const server = await SlackServer.open({
    scopes:
      'commands app_mentions:read im:history channels:history groups:history chat:write users:read'.split(
        ' ',
      ),
    events: [],
    commands: ['/aide'],
  });
  server.workspace.addChannel(CHANNEL, 'desk', 'channel', [BOT.user]);
  return { server, hands: new Hands(server) };
}

const workspaces = { echo: await workspace(), aide: await workspace() };

async function run({ to, lines, count, users }: Order): Promise<Measured> {
  const { server, hands } = workspaces[to];
  const answered = new Map<string, () => void>();
  const listen = ({ onlyFor = '' }: Message) => answered.get(onlyFor)?.();
  server.workspace.events.on('shown', listen);
  const waits: number[] = [];
  let next = 0;
  const began = performance.now();
  await Promise.all(
    Array.from({ length: users }, async (_, u) => {
      const user = userOf(u, server);
      for (let i = next++; i < count; i = next++) {
        const asked = performance.now();
        const answer = new Promise<void>((resolve) => answered.set(user, resolve));
        const fate = await hands.command(user, CHANNEL, '/aide', lines[i % lines.length] ?? '');
        if (fate !== 'acknowledged') throw new Error(`a question was not acknowledged: ${fate}`);
        await answer;
        waits.push(performance.now() - asked);
      }
    }),
  );
  const took = performance.now() - began;
  server.workspace.events.off('shown', listen);
  server.forget();
  if (server.problems[0]) throw new Error(server.problems[0]);
  return { took, waits };
}

function userOf(n: number, { workspace }: SlackServer): string {
  const id = `U${String(n).padStart(8, '0')}`;
  if (!workspace.users.has(id)) {
    workspace.addUser({ id, name: id, realName: id, locale: 'en-US', zone: 'Asia/Seoul' });
    workspace.channels.get(CHANNEL)?.members.add(id);
  }
  return id;
}

process.on('message', async (order: Order | 'end') => {
  if (order === 'end') return process.exit(0);
  process.send?.(await run(order));
});
process.on('disconnect', () => process.exit(0));
process.send?.({ echo: workspaces.echo.server.apiUrl, aide: workspaces.aide.server.apiUrl });
