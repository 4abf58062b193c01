/** Questions that go on from an answer, in the threads of Slack. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { BOT, type Message } from '../../fakes/slack/workspace.ts';
import { DESK, MINA, Newsroom } from './newsroom.ts';
import { type Program, wholeProgram } from './whole-program.ts';

vi.setConfig({ testTimeout: 60_000 });

/** The day of their last meeting, before which they are asked for. */
const BEFORE_LAST = '2025-03-22';

let program: Program;
let room: Newsroom;
beforeEach(async () => {
  program = await wholeProgram();
  room = await Newsroom.open();
  await room.start(program);
});
afterEach(async () => {
  await room.close();
  await program.close();
});

const mention = (text: string) => `<@${BOT.user}> ${text}`;
const args = () => program.outcomes.at(-1)?.args;
/** Of the answer to a mention: its thread is the one that the mention began. */
const threadOf = (answer: Message): string => String(answer.threadTs);

test('a reply in the thread of an answer goes on from it, without a mention, and threads of one person do not mix', async () => {
  const first = await room.say(mention('When did Wang Yi last meet Cho Tae-yul?'));
  const second = await room.say(mention('When did Park Jin last meet Yoko Kamikawa?'));
  const reply = await room.say('and before that?', { thread: threadOf(first) });
  expect(reply.threadTs).toBe(first.threadTs);
  expect(args()).toEqual({ person: 'wang-yi', with: 'cho-tae-yul', before: BEFORE_LAST });
  await room.say('sources?', { thread: threadOf(second) });
  expect(args()).toEqual({ event: 'kr-jp-cn-fm-busan-2023' });
});

test('people talk in such a thread without being answered, and change nothing by it', async () => {
  const { threadTs } = await room.say(mention('When did Wang Yi last meet Cho Tae-yul?'));
  const before = room.bots.length;
  for (const text of [
    'thanks!',
    'undo that please',
    'I will write it up',
    'edit wang-yi name.en X',
  ]) {
    await room.hands.say(MINA, DESK, text, threadTs);
  }
  await room.say(mention('status'));
  expect(room.bots.length).toBe(before + 1);
});

test('after a restart it says that it no longer knows what a question goes on from', async () => {
  const { threadTs } = await room.say(mention('When did Wang Yi last meet Cho Tae-yul?'));
  await room.adapter.stop();
  await program.close();
  program = await wholeProgram();
  await room.start(program);
  await room.say(mention('and before that?'), { thread: String(threadTs) });
  expect(program.outcomes.at(-1)?.data().error).toMatchObject({ key: 'no-subject' });
});

test('a mention that begins a thread goes on from what the same person asked last in the channel', async () => {
  await room.say(mention('When did Wang Yi last meet Cho Tae-yul?'));
  await room.say(mention('and before that?'));
  expect(args()).toEqual({ person: 'wang-yi', with: 'cho-tae-yul', before: BEFORE_LAST });
});
