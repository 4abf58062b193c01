/** Posts that must be there once, and what Slack may do to them. */
import { webApi } from '@slack/bolt';
import { afterEach, describe, expect, test } from 'vitest';
import type { Destination, Inbound } from '../../../src/chat/adapter.ts';
import { type Reply, text } from '../../../src/chat/reply.ts';
import type { Fault } from '../../fakes/slack/faults.ts';
import { BOT } from '../../fakes/slack/workspace.ts';
import { DESK, MINA, Newsroom, type NewsroomOptions, textOf } from './newsroom.ts';

const NOBODY: Inbound = {
  handle: () => Promise.reject(new Error('nobody asks here')),
  complete: () => [],
};

const post = (words: string): Reply => ({
  locale: 'en',
  title: [text(words)],
  blocks: [],
  actions: [],
});

let room: Newsroom;
afterEach(() => room.close());

async function opened(options: NewsroomOptions = {}) {
  room = await Newsroom.open(options);
  await room.start(NOBODY);
  const begun = await room.hands.say(MINA, DESK, 'a thread');
  const places: Destination[] = [{ channel: DESK }, { channel: DESK, thread: begun.ts }];
  return { ...room, room, adapter: room.adapter, server: room.server, places };
}

const thrown = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );

const count = (words: string): number =>
  room.bots.filter((message) => textOf(message).includes(words)).length;

const LOST: [string, Fault][] = [
  ['reset', { kind: 'applied-then-dropped' }],
  ['a 502', { kind: 'applied-then-status', status: 502 }],
  ['no answer', { kind: 'hang' }],
  ['half an error', { kind: 'error', error: 'internal_error' }],
];

describe('a post whose answer was lost', () => {
  test.each(LOST)('%s: nobody knows, and who looks finds it', async (_, fault) => {
    const { adapter, server, places } = await opened({ calls: { timeout: 1000 } });
    for (const [i, place] of places.entries()) {
      const key = `reminder-${i}`;
      server.faults.strike('chat.postMessage', fault);
      expect(await thrown(adapter.send(place, post(key), key))).toMatchObject({ kind: 'unknown' });
      const found = await adapter.findDelivery(place, key);
      expect(found !== undefined).toBe(fault.kind !== 'error');
      expect(count(key)).toBe(found ? 1 : 0);
    }
  });

  test.each(LOST.slice(0, 3))(
    "%s: with the SDK's own retries it is there twice",
    async (_, fault) => {
      const { adapter, server, places } = await opened({
        calls: { timeout: 1000, retryConfig: webApi.retryPolicies.tenRetriesInAboutThirtyMinutes },
      });
      for (const [i, place] of places.entries()) {
        const key = `reminder-${i}`;
        server.faults.strike('chat.postMessage', fault);
        await adapter.send(place, post(key), key);
        expect(count(key)).toBe(2);
      }
    },
  );

  test('is found behind many that came later, in a thread as in a channel', async () => {
    const { adapter, server, places } = await opened();
    for (const place of places) await adapter.send(place, post('early'), 'early');
    for (let i = 0; i < 450; i++) {
      for (const { channel, thread } of places) {
        const later = { channel, user: MINA, text: `later ${i}`, blocks: [] };
        server.workspace.post({ ...later, ...(thread && { threadTs: thread }) });
      }
    }
    for (const place of places) {
      expect(await adapter.findDelivery(place, 'early')).toBeDefined();
      expect(await adapter.findDelivery(place, 'never')).toBeUndefined();
    }
  });

  test('in a thread is not looked for in the channel, nor the other way round', async () => {
    const { adapter, places } = await opened();
    const [channel, thread] = places as [Destination, Destination];
    await adapter.send(thread, post('in the thread'), 'a');
    await adapter.send(channel, post('in the channel'), 'b');
    expect(await adapter.findDelivery(channel, 'a')).toBeUndefined();
    expect(await adapter.findDelivery(thread, 'b')).toBeUndefined();
  });
});

describe('a post', () => {
  test.each<[string, Fault, object]>([
    [
      '429 with Retry-After',
      { kind: 'rate-limited', retryAfter: 7 },
      { kind: 'later', retryAfter: 7 },
    ],
    ['429 without', { kind: 'rate-limited' }, { kind: 'later' }],
    ['ratelimited in the body', { kind: 'error', error: 'ratelimited' }, { kind: 'later' }],
    ['a 503 before Slack', { kind: 'status', status: 503 }, { kind: 'unknown' }],
    ['a reset before Slack', { kind: 'dropped' }, { kind: 'unknown' }],
    ['a revoked token', { kind: 'error', error: 'token_revoked' }, { kind: 'later' }],
    ['a scope taken away', { kind: 'error', error: 'missing_scope' }, { kind: 'later' }],
    ['a forbidden channel', { kind: 'error', error: 'restricted_action' }, { kind: 'closed' }],
    ['a form not taken', { kind: 'error', error: 'invalid_metadata_format' }, { kind: 'refused' }],
  ])('%s is not there, and its error says what may be done', async (_, fault, expected) => {
    const { adapter, server, places } = await opened();
    server.faults.strike('chat.postMessage', fault);
    expect(await thrown(adapter.send({ channel: DESK }, post('x'), 'x'))).toMatchObject(expected);
    expect(count('x')).toBe(0);
    expect(await adapter.findDelivery(places[0] as Destination, 'x')).toBeUndefined();
  });

  test('an archived channel, one that was left or one that is not there, takes none', async () => {
    const { adapter, server } = await opened();
    const { workspace } = server;
    workspace.addChannel('C0000OLD', 'old', 'channel', [BOT.user]).isArchived = true;
    workspace.addChannel('C0000LEFT', 'left', 'channel', [MINA]);
    workspace.addChannel('G0000LEFT', 'private', 'group', [MINA]);
    const reasons: unknown[] = [];
    for (const channel of ['C0000OLD', 'C0000LEFT', 'G0000LEFT', 'C0000NONE']) {
      const error = await thrown(adapter.send({ channel }, post('x'), 'x'));
      expect(error).toMatchObject({ name: 'DeliveryError', kind: 'closed' });
      reasons.push((error as Error).message);
    }
    expect(reasons).toEqual([
      'is_archived',
      'not_in_channel',
      'channel_not_found',
      'channel_not_found',
    ]);
  });

  test('while Slack is down was certainly not sent', async () => {
    const { adapter, server } = await opened();
    await server.close();
    // What was under way on an open connection nobody knows of; what finds none was not sent.
    await thrown(adapter.send({ channel: DESK }, post('x'), 'x'));
    expect(await thrown(adapter.send({ channel: DESK }, post('x'), 'x'))).toMatchObject({
      kind: 'later',
    });
  });
});

describe('an answer in the channel', () => {
  const echo: Inbound = {
    handle: async () => ({
      kind: 'answered',
      command: 'status',
      args: {},
      reply: post('the answer'),
      data: () => ({}),
    }),
    complete: () => [],
  };

  test.each<[string, Fault]>([
    ...LOST.slice(0, 3),
    ['429', { kind: 'rate-limited', retryAfter: 1 }],
  ])('that met %s is there once', async (_, fault) => {
    room = await Newsroom.open({ calls: { timeout: 1000 } });
    await room.start(echo);
    room.server.faults.strike('chat.postMessage', fault);
    await room.hands.say(MINA, DESK, `<@${BOT.user}> status`);
    await room.adapter.stop();
    expect(count('the answer')).toBe(1);
  });
});
