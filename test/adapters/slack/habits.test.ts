/** What people do in Slack without thinking of the bot: it is answered once, or told, and nothing else. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { phrasebook } from '../../../src/chat/phrasebook.ts';
import { controlsOf } from '../../fakes/slack/hands.ts';
import { BOT, type Message } from '../../fakes/slack/workspace.ts';
import { DESK, MINA, Newsroom, RENE, SHARE, textOf } from './newsroom.ts';
import { type Program, wholeProgram } from './whole-program.ts';

vi.setConfig({ testTimeout: 60_000 });

const WORDS = phrasebook('en');
const NEXT = WORDS.text('action.page-after');

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
const questionOf = (answer: Message) =>
  room.server.workspace.message(DESK, String(answer.threadTs)) as Message;
/** All that is under way is answered. */
const settle = () => room.adapter.stop();

describe('a question that is changed after it was asked', () => {
  test('is not answered again, nor after a restart', async () => {
    const question = questionOf(await room.say(mention('lastmeeting wang-yi')));
    await room.hands.edit(question, mention('lastmeeting wang-yi!'));
    await settle();
    await room.start(program);
    await room.hands.edit(question, mention('lastmeeting wang-yi !'));
    await settle();
    expect(room.bots).toHaveLength(1);
  });

  test('and names the bot only then, is answered', async () => {
    const said = await room.hands.say(MINA, DESK, 'lastmeeting wang-yi');
    const answer = await room.answerTo(async () => {
      await room.hands.edit(said, mention('lastmeeting wang-yi'));
      return said;
    });
    expect([answer.threadTs, textOf(answer).includes('Wang Yi')]).toEqual([said.ts, true]);
  });
});

test.each([
  'aide lastmeeting wang-yi',
  '`lastmeeting wang-yi`',
  '*lastmeeting* wang-yi',
  'LASTMEETING Wang Yi',
  '“lastmeeting wang-yi”',
])('%s is the command that was meant', async (line) => {
  const answer = await room.say(mention(line));
  expect(textOf(answer)).toContain('Last meeting: Wang Yi');
  const below = await room.say(mention(line), { thread: String(answer.threadTs) });
  expect(textOf(below)).toContain('Last meeting: Wang Yi');
});

test('a reply in a thread that is shown in the channel too is answered once, in the thread', async () => {
  const first = await room.say(mention('status'));
  const text = mention('lastmeeting wang-yi');
  const thread = String(first.threadTs);
  const answer = await room.answerTo(() =>
    room.hands.say(MINA, DESK, text, thread, { isBroadcast: true }),
  );
  await settle();
  expect([answer.threadTs, room.bots.length]).toEqual([thread, 2]);
});

test('where the bot is not, a command is answered, and shared once though it is pressed twice', async () => {
  const { workspace } = room.server;
  workspace.addChannel('G0000TALK', 'mpdm-mina--rene-1', 'group', [MINA, RENE]);
  const own = await room.type('/lastmeeting wang-yi', { channel: 'G0000TALK' });
  const share = room.control(own, SHARE);
  await Promise.all([room.hands.press(MINA, own, share), room.hands.press(MINA, own, share)]);
  await settle();
  const forAll = room.bots.filter((m) => m.channel === 'G0000TALK' && m.onlyFor === undefined);
  expect(forAll.map(textOf)).toEqual([expect.stringContaining('Shared by Mina Kim')]);
});

test('a name with markup, and far too long, is shown as letters and within the limits', async () => {
  const realName = `<!channel> *${'very '.repeat(400)}long* <@${RENE}> @everyone`;
  const user = 'U0000LONG';
  room.server.workspace.addUser({ id: user, name: 'long', realName, locale: 'xx', zone: 'Mars/X' });
  room.server.workspace.channels.get(DESK)?.members.add(user);
  const shared = await room.share(await room.type('/lastmeeting wang-yi', { user }), user);
  expect(textOf(shared)).toContain('Shared by <!channel> *very very');
  expect(JSON.stringify(shared.blocks)).not.toMatch(/"type":"(?:user|broadcast|usergroup)"/);
});

test('someone whose account was closed meanwhile, and of whom Slack tells nothing, gets the answer', async () => {
  room.server.workspace.users.delete(RENE);
  expect(textOf(await room.type('/lastmeeting wang-yi', { user: RENE }))).toContain('Last meeting');
});

test('two who turn the page at the same moment see the same page', async () => {
  const told = await room.say(mention('meetings kr with cn'));
  const control = room.control(told, NEXT);
  await Promise.all([MINA, RENE].map((user) => room.hands.press(user, told, control)));
  await settle();
  expect(textOf(told)).toContain('2/');
  expect(room.bots).toHaveLength(1);
});

test('a message that is deleted while its button is pressed: its presser is answered alone', async () => {
  const told = await room.say(mention('meetings kr with cn'));
  const control = room.control(told, NEXT);
  room.server.workspace.remove(told);
  const answer = await room.answerTo(() => room.hands.press(RENE, told, control));
  expect([answer.onlyFor, textOf(answer).includes('2/')]).toEqual([RENE, true]);
});

describe('a button of another version', () => {
  const pressed = async (message: Message, value: string) => {
    const control = controlsOf(message).find(({ option }) => !option);
    if (!control) throw new Error('an answer has buttons');
    const other = { ...control, element: { ...control.element, value } };
    return room.answerTo(() => room.hands.press(MINA, message, other));
  };

  test.each(['', 'lastmeeting', '[]', '["lastmeeting",[],"en"]', '["lastmeeting",{},"tlh"]', '{'])(
    'that carries %j gets its line, and the answer stays',
    async (value) => {
      const told = await room.say(mention('lastmeeting wang-yi'));
      const before = textOf(told);
      const line = await pressed(told, value);
      expect([line.onlyFor, textOf(line).trim()]).toEqual([MINA, WORDS.text('error.stale-button')]);
      expect(textOf(told)).toBe(before);
    },
  );

  test('for a command that is gone gets a line, and the answer stays', async () => {
    const told = await room.say(mention('lastmeeting wang-yi'));
    const before = textOf(told);
    const line = await pressed(told, '["gone",{"x":"y"},"en"]');
    expect([line.onlyFor, textOf(line)]).toEqual([MINA, expect.stringContaining('gone')]);
    expect(textOf(told)).toBe(before);
  });

  test('for a page that is there no more leads to the last one', async () => {
    const told = await room.say(mention('meetings kr with cn'));
    const page = await pressed(told, '["meetings",{"who":"KR","with":"CN","page":99},"en"]');
    const [, number, of] = /page:99(\d+)\/(\d+)/.exec(textOf(page)) ?? [];
    expect([page.ts, number]).toEqual([told.ts, of ?? 'a page']);
  });
});
