/** What people do on Discord without thinking of the bot: it is answered once, or told, and nothing else. */
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { readSeeds } from '../../../src/adapters/seeds/seed-files.ts';
import { phrasebook } from '../../../src/chat/phrasebook.ts';
import type { Holdings } from '../../../src/domain/record/record.ts';
import { textOf } from '../../fakes/discord/looks.ts';
import { elementsOf } from '../../fakes/discord/person.ts';
import { toldMessage } from '../../fakes/discord/told.ts';
import { FLAG, type Json, MESSAGE_TYPE, type Message } from '../../fakes/discord/world.ts';
import { type Desk, deskOf } from './desk.ts';
import { type Sitting, sit } from './sitting.ts';

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

  test('in what all read leaves it as it is', async () => {
    const answer = await at.person.asks(`${bot()} lastmeeting wang-yi`);
    const before = textOf(answer);
    const other = at.seat({ user: at.discord.world.addUser('other') });
    const line = await other.answerTo(
      other.pressElement(answer, { type: 2, custom_id: 'i|gone?x=1', id: 1 }),
    );
    expect([line.flags & FLAG.ephemeral, textOf(answer)]).toEqual([FLAG.ephemeral, before]);
    expect(elementsOf(answer).every((element: Json) => element.custom_id !== undefined)).toBe(true);
  });
});
