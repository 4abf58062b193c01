/** Who asks: their language and zone, what they may do and where, how much, and what the log says of it. */
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Asker, Inbound } from '../../../src/chat/adapter.ts';
import type { Permissions } from '../../../src/chat/permissions.ts';
import { phrasebook } from '../../../src/chat/phrasebook.ts';
import { text } from '../../../src/chat/reply.ts';
import { APP_TOKEN, BOT_TOKEN } from '../../fakes/slack/server.ts';
import { BOT } from '../../fakes/slack/workspace.ts';
import { DESK, MINA, Newsroom, type NewsroomOptions, RENE, textOf } from './newsroom.ts';
import { type Program, type ProgramOptions, wholeProgram } from './whole-program.ts';

const WORDS = phrasebook('en');

const EDITORS = 'S0000EDITORS';

let room: Newsroom;
let program: Program | undefined;
afterEach(async () => {
  vi.useRealTimers();
  await room.close();
  await program?.close();
  program = undefined;
});

async function opened(options: NewsroomOptions & ProgramOptions = {}) {
  room = await Newsroom.open(options);
  program = await wholeProgram({ ...options, log: options.log ?? room.sink });
  room.server.workspace.groups.set(EDITORS, [RENE]);
  await room.start(program);
}

/** Keeps who asked. */
async function openedForAskers(options: NewsroomOptions = {}): Promise<Asker[]> {
  room = await Newsroom.open(options);
  room.server.workspace.groups.set(EDITORS, [RENE]);
  const askers: Asker[] = [];
  const inbound: Inbound = {
    async handle(_, asker) {
      askers.push(asker);
      const reply = { locale: 'en' as const, title: [text('answer')], blocks: [], actions: [] };
      return { kind: 'answered', command: 'status', args: {}, reply, data: () => ({}) };
    },
    complete: () => [],
  };
  await room.start(inbound);
  return askers;
}

describe('who asks', () => {
  test('is known by name, language and zone, in every way to ask', async () => {
    const askers = await openedForAskers();
    await room.type('/aide status', { user: RENE });
    await room.say(`<@${BOT.user}> status`, { user: RENE });
    await room.say('status', {
      user: RENE,
      channel: room.server.workspace.directMessages(RENE).id,
    });
    const rene = {
      platform: 'slack',
      user: RENE,
      name: 'René',
      locale: 'ko-KR',
      zone: 'Europe/Paris',
    };
    const inThread = { thread: expect.stringMatching(/^\d+\.\d+$/), isThreadStart: true };
    expect(askers).toEqual([
      { ...rene, channel: DESK },
      { ...rene, channel: DESK, ...inThread },
      rene,
    ]);
  });

  test('is asked about once an hour', async () => {
    const askers = await openedForAskers();
    for (let i = 0; i < 5; i++) await room.type('/aide status');
    await room.say(`<@${BOT.user}> status`);
    expect(room.server.called('users.info')).toEqual([{ user: MINA, include_locale: 'true' }]);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 61 * 60_000 });
    await room.type('/aide status');
    expect(room.server.called('users.info')).toHaveLength(2);
    expect(askers.every(({ locale }) => locale === 'en-US')).toBe(true);
  });

  test('is answered where Slack does not say who it is', async () => {
    const askers = await openedForAskers();
    room.server.faults.strike('users.info', { kind: 'status', status: 500 });
    await room.type('/aide status');
    expect(askers).toEqual([{ platform: 'slack', user: MINA, name: 'mina', channel: DESK }]);
  });

  test('is known by user groups, as far as the settings speak of them', async () => {
    const askers = await openedForAskers({ groups: [EDITORS, 'S0000NONE'] });
    await room.type('/aide status', { user: RENE });
    await room.type('/aide status', { user: MINA });
    await room.type('/aide status', { user: RENE });
    expect(askers.map(({ groups }) => groups)).toEqual([[EDITORS], undefined, [EDITORS]]);
    const asked = room.server.called('usergroups.users.list').map(({ usergroup }) => usergroup);
    expect(asked.sort()).toEqual([EDITORS, 'S0000NONE']);
  });

  test('reads the answer in the language of their profile', async () => {
    await opened();
    expect(textOf(await room.type('/lastmeeting wang-yi', { user: RENE }))).toContain(
      '최근 회담: 왕이',
    );
    expect(textOf(await room.type('/lastmeeting wang-yi'))).toContain('Last meeting: Wang Yi');
  });

  test('a message for all keeps its language, whoever presses', async () => {
    await opened();
    const told = await room.say(`<@${BOT.user}> meetings kr with cn`);
    const turned = await room.press(told, WORDS.text('action.page-after'), RENE);
    expect(turned.ts).toBe(told.ts);
    expect(textOf(turned)).toContain('2/');
    expect(textOf(turned)).toMatch(/meetings: South Korea with China/);
  });
});

describe('what one may do', () => {
  const roles = (given: Permissions['roles']): Permissions => ({ roles: given });
  const edit = '/edit wang-yi name.ko 왕이씨';

  test.each([
    ['by user', roles({ editor: [RENE] })],
    ['by user group', roles({ editor: [EDITORS] })],
    ['as one who may more', roles({ admin: [RENE] })],
  ])('is given %s', async (_, permissions) => {
    await opened({ permissions, groups: [EDITORS] });
    const refused = await room.type(edit, { user: MINA });
    expect(textOf(refused)).toContain('editors');
    expect(program?.outcomes.at(-1)?.kind).toBe('refused');
    await room.type(edit, { user: RENE });
    expect(program?.outcomes.at(-1)?.kind).toBe('answered');
    const [change] = (await program?.app.records.history('person', 'wang-yi'))?.slice(-1) ?? [];
    expect(change?.author).toBe(`René (slack ${RENE})`);
  });

  test('the bot answers where the settings say, and in direct messages', async () => {
    await opened({ permissions: { roles: {}, channels: [DESK] } });
    const { workspace } = room.server;
    workspace.addChannel('C0000ELSE', 'elsewhere', 'channel', [MINA, BOT.user]);
    const elsewhere = await room.type('/aide status', { channel: 'C0000ELSE' });
    expect(elsewhere.onlyFor).toBe(MINA);
    expect(program?.outcomes.at(-1)?.kind).toBe('refused');
    await room.type('/aide status');
    await room.say('status', { channel: workspace.directMessages(MINA).id });
    expect(program?.outcomes.slice(-2).map(({ kind }) => kind)).toEqual(['answered', 'answered']);
  });

  test('whoever asks too much is told so, politely, and others are not kept waiting', async () => {
    await opened({ rate: { burst: 3, perMinute: 30 } });
    for (let i = 0; i < 3; i++) await room.type('/aide status');
    const told = await room.type('/aide status');
    expect(program?.outcomes.at(-1)?.data()).toMatchObject({ error: { key: 'too-fast' } });
    expect(textOf(told).trim().split('\n')).toHaveLength(1);
    await room.type('/aide status', { user: RENE });
    expect(program?.outcomes.at(-1)?.kind).toBe('answered');
  });
});

describe('the bot does not answer', () => {
  test.each<[string, (room: Newsroom) => Promise<unknown>]>([
    ['what people tell each other', (r) => r.hands.say(MINA, DESK, 'lastmeeting wang-yi')],
    ['its own messages', (r) => r.hands.say(BOT.user, DESK, `<@${BOT.user}> status`)],
  ])('%s', async (_, act) => {
    const askers = await openedForAskers();
    await act(room);
    await room.adapter.stop();
    expect(askers).toEqual([]);
  });

  test('what people tell each other in its threads, but what begins with a command', async () => {
    const askers = await openedForAskers();
    const post = { locale: 'en' as const, title: [text('Digest')], blocks: [], actions: [] };
    const { message } = await room.adapter.send({ channel: DESK }, post, 'digest');
    await room.hands.say(MINA, DESK, 'thanks, that is what I was looking for', message);
    expect(askers).toEqual([]);
    await room.say('lastmeeting wang-yi', { thread: message });
    expect(askers).toHaveLength(1);
  });

  test('with a change to what was not said to it, in its threads either', async () => {
    await opened({ permissions: { roles: { admin: [MINA] } } });
    const post = { locale: 'en' as const, title: [text('Digest')], blocks: [], actions: [] };
    const { message } = await room.adapter.send({ channel: DESK }, post, 'digest');
    const changesSince = async () => (await program?.app.records.changes())?.length;
    await room.say(`<@${BOT.user}> edit wang-yi name.ko 왕`, { thread: message });
    const before = await changesSince();
    for (const said of ['undo', 'edit wang-yi name.en X', 'report status', 'outbox list']) {
      await room.hands.say(MINA, DESK, said, message);
    }
    await room.say('status', { thread: message });
    const answered = () => program?.outcomes.flatMap(({ command }) => command ?? []);
    expect(answered()).toEqual(['edit', 'status']);
    expect(await changesSince()).toBe(before);
    for (const said of [`<@${BOT.user}> undo`, '!edit wang-yi name.ko 왕']) {
      await room.say(said, { thread: message });
    }
    expect(answered()).toEqual(['edit', 'status', 'undo', 'edit']);
    expect(await changesSince()).toBe((before ?? 0) + 2);
  });
});

describe('after a restart', () => {
  test('every button of before still works, in its place', async () => {
    await opened();
    const own = await room.type('/lastmeeting wang-yi');
    const told = await room.say(`<@${BOT.user}> meetings kr with cn`);
    const choice = await room.type('/lastmeeting cho');
    await room.adapter.stop();
    await room.start(program as Program);
    const before = textOf(own);
    const previous = await room.press(own, WORDS.text('action.before'));
    expect(previous.ts).toBe(own.ts);
    expect(textOf(previous)).not.toBe(before);
    const next = await room.press(previous, WORDS.text('action.after'));
    expect(textOf(next).slice(0, 100)).toBe(before.slice(0, 100));
    expect(textOf(await room.press(own, WORDS.text('action.sources')))).toContain(
      'Report of the foreign ministers',
    );
    expect((await room.press(told, WORDS.text('action.page-after'))).ts).toBe(told.ts);
    const chosen = await room.press(choice, 'Cho Hyun');
    expect([chosen.ts, textOf(chosen).includes('Cho Hyun')]).toEqual([choice.ts, true]);
  });
});

describe('the log', () => {
  test('holds no token, and no word of a message above debug', async () => {
    await opened();
    const { server, hands } = room;
    const words = ['zanzibar', 'quokka', 'ukulele'] as const;
    await room.type(`/aide find ${words[0]}`);
    await room.say(`<@${BOT.user}> find ${words[1]}`);
    await room.say(`find ${words[2]}`, { channel: server.workspace.directMessages(MINA).id });
    server.faults.strike('respond', { kind: 'status', status: 500 });
    server.faults.strike('users.info', { kind: 'error', error: `no ${BOT_TOKEN}` });
    await room.type(`/aide find ${words[0]}`);
    server.faults.strike('chat.postMessage', { kind: 'error', error: 'restricted_action' });
    await hands.say(MINA, DESK, `<@${BOT.user}> find ${words[1]}`);
    server.sockets.kill();
    await server.sockets.connected();
    await room.adapter.stop();
    const lines = room.log.map((line) => ({ ...line, whole: JSON.stringify(line) }));
    expect(lines.some(({ level }) => level === 'error')).toBe(true);
    for (const { whole } of lines) {
      expect(whole).not.toContain(BOT_TOKEN);
      expect(whole).not.toContain(APP_TOKEN);
      expect(whole).not.toMatch(/https?:\/\/|wss?:\/\//);
    }
    const loud = lines.filter(({ level }) => level !== 'debug').map(({ whole }) => whole);
    for (const word of words) expect(loud.filter((line) => line.includes(word))).toEqual([]);
    // Every question has its id, on every line about it.
    const answered = room.log.filter(({ message }) => message === 'answered');
    expect(new Set(answered.map(({ fields }) => (fields as { id: string }).id)).size).toBe(5);
  });
});
