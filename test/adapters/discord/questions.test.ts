/** Who is heard where: mentions, direct messages, the prefix, threads, roles and channels. */
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { readSeeds } from '../../../src/adapters/seeds/seed-files.ts';
import { registry } from '../../../src/commands/index.ts';
import type { Holdings } from '../../../src/domain/record/record.ts';
import { INTENT } from '../../fakes/discord/gateway.ts';
import { textOf } from '../../fakes/discord/looks.ts';
import { MESSAGE_TYPE } from '../../fakes/discord/world.ts';
import { type Desk, type DeskOptions, deskOf } from './desk.ts';
import { type Sitting, type SittingOptions, sit } from './sitting.ts';

vi.setConfig({ testTimeout: 60_000 });

let holdings: Holdings;
let desk: Desk;
let at: Sitting;
beforeAll(async () => {
  holdings = await readSeeds('seeds');
});
afterEach(() => at.close());

async function open(options: SittingOptions = {}, more: DeskOptions = {}): Promise<void> {
  desk = deskOf(holdings, more);
  at = await sit(desk, options);
}

/** What was put to the program as asked of it; what was said aside it shows no answer to. */
const lines = (): string[] =>
  desk.asked
    .filter(({ request }) => !(request.kind === 'line' && request.isAside))
    .map(({ request }) => (request.kind === 'line' ? request.line : `/${request.command}`));

/** Nothing was asked by what was written before: a question that comes later is the first. */
async function expectUnheard(): Promise<void> {
  await at.seat({ channel: at.direct }).asks('status');
  expect(lines()).toEqual(['status']);
}

const bot = () => `<@${at.discord.world.bot.id}>`;

describe('every command is heard', () => {
  test('by mention, with a prefix, and in a direct message', async () => {
    await open({}, { permissions: { roles: {} } });
    const direct = at.seat({ channel: at.direct });
    for (const { name, example } of registry.commands) {
      const line = example.slice(1);
      desk.asked.length = 0;
      await at.person.asks(`${bot()} ${line}`);
      await at.person.asks(`${line} ${bot()}`);
      await at.person.asks(`!${line}`);
      await direct.asks(line);
      await direct.asks(example);
      await at.seat({ channel: at.thread }).asks(`<@!${at.discord.world.bot.id}> ${line}`);
      expect(lines()).toEqual([line, line, line, line, example, line]);
      expect(new Set(desk.asked.map(({ outcome }) => outcome.command))).toEqual(new Set([name]));
    }
  });
});

test('without the Message Content Intent the prefix is not heard, all else is, and it is said', async () => {
  await open({ granted: 0, parts: { messageContent: false } });
  expect(at.log.filter(({ level }) => level === 'info').map((l) => l.message)).toContainEqual(
    expect.stringMatching(/without the Message Content Intent "!command" is not heard in channels/),
  );
  expect(at.discord.gateway.intents).toEqual([INTENT.guildMessages | INTENT.directMessages]);
  at.person.write('!lastmeeting wang-yi');
  await at.person.asks(`${bot()} lastmeeting wang-yi`);
  await at.seat({ channel: at.direct }).asks('lastmeeting wang-yi');
  await at.person.runs('lastmeeting', { person: 'wang-yi' });
  expect(lines()).toEqual(['lastmeeting wang-yi', 'lastmeeting wang-yi', '/lastmeeting']);
});

test('with it that intent is asked for, and no other', async () => {
  await open();
  const { guildMessages, directMessages, messageContent } = INTENT;
  expect(at.discord.gateway.intents).toEqual([guildMessages | directMessages | messageContent]);
});

test('talk is not a question', async () => {
  await open();
  const { world } = at.discord;
  at.person.write('good morning');
  at.person.write('!!! really');
  at.person.write('! well');
  at.person.write('');
  at.person.write('@everyone lastmeeting wang-yi');
  at.person.write('<@613425648685547541> lastmeeting wang-yi');
  const posted = await at.adapter.send(
    { channel: at.channel.id },
    { locale: 'en', title: [], blocks: [], actions: [] },
    'k',
  );
  at.person.write('thanks', { type: MESSAGE_TYPE.reply, repliedTo: posted.message });
  at.person.write(`${bot()} status`, { type: 7 }); // a member joined
  const robot = { ...world.addUser('robot'), bot: true };
  at.seat({ user: robot }).write('!status');
  at.seat({ user: robot }).write(`${bot()} status`);
  at.seat({ user: world.bot }).write('!status');
  await expectUnheard();
});

test('a mention without words is answered with what can be asked', async () => {
  await open();
  expect(textOf(await at.person.asks(bot()))).not.toBe('');
});

test('another prefix is heard instead, if it is so set', async () => {
  await open({ parts: { prefix: '?' } });
  at.person.write('!status');
  await at.person.asks('?status');
  expect(lines()).toEqual(['status']);
});

test('the bot answers where it is told to, in threads of these channels, and in direct messages', async () => {
  const channels: string[] = [];
  await open({}, { permissions: { roles: {}, channels } });
  const closed = textOf(await at.person.runs('status'));
  expect(desk.asked.at(-1)?.outcome.kind).toBe('refused');
  channels.push(at.channel.id);
  const inThread = at.seat({ channel: at.thread });
  for (const answer of [
    await at.person.runs('status'),
    await inThread.runs('status'),
    await inThread.asks('!status'),
    await at.person.asks('!status'),
  ]) {
    expect(textOf(answer)).not.toBe(closed);
  }
  expect(desk.asked.slice(1).map(({ asker }) => asker.channel)).toEqual(
    Array.from({ length: 4 }, () => at.channel.id),
  );
  channels.length = 0;
  await at.seat({ channel: at.direct }).asks('status');
  expect(desk.asked.at(-1)?.outcome.kind).toBe('answered');
  expect(textOf(await inThread.asks('!status'))).toContain(closed);
});

test('roles are given by user and by Discord role', async () => {
  const editor: string[] = [];
  const role = '9000000000000000007';
  await open({}, { permissions: { roles: { editor, admin: [role] } } });
  const may = async (person: Sitting['person'], line: string) => {
    await person.asks(`!${line}`);
    const told = desk.asked.at(-1)?.outcome.data() as { error?: { key: string } } | undefined;
    return told?.error?.key !== 'not-allowed';
  };
  const user = at.discord.world.addUser('editor');
  const plain = at.person;
  expect(await may(plain, 'edit wang-yi name.ko x')).toBe(false);
  editor.push(user.id);
  const given = at.seat({ user });
  expect(await may(given, 'edit wang-yi name.ko x')).toBe(true);
  expect(await may(given, 'outbox list')).toBe(false);
  const admin = at.seat({
    user: at.discord.world.addUser('admin'),
    member: { roles: [role], nick: 'The Admin' },
  });
  expect(await may(admin, 'outbox list')).toBe(true);
  await admin.runs('outbox', { what: 'list' });
  expect(desk.asked.at(-1)?.outcome.kind).toBe('answered');
  expect(desk.asked.at(-1)?.asker).toMatchObject({ name: 'The Admin', groups: [role] });
});

test('the words of a question come in as they were written', async () => {
  await open();
  const direct = at.seat({ channel: at.direct });
  const words = ['find “왕이” <b>', 'find x'.padEnd(1900, 'y'), 'find a\nb', '/find `x`'];
  for (const line of words) await direct.asks(line);
  expect(lines()).toEqual(words);
  await pause(0);
});
