/** The bot as a process: how it starts, refuses to start, waits, and ends. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Inbound } from '../../../src/chat/adapter.ts';
import { APP_TOKEN, BOT_TOKEN } from '../../fakes/slack/server.ts';
import { type BotProcess, startBot } from '../../support/bot-process.ts';
import { DESK, MINA, Newsroom, textOf } from './newsroom.ts';

let root: string;
let room: Newsroom;
let running: BotProcess[] = [];

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'aide-start-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));
beforeEach(async () => {
  room = await Newsroom.open();
  running = [];
});
afterEach(async () => {
  for (const { child } of running) child.kill('SIGKILL');
  await room.close();
});

const NOBODY: Inbound = {
  handle: () => Promise.reject(new Error('nobody asks here')),
  complete: () => [],
};

function start(env: Record<string, string>, preload: string[] = []): BotProcess {
  const bot = startBot(
    {
      AIDE_DATA: join(root, 'data'),
      SLACK_API_URL: room.server.apiUrl,
      SLACK_BOT_TOKEN: BOT_TOKEN,
      SLACK_APP_TOKEN: APP_TOKEN,
      ...env,
    },
    preload,
  );
  running.push(bot);
  return bot;
}

/** What the operator reads: one line of the log that is an error, and no stack trace. */
function expectOneLine({ err }: BotProcess, expected: RegExp) {
  const lines = err.trim().split('\n');
  const errors = lines.filter((line) => !line.startsWith('{') || JSON.parse(line).level >= 50);
  expect(errors).toHaveLength(1);
  expect(errors[0]).toMatch(expected);
  expect(err).not.toMatch(/\bat .*\.(ts|js):\d+/);
  expect(err).not.toContain(BOT_TOKEN);
  expect(err).not.toContain(APP_TOKEN);
}

describe('a start that cannot be', () => {
  test('a wrong bot token is one line and exit code 2', async () => {
    const bot = start({ SLACK_BOT_TOKEN: 'xoxb-wrong' });
    expect(await bot.ended).toBe(2);
    expectOneLine(
      bot,
      /slack cannot be started: Slack does not accept the bot token.*invalid_auth/,
    );
  });

  test('a wrong app-level token too', async () => {
    const bot = start({ SLACK_APP_TOKEN: 'xapp-wrong' });
    expect(await bot.ended).toBe(2);
    expectOneLine(bot, /does not accept the app-level token.*invalid_auth/);
  });

  test('one token without the other names the one that is missing', async () => {
    const bot = start({ SLACK_APP_TOKEN: '' });
    expect(await bot.ended).toBe(1);
    expectOneLine(bot, /^aide: Slack needs two tokens: SLACK_APP_TOKEN is not set/);
  });

  test('a missing scope is named, with what to do', async () => {
    await room.close();
    room = await Newsroom.open({ scopes: ['commands', 'chat:write', 'app_mentions:read'] });
    const bot = start({});
    expect(await bot.ended).toBe(2);
    expectOneLine(bot, /the Slack app lacks im:history, .*users:read: paste the manifest anew/);
  });

  test('a token that was revoked, or is of the other kind, is no reason to try on', async () => {
    const { server } = room;
    server.tokens.revoke(BOT_TOKEN);
    await expect(room.start(NOBODY)).rejects.toThrow(/the bot token.*token_revoked/);
    server.tokens.add(BOT_TOKEN, 'app', []);
    await expect(room.start(NOBODY)).rejects.toThrow(/the bot token.*not_allowed_token_type/);
  });
});

describe('a start', () => {
  test('takes its tokens from the variables that the settings name', async () => {
    const config = join(root, 'aide.yaml');
    await writeFile(config, 'slack: {botToken: OUR_BOT, appToken: OUR_APP}\n');
    const named = { OUR_BOT: BOT_TOKEN, OUR_APP: APP_TOKEN };
    const bot = start({ AIDE_CONFIG: config, SLACK_BOT_TOKEN: '', SLACK_APP_TOKEN: '', ...named });
    await bot.wrote(/"platform":"slack","msg":"listening"/);
    bot.child.kill('SIGTERM');
    expect(await bot.ended).toBe(0);
  });

  test('with Slack down waits for it, and is heard once it is there; SIGTERM ends with 0', async () => {
    const port = await freePort();
    const bot = start({ SLACK_API_URL: `http://127.0.0.1:${port}/api/` });
    await bot.wrote(/Slack cannot be reached; trying on/);
    // The door of the real server is opened where nothing was.
    const relay = await relayTo(port, new URL(room.server.apiUrl).port);
    await bot.wrote(/"platform":"slack","msg":"listening"/);
    expect(textOf(await room.type('/lastmeeting wang-yi'))).toContain('Last meeting: Wang Yi');
    bot.child.kill('SIGTERM');
    expect(await bot.ended).toBe(0);
    relay.close();
  });

  test('that never finds Slack ends at once when told to, with 0', async () => {
    const bot = start({ SLACK_API_URL: `http://127.0.0.1:${await freePort()}/api/` });
    await bot.wrote(/"failures":2.*trying on/);
    bot.child.kill('SIGINT');
    expect(await bot.ended).toBe(0);
  });

  test('loads the SDK of Slack alone, answers what it accepted, and keeps its tokens to itself', async () => {
    const bot = start({ AIDE_LOG: 'debug' }, ['--import', './test/support/loaded-modules.mjs']);
    await bot.wrote(/"msg":"listening"/);
    expect(bot.err).toMatch(/loaded .*@slack\/bolt/);
    expect(bot.err).not.toMatch(/loaded .*(discord\.js|@discordjs)/);
    const asked = room.answerTo(() => room.hands.command(MINA, DESK, '/aide', 'meetings kr'));
    while (room.server.sockets.sent.length === 0) await new Promise((r) => setTimeout(r, 5));
    bot.child.kill('SIGTERM');
    expect(textOf(await asked)).toContain('meetings: South Korea');
    expect(await bot.ended).toBe(0);
    expect(bot.err).not.toContain(BOT_TOKEN);
    expect(bot.err).not.toContain(APP_TOKEN);
  });
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Passes on whatever comes to a port. */
async function relayTo(port: number, target: string) {
  const { connect } = await import('node:net');
  const server = createServer((near) => {
    const far = connect(Number(target), '127.0.0.1');
    near.pipe(far).pipe(near);
    near.on('error', () => far.destroy());
    far.on('error', () => near.destroy());
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return server;
}
