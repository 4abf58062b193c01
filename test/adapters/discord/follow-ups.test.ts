/** Questions that go on from an answer, in replies and threads on Discord. */
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { readSeeds } from '../../../src/adapters/seeds/seed-files.ts';
import { text } from '../../../src/chat/reply.ts';
import type { Holdings } from '../../../src/domain/record/record.ts';
import { MESSAGE_TYPE, type Message } from '../../fakes/discord/world.ts';
import { type Desk, deskOf } from './desk.ts';
import { type Sitting, sit } from './sitting.ts';

vi.setConfig({ testTimeout: 60_000 });

/** The day of their last meeting, before which they are asked for. */
const BEFORE_LAST = '2025-03-22';

let holdings: Holdings;
let desk: Desk;
let at: Sitting;
beforeAll(async () => {
  holdings = await readSeeds('seeds');
});
afterEach(() => at.close());

async function open(): Promise<void> {
  desk = deskOf(holdings);
  at = await sit(desk);
}

const bot = () => `<@${at.discord.world.bot.id}>`;
const args = () => desk.asked.at(-1)?.outcome.args;
const repliedTo = ({ id }: Message) => ({ type: MESSAGE_TYPE.reply, repliedTo: id });

test('a reply to an answer goes on from it without naming the bot, and talks of one person do not mix', async () => {
  await open();
  const first = await at.person.asks(`${bot()} When did Wang Yi last meet Cho Tae-yul?`);
  const second = await at.person.asks(`${bot()} When did Park Jin last meet Yoko Kamikawa?`);
  await at.person.asks('and before that?', repliedTo(first));
  expect(args()).toEqual({ person: 'wang-yi', with: 'cho-tae-yul', before: BEFORE_LAST });
  await at.person.asks('sources?', repliedTo(second));
  expect(args()).toEqual({ event: 'kr-jp-cn-fm-busan-2023' });
});

test('a reply that is talk is not answered, and changes nothing', async () => {
  await open();
  const answer = await at.person.asks(`${bot()} When did Wang Yi last meet Cho Tae-yul?`);
  const reply = { locale: 'en' as const, title: [text('Digest')], blocks: [], actions: [] };
  await at.adapter.send({ channel: at.channel.id }, reply, 'digest');
  const post = at.discord.world.messages.at(-1) as Message;
  for (const said of ['thanks!', 'undo', 'edit wang-yi name.en X', 'outbox list']) {
    at.person.write(said, repliedTo(answer));
    at.person.write(said, repliedTo(post));
  }
  await at.person.asks(`${bot()} status`);
  const { bot: self } = at.discord.world;
  const shown = at.discord.world.messages.filter(({ author }) => author.id === self.id);
  expect(shown).toHaveLength(3);
  expect(desk.asked.filter(({ outcome }) => outcome.kind === 'answered')).toHaveLength(2);
});

test('in a thread the talk is everybody’s, and another than that of the channel', async () => {
  await open();
  const inThread = at.seat({ channel: at.thread });
  await inThread.asks(`${bot()} When did Wang Yi last meet Cho Tae-yul?`);
  await at.person.asks(`${bot()} When did Park Jin last meet Yoko Kamikawa?`);
  await inThread.asks(`${bot()} and before that?`);
  expect(args()).toEqual({ person: 'wang-yi', with: 'cho-tae-yul', before: BEFORE_LAST });
});

test('after a restart it says that it no longer knows what a question goes on from', async () => {
  await open();
  const answer = await at.person.asks(`${bot()} When did Wang Yi last meet Cho Tae-yul?`);
  desk = deskOf(holdings);
  await at.restart(desk);
  await at.person.asks(`${bot()} and before that?`, repliedTo(answer));
  expect(desk.asked.at(-1)?.outcome.data().error).toMatchObject({ key: 'no-subject' });
});
