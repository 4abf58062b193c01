/** The bot as it is started, on both platforms on a day on which something is due. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { manifestOf } from '../../src/adapters/slack/manifest.ts';
import { EmbeddedStore } from '../../src/adapters/store/embedded-store.ts';
import { registry } from '../../src/commands/index.ts';
import { openStore } from '../../src/compose/store.ts';
import type { Change } from '../../src/domain/record/record.ts';
import type { DeliveryRecord, Subscription } from '../../src/domain/record/schedule.ts';
import { DiscordServer } from '../fakes/discord/discord-server.ts';
import { CHANNEL_TYPE } from '../fakes/discord/world.ts';
import { APP_TOKEN, BOT_TOKEN, SlackServer } from '../fakes/slack/server.ts';
import { BOT } from '../fakes/slack/workspace.ts';
import { type BotProcess, startBot } from '../support/bot-process.ts';

const PATIENCE = 120_000;
const DESK = 'C0000DESK';
const DAY = 86_400_000;

let folder: string;
let slack: SlackServer;
let discord: DiscordServer;
let desk: string;
let bot: BotProcess | undefined;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aide-posting-'));
  const { oauth_config, settings, features } = manifestOf({ registry, commands: [], groups: [] });
  slack = await SlackServer.open({
    scopes: oauth_config.scopes.bot,
    events: settings.event_subscriptions.bot_events,
    commands: features.slash_commands.map(({ command }) => command),
  });
  slack.workspace.addChannel(DESK, 'desk', 'channel', [BOT.user]);
  discord = new DiscordServer();
  await discord.start();
  const { world } = discord;
  const [guild_id, type, name] = [world.addGuild(), CHANNEL_TYPE.text, 'desk'];
  desk = world.addChannel({ guild_id, type, name }).id;
});
afterEach(async () => {
  bot?.child.kill('SIGKILL');
  await bot?.ended;
  await slack.close();
  await discord.stop();
  await rm(folder, { recursive: true, force: true });
});

const data = () => join(folder, 'data');

/** A summit of today, and channels that have been told of such things since yesterday. */
async function arrange(): Promise<void> {
  const today = new Date().toISOString().slice(0, 10);
  const seeds = join(folder, 'seeds');
  await mkdir(seeds);
  await writeFile(
    join(seeds, 'all.yaml'),
    JSON.stringify({
      source: 'rec',
      sources: [{ id: 'rec', corpus: 'record', publisher: 'P', language: 'en', title: 'T' }],
      events: [
        {
          id: 'e',
          kind: 'multilateral',
          status: 'planned',
          name: { en: 'The Summit' },
          date: today,
        },
      ],
      milestones: [{ id: 'e', event: 'e', counting: 'none' }],
    }),
  );
  const subscriptions = [`slack:${DESK}`, `discord:${desk}`].map((channel) => ({
    id: channel.startsWith('slack') ? 'on-slack' : 'on-discord',
    channel,
    zone: 'UTC',
    locale: 'en' as const,
    hour: '00:00',
    reminders: { leads: [0], which: {}, quiet: 'keep' as const },
    digest: { cron: '0 0 * * *', sections: ['week' as const] },
  }));
  // Neither the page nor what looks after the bot is of interest here.
  await writeFile(join(folder, 'aide.yaml'), JSON.stringify({ subscriptions }));
  const at = new Date(Date.now() - DAY);
  const store = await openStore({ data: data(), seeds }, 'write', { now: () => at });
  const changes = subscriptions.map((setting) => {
    const after: Subscription = { ...setting, origin: 'config', since: at.toISOString() };
    return { type: 'subscription', id: after.id, before: null, after } as Change;
  });
  await store.commit(changes, { author: 'settings', at });
  await store.close();
}

const start = (more: Readonly<Record<string, string>> = {}): BotProcess =>
  startBot({
    AIDE_DATA: data(),
    AIDE_SEEDS: join(folder, 'seeds'),
    AIDE_CONFIG: join(folder, 'aide.yaml'),
    SLACK_API_URL: slack.apiUrl,
    SLACK_BOT_TOKEN: BOT_TOKEN,
    SLACK_APP_TOKEN: APP_TOKEN,
    ...more,
  });

/** What the store says of posts, read beside the bot. */
async function deliveries(): Promise<readonly DeliveryRecord[]> {
  const store = await EmbeddedStore.open(data());
  try {
    return (await store.load()).delivery;
  } finally {
    await store.close();
  }
}

async function sent(platform: string, count: number): Promise<void> {
  const isSent = ({ channel, state }: DeliveryRecord) =>
    channel.startsWith(platform) && state === 'sent';
  while ((await deliveries()).filter(isSent).length < count) await pause(50);
}

const onSlack = () => slack.workspace.messages.map(({ text }) => text.split('\n')[0]).sort();
const onDiscord = () =>
  discord.world.messages
    .map(({ content, embeds }) => `${content} ${embeds[0]?.title ?? ''}`.trim())
    .sort();

const BOTH = [
  expect.stringMatching(/^\W*Digest for /),
  expect.stringMatching(/^\W*Reminder: The Summit/),
];

test(
  'a reminder and a digest come out on both, once, though it was killed in the middle',
  async () => {
    await arrange();
    // Slack makes the first post, and its answer never comes.
    slack.faults.strike('chat.postMessage', { kind: 'hang' });
    bot = start();
    while (slack.workspace.messages.length < 1) await pause(20);
    bot.child.kill('SIGKILL');
    await bot.ended;
    expect((await deliveries()).map(({ state }) => state)).toEqual(['claimed']);

    bot = start({ DISCORD_API_URL: discord.url, DISCORD_TOKEN: discord.token });
    await sent('slack:', 2);
    await sent('discord:', 2);
    bot.child.kill('SIGTERM');
    expect(await bot.ended).toBe(0);
    expect(onSlack()).toEqual(BOTH);
    expect(onDiscord()).toEqual(BOTH);
    expect(slack.problems).toEqual([]);
    expect(discord.refused).toEqual([]);

    // And whoever starts it once more gets nothing new.
    bot = start({ DISCORD_API_URL: discord.url, DISCORD_TOKEN: discord.token });
    await bot.wrote(/"platform":"slack".*listening/);
    await bot.wrote(/"platform":"discord".*listening/);
    await pause(500);
    bot.child.kill('SIGTERM');
    expect(await bot.ended).toBe(0);
    expect(slack.workspace.messages).toHaveLength(2);
    expect(discord.world.messages).toHaveLength(2);
  },
  PATIENCE,
);
