/** The two that answer on Slack, through the same client. */
import { App, SocketModeReceiver } from '@slack/bolt';
import { LIMITS } from '../../../src/adapters/slack/limits.ts';
import { renderReply } from '../../../src/adapters/slack/render.ts';
import { SlackAdapter } from '../../../src/adapters/slack/slack-adapter.ts';
import { Spelling } from '../../../src/adapters/slack/spelling.ts';
import type { Inbound } from '../../../src/chat/adapter.ts';
import type { Log } from '../../../src/chat/reception.ts';
import type { Reply } from '../../../src/chat/reply.ts';
import { registry } from '../../../src/commands/index.ts';
import { APP_TOKEN, BOT_TOKEN } from '../../fakes/slack/server.ts';

/** Acknowledges, and answers always the same. */
export async function echo(apiUrl: string, reply: Reply): Promise<void> {
  const spelling = new Spelling(registry, []);
  const { text, blocks } = renderReply(reply, { spelling, share: true, size: LIMITS.size });
  const clientOptions = { slackApiUrl: apiUrl };
  const receiver = new SocketModeReceiver({
    appToken: APP_TOKEN,
    installerOptions: { clientOptions },
  });
  const app = new App({ token: BOT_TOKEN, receiver, clientOptions });
  app.command(/./, async ({ ack, respond }) => {
    await ack();
    await respond({ response_type: 'ephemeral', text, blocks });
  });
  await app.start();
}

export async function aide(apiUrl: string, inbound: Inbound, log: Log): Promise<void> {
  const tokens = { botToken: BOT_TOKEN, appToken: APP_TOKEN };
  const paint = () => Promise.reject(new Error('no picture is asked for'));
  const parts = { ...tokens, apiUrl, commands: [], registry, paint, log };
  await new SlackAdapter(parts).start(inbound);
}
