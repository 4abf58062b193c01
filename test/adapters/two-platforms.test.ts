/** Slack and Discord in one process: what becomes of one does not stop the other. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { textOf as discordText } from '../fakes/discord/looks.ts';
import { APP_TOKEN, BOT_TOKEN } from '../fakes/slack/server.ts';
import { type BotProcess, startBot } from '../support/bot-process.ts';
import { arrange, type Sitting } from './discord/sitting.ts';
import { Newsroom, textOf as slackText } from './slack/newsroom.ts';

vi.setConfig({ testTimeout: 120_000 });

const WRONG = 'MTE5OTk5OTk5OTk5OTk5OTk5.AbCdEf.wrong';

let slack: Newsroom;
let discord: Sitting;
let folder: string;
let discordUrl: string;
let bot: BotProcess;
beforeEach(async () => {
  slack = await Newsroom.open();
  discord = await arrange();
  discordUrl = discord.discord.url;
  folder = await mkdtemp(join(tmpdir(), 'aide-two-'));
});
afterEach(async () => {
  bot.child.kill('SIGKILL');
  await Promise.all([slack.close(), discord.close()]);
  await rm(folder, { recursive: true, force: true });
});

const start = (env: Readonly<Record<string, string>> = {}): BotProcess => {
  bot = startBot({
    AIDE_DATA: folder,
    SLACK_API_URL: slack.server.apiUrl,
    SLACK_BOT_TOKEN: BOT_TOKEN,
    SLACK_APP_TOKEN: APP_TOKEN,
    DISCORD_API_URL: discordUrl,
    DISCORD_TOKEN: discord.discord.token,
    ...env,
  });
  return bot;
};

const listening = (platform: string) => bot.wrote(new RegExp(`"${platform}","msg":"listening"`));

/** What the operator reads as errors, each a line without a stack trace. */
const errors = (): string[] => {
  expect(bot.err).not.toMatch(/\bat .*\.(ts|js):\d+/);
  return bot.err
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { level: number; msg: string })
    .flatMap(({ level, msg }) => (level >= 50 ? [msg] : []));
};

const expectSlackAnswers = async () =>
  expect(slackText(await slack.type('/lastmeeting wang-yi'))).toContain('Wang Yi');

const expectDiscordAnswers = async () =>
  expect(discordText(await discord.person.runs('lastmeeting', { person: 'wang-yi' }))).toContain(
    'Wang Yi',
  );

async function ends(): Promise<number | null> {
  bot.child.kill('SIGTERM');
  return bot.ended;
}

describe('at the start', () => {
  test('a wrong token of Slack: one line, and Discord answers', async () => {
    start({ SLACK_BOT_TOKEN: 'xoxb-wrong' });
    await listening('discord');
    await bot.wrote(/slack cannot be started/);
    await expectDiscordAnswers();
    expect(errors()).toEqual([expect.stringMatching(/^slack cannot be started: .*invalid_auth/)]);
    expect(await ends()).toBe(0);
  });

  test('a wrong token of Discord: one line, and Slack answers', async () => {
    start({ DISCORD_TOKEN: WRONG });
    await listening('slack');
    await bot.wrote(/discord cannot be started/);
    await expectSlackAnswers();
    expect(errors()).toEqual([expect.stringMatching(/^discord cannot be started: the token is/)]);
    expect(await ends()).toBe(0);
  });

  test('wrong tokens of both: a line for each, and exit code 2', async () => {
    start({ SLACK_BOT_TOKEN: 'xoxb-wrong', DISCORD_TOKEN: WRONG });
    expect(await bot.ended).toBe(2);
    expect(errors().sort()).toEqual([
      expect.stringMatching(/^discord cannot be started/),
      expect.stringMatching(/^slack cannot be started/),
    ]);
  });

  test('Discord is down: Slack answers, and Discord once it is up', async () => {
    const { port } = discord.discord;
    await discord.discord.stop();
    start();
    await listening('slack');
    await bot.wrote(/Discord cannot be reached: .*; trying again/);
    await expectSlackAnswers();
    expect(bot.err).not.toMatch(/"discord","msg":"listening"/);
    await discord.discord.start(port);
    await listening('discord');
    await expectDiscordAnswers();
    expect(errors()).toEqual([]);
    expect(await ends()).toBe(0);
  });
});

test('a token that is revoked while it runs: each goes on without the other, and comes back', async () => {
  start();
  await Promise.all([listening('slack'), listening('discord')]);

  slack.server.tokens.revoke(APP_TOKEN);
  slack.server.sockets.kill();
  await bot.wrote(
    /app-level token.*token_revoked.*"msg":"Slack refuses the connection; trying on"/,
  );
  await expectDiscordAnswers();
  slack.server.tokens.add(APP_TOKEN, 'app', ['connections:write']);
  await slack.server.sockets.connected();
  await expectSlackAnswers();

  const right = discord.discord.token;
  discord.discord.token = 'another';
  discord.discord.gateway.close(4004);
  await bot.wrote(/Discord ended the connection: the token is not accepted/);
  await expectSlackAnswers();
  discord.discord.token = right;
  expect(await ends()).toBe(0);
});
