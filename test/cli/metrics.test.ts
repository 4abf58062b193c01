/**
 * What is scraped of the whole program while it serves both platforms, held against what the
 * platforms' servers counted themselves.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { systemClock } from '../../src/adapters/clock.ts';
import { findPlaces } from '../../src/compose/places.ts';
import { openStore } from '../../src/compose/store.ts';
import { readEnvironment } from '../../src/config/environment.ts';
import { DIGEST_SECTIONS, type Subscription } from '../../src/domain/record/schedule.ts';
import { arrange, type Sitting } from '../adapters/discord/sitting.ts';
import { DESK, MINA, Newsroom } from '../adapters/slack/newsroom.ts';
import { APP_TOKEN, BOT_TOKEN } from '../fakes/slack/server.ts';
import { type BotProcess, startBot } from '../support/bot-process.ts';

const PATIENCE = 120_000;
const TOKEN = 'a-token-of-ours';

let folder: string;
let room: Newsroom;
let sitting: Sitting;
let bot: BotProcess | undefined;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aide-metrics-'));
  room = await Newsroom.open();
  sitting = await arrange();
});
afterEach(async () => {
  bot?.child.kill('SIGKILL');
  await room.close();
  await sitting.close();
  await rm(folder, { recursive: true, force: true });
});

/** A digest that fell due an hour and a half ago, while nobody was there to post it. */
function digestFor(channel: string, id: string): Subscription {
  const due = new Date(Date.now() - 90 * 60_000);
  return {
    id,
    channel,
    zone: 'UTC',
    locale: 'en',
    hour: '09:00',
    digest: {
      cron: `${due.getUTCMinutes()} ${due.getUTCHours()} * * *`,
      sections: [...DIGEST_SECTIONS],
    },
    origin: 'command',
    since: new Date(Date.now() - 3 * 3_600_000).toISOString(),
  };
}

async function serving(subscriptions: readonly Subscription[]) {
  const config = join(folder, 'aide.yaml');
  await writeFile(config, stringify({ http: { port: 0, token: 'AIDE_HTTP_TOKEN' } }));
  const env = { AIDE_DATA: join(folder, 'data'), AIDE_CONFIG: config };
  const places = await findPlaces(readEnvironment(env), {});
  const store = await openStore(places, 'write', systemClock);
  const changes = subscriptions.map((after) => ({
    type: 'subscription' as const,
    id: after.id,
    before: null,
    after,
  }));
  await store.commit(changes, { author: 'ann', at: new Date() });
  await store.close();
  bot = startBot({
    ...env,
    AIDE_HTTP_TOKEN: TOKEN,
    SLACK_API_URL: room.server.apiUrl,
    SLACK_BOT_TOKEN: BOT_TOKEN,
    SLACK_APP_TOKEN: APP_TOKEN,
    DISCORD_API_URL: sitting.discord.url,
    DISCORD_TOKEN: sitting.discord.token,
  });
  const [, port] = await bot.wrote(/"port":(\d+),"msg":"listening on HTTP"/);
  const at = `http://127.0.0.1:${port}`;
  const headers = { Authorization: `Bearer ${TOKEN}` };
  return {
    at,
    ready: async () => (await fetch(`${at}/readyz`)).status === 200,
    scrape: async () => readSamples(await (await fetch(`${at}/metrics`, { headers })).text()),
  };
}

/** The text format of Prometheus: `name{label="value"} 1`, one sample a line. */
function readSamples(text: string): Map<string, number> {
  const samples = new Map<string, number>();
  for (const line of text.split('\n')) {
    const [, name, value] = /^([a-z_]+(?:\{.*\})?) (\S+)$/.exec(line) ?? [];
    if (name !== undefined) samples.set(name, Number(value));
  }
  return samples;
}

const sumOf = (samples: Map<string, number>, start: string): number =>
  [...samples].reduce((sum, [name, value]) => sum + (name.startsWith(start) ? value : 0), 0);

async function until(what: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await what())) await pause(20);
}

const bots = ({ discord: { world } }: Sitting) =>
  world.messages.filter(({ author, onlyFor }) => author.id === world.bot.id && !onlyFor);

test(
  'a scrape agrees with what the servers of both platforms counted',
  async () => {
    const { server } = room;
    const { discord, channel, person } = sitting;
    // One post on Slack is made and its confirmation lost; the history does not tell of it either.
    server.faults.strike('chat.postMessage', { kind: 'applied-then-dropped' });
    for (let i = 0; i < 20; i++) {
      server.faults.strike('conversations.history', { kind: 'status', status: 503 });
    }
    const served = await serving([
      digestFor(`slack:${DESK}`, 'lost'),
      digestFor(`discord:${channel.id}`, 'well'),
      digestFor('discord:1', 'nowhere'),
    ]);
    await until(served.ready);
    await until(async () => sumOf(await served.scrape(), 'aide_posts{') === 3);
    await until(() => bots(sitting).length === 1 && room.bots.length === 1);
    await until(async () => (await served.scrape()).get(posts('slack', 'unknown')) === 1);

    await room.type('/meetings kr');
    await room.type('/meetings cn');
    await room.type('/lastmeeting nobody-by-that-name');
    await room.answerTo(() => room.hands.command(MINA, DESK, '/aide', 'xyzzy s3cr3t-words'));
    await person.runs('lastmeeting', { person: 'wang-yi' });

    const samples = await served.scrape();
    const count = (name: string) => samples.get(name) ?? 0;
    const answers = (platform: string, command: string, outcome: string) =>
      count(`aide_answers_total{platform="${platform}",command="${command}",outcome="${outcome}"}`);
    expect(answers('slack', 'meetings', 'answered')).toBe(2);
    expect(answers('slack', 'lastmeeting', 'refused')).toBe(1);
    expect(answers('slack', 'none', 'refused')).toBe(1);
    expect(answers('discord', 'lastmeeting', 'answered')).toBe(1);
    const asked = server.sockets.sent.filter(({ type }) => type === 'slash_commands').length;
    const responded = discord.heard.filter(({ route }) => route === 'respond').length;
    expect(sumOf(samples, 'aide_answers_total{platform="slack"')).toBe(asked);
    expect(sumOf(samples, 'aide_answers_total{platform="discord"')).toBe(responded);
    expect(sumOf(samples, 'aide_answer_seconds_count')).toBe(asked + responded);

    // What was posted: what Slack holds and nobody knows of, what Discord holds, what it refused.
    expect(count(posts('slack', 'unknown'))).toBe(server.called('chat.postMessage').length);
    expect(count(posts('discord', 'sent'))).toBe(bots(sitting).length);
    const refused = discord.heard.filter(
      ({ route, status }) => route === 'create-message' && status === 404,
    );
    expect(count(posts('discord', 'refused'))).toBe(refused.length);
    expect(count('aide_posts_late{platform="discord",kind="digest"}')).toBe(1);
    const age = count('aide_post_oldest_open_seconds');
    expect(age).toBeGreaterThan(89 * 60);
    expect(age).toBeLessThan(95 * 60);

    expect(count('aide_platform_up{platform="slack"}')).toBe(server.sockets.connections);
    expect(count('aide_platform_connections_total{platform="slack"}')).toBe(1);
    expect(count('aide_records{type="subscription"}')).toBe(3);
    expect(count('aide_records{type="event"}')).toBeGreaterThan(50);
    expect(count('aide_data_bytes')).toBeGreaterThan(100_000);
    expect(count('aide_log_lines_total{level="error"}')).toBeGreaterThan(0);
    expect(count('process_resident_memory_bytes')).toBeGreaterThan(1e6);
    // Nobody's words, names or channels.
    expect([...samples.keys()].join('\n')).not.toMatch(/xyzzy|s3cr3t|nobody|wang-yi|mina|desk/i);
  },
  PATIENCE,
);

const posts = (platform: string, state: string) =>
  `aide_posts{platform="${platform}",kind="digest",state="${state}"}`;

test(
  'a connection that breaks is seen, and counted when it is made anew',
  async () => {
    const { server } = room;
    const { gateway } = sitting.discord;
    const { at, ready, scrape } = await serving([]);
    const up = async (platform: string) =>
      (await scrape()).get(`aide_platform_up{platform="${platform}"}`);
    await until(ready);
    for (let i = 0; i < 4; i++) {
      server.faults.strike('apps.connections.open', { kind: 'status', status: 503 });
    }
    server.sockets.kill();
    await until(async () => (await up('slack')) === 0);
    const notReady = await fetch(`${at}/readyz`);
    expect([notReady.status, await notReady.text()]).toEqual([503, 'slack is not connected\n']);
    expect((await fetch(`${at}/healthz`)).status).toBe(200);
    expect(await up('discord')).toBe(1);
    await until(ready);
    gateway.kill();
    await gateway.again();
    await until(ready);
    const samples = await scrape();
    const made = (platform: string) =>
      samples.get(`aide_platform_connections_total{platform="${platform}"}`);
    // Those that met a fault opened nothing, and are not counted there.
    const opened = server.called('apps.connections.open').length;
    expect(made('slack')).toBe(opened);
    expect(made('slack')).toBe(2);
    expect(made('discord')).toBe(gateway.heard.identify + gateway.heard.resume);
    expect(made('discord')).toBe(2);
  },
  PATIENCE,
);

test(
  'whether it lives may be asked by anyone, what it did only with the token',
  async () => {
    const { at } = await serving([]);
    for (const path of ['/healthz', '/readyz']) {
      expect([200, 503]).toContain((await fetch(at + path)).status);
    }
    const refused = await fetch(`${at}/metrics`);
    expect(refused.status).toBe(401);
    expect(await refused.text()).not.toContain('aide_');
  },
  PATIENCE,
);
