/** `aide doctor` on a fresh folder, and on each thing that can be set up wrongly: it names that. */
import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { systemClock } from '../../src/adapters/clock.ts';
import { lacking } from '../../src/adapters/discord/permissions.ts';
import type { Diagnosis } from '../../src/chat/diagnosis.ts';
import {
  checkFonts,
  checkNode,
  checkSecretsFile,
  checkZoneData,
} from '../../src/cli/doctor/machine.ts';
import { openStore } from '../../src/compose/store.ts';
import type { Change } from '../../src/domain/record/record.ts';
import type { Subscription } from '../../src/domain/record/schedule.ts';
import { arrange, type Sitting } from '../adapters/discord/sitting.ts';
import { DESK, Newsroom } from '../adapters/slack/newsroom.ts';
import { APP_TOKEN, BOT_TOKEN } from '../fakes/slack/server.ts';
import { BOT } from '../fakes/slack/workspace.ts';
import { startBot } from '../support/bot-process.ts';
import { aide, aideProcess } from '../support/program.ts';

const PATIENCE = 60_000;

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'aide-doctor-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

const folder = () => mkdtemp(join(root, 'd-'));

interface Examined {
  readonly code: number;
  readonly well: boolean;
  readonly diagnoses: readonly Diagnosis[];
  /** What is wrong, each with what it is about. */
  readonly faults: readonly string[];
}

/** Examines a bot with these settings and this environment, on a folder of its own. */
async function examine(
  settings: object | string,
  env: Record<string, string> = {},
  args: readonly string[] = [],
): Promise<Examined> {
  const own = await folder();
  const config = join(own, 'aide.yaml');
  await writeFile(config, typeof settings === 'string' ? settings : stringify(settings));
  const given = { AIDE_DATA: join(own, 'data'), AIDE_CONFIG: config, ...env };
  const { code, out, err } = await aide(['doctor', '--json', ...args], given);
  expect(err).toBe('');
  for (const secret of [BOT_TOKEN, APP_TOKEN, ...Object.values(env)]) {
    if (/^(?:xox|xapp|MTE)/.test(secret)) expect(out).not.toContain(secret);
  }
  const { well, diagnoses } = JSON.parse(out) as Pick<Examined, 'well' | 'diagnoses'>;
  const faults = diagnoses
    .filter(({ state }) => state === 'fault')
    .map(({ of, told }) => `${of}: ${told}`);
  expect(diagnoses.every(({ told }) => !told.includes('\n'))).toBe(true);
  expect([code, well]).toEqual(faults.length === 0 ? [0, true] : [1, false]);
  return { code, well, diagnoses, faults };
}

/** The one thing that is wrong. */
async function faultOf(...asked: Parameters<typeof examine>): Promise<string> {
  const { faults } = await examine(...asked);
  expect(faults).toHaveLength(1);
  return faults[0] ?? '';
}

describe('on a fresh folder', () => {
  test('all is well, and nothing is written', async () => {
    const own = await folder();
    const { code, out } = await aide(['doctor'], { AIDE_DATA: join(own, 'data') });
    expect(out).toMatch(/^well {3}node .*\n/);
    expect(out).toMatch(/\nwell {3}fonts .*all five languages\n/);
    expect(out).toMatch(/\nAll is well\.\n$/);
    expect(code).toBe(0);
    expect(await readdir(own)).toEqual([]);
  });

  test('so it is once the archive is there, and for a script', async () => {
    const own = await folder();
    await aide(['ask', '/status'], { AIDE_DATA: own });
    const { diagnoses } = await examine({}, { AIDE_DATA: own });
    const store = diagnoses.filter(({ of }) => of === 'store').map(({ told }) => told);
    expect(store.join('; ')).toMatch(/holds \d{3,} records; .* MB used, .* MB free/);
  });
});

describe('the machine', () => {
  test('Node that is too old', () => {
    expect(checkNode('20.18.3')).toMatchObject({ state: 'fault', told: /20\.19 or later/ });
    expect(checkNode('20.19.0').state).toBe('well');
    expect(checkNode('24.1.0').state).toBe('well');
  });

  test('time zones of long ago', () => {
    const now = new Date('2026-11-22T00:00:00Z');
    expect(checkZoneData(now, '2022g').state).toBe('note');
    expect(checkZoneData(now, '2025b').state).toBe('well');
  });

  test('letters that cannot be painted', async () => {
    const { state, told } = await checkFonts(['한', '\u{10FFFD}']);
    expect([state, told]).toEqual(['fault', 'no letter for \u{10FFFD}: run "npm ci" again']);
  });

  test('tokens that others may read', async () => {
    const file = join(await folder(), '.env');
    expect(await checkSecretsFile(file)).toEqual([]);
    await writeFile(file, '', { mode: 0o600 });
    expect((await checkSecretsFile(file))[0]?.state).toBe('well');
    await chmod(file, 0o644);
    expect((await checkSecretsFile(file))[0]?.told).toMatch(/run "chmod 600 /);
  });
});

describe('the settings', () => {
  test('an unknown zone, wherever it stands', async () => {
    expect(await faultOf({ zone: 'Asia/Pyeongyang' })).toMatch(
      /^settings: .*aide\.yaml: zone: expected an IANA time zone/,
    );
    expect(await faultOf({}, { AIDE_ZONE: 'Mars/Olympus' })).toMatch(
      /^settings: AIDE_ZONE: "Mars\/Olympus" is not an IANA time zone/,
    );
    const subscriptions = [{ id: 'desk', channel: 'web:page', zone: 'Mars', digest: {} }];
    expect(await faultOf({ subscriptions })).toMatch(/subscriptions\.0\.zone: expected/);
  });

  test('all that is wrong is told at once, and the rest is looked at all the same', async () => {
    const { faults, diagnoses } = await examine({ zone: 'Mars', locale: 'xx', typo: 1 });
    expect(faults).toHaveLength(3);
    expect(diagnoses.map(({ of }) => of)).toEqual(expect.arrayContaining(['store', 'clock']));
  });

  test.each([
    ['zone: [', /is not YAML/],
    ['slack: {botToken: xoxb-1-2}', /slack\.botToken: expected the name of an environment/],
    ['slack: {commands: [status]}', undefined],
    [
      'subscriptions: [{id: a, channel: "web:page", digest: {cron: "61 9 * * *"}}]',
      /subscriptions\.0\.digest\.cron/,
    ],
  ])('%s', async (yaml, expected) => {
    if (expected) expect(await faultOf(yaml)).toMatch(expected);
    else expect((await examine(yaml)).faults).toEqual([]); // Slack is not set up at all
  });

  test('a file that was named and is not there', async () => {
    const { out, code } = await aide(['doctor'], { AIDE_CONFIG: '/nowhere/aide.yaml' });
    expect(out).toMatch(/fault {2}settings .*\/nowhere\/aide\.yaml cannot be read \(ENOENT\)/);
    expect(out).toMatch(/\n1 fault\.\n$/);
    expect(code).toBe(1);
  });

  test('posts to a platform that is not set up', async () => {
    const settings = { editors: 'slack:C024BE91L' };
    expect(await faultOf(settings)).toMatch(/^slack: editors: nothing comes to slack:C024BE91L/);
  });
});

describe('the store', () => {
  test('that is damaged', async () => {
    const data = await folder();
    await aide(['ask', '/status'], { AIDE_DATA: data });
    await writeFile(join(data, 'manifest.json'), '{"crc":');
    expect(await faultOf({}, { AIDE_DATA: data })).toMatch(
      /^store: .*manifest\.json is damaged.*aide repair/,
    );
  });

  test('whose folder is a file', async () => {
    const data = join(await folder(), 'data');
    await writeFile(data, 'in the way');
    expect(await faultOf({}, { AIDE_DATA: data })).toMatch(/^store: .*data is no folder/);
  });

  test('whose seeds are wrong', async () => {
    const seeds = await folder();
    await writeFile(join(seeds, 'a.yaml'), 'topics: 3\n');
    expect(await faultOf({}, { AIDE_SEEDS: seeds })).toMatch(
      /^store: the seeds cannot be read: a\.yaml:1: topics: expected a list.*seeds:check/,
    );
  });

  // Root may read everything: what stands in another's way is tried as nobody.
  const isRoot = process.getuid?.() === 0;
  test.skipIf(!isRoot)(
    'that belongs to someone else',
    async () => {
      await chmod(root, 0o755);
      const data = join(await folder(), 'data');
      await mkdir(data, { mode: 0o700 });
      await chmod(join(data, '..'), 0o755);
      const { out, code } = await aideProcess(['doctor'], {
        uid: 65_534,
        env: { AIDE_DATA: data },
      });
      expect(out).toMatch(/fault {2}store .*data may not be read and written \(EACCES\): give it/);
      expect(code).toBe(1);
    },
    PATIENCE,
  );
});

describe('the port', () => {
  let taken: Server | undefined;
  afterEach(() => void taken?.close());

  async function takenPort(): Promise<number> {
    const server = createServer();
    taken = server;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return (server.address() as { port: number }).port;
  }

  test('that is taken', async () => {
    const port = await takenPort();
    expect(await faultOf({ http: { port } })).toMatch(
      /^port: 127\.0\.0\.1:\d+ cannot be listened on \(EADDRINUSE\): another program has it/,
    );
  });

  test('that anyone could reach, or whose token is missing', async () => {
    expect(await faultOf({ http: { port: 0, host: '0.0.0.0' } })).toMatch(
      /^port: http\.host: 0\.0\.0\.0 can be reached from elsewhere; http\.token/,
    );
    expect(await faultOf({ http: { port: 0, token: 'AIDE_HTTP_TOKEN' } })).toMatch(
      /^port: http\.token: AIDE_HTTP_TOKEN is not set/,
    );
  });

  test(
    'that the running bot serves is as it should be',
    async () => {
      const port = await takenPort();
      await new Promise((resolve) => taken?.close(resolve));
      const data = await folder();
      const config = join(await folder(), 'aide.yaml');
      await writeFile(config, stringify({ http: { port } }));
      const env = { AIDE_DATA: data, AIDE_CONFIG: config };
      const bot = startBot(env);
      await bot.wrote(/listening on HTTP/);
      const { diagnoses } = await examine({ http: { port } }, { AIDE_DATA: data });
      const told = diagnoses.map((d) => d.told);
      expect(told).toContain('in use by a running bot');
      expect(told).toContain(`127.0.0.1:${port} is served by the running bot`);
      bot.child.kill('SIGTERM');
      await bot.ended;
    },
    PATIENCE,
  );
});

describe('Slack', () => {
  let room: Newsroom;
  beforeEach(async () => {
    room = await Newsroom.open();
  });
  afterEach(() => room.close());

  const env = (others: Record<string, string> = {}) => ({
    SLACK_API_URL: room.server.apiUrl,
    SLACK_BOT_TOKEN: BOT_TOKEN,
    SLACK_APP_TOKEN: APP_TOKEN,
    ...others,
  });
  const desk = { editors: `slack:${DESK}` };

  test('all is well where it is set up, and nothing was posted or opened', async () => {
    const { faults, diagnoses } = await examine(desk, env());
    expect(faults).toEqual([]);
    expect(diagnoses.filter(({ of }) => of === 'slack').map(({ told }) => told)).toEqual([
      '@aide of Newsroom, with every permission that is needed',
      'a connection over Socket Mode may be opened',
      `editors: slack:${DESK} may be posted in`,
    ]);
    expect(diagnoses.at(-1)?.told).toMatch(/Z, as the platforms have it$/);
    expect([room.bots.length, room.server.sockets.connections]).toEqual([0, 0]);
  });

  test('a wrong token of either kind, or one alone', async () => {
    const wrong = 'xoxb-9999-not-a-token';
    expect(await faultOf({}, env({ SLACK_BOT_TOKEN: wrong }))).toMatch(
      /^slack: Slack does not accept the bot token: take .* \(invalid_auth/,
    );
    expect(await faultOf({}, env({ SLACK_APP_TOKEN: 'xapp-wrong' }))).toMatch(
      /^slack: Slack does not accept the app-level token: take .* \(invalid_auth/,
    );
    expect(await faultOf({}, env({ SLACK_APP_TOKEN: '' }))).toMatch(/SLACK_APP_TOKEN is not set/);
  });

  test('a scope that is missing', async () => {
    const scopes = (await manifestScopes()).filter((scope) => scope !== 'users:read');
    room.server.tokens.add(BOT_TOKEN, 'bot', scopes);
    expect(await faultOf({}, env())).toMatch(
      /^slack: the Slack app lacks users:read: paste the manifest anew/,
    );
    room.server.tokens.add(BOT_TOKEN, 'bot', await manifestScopes());
    room.server.tokens.add(APP_TOKEN, 'app', []);
    expect(await faultOf({}, env())).toMatch(/lacks connections:write/);
  });

  const manifestScopes = async () => room.server.given.scopes;

  test('a channel that it is not in, or that there is not', async () => {
    const { workspace } = room.server;
    workspace.addChannel('C0000ELSE', 'elsewhere', 'channel', []);
    workspace.addChannel('G0000ELSE', 'private', 'group', []);
    const subscriptions = ['C0000ELSE', 'G0000ELSE', DESK].map((channel, i) => ({
      id: `s${i}`,
      channel: `slack:${channel}`,
      digest: {},
    }));
    const { faults } = await examine({ subscriptions }, env());
    expect(faults).toEqual([
      'slack: subscription s0: slack:C0000ELSE cannot be posted in (not_in_channel): type "/invite @aide" there',
      expect.stringMatching(/^slack: subscription s1: slack:G0000ELSE .*\(channel_not_found\)/),
    ]);
  });

  test('a channel that took no post, until the settings name another', async () => {
    const own = { AIDE_DATA: join(await folder(), 'data') };
    const store = await openStore({ data: own.AIDE_DATA, seeds: 'seeds' }, 'write', systemClock);
    const after: Subscription = {
      ...{ id: 'archived', channel: `slack:${DESK}`, zone: 'UTC', locale: 'en', hour: '09:00' },
      ...{ digest: { cron: '0 9 * * 1', sections: ['week'] }, origin: 'config' },
      ...{ since: '2026-11-01T00:00:00Z', paused: '2026-11-20T09:00:00Z', closed: 'is_archived' },
    };
    const change = { type: 'subscription', id: after.id, before: null, after } as Change;
    await store.commit([change], { author: 'schedule', at: new Date() });
    await store.close();
    const named = (channel: string) => ({
      subscriptions: [{ id: 'archived', channel, digest: {} }],
    });
    expect(await faultOf(named(after.channel), env(own))).toBe(
      `slack: subscription archived: slack:${DESK} takes no posts (is_archived), so it is paused since 2026-11-20: put that right, then "/reminders resume archived"`,
    );
    room.server.workspace.addChannel('C0000ELSE', 'elsewhere', 'channel', [BOT.user]);
    expect((await examine(named('slack:C0000ELSE'), env(own))).faults).toEqual([]);
  });

  test("a command of Slack's own", async () => {
    expect(await faultOf({ slack: { commands: ['status'] } }, env())).toMatch(
      /^slack: slack\.commands: \/status is Slack's own/,
    );
  });

  test('Slack that cannot be reached', async () => {
    const { apiUrl } = room.server;
    await room.close();
    room = await Newsroom.open();
    const { faults } = await examine({}, env({ SLACK_API_URL: apiUrl }));
    expect(faults).toHaveLength(2);
    expect(faults[0]).toMatch(/^slack: Slack cannot be reached \(ECONNREFUSED\): look at/);
  });

  test('a clock that is off by more than posts bear', async () => {
    room.server.advance(10 * 60_000);
    expect(await faultOf({}, env())).toMatch(
      /^clock: the clock of this machine is 10 minutes behind.*NTP/,
    );
    room.server.advance(-20 * 60_000);
    expect(await faultOf({}, env())).toMatch(/10 minutes ahead/);
    room.server.advance(10 * 60_000 + 2000);
    expect((await examine({}, env())).faults).toEqual([]);
  });
});

test('a clock that is behind what the store knows is seen without a platform', async () => {
  const data = await folder();
  await aide(['ask', '/status'], { AIDE_DATA: data });
  const before = ['--now', '2020-01-01'];
  expect(await faultOf({}, { AIDE_DATA: data }, before)).toMatch(
    /^clock: .* behind: the store was last changed at 20/,
  );
});

describe('Discord', () => {
  let sitting: Sitting;
  beforeEach(async () => {
    sitting = await arrange();
  });
  afterEach(() => sitting.close());

  const env = (others: Record<string, string> = {}) => ({
    DISCORD_API_URL: sitting.discord.url,
    DISCORD_TOKEN: sitting.discord.token,
    ...others,
  });

  test('all is well where it is set up, in a thread too, and nothing was posted', async () => {
    const { channel, thread, guild, discord } = sitting;
    const subscriptions = [channel, thread].map(({ id }, i) => ({
      id: `s${i}`,
      channel: `discord:${id}`,
      digest: {},
    }));
    const settings = { discord: { messageContent: true, guilds: [guild] }, subscriptions };
    const { faults, diagnoses } = await examine(settings, env());
    expect(faults).toEqual([]);
    const told = diagnoses.filter(({ of }) => of === 'discord').map((d) => d.told);
    expect(told).toContain(`subscription s1: discord:${thread.id} may be posted in`);
    expect(discord.heard.every(({ route }) => route?.startsWith('read-'))).toBe(true);
  });

  test('a wrong token', async () => {
    const wrong = 'MTE5OTk5OTk5OTk5OTk5OTk5.AbCdEf.wrong';
    expect(await faultOf({}, env({ DISCORD_TOKEN: wrong }))).toMatch(
      /^discord: the token of the bot is not accepted: take a new one/,
    );
  });

  test('an intent that is not granted', async () => {
    sitting.discord.granted = 0;
    expect(await faultOf({ discord: { messageContent: true } }, env())).toMatch(
      /^discord: the Message Content Intent is not granted: switch it on/,
    );
    expect((await examine({}, env())).faults).toEqual([]);
  });

  test('no server, or another than those that are named', async () => {
    const { world } = sitting.discord;
    const invitation = `https://discord.com/oauth2/authorize?client_id=${world.application}&scope=bot+applications.commands&permissions=309237763072`;
    expect(await faultOf({ discord: { guilds: ['41771983423143937'] } }, env())).toBe(
      `discord: discord.guilds: the bot is not on 41771983423143937: open ${invitation}, or take it out`,
    );
    world.guilds.clear();
    expect(await faultOf({}, env())).toBe(`discord: the bot is on no server: open ${invitation}`);
  });

  test('commands that are sent elsewhere', async () => {
    sitting.discord.world.interactionsEndpoint = 'https://example.org/interactions';
    expect(await faultOf({}, env())).toMatch(/^discord: .*Interactions Endpoint URL.*clear it/);
  });

  test('a channel without the bot, or in which it may not do all it has to', async () => {
    const { channel } = sitting;
    const settings = { editors: `discord:${channel.id}` };
    channel.may.send = false;
    expect(await faultOf(settings, env())).toMatch(
      /^discord: editors: discord:\d+ lacks permissions: .*there Send Messages$/,
    );
    channel.may.view = false;
    expect(await faultOf(settings, env())).toMatch(/needs the permission View Channel there/);
    expect(await faultOf({ editors: 'discord:1' }, env())).toMatch(/there is no such channel/);
    Object.assign(channel.may, { view: true, send: true });
    sitting.discord.world.everyone &= ~(1n << 14n);
    expect(await faultOf(settings, env())).toMatch(/there Embed Links$/);
  });
});

/** docs.discord.com/developers/topics/permissions#permission-overwrites, step by step. */
describe('what a bot may do in a channel on Discord', () => {
  const ALL = String(
    (1n << 10n) | (1n << 11n) | (1n << 14n) | (1n << 15n) | (1n << 16n) | (1n << 35n) | (1n << 38n),
  );
  const SEND = String(1n << 11n);
  const seat = { guild: '1', user: '9', own: ['2'], overwrites: [] };
  const roles = (everyone: string, mine = '0') => [
    { id: '1', permissions: everyone },
    { id: '2', permissions: mine },
    { id: '3', permissions: ALL },
  ];

  test.each([
    ['what everyone may', roles(ALL), [], []],
    ['what its role may', roles('0', ALL), [], []],
    ['an administrator, whatever is denied', roles('8'), [['1', '0', ALL]], []],
    ['denied to everyone there', roles(ALL), [['1', '0', SEND]], ['Send Messages']],
    [
      'and given back to its role',
      roles(ALL),
      [
        ['1', '0', SEND],
        ['2', SEND, '0'],
      ],
      [],
    ],
    [
      'denied to its role, given to itself',
      roles(ALL),
      [
        ['2', '0', SEND],
        ['9', SEND, '0'],
      ],
      [],
    ],
    [
      'denied to itself',
      roles(ALL),
      [
        ['2', SEND, '0'],
        ['9', '0', SEND],
      ],
      ['Send Messages'],
    ],
    ["another role's", roles(ALL), [['3', '0', SEND]], []],
  ])('%s', (_, held, overwrites, expected) => {
    const given = overwrites.map(([id = '', allow = '', deny = '']) => ({ id, allow, deny }));
    expect(lacking({ ...seat, roles: held, overwrites: given })).toEqual(expected);
  });

  test('of a role that is not its own nothing is had', () => {
    expect(lacking({ ...seat, own: [], roles: roles('0', ALL) })).toHaveLength(7);
  });
});
