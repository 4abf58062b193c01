/** Pictures and documents on Slack: uploaded, shown or shared once, and told where they cannot be. */
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { manifestOf } from '../../../src/adapters/slack/manifest.ts';
import type { Drawing } from '../../../src/chat/drawing.ts';
import { phrasebook } from '../../../src/chat/phrasebook.ts';
import { type Reply, text } from '../../../src/chat/reply.ts';
import { registry } from '../../../src/commands/index.ts';
import type { Fault } from '../../fakes/slack/faults.ts';
import { BOT, type Message } from '../../fakes/slack/workspace.ts';
import { DESK, MINA, Newsroom, type NewsroomOptions, OWN_COMMANDS, textOf } from './newsroom.ts';
import { type Program, wholeProgram } from './whole-program.ts';

vi.setConfig({ testTimeout: 60_000 });

let program: Program;
let room: Newsroom;
beforeAll(async () => {
  program = await wholeProgram();
  return () => program.close();
});
afterEach(() => room.close());

/** Painted at once, and told apart by what it shows. */
const paint = async ({ width, shapes }: Drawing) => Buffer.from(`PNG ${width} ${shapes.length}`);

async function open(options: NewsroomOptions = {}): Promise<void> {
  room = await Newsroom.open({ paint, calls: { timeout: 1500 }, ...options });
  await room.start(program);
}

const book = phrasebook('en');
const TIMELINE = '/timeline kr with cn from 2020';
const BRIEF = '/brief cho-hyun with wang-yi';
const NAMES = ['brief-cho-hyun-wang-yi.md', 'brief-cho-hyun-wang-yi.html'];

/** What a message shows as a picture: the file and its alternative text. */
const pictures = ({ blocks }: Message) =>
  blocks.flatMap(({ slack_file: file, alt_text: alt }) =>
    file ? [{ file: room.server.files.all.get(String((file as { id: string }).id)), alt }] : [],
  );

/** Messages with files, and the names of these. */
const shared = () =>
  room.server.workspace.messages.flatMap(({ channel, threadTs, text: words, files }) =>
    files
      ? [
          {
            channel,
            threadTs,
            words,
            names: files.map((id) => room.server.files.all.get(id)?.title),
          },
        ]
      : [],
  );

test('a private answer shows its picture, which is shared nowhere', async () => {
  await open();
  const answer = await room.type(TIMELINE);
  const [picture] = pictures(answer);
  expect(answer.onlyFor).toBe(MINA);
  expect(picture?.file?.bytes?.toString()).toMatch(/^PNG/);
  expect(picture?.alt).toMatch(/South Korea.*China/);
  expect(picture?.file?.alt).toBe(picture?.alt);
  expect(shared()).toEqual([]);
});

test('its documents go to the reader alone, and it says where they are', async () => {
  await open();
  const answer = await room.type(BRIEF);
  expect(answer.onlyFor).toBe(MINA);
  expect(textOf(answer)).toContain(`In your messages with @aide: ${NAMES.join(', ')}`);
  const { id } = room.server.workspace.directMessages(MINA);
  expect(shared()).toMatchObject([{ channel: id, names: NAMES }]);
  expect(shared()[0]?.words).toContain('Cho Hyun');
});

describe('what everybody reads', () => {
  test('has its documents in its thread, and its picture in itself', async () => {
    await open();
    const dossier = await room.say(`<@${BOT.user}> ${BRIEF}`);
    await vi.waitFor(() => expect(shared()).toHaveLength(1));
    expect(shared()).toMatchObject([{ channel: DESK, threadTs: dossier.threadTs, names: NAMES }]);
    const shown = await room.say(`<@${BOT.user}> ${TIMELINE}`);
    expect(pictures(shown)).toHaveLength(1);
  });

  test('shared from a private answer, too', async () => {
    await open();
    const dossier = await room.share(await room.type(BRIEF));
    await vi.waitFor(() => expect(shared()).toHaveLength(2));
    expect(shared()[1]).toMatchObject({ channel: DESK, threadTs: dossier.ts, names: NAMES });
    const shown = await room.share(await room.type(TIMELINE));
    expect([shown.onlyFor, pictures(shown).length]).toEqual([undefined, 1]);
  });

  test('in direct messages stands below the answer', async () => {
    await open();
    const { id } = room.server.workspace.directMessages(MINA);
    await room.say(BRIEF, { channel: id });
    await vi.waitFor(() => expect(shared()).toMatchObject([{ channel: id, names: NAMES }]));
  });
});

test('a press takes the picture away where the answer has none', async () => {
  await open();
  const list = await room.press(await room.type(TIMELINE), book.text('action.as-list'));
  expect(pictures(list)).toEqual([]);
});

describe('a picture that Slack is not ready to show', () => {
  test('is waited for', async () => {
    await open();
    room.server.files.delay = 1;
    expect(pictures(await room.type(TIMELINE))).toHaveLength(1);
    expect(pictures(await room.say(`<@${BOT.user}> ${TIMELINE}`))).toHaveLength(1);
  });

  test('is not waited for any longer than the reader can be left without an answer', async () => {
    await open();
    room.server.files.delay = 100;
    const answer = await room.type(TIMELINE);
    expect(pictures(answer)).toEqual([]);
    expect(textOf(answer)).toContain(book.text('attachment.no-picture'));
    expect(room.bots).toHaveLength(1);
  });
});

describe('what goes wrong on the way', () => {
  const faults: [string, Fault][] = [
    ['limited for a moment', { kind: 'rate-limited', retryAfter: 1 }],
    ['503', { kind: 'status', status: 503 }],
    ['reset', { kind: 'dropped' }],
    ['done, and then reset', { kind: 'applied-then-dropped' }],
  ];
  test.each(faults)('%s: the picture is sent again', async (_, fault) => {
    await open();
    for (const method of ['files.getUploadURLExternal', 'upload', 'files.completeUploadExternal']) {
      room.server.faults.strike(method, fault);
      expect([method, pictures(await room.type(TIMELINE)).length]).toEqual([method, 1]);
    }
  });

  test.each(faults)('%s: documents are shared once, or it is said', async (_, fault) => {
    await open();
    room.server.faults.strike('files.completeUploadExternal', fault);
    const told = textOf(await room.type(BRIEF));
    const isCertain = fault.kind === 'rate-limited';
    expect(shared().length).toBe(isCertain || fault.kind === 'applied-then-dropped' ? 1 : 0);
    expect(told).toContain(isCertain ? NAMES[0] : book.text('attachment.none'));
  });

  test('where the id of a user is not taken, the documents still come to them', async () => {
    await open();
    const refusal: Fault = { kind: 'error', error: 'invalid_arguments' };
    room.server.faults.strike('files.completeUploadExternal', refusal);
    const [told, answer] = await room.answersTo(
      () => room.hands.command(MINA, DESK, '/aide', BRIEF.slice(1)),
      2,
    );
    const { id } = room.server.workspace.directMessages(MINA);
    expect([told?.channel, told?.text]).toEqual([id, expect.stringContaining('Cho Hyun')]);
    expect(shared()).toMatchObject([{ channel: id, names: NAMES }]);
    expect(textOf(answer as Message)).toContain(NAMES[0]);
  });

  test('limited for long: the answer comes without, and says so', async () => {
    await open();
    room.server.faults.strike('files.getUploadURLExternal', {
      kind: 'rate-limited',
      retryAfter: 60,
    });
    const answer = await room.type(TIMELINE);
    expect([pictures(answer), textOf(answer).includes(book.text('attachment.no-picture'))]).toEqual(
      [[], true],
    );
  });

  test('the picture cannot be painted', async () => {
    await open({ paint: () => Promise.reject(new Error('no painter here')) });
    expect(textOf(await room.type(TIMELINE))).toContain(book.text('attachment.no-picture'));
  });
});

test('without the scope answers come, and both reader and operator are told', async () => {
  const { scopes } = manifestOf({ registry, commands: OWN_COMMANDS, groups: [] }).oauth_config;
  await open({ scopes: scopes.bot.filter((scope) => scope !== 'files:write') });
  const warned = room.log.filter(({ level }) => level === 'warn').map((l) => l.message);
  expect(warned).toEqual([expect.stringMatching(/lacks files:write.*picture/)]);
  expect(textOf(await room.type(TIMELINE))).toContain(book.text('attachment.no-picture'));
  expect(textOf(await room.type(BRIEF))).toContain(book.text('attachment.none'));
});

test('a post has its picture and its documents, and is found by its key', async () => {
  await open();
  const drawing: Drawing = { width: 10, height: 10, locale: 'en', shapes: [] };
  const reply: Reply = {
    locale: 'en',
    title: [text('a post')],
    blocks: [],
    actions: [],
    picture: { name: 'week', alt: 'an empty week', drawing },
    documents: [{ name: 'week.md', mediaType: 'text/markdown', text: '# Week' }],
  };
  const { message } = await room.adapter.send({ channel: DESK }, reply, 'key');
  const posted = room.server.workspace.message(DESK, message) as Message;
  expect(pictures(posted)).toMatchObject([{ file: { name: 'week.png' }, alt: 'an empty week' }]);
  expect(shared()).toMatchObject([{ channel: DESK, threadTs: message, names: ['week.md'] }]);
  expect(await room.adapter.findDelivery({ channel: DESK }, 'key')).toEqual({ message });
});
