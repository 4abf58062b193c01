/** The bot as a process on Discord: how it begins, what it logs, and how it ends. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { phrasebook } from '../../../src/chat/phrasebook.ts';
import { textOf } from '../../fakes/discord/looks.ts';
import type { Json } from '../../fakes/discord/world.ts';
import { type BotProcess, startBot } from '../../support/bot-process.ts';
import { arrange, type Sitting } from './sitting.ts';

const PATIENCE = 120_000;

let at: Sitting;
let folder: string;
let bot: BotProcess | undefined;
beforeEach(async () => {
  at = await arrange();
  folder = await mkdtemp(join(tmpdir(), 'aide-discord-'));
});
afterEach(async () => {
  bot?.child.kill('SIGKILL');
  await at.close();
  await rm(folder, { recursive: true, force: true });
});

function start(env: Readonly<Record<string, string>>, preload: string[] = []): BotProcess {
  bot = startBot({ AIDE_DATA: folder, DISCORD_API_URL: at.discord.url, ...env }, preload);
  return bot;
}

const lines = ({ err }: BotProcess): { level: number; msg: string }[] =>
  err
    .trim()
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line));

test(
  'a wrong token ends it with one clear line and an exit code that is not 0',
  async () => {
    const running = start({ DISCORD_TOKEN: 'MTE5OTk5OTk5OTk5OTk5OTk5.AbCdEf.wrong' });
    expect(await running.ended).toBe(2);
    const errors = lines(running).filter(({ level }) => level >= 50);
    expect(errors.map(({ msg }) => msg)).toEqual([
      expect.stringMatching(/^discord cannot be started: the token is not accepted/),
    ]);
    expect(running.err).not.toContain('AbCdEf');
    expect(running.err).not.toMatch(/\bat .*\.(ts|js):\d+/);
  },
  PATIENCE,
);

test(
  'it answers from its archive, survives what is malformed, and answers what it accepted at the end',
  async () => {
    const running = start({ DISCORD_TOKEN: at.discord.token, AIDE_LOG: 'debug' });
    while (!lines(running).some(({ msg }) => msg === 'listening')) await pause(20);
    at.discord.gateway.dispatch('INTERACTION_CREATE', { id: 7 } as Json);
    at.discord.gateway.dispatch('MESSAGE_CREATE', {});
    const message = await at.person.runs('lastmeeting', { person: 'wang-yi' });
    expect(textOf(message)).toContain('Wang Yi');
    expect(textOf(await at.person.asks(`<@${at.discord.world.bot.id}> status`))).not.toBe('');
    const last = at.person.begin('meetings', { who: 'kr' });
    while (!running.err.includes('"command":"meetings"')) await pause(2);
    bot?.child.kill('SIGTERM');
    expect(await running.ended).toBe(0);
    expect(textOf(await at.person.answerTo(last))).not.toBe('');
    expect(running.err).not.toContain(at.discord.token);
    expect(running.err).not.toMatch(/aW50ZXJhY3Rpb246\d+secret/);
    const aloud = lines(running).filter(({ level }) => level > 20);
    expect(JSON.stringify(aloud)).not.toContain('wang-yi');
  },
  PATIENCE,
);

test(
  'it takes its token from the variable that the settings name, and loads the SDK of Discord alone',
  async () => {
    const config = join(folder, 'aide.yaml');
    await writeFile(config, 'discord: {token: OUR_DISCORD, prefix: "?"}\n');
    const running = start({ AIDE_CONFIG: config, OUR_DISCORD: at.discord.token }, [
      '--import',
      './test/support/loaded-modules.mjs',
    ]);
    await running.wrote(/"platform":"discord","msg":"listening"/);
    expect(running.err).toMatch(/loaded .*discord\.js/);
    expect(running.err).not.toMatch(/loaded .*@slack/);
    running.child.kill('SIGTERM');
    expect(await running.ended).toBe(0);
  },
  PATIENCE,
);

test(
  'buttons, menus and pages of before work in a new process',
  async () => {
    const words = phrasebook('en');
    const { person } = at;
    const begin = async () => {
      const running = start({ DISCORD_TOKEN: at.discord.token });
      while (!lines(running).some(({ msg }) => msg === 'listening')) await pause(20);
      return running;
    };
    const first = await begin();
    const own = await person.runs('lastmeeting', { person: 'wang-yi' });
    const told = await person.asks(`<@${at.discord.world.bot.id}> meetings kr with cn`);
    const choice = await person.runs('lastmeeting', { person: 'cho' });
    bot?.child.kill('SIGTERM');
    expect(await first.ended).toBe(0);

    const second = await begin();
    const before = textOf(own);
    const previous = await person.presses(own, words.text('action.before'));
    expect(previous.id).toBe(own.id);
    expect(textOf(previous)).not.toBe(before);
    const next = await person.presses(previous, words.text('action.after'));
    expect(textOf(next).slice(0, 100)).toBe(before.slice(0, 100));
    const turned = await person.presses(told, words.text('action.page-after'));
    expect([turned.id, textOf(turned).includes('2/')]).toEqual([told.id, true]);
    const chosen = await person.presses(choice, 'Cho Hyun');
    expect([chosen.id, textOf(chosen).includes('Cho Hyun')]).toEqual([choice.id, true]);
    const shared = await person.presses(chosen, words.text('action.share'));
    expect(textOf(shared)).toContain('Cho Hyun');
    bot?.child.kill('SIGTERM');
    expect(await second.ended).toBe(0);
  },
  PATIENCE,
);
