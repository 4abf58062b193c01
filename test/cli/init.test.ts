/** `aide init`: on a fresh folder, beside what is there already, and with answers that cannot be. */
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { PassThrough } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { Interview } from '../../src/cli/init/interview.ts';
import { arrange, type Sitting } from '../adapters/discord/sitting.ts';
import { DESK, Newsroom } from '../adapters/slack/newsroom.ts';
import { APP_TOKEN, BOT_TOKEN } from '../fakes/slack/server.ts';
import { aide, type Ran } from '../support/program.ts';

const PATIENCE = 60_000;

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'aide-init-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

const folder = () => mkdtemp(join(root, 'd-'));

/** In a folder of its own, which holds the settings and the tokens. */
function run(
  cwd: string,
  args: readonly string[],
  answers: readonly string[] = [],
  env: Record<string, string> = {},
): Promise<Ran> {
  const { PATH = '' } = process.env;
  const tsx = fileURLToPath(import.meta.resolve('tsx'));
  return new Promise((done) => {
    const child = execFile(
      process.execPath,
      ['--import', tsx, resolve('src/main.ts'), ...args],
      {
        cwd,
        env: {
          PATH,
          LANG: 'C',
          TZ: 'Asia/Seoul',
          AIDE_CONFIG: join(cwd, 'config', 'aide.yaml'),
          ...env,
        },
      },
      (error, out, err) =>
        done({ code: typeof error?.code === 'number' ? error.code : error ? 1 : 0, out, err }),
    );
    child.stdin?.end(answers.map((answer) => `${answer}\n`).join(''));
  });
}

const modeOf = async (file: string) => (await stat(file)).mode & 0o777;

describe('on a fresh folder', () => {
  test(
    'with nothing but defaults: settings, and all is well',
    async () => {
      const cwd = await folder();
      const { code, out, err } = await run(cwd, ['init']);
      expect([code, err]).toEqual([0, '']);
      expect(out).toMatch(/\nWritten: config\/aide\.yaml\.\n/);
      expect(out).toMatch(/\nAll is well\.\n$/);
      const yaml = await readFile(join(cwd, 'config', 'aide.yaml'), 'utf8');
      expect(parse(yaml)).toEqual({ locale: 'en', zone: 'Asia/Seoul' });
      expect(await readdir(cwd)).toEqual(['config']);
    },
    PATIENCE,
  );

  let room: Newsroom | undefined;
  let sitting: Sitting | undefined;
  afterEach(async () => {
    await room?.close();
    await sitting?.close();
  });

  test(
    'with both platforms: tokens for their owner alone, the manifest, the link, and a start that finds them',
    async () => {
      room = await Newsroom.open();
      sitting = await arrange();
      const { world, token } = sitting.discord;
      const cwd = await folder();
      const urls = { SLACK_API_URL: room.server.apiUrl, DISCORD_API_URL: sitting.discord.url };
      const answers = [
        ...['slack, discord', BOT_TOKEN, APP_TOKEN, 'U024BE7LH', token, ''],
        `slack:${DESK}`,
      ];
      const options = ['--locale', 'ko', '--zone', 'Europe/Paris'];
      const { code, out, err } = await run(cwd, ['init', ...options], answers, urls);
      expect(err).toBe('');
      expect(out).toMatch(/\nAll is well\.\n$/);
      expect(code).toBe(0);
      // What is pasted into Slack, whole, and the link for Discord.
      const { out: manifest } = await aide(['slack', 'manifest']);
      expect(out).toContain(`and paste:\n\n${manifest}`);
      expect(out).toContain(
        `https://discord.com/oauth2/authorize?client_id=${world.application}&scope=bot+applications.commands&`,
      );
      const yaml = await readFile(join(cwd, 'config', 'aide.yaml'), 'utf8');
      expect(parse(yaml)).toEqual({
        locale: 'ko',
        zone: 'Europe/Paris',
        slack: { roles: { admin: ['U024BE7LH'] } },
        editors: `slack:${DESK}`,
      });
      for (const secret of [BOT_TOKEN, APP_TOKEN, token]) {
        expect(yaml + out).not.toContain(secret);
      }
      expect(await modeOf(join(cwd, '.env'))).toBe(0o600);
      expect(await readFile(join(cwd, '.gitignore'), 'utf8')).toBe('.env\n');
      // A later start takes the tokens from the file, and nothing else has them.
      const examined = await run(cwd, ['doctor'], [], urls);
      expect(examined.out).toMatch(/well {3}secrets .*\.env is yours alone\n/);
      expect(examined.out).toMatch(/@aide of Newsroom/);
      expect(examined.out).toMatch(/the token is that of Aide-mémoire/);
      expect(examined.code).toBe(0);
    },
    PATIENCE,
  );

  test(
    'what is set up wrongly is told at once by the doctor, in its exit code too',
    async () => {
      room = await Newsroom.open({ scopes: ['commands'] });
      const cwd = await folder();
      const answers = ['', '', 'slack', BOT_TOKEN, APP_TOKEN];
      const urls = { SLACK_API_URL: room.server.apiUrl };
      const { code, out } = await run(cwd, ['init'], answers, urls);
      expect(out).toMatch(/\nfault {2}slack .*the Slack app lacks app_mentions:read, /);
      expect(code).toBe(1);
    },
    PATIENCE,
  );
});

describe('beside what is there already', () => {
  test(
    'settings stay to the letter unless it is agreed, and tokens are added to the others',
    async () => {
      const cwd = await folder();
      await run(cwd, ['init']);
      const file = join(cwd, 'config', 'aide.yaml');
      const own = '# mine\nlocale: ja\nslack: {botToken: OUR_SLACK}\n';
      await writeFile(file, own);
      await writeFile(join(cwd, '.env'), '# ours\nOTHER=1\nOUR_SLACK=xoxb-old\n', { mode: 0o644 });
      await writeFile(join(cwd, '.gitignore'), 'node_modules/\n');
      const room = await Newsroom.open();
      const urls = { SLACK_API_URL: room.server.apiUrl };
      const kept = await run(cwd, ['init'], ['', 'slack', BOT_TOKEN, APP_TOKEN], urls);
      expect(kept.out).toMatch(/config\/aide\.yaml is there already\. Replace it\? .*\[no\]/);
      expect(kept.out).toMatch(/\nWritten: \.env \(/);
      expect(kept.code).toBe(0);
      expect(await readFile(file, 'utf8')).toBe(own);
      expect(await readFile(join(cwd, '.env'), 'utf8')).toBe(
        `# ours\nOTHER=1\nOUR_SLACK=${BOT_TOKEN}\nSLACK_APP_TOKEN=${APP_TOKEN}\n`,
      );
      expect(await modeOf(join(cwd, '.env'))).toBe(0o600);
      expect(await readFile(join(cwd, '.gitignore'), 'utf8')).toBe('node_modules/\n.env\n');
      const replaced = await run(cwd, ['init'], ['yes', 'zh'], urls);
      expect(replaced.code).toBe(1); // one token stands under a name that nobody reads now
      expect(parse(await readFile(file, 'utf8'))).toEqual({ locale: 'zh', zone: 'Asia/Seoul' });
      await room.close();
    },
    PATIENCE,
  );
});

describe('an answer that cannot be ends a script in one line, and nothing is written', () => {
  test.each([
    [
      'a zone',
      ['', 'Mars/Olympus'],
      /^aide: init: Time zone .*: expected one such as Asia\/Seoul$/,
    ],
    ['a language', ['xx'], /^aide: init: Language .*: expected one of en, /],
    ['a platform', ['', '', 'irc'], /^aide: init: Platforms.*: expected slack, discord or none$/],
    ['the other token', ['', '', 'slack', APP_TOKEN], /this is not one; expected Bot User OAuth/],
    ['a token as an id', ['', '', 'slack', '', '', BOT_TOKEN], /expected an id such as U024BE7LH/],
    [
      'a token as a channel',
      ['', '', 'slack', '', '', '', `slack:${BOT_TOKEN}`],
      /expected a channel such as slack:C024BE91L/,
    ],
  ])(
    '%s',
    async (_, answers, expected) => {
      const cwd = await folder();
      const config = join(cwd, 'config', 'aide.yaml');
      const { code, out, err } = await aide(['init'], { AIDE_CONFIG: config }, answers);
      expect(err.trim()).toMatch(expected);
      expect(err.trim().split('\n')).toHaveLength(1);
      expect(code).toBe(2);
      expect(err + out).not.toMatch(/fakebottoken|fakeapptoken/);
      expect(await readdir(cwd)).toEqual([]);
    },
    PATIENCE,
  );
});

describe('someone at a terminal', () => {
  function terminal() {
    const input = Object.assign(new PassThrough(), { isTTY: true });
    let shown = '';
    const interview = new Interview(input, (text) => {
      shown += text;
    });
    return { input, interview, shown: () => shown };
  }

  test('is asked again after a slip, and sees no token as it is typed', async () => {
    const { input, interview, shown } = terminal();
    const zone = interview.ask({
      text: 'Zone',
      wrong: (answer) => (answer === 'UTC' ? undefined : 'expected UTC'),
    });
    input.write('Mars\r');
    input.write('UTC\r');
    expect(await zone).toBe('UTC');
    expect(shown()).toMatch(/Zone: .*Mars[\s\S]*expected UTC[\s\S]*Zone: /);
    const token = interview.ask({ text: 'Token', isSecret: true });
    input.write(`${BOT_TOKEN}\r`);
    expect(await token).toBe(BOT_TOKEN);
    expect(shown()).toContain('Token: ');
    expect(shown()).not.toContain('fakebottoken');
    interview.close();
  });

  test('who leaves has nothing written', async () => {
    const { input, interview } = terminal();
    const answer = interview.ask({ text: 'Zone' });
    input.end();
    await expect(answer).rejects.toThrow('init: nothing was written');
  });
});
