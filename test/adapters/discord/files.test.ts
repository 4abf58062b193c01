/** Pictures and documents on Discord: with the answer wherever it goes, and gone when it changes. */
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { readSeeds } from '../../../src/adapters/seeds/seed-files.ts';
import type { Drawing } from '../../../src/chat/drawing.ts';
import { phrasebook } from '../../../src/chat/phrasebook.ts';
import { type Reply, text } from '../../../src/chat/reply.ts';
import type { Holdings } from '../../../src/domain/record/record.ts';
import type { Fault } from '../../fakes/discord/faults.ts';
import { textOf } from '../../fakes/discord/looks.ts';
import { FLAG, type Json, type Message } from '../../fakes/discord/world.ts';
import { generatedHoldings } from '../../support/generated-archive.ts';
import { deskOf } from './desk.ts';
import { HURRY, type Sitting, type SittingOptions, sit } from './sitting.ts';

vi.setConfig({ testTimeout: 60_000 });

let holdings: Holdings;
let at: Sitting;
beforeAll(async () => {
  holdings = await readSeeds('seeds');
});
afterEach(() => at.close());

/** Painted at once, and told apart by what it shows. */
const paint = async ({ width, shapes }: Drawing) => Buffer.from(`PNG ${width} ${shapes.length}`);

const PATIENT: SittingOptions = {
  lasting: { firstResponse: 60_000 },
  parts: { paint, timing: { ...HURRY, respondWithin: 40_000, deferAfter: 40_000 } },
};

async function open(options: SittingOptions = PATIENT, held = holdings): Promise<void> {
  at = await sit(deskOf(held), options);
}

const book = phrasebook('en');
const timeline = () => at.person.runs('timeline', { who: 'kr', with: 'cn', from: '2020' });
const brief = () => at.person.runs('brief', { subject: 'cho-hyun', with: 'wang-yi' });
const names = (message: Message) => message.attachments.map(({ filename }) => filename);
const bytes = (message: Message) =>
  message.attachments.map((file) => at.discord.world.bytesOf(file));
const image = ({ embeds }: Message) => (embeds[0]?.image as Json | undefined)?.url;
const isPrivate = ({ flags }: Message) => (flags & FLAG.ephemeral) !== 0;

test('a picture is shown in the embed, a dossier goes along as two files', async () => {
  await open();
  const shown = await timeline();
  expect(names(shown)).toEqual(['timeline.png']);
  expect(image(shown)).toBe(shown.attachments[0]?.url);
  expect(shown.attachments[0]?.description).toMatch(/^.{60,1024}$/);
  const dossier = await brief();
  expect(names(dossier)).toEqual(['brief-cho-hyun-wang-yi.md', 'brief-cho-hyun-wang-yi.html']);
  expect(image(dossier)).toBeUndefined();
});

test('in the place of a sign of work', async () => {
  await open({ parts: { paint, timing: { ...HURRY, deferAfter: 0 } } });
  const shown = await timeline();
  expect([names(shown), isPrivate(shown)]).toEqual([['timeline.png'], true]);
  expect(image(shown)).toBe(shown.attachments[0]?.url);
});

test('below a line that was written, and in a direct message', async () => {
  await open();
  expect(names(await at.person.asks('!timeline kr with cn'))).toEqual(['timeline.png']);
  const direct = at.seat({ channel: at.direct });
  expect(names(await direct.asks('brief cho-hyun with wang-yi'))).toHaveLength(2);
});

describe('a press', () => {
  test('brings another picture, and takes it away where the answer has none', async () => {
    await open(PATIENT, generatedHoldings({ events: 500, people: 20, seed: 1 }));
    const first = await at.person.runs('timeline', { who: 'KR' });
    const [before] = bytes(first);
    const second = await at.person.presses(first, book.text('action.page-after'));
    expect([second.id, names(second)]).toEqual([first.id, ['timeline.png']]);
    expect(bytes(second)).not.toEqual([before]);
    const list = await at.person.presses(second, book.text('action.as-list'));
    expect([list.id, names(list), image(list)]).toEqual([first.id, [], undefined]);
  });

  test('shares the files with the answer, under the same words', async () => {
    await open();
    for (const answer of [await timeline(), await brief()]) {
      const shared = await at.person.presses(answer, book.text('action.share'));
      expect([isPrivate(shared), names(shared)]).toEqual([false, names(answer)]);
      expect(bytes(shared)).toEqual(bytes(answer));
      expect(shared.attachments.map((a) => a.description)).toEqual(
        answer.attachments.map((a) => a.description),
      );
      expect(textOf(shared)).toBe(textOf(answer));
      // Of their own: those of the private answer go with it.
      expect(shared.attachments[0]?.url).not.toBe(answer.attachments[0]?.url);
    }
  });

  test('shares a picture that stands in the embed alone', async () => {
    await open();
    const answer = await timeline();
    const [file] = answer.attachments;
    answer.attachments = [];
    const shared = await at.person.presses(answer, book.text('action.share'));
    expect(names(shared)).toEqual([file?.filename]);
    expect(image(shared)).toBe(shared.attachments[0]?.url);
  });

  test('shares the words, and says so, where the picture cannot be had again', async () => {
    await open();
    const answer = await timeline();
    at.discord.world.files.clear();
    const shared = await at.person.presses(answer, book.text('action.share'));
    expect([isPrivate(shared), names(shared), image(shared)]).toEqual([false, [], undefined]);
    expect(textOf(shared)).toContain(book.text('attachment.none'));
  });
});

describe('what the network does to an answer with files', () => {
  test.each<[string, Fault]>([
    ['reset', { kind: 'dropped' }],
    ['applied, then 502', { kind: 'applied-then-status', status: 502 }],
    ['limited for a moment', { kind: 'rate-limited', retryAfter: 0.1 }],
  ])('%s: it stands there once, with each of them once', async (_, fault) => {
    await open();
    at.discord.faults.strike('respond', fault);
    expect(names(await brief())).toHaveLength(2);
    at.discord.faults.strike('create-message', fault);
    expect(names(await at.person.asks('!brief cho-hyun with wang-yi'))).toHaveLength(2);
    expect(at.discord.world.messages.filter((m) => m.attachments.length > 0)).toHaveLength(2);
  });

  test('put in place of a sign of work twice, it has them once', async () => {
    await open({ parts: { paint, timing: { ...HURRY, deferAfter: 0 } } });
    at.discord.faults.strike('edit-response', { kind: 'applied-then-status', status: 502 });
    expect(names(await brief())).toHaveLength(2);
  });

  test('more than Discord takes is a line instead, never silence', async () => {
    await open();
    at.discord.faults.strike('respond', { kind: 'error', status: 413, code: 40005 });
    expect(textOf(await brief())).toMatch(/^Something went wrong on our side/);
  });
});

test('where the picture cannot be painted, the answer comes and says so', async () => {
  const fail = () => Promise.reject(new Error('no painter here'));
  await open({ ...PATIENT, parts: { ...PATIENT.parts, paint: fail } });
  const shown = await timeline();
  expect([names(shown), image(shown)]).toEqual([[], undefined]);
  expect(textOf(shown)).toContain(book.text('attachment.no-picture'));
  expect(at.log.filter(({ level }) => level === 'error')).toEqual([
    { level: 'error', fields: { error: 'no painter here' }, message: expect.any(String) },
  ]);
});

test('a file that is too large is left out, and that is told', async () => {
  const huge = async () => Buffer.alloc(11 * 1024 * 1024);
  await open({ ...PATIENT, parts: { ...PATIENT.parts, paint: huge } });
  const shown = await timeline();
  expect([names(shown), image(shown)]).toEqual([[], undefined]);
  expect(textOf(shown)).toContain('timeline.png is too large');
});

test('where the bot may attach no files, the words come, and both reader and operator are told', async () => {
  await open();
  at.channel.may.attach = false;
  const answer = await at.person.asks('!timeline kr with cn');
  expect([names(answer), image(answer)]).toEqual([[], undefined]);
  expect(textOf(answer)).toContain(book.text('attachment.none'));
  expect(at.log.filter(({ level }) => level === 'warn').map((l) => l.message)).toEqual([
    expect.stringMatching(/^files were not posted: .*Attach Files/),
  ]);
});

test('a post has its picture too, and is found by its key', async () => {
  await open();
  const drawing: Drawing = { width: 10, height: 10, locale: 'en', shapes: [] };
  const reply: Reply = {
    locale: 'en',
    title: [text('a post')],
    blocks: [],
    actions: [],
    picture: { name: 'week', alt: 'an empty week', drawing },
  };
  const to = { channel: at.channel.id };
  const { message } = await at.adapter.send(to, reply, 'key');
  const posted = at.discord.world.message(message) as Message;
  expect(posted.attachments).toMatchObject([
    { filename: 'week.png', description: 'an empty week' },
  ]);
  expect(await at.adapter.findDelivery(to, 'key')).toEqual({ message });
});
