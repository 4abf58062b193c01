/** Two workspaces on loopback, one for each bot, and their users: a process of its own. */
import { Hands } from '../../fakes/slack/hands.ts';
import { SlackServer } from '../../fakes/slack/server.ts';
import { BOT, type Message } from '../../fakes/slack/workspace.ts';
import { inTurns, type Measured, type Order, serveOrders } from './in-turns.ts';

const CHANNEL = 'C0000DESK';

const SCOPES =
  'commands app_mentions:read im:history channels:history groups:history chat:write users:read';

async function workspace(): Promise<{ server: SlackServer; hands: Hands }> {
  const scopes = SCOPES.split(' ');
  const server = await SlackServer.open({ scopes, events: [], commands: ['/aide'] });
  server.workspace.addChannel(CHANNEL, 'desk', 'channel', [BOT.user]);
  return { server, hands: new Hands(server) };
}

const workspaces = { echo: await workspace(), aide: await workspace() };

async function run(order: Order): Promise<Measured> {
  const { server, hands } = workspaces[order.to];
  const answered = new Map<string, () => void>();
  const listen = ({ onlyFor = '' }: Message) => answered.get(onlyFor)?.();
  server.workspace.events.on('shown', listen);
  const measured = await inTurns(order, async (n, { person, before }) => {
    const user = userOf(n, server);
    const answer = new Promise<void>((resolve) => answered.set(user, resolve));
    const limit = before === undefined ? '' : ` before ${before}`;
    const fate = await hands.command(user, CHANNEL, '/aide', `lastmeeting ${person}${limit}`);
    if (fate !== 'acknowledged') throw new Error(`a question was not acknowledged: ${fate}`);
    await answer;
  });
  server.workspace.events.off('shown', listen);
  server.forget();
  if (server.problems[0]) throw new Error(server.problems[0]);
  return measured;
}

function userOf(n: number, { workspace }: SlackServer): string {
  const id = `U${String(n).padStart(8, '0')}`;
  if (!workspace.users.has(id)) {
    workspace.addUser({ id, name: id, realName: id, locale: 'en-US', zone: 'Asia/Seoul' });
    workspace.channels.get(CHANNEL)?.members.add(id);
  }
  return id;
}

serveOrders({ echo: workspaces.echo.server.apiUrl, aide: workspaces.aide.server.apiUrl }, run);
