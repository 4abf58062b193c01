/** The answer to an interaction: in time, once, and in spite of what the network does. */
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { readSeeds } from '../../../src/adapters/seeds/seed-files.ts';
import { phrasebook } from '../../../src/chat/phrasebook.ts';
import type { Holdings } from '../../../src/domain/record/record.ts';
import type { Fault } from '../../fakes/discord/faults.ts';
import { CALLBACK } from '../../fakes/discord/interactions.ts';
import { textOf } from '../../fakes/discord/looks.ts';
import { elementsOf, labelsOf } from '../../fakes/discord/person.ts';
import { FLAG, type Json, type Message } from '../../fakes/discord/world.ts';
import { type Desk, type DeskOptions, deskOf } from './desk.ts';
import { HURRY, type Sitting, type SittingOptions, sit } from './sitting.ts';

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

const QUESTION = { person: 'wang-yi' };
const ask = () => at.person.runs('lastmeeting', QUESTION);
const isPrivate = ({ flags }: Message) => (flags & FLAG.ephemeral) !== 0;
const callbacks = (): unknown[] =>
  at.discord.heard.flatMap(({ route, body }) => (route === 'respond' ? [(body as Json).type] : []));
const warned = (): string[] => at.log.flatMap((l) => (l.level === 'warn' ? [l.message] : []));
/** Only the answers, not what else was posted. */
const shown = (words: string) => at.discord.world.messages.filter((m) => textOf(m).includes(words));

describe('an answer that takes longer than Discord waits', () => {
  const slow = { parts: { timing: { ...HURRY, deferAfter: 30 } } };

  test('is announced, privately, and put in the place of the announcement', async () => {
    await open(slow);
    desk.before = () => pause(100);
    const message = await ask();
    expect(callbacks()).toEqual([CALLBACK.deferred]);
    expect(isPrivate(message)).toBe(true);
    expect(textOf(message)).toContain('Wang Yi');
    desk.before = async () => {};
    await at.person.presses(message, phrasebook('en').text('action.share'));
    expect(shown('Wang Yi')).toHaveLength(2);
  });

  test('after a press changes the message in its place', async () => {
    await open(slow);
    const message = await at.person.runs('meetings', { who: 'kr', with: 'cn' });
    desk.before = () => pause(100);
    const edited = new Promise((resolve) => at.discord.world.events.once('edited', resolve));
    const press = at.person.press(message, phrasebook('en').text('action.page-after'));
    await edited;
    expect(callbacks().at(-1)).toBe(CALLBACK.deferredUpdate);
    expect(press.original?.id).toBe(message.id);
    expect(textOf(message)).toContain('2/');
  });

  test('comes also minutes later, and after a quarter of an hour it is told that it could not', async () => {
    await open(slow);
    desk.before = async () => {
      await pause(60);
      at.discord.later(14 * 60_000);
    };
    expect(textOf(await ask())).toContain('Wang Yi');
    desk.before = async () => {
      await pause(60);
      at.discord.later(16 * 60_000);
    };
    at.person.begin('lastmeeting', QUESTION);
    while (!warned().some((m) => /an answer was not shown/.test(m))) await pause(5);
  });
});

describe('what happens to a first response', () => {
  const faults: [string, Fault][] = [
    ['reset', { kind: 'dropped' }],
    ['applied, then reset', { kind: 'applied-then-dropped' }],
    ['502', { kind: 'status', status: 502 }],
    ['applied, then 502', { kind: 'applied-then-status', status: 502 }],
    ['limited for a moment', { kind: 'rate-limited', retryAfter: 0.1 }],
    ['limited without a time', { kind: 'rate-limited' }],
    ['never answered', { kind: 'unheard' }],
    ['applied, never answered', { kind: 'hang' }],
  ];
  test.each(faults)('%s: the answer stands there once', async (_, fault) => {
    await open();
    at.discord.faults.strike('respond', fault);
    const message = await ask();
    expect(textOf(message)).toContain('Wang Yi');
    await at.adapter.stop();
    expect(shown('Wang Yi')).toHaveLength(1);
  });

  test.each(faults)('%s: so also under a button, and for a share', async (_, fault) => {
    await open();
    const list = await at.person.runs('meetings', { who: 'kr', with: 'cn' });
    at.discord.faults.strike('respond', fault);
    const turned = await at.person.presses(list, phrasebook('en').text('action.page-after'));
    expect(textOf(turned)).toContain('2/');
    at.discord.faults.strike('respond', fault);
    const shared = await at.person.presses(turned, phrasebook('en').text('action.share'));
    await at.adapter.stop();
    expect(isPrivate(shared)).toBe(false);
    expect(at.discord.world.history(at.channel.id).filter((m) => m.embeds.length > 0)).toHaveLength(
      1,
    );
  });

  test('a form that Discord refuses is a line instead, never silence', async () => {
    await open();
    at.discord.faults.strike('respond', { kind: 'error', status: 400, code: 50035 });
    const message = await ask();
    expect(textOf(message)).toMatch(/^Something went wrong on our side/);
    expect(warned()).toEqual([expect.stringContaining('an answer was refused')]);
  });

  test('that comes too late is in the log, with why', async () => {
    await open({ lasting: { firstResponse: -1 } });
    at.person.begin('lastmeeting', QUESTION);
    while (warned().length === 0) await pause(5);
    expect(warned()[0]).toMatch(/not shown: .*within three seconds/);
  });

  test('an answer put in the place of its announcement is tried until it is there', async () => {
    await open({ parts: { timing: { ...HURRY, deferAfter: 10 } } });
    desk.before = () => pause(40);
    at.discord.faults.strike('edit-response', { kind: 'dropped' });
    at.discord.faults.strike('edit-response', { kind: 'status', status: 503 });
    at.discord.faults.strike('edit-response', { kind: 'applied-then-status', status: 502 });
    at.discord.faults.strike('edit-response', { kind: 'rate-limited', retryAfter: 0.1 });
    expect(textOf(await ask())).toContain('Wang Yi');
    await at.adapter.stop();
    expect(shown('Wang Yi')).toHaveLength(1);
  });
});

describe('a line that was written', () => {
  test.each<[string, Fault]>([
    ['reset', { kind: 'dropped' }],
    ['applied, then reset', { kind: 'applied-then-dropped' }],
    ['applied, then 502', { kind: 'applied-then-status', status: 502 }],
    ['limited', { kind: 'rate-limited', retryAfter: 0.1 }],
    ['never answered', { kind: 'hang' }],
  ])('%s: its answer stands there once', async (_, fault) => {
    await open();
    at.discord.faults.strike('create-message', fault);
    const { id } = await at.person.asks('!lastmeeting wang-yi');
    await at.adapter.stop();
    expect(shown('Wang Yi').map((m) => m.id)).toEqual([id]);
  });

  test('where the bot may not read the history it answers without a reply', async () => {
    await open();
    at.channel.may.readHistory = false;
    at.person.write('!lastmeeting wang-yi');
    while (shown('Wang Yi').length === 0) await pause(5);
    expect(shown('Wang Yi')[0]?.repliedTo).toBeUndefined();
  });

  test('that was deleted meanwhile is answered without a reply', async () => {
    await open();
    const written = at.person.write('!lastmeeting wang-yi');
    at.discord.world.remove(written);
    while (shown('Wang Yi').length === 0) await pause(5);
  });

  test('where the bot may not write is a line in the log', async () => {
    await open();
    at.channel.may.send = false;
    at.person.write('!lastmeeting wang-yi');
    while (warned().length === 0) await pause(5);
    expect(warned()[0]).toMatch(/an answer was not posted: .*Send Messages/);
  });
});

test('a button of an older version, or of nobody, gets its line', async () => {
  await open();
  const message = await ask();
  for (const custom_id of [
    'zzz',
    'i|',
    'i|gone?x=1',
    'd|?x=%',
    'n|zzzzzzzzzz',
    '7:i|%%%',
    'k:',
    '__proto__',
    'i|help?__proto__=x',
  ]) {
    const press = at.person.pressElement(message, { type: 2, custom_id, id: 1 });
    expect(textOf(await at.person.answerTo(press))).not.toBe('');
  }
  const menu = at.person.pressElement(message, { type: 3, custom_id: 'm', id: 1 }, ['gone']);
  expect(textOf(await at.person.answerTo(menu))).not.toBe('');
});

test('a menu and its pages stand in a public answer too, for whoever asked; others get their own', async () => {
  await open();
  const answer = await at.person.asks('!lastmeeting cho');
  expect(labelsOf(answer)).toContain('Cho Hyun');
  const other = at.seat({ user: at.discord.world.addUser('other') });
  const own = await other.presses(answer, 'Cho Hyun');
  expect([own.id === answer.id, isPrivate(own)]).toEqual([false, true]);
  const chosen = await at.person.presses(answer, 'Cho Hyun');
  expect([chosen.id === answer.id, isPrivate(chosen)]).toEqual([true, false]);
});

test('whoever asks too much is told so, politely, and others are answered', async () => {
  await open({}, { burst: 2 });
  await ask();
  await ask();
  expect(textOf(await ask())).toMatch(/\d+ second/);
  const other = at.seat({ user: at.discord.world.addUser('other') });
  expect(textOf(await other.runs('lastmeeting', QUESTION))).toContain('Wang Yi');
});

test('what was accepted is answered when the bot ends; what comes later is not taken', async () => {
  await open();
  let finish = () => {};
  const waiting = new Promise<void>((resolve) => {
    finish = resolve;
  });
  let begun = false;
  desk.before = () => {
    begun = true;
    return waiting;
  };
  const accepted = at.person.begin('lastmeeting', QUESTION);
  while (!begun) await pause(2);
  let stopped = false;
  const stopping = at.adapter.stop().then(() => {
    stopped = true;
  });
  const late = at.person.begin('status');
  await pause(30);
  expect(stopped).toBe(false);
  finish();
  await stopping;
  expect(textOf(await at.person.answerTo(accepted))).toContain('Wang Yi');
  expect(late.answeredAs).toBeUndefined();
  expect(at.discord.gateway.isConnected).toBe(false);
});

test('no token and no word of a question stands in the log above debug', async () => {
  await open({ parts: { timing: { ...HURRY, deferAfter: 10 } } });
  desk.before = () => pause(20);
  at.discord.faults.strike('respond', { kind: 'status', status: 502 });
  at.discord.faults.strike('edit-response', { kind: 'error', status: 400, code: 50035 });
  await at.person.runs('find', { words: 'a-secret-question' });
  at.channel.may.send = false;
  at.person.write('!find a-secret-question');
  while (!warned().some((m) => /not posted/.test(m))) await pause(5);
  const told = JSON.stringify(at.log.filter(({ level }) => level !== 'debug'));
  expect(told).not.toContain('a-secret-question');
  const all = JSON.stringify(at.log);
  expect(all).not.toContain(at.discord.token);
  expect(all).not.toContain(at.discord.token.split('.')[2]);
  expect(all).not.toMatch(/aW50ZXJhY3Rpb246\d+secret/);
  expect(elementsOf(at.discord.world.messages.at(-1) as Message)).toBeDefined();
});
