/** The two that answer on Discord, through the same client. */
import { Client, MessageFlags } from 'discord.js';
import { DiscordAdapter } from '../../../src/adapters/discord/discord-adapter.ts';
import { renderReply } from '../../../src/adapters/discord/render.ts';
import type { Inbound } from '../../../src/chat/adapter.ts';
import type { Log } from '../../../src/chat/reception.ts';
import type { Reply } from '../../../src/chat/reply.ts';
import { registry } from '../../../src/commands/index.ts';
import { TOKEN } from '../../fakes/discord/discord-server.ts';

/** Answers always the same. */
export async function echo(api: string, reply: Reply): Promise<void> {
  const { embeds, components } = renderReply(reply, { registry, share: true });
  const client = new Client({ intents: [], rest: { api } });
  client.on('interactionCreate', async (interaction) => {
    if (!interaction.isChatInputCommand()) return;
    await interaction.reply({ embeds, components, flags: MessageFlags.Ephemeral });
  });
  const ready = new Promise((resolve) => client.once('clientReady', resolve));
  await client.login(TOKEN);
  await ready;
}

export async function aide(apiUrl: string, inbound: Inbound, log: Log): Promise<void> {
  const ears = { messageContent: false, prefix: '!' };
  const paint = () => Promise.reject(new Error('no picture is asked for'));
  await new DiscordAdapter({ token: TOKEN, apiUrl, ...ears, registry, paint, log }).start(inbound);
}
