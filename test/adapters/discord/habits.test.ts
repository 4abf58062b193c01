/** What people do on Discord without thinking of the bot: it is answered once, or told, and nothing else. */
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { readSeeds } from '../../../src/adapters/seeds/seed-files.ts';
import { phrasebook } from '../../../src/chat/phrasebook.ts';
import type { Holdings } from '../../../src/domain/record/record.ts';
import { textOf } from '../../fakes/discord/looks.ts';
import { toldMessage } from '../../fakes/discord/told.ts';
import { FLAG, MESSAGE_TYPE, type Message } from '../../fakes/discord/world.ts';
import { type Desk, deskOf } from './desk.ts';
import { HURRY, type Sitting, sit } from './sitting.ts';

vi.setConfig({ testTimeout: 60_000 });

const WORDS = phrasebook('en');
const NEXT = WORDS.text('action.page-after');
const SHARE = WORDS.text('action.share');

let holdings: Holdings;
let desk: Desk;
let at: Sitting;
beforeAll(async () => {
  holdings = await readSeeds('seeds');
});
beforeEach(async () => {
  desk = deskOf(holdings);
  at = await sit(desk);
});
afterEach(() => at.close());

const bot = () => `<@${at.discord.world.bot.id}>`;
const bots = (): Message[] =>
  at.discord.world.messages.filter(({ author }) => author.id === at.discord.world.bot.id);
const settle = () => at.adapter.stop();

test('a question that is changed after it was asked is not answered again', async () => {
  const answer = await at.person.asks(`${bot()} lastmeeting wang-yi`);
  const question = at.discord.world.message(String(answer.repliedTo)) as Message;
  question.content = `${bot()} lastmeeting cho-hyun`;
  const changed = { ...toldMessage(question, at.discord.world), guild_id: at.guild };
  at.discord.gateway.dispatch('MESSAGE_UPDATE', changed);
  await at.person.asks('!status');
  expect(bots()).toHaveLength(2);
});

test.each([
  '`lastmeeting wang-yi`',
  '**lastmeeting** wang-yi',
  'LASTMEETING Wang Yi',
  '"lastmeeting wang-yi"',
])('%s is the command that was meant', async (line) => {
  expect(textOf(await at.person.asks(`${bot()} ${line}`))).toContain('Last meeting: Wang Yi');
});

test('a reply that names the bot too, and an answer that is forwarded, are one question and none', async () => {
  const first = await at.person.asks(`${bot()} lastmeeting wang-yi`);
  await at.person.asks(`${bot()} sources?`, { type: MESSAGE_TYPE.reply, repliedTo: first.id });
  at.person.write('', { type: MESSAGE_TYPE.written, repliedTo: first.id });
  await at.person.asks('!status');
  expect(bots()).toHaveLength(3);
});

test('Share that is pressed twice before anything came is shown once', async () => {
  const own = await at.person.runs('lastmeeting', { person: 'wang-yi' });
  const presses = [at.person.press(own, SHARE), at.person.press(own, SHARE)];
  await Promise.all(presses.map((press) => at.person.answerTo(press)));
  await settle();
  const shown = at.discord.world.history(at.channel.id).filter((m) => m.embeds.length > 0);
  expect(shown).toHaveLength(1);
});

test('two presses of one who is impatient end at the same page', async () => {
  const list = await at.person.runs('meetings', { who: 'kr', with: 'cn' });
  const presses = [at.person.press(list, NEXT), at.person.press(list, NEXT)];
  await Promise.all(presses.map((press) => at.person.answerTo(press)));
  await settle();
  expect(textOf(list)).toContain('2/');
  expect(bots()).toHaveLength(1);
});

test('a language that the bot does not speak is answered in its own', async () => {
  for (const locale of ['pt-BR', 'sv-SE', 'xx', '']) {
    await at.seat({ locale }).runs('status');
    expect(desk.asked.at(-1)?.outcome.reply.locale).toBe('en');
  }
});

test('options as long as Discord takes them, and full of markup, are answered within the limits', async () => {
  for (const words of [
    'x'.repeat(6000),
    '@everyone '.repeat(600),
    '**[a](https://evil.example)** '.repeat(200),
  ]) {
    const answer = await at.person.runs('find', { words });
    expect(textOf(answer)).not.toBe('');
  }
});

test('a nickname with markup and without letters is nobody’s trouble', async () => {
  for (const nick of ['<@&1> @everyone', '\u202e\u200b', '']) {
    const someone = at.seat({ user: at.discord.world.addUser('u'), member: { roles: [], nick } });
    expect(textOf(await someone.runs('lastmeeting', { person: 'wang-yi' }))).toContain('Wang Yi');
  }
});

test('a thread that is deleted while its question is answered is a line in the log', async () => {
  const inThread = at.seat({ channel: at.thread });
  desk.before = async () => void at.discord.world.channels.delete(at.thread.id);
  inThread.write(`${bot()} lastmeeting wang-yi`);
  while (!at.log.some(({ message }) => /an answer was not posted: Unknown Channel/.test(message))) {
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  desk.before = async () => undefined;
  await at.person.asks('!status');
});

describe('a button of another version', () => {
  const pressed = (message: Message, custom_id: string) =>
    at.person.answerTo(at.person.pressElement(message, { type: 2, custom_id, id: 1 }));

  test('for a page that is there no more leads to the last one', async () => {
    const list = await at.person.runs('meetings', { who: 'kr', with: 'cn' });
    const page = await pressed(list, 'i|meetings?who=KR&with=CN&page=99');
    const [, number, of] = /(\d+)\/(\d+)/.exec(textOf(page)) ?? [];
    expect([page.id, number]).toEqual([list.id, of ?? 'a page']);
  });

  test.each<[string, string]>([
    ['that nobody understands', 'zzz'],
    ['for a command that is gone', 'i|gone?x=1'],
    ['for someone who is gone', 'i|lastmeeting?person=nobody-of-that-name'],
  ])('%s leaves every answer as it is, and tells its presser alone', async (_, id) => {
    const own = await at.person.runs('lastmeeting', { person: 'wang-yi' });
    for (const answer of [own, await at.person.asks(`${bot()} lastmeeting wang-yi`)]) {
      const before = textOf(answer);
      const line = await pressed(answer, id);
      expect([line.flags & FLAG.ephemeral, line.onlyFor]).toEqual([FLAG.ephemeral, own.onlyFor]);
      expect([line.id === answer.id, textOf(answer)]).toEqual([false, before]);
    }
  });
});

describe('an answer whose buttons are pressed too often, or to tell of it', () => {
  const press = async (answer: Message, label: string) => {
    const line = await at.person.presses(answer, label);
    return { line, isBeside: line.id !== answer.id && line.onlyFor !== undefined };
  };

  test('stays for all that, with its buttons', async () => {
    await at.close();
    desk = deskOf(holdings, { burst: 2 });
    at = await sit(desk);
    const list = await at.person.runs('meetings', { who: 'kr', with: 'cn' });
    const second = await at.person.presses(list, NEXT);
    const before = textOf(second);
    const { line, isBeside } = await press(second, NEXT);
    expect([isBeside, textOf(line)]).toEqual([true, expect.stringMatching(/\d+ second/)]);
    expect(textOf(second)).toBe(before);
  });

  test('also where it took long to find out', async () => {
    await at.close();
    at = await sit(desk, { parts: { timing: { ...HURRY, deferAfter: 10 } } });
    const answer = await at.person.runs('lastmeeting', { person: 'wang-yi' });
    const before = textOf(answer);
    desk.before = () => new Promise((resolve) => setTimeout(resolve, 50));
    const count = bots().length;
    const question = encodeURIComponent('lastmeeting wang-yi');
    at.person.pressElement(answer, { type: 2, custom_id: `i|cite?question=${question}`, id: 1 });
    while (bots().length === count) await new Promise((resolve) => setTimeout(resolve, 2));
    expect([textOf(answer), bots().at(-1)?.onlyFor]).toEqual([before, answer.onlyFor]);
  });
});
