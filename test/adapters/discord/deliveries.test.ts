/** Posts that must be there once, whatever becomes of the answer; the contract has the usual losses. */
import { REST } from 'discord.js';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { DeliveryError, type Destination } from '../../../src/chat/adapter.ts';
import { type Reply, text } from '../../../src/chat/reply.ts';
import type { Fault } from '../../fakes/discord/faults.ts';
import { textOf } from '../../fakes/discord/looks.ts';
import { elementsOf } from '../../fakes/discord/person.ts';
import { MESSAGE_TYPE } from '../../fakes/discord/world.ts';
import { NOBODY } from './desk.ts';
import { type Sitting, sit } from './sitting.ts';

vi.setConfig({ testTimeout: 60_000 });

let at: Sitting;
beforeEach(async () => {
  at = await sit(NOBODY, { parts: { messageContent: false } });
});
afterEach(() => at.close());

const post = (words: string): Reply => ({
  locale: 'en',
  title: [text(words)],
  blocks: [],
  actions: [],
});

const places = (): Destination[] => [
  { channel: at.channel.id },
  { channel: at.channel.id, thread: at.thread.id },
];

const there = ({ channel, thread }: Destination, words: string) =>
  at.discord.world.history(thread ?? channel).filter((m) => textOf(m).includes(words));

const failure = (work: Promise<unknown>): Promise<DeliveryError> =>
  work.then(
    () => {
      throw new Error('it did not fail');
    },
    (error) => {
      expect(error).toBeInstanceOf(DeliveryError);
      return error;
    },
  );

/** Posted, and the answer lost. */
const LOST: Readonly<Record<string, Fault>> = {
  reset: { kind: 'applied-then-dropped' },
  '502': { kind: 'applied-then-status', status: 502 },
  hang: { kind: 'hang' },
};

describe.each(Object.entries(LOST))('the answer is lost: %s', (name, fault) => {
  test('the post is found, also when Discord has forgotten the nonce and the bot everything', async () => {
    for (const place of places()) {
      at.discord.faults.strike('create-message', fault);
      expect((await failure(at.adapter.send(place, post(name), 'key'))).kind).toBe('unknown');
      at.discord.later(24 * 3600_000);
      const other = await at.restart(NOBODY);
      expect(await other.findDelivery(place, 'key')).toEqual({
        message: there(place, name)[0]?.id,
      });
      expect(there(place, name)).toHaveLength(1);
    }
  });

  test('sent again while Discord remembers the nonce, it is the same post', async () => {
    for (const place of places()) {
      at.discord.faults.strike('create-message', fault);
      await failure(at.adapter.send(place, post(name), 'key'));
      const again = await at.adapter.send(place, post(name), 'key');
      expect(there(place, name).map((m) => m.id)).toEqual([again.message]);
    }
  });
});

/** What one would write without this adapter: the SDK with its defaults, and the same server. */
test.each(['502', 'hang'])(
  'with the SDK’s defaults a lost answer is two messages, in threads too: %s',
  async (name) => {
    // It waits for a quarter of a minute by default, and then sends again.
    const rest = new REST({ api: at.discord.url, timeout: 300 }).setToken(at.discord.token);
    for (const place of places()) {
      const route = `/channels/${place.thread ?? place.channel}/messages` as const;
      at.discord.faults.strike('create-message', LOST[name] as Fault);
      await rest.post(route, { body: { content: 'doubled' } });
      expect(there(place, 'doubled')).toHaveLength(2);
      at.discord.faults.strike('create-message', LOST[name] as Fault);
      await rest.post(route, { body: { content: 'once', nonce: 'n', enforce_nonce: true } });
      expect(there(place, 'once')).toHaveLength(1);
    }
    rest.clearHashSweeper();
    rest.clearHandlerSweeper();
  },
);

test('not heard at all, it is not found, and may be sent again', async () => {
  const faults: Fault[] = [
    { kind: 'dropped' },
    { kind: 'unheard' },
    { kind: 'status', status: 503 },
  ];
  for (const [i, fault] of faults.entries()) {
    for (const place of places()) {
      at.discord.faults.strike('create-message', fault);
      expect((await failure(at.adapter.send(place, post(`n${i}`), `n${i}`))).kind).toBe('unknown');
      expect(await at.adapter.findDelivery(place, `n${i}`)).toBeUndefined();
      await at.adapter.send(place, post(`n${i}`), `n${i}`);
      expect(there(place, `n${i}`)).toHaveLength(1);
    }
  }
});

test('a rate limit says when to try again, and nothing was posted', async () => {
  const place = { channel: at.channel.id };
  at.discord.faults.strike('create-message', { kind: 'rate-limited', retryAfter: 30 });
  const error = await failure(at.adapter.send(place, post('later'), 'key'));
  expect(error.kind).toBe('later');
  expect(error.retryAfter).toBeGreaterThanOrEqual(30);
  expect(there(place, 'later')).toEqual([]);
});

test('a 429 without a time to wait is not asked again at once', async () => {
  const place = { channel: at.channel.id };
  at.discord.faults.strike('create-message', { kind: 'rate-limited' }, 100);
  const error = await failure(at.adapter.send(place, post('later'), 'key'));
  expect(error.kind).toBe('later');
  expect(at.discord.heard.filter(({ route }) => route === 'create-message')).toHaveLength(1);
});

test('Discord cannot be reached: certainly not posted', async () => {
  const place = { channel: at.channel.id };
  await at.discord.stop();
  // On a connection that stood nobody knows; where none can be made, nothing was sent.
  await failure(at.adapter.send(place, post('x'), 'key'));
  expect((await failure(at.adapter.send(place, post('x'), 'key'))).kind).toBe('later');
  await failure(at.adapter.findDelivery(place, 'key'));
  await at.discord.start();
});

test.each<[string, (sitting: Sitting) => unknown, RegExp]>([
  [
    'is gone',
    ({ discord, channel }) => discord.world.channels.delete(channel.id),
    /no such channel/,
  ],
  ['was left', ({ channel }) => Object.assign(channel.may, { view: false }), /View Channel/],
  ['is read only', ({ channel }) => Object.assign(channel.may, { send: false }), /Send Messages/],
])('a channel that %s takes no posts, with what to do', async (_, change, advice) => {
  change(at);
  const error = await failure(at.adapter.send({ channel: at.channel.id }, post('x'), 'key'));
  expect(error.kind).toBe('closed');
  expect(error.message).toMatch(advice);
});

test('an archived thread takes the post, and goes on with it; a locked one refuses it', async () => {
  const [, place] = places() as [Destination, Destination];
  at.thread.isArchived = true;
  await at.adapter.send(place, post('x'), 'key');
  expect(at.thread.isArchived).toBe(false);
  at.thread.isLocked = true;
  const error = await failure(at.adapter.send(place, post('y'), 'other'));
  expect([error.kind, error.message]).toEqual(['refused', expect.stringContaining('locked')]);
  // Where the thread itself is what is posted to, it takes nothing more.
  const alone = { channel: at.thread.id };
  expect((await failure(at.adapter.send(alone, post('z'), 'third'))).kind).toBe('closed');
});

test('a token that is not accepted any more keeps the post waiting', async () => {
  at.discord.faults.strike('create-message', { kind: 'error', status: 401, code: 0 });
  for (const key of ['a', 'b']) {
    const error = await failure(at.adapter.send({ channel: at.channel.id }, post('x'), key));
    expect([error.kind, error.message]).toEqual(['later', expect.stringMatching(/^the token/)]);
  }
});

test('a channel named by nonsense refuses the post', async () => {
  for (const channel of ['general', '', '../users/@me', 'discord:1']) {
    const error = await failure(at.adapter.send({ channel }, post('x'), 'key'));
    expect([channel, error.kind]).toEqual([channel, 'refused']);
  }
  at.discord.refused.length = 0;
});

describe('a thread on a message', () => {
  const onMessage = async (): Promise<Destination> => {
    const { message } = await at.adapter.send({ channel: at.channel.id }, post('first'), 'first');
    return { channel: at.channel.id, thread: message };
  };

  test('is begun where there is none, and holds what follows', async () => {
    const place = await onMessage();
    expect(await at.adapter.findDelivery(place, 'correction')).toBeUndefined();
    const delivery = await at.adapter.send(place, post('correction'), 'correction');
    await at.adapter.send(place, post('another'), 'another');
    expect(await at.adapter.findDelivery(place, 'correction')).toEqual(delivery);
    expect(at.discord.world.channels.get(place.thread ?? '')?.parent_id).toBe(at.channel.id);
    expect(at.discord.world.history(place.thread ?? '')).toHaveLength(2);
  });

  test('whose beginning was not answered is found, and holds the post once', async () => {
    for (const fault of Object.values(LOST)) {
      const place = await onMessage();
      at.discord.faults.strike('start-thread', fault);
      await at.adapter.send(place, post('correction'), 'correction');
      expect(there(place, 'correction')).toHaveLength(1);
      at.discord.later(3600_000);
    }
  });

  test('on a message that is gone refuses the post', async () => {
    const place = await onMessage();
    const { world } = at.discord;
    world.remove(world.message(place.thread ?? '') as never);
    expect((await failure(at.adapter.send(place, post('x'), 'x'))).kind).toBe('refused');
  });
});

test('a post is found behind many others, and not behind what others wrote with its words', async () => {
  const place = { channel: at.channel.id };
  const delivery = await at.adapter.send(place, post('first'), 'first');
  for (let i = 0; i < 350; i++) at.person.write(`talk ${i}`);
  expect(await at.adapter.findDelivery(place, 'first')).toEqual(delivery);
  const other = await at.restart(NOBODY);
  expect(await other.findDelivery(place, 'first')).toEqual(delivery);
  expect(await other.findDelivery(place, 'second')).toBeUndefined();
  const reads = at.discord.heard.filter(({ route }) => route === 'read-messages');
  expect(reads.length).toBeLessThanOrEqual(12);
});

test('one key in two places is two posts', async () => {
  const [channel, thread] = places() as [Destination, Destination];
  await at.adapter.send(channel, post('one'), 'key');
  expect(await at.adapter.findDelivery(thread, 'key')).toBeUndefined();
  await at.adapter.send(thread, post('two'), 'key');
  expect([there(channel, 'one').length, there(thread, 'two').length]).toEqual([1, 1]);
});

test('where the history may not be read, an absent post is not told as absent', async () => {
  const place = { channel: at.channel.id };
  await at.adapter.send(place, post('first'), 'first');
  at.channel.may.readHistory = false;
  const error = await failure(at.adapter.findDelivery(place, 'first'));
  expect(error.message).toContain('Read Message History');
});

test('every post has a button in which its key stands, whatever it says', async () => {
  const replies: Reply[] = [
    post('plain'),
    { ...post('asked'), asked: { command: 'lastmeeting', args: { person: 'wang-yi' } } },
    { ...post('long'), asked: { command: 'find', args: { words: 'x'.repeat(3000) } } },
    { ...post('gone'), asked: { command: 'no-such-command', args: {} } },
    {
      ...post('full'),
      actions: Array.from({ length: 60 }, (_, i) => ({
        label: `b${i}`,
        invocation: { command: 'event', args: { event: `e${i}` } },
      })),
    },
  ];
  for (const [i, reply] of replies.entries()) {
    const key = `a rather long key of a rule, an occurrence and a channel: ${i}`;
    const place = { channel: at.channel.id };
    const { message } = await at.adapter.send(place, reply, key);
    expect(elementsOf(at.discord.world.message(message) as never).length).toBeGreaterThan(0);
    expect(await at.adapter.findDelivery(place, key)).toEqual({ message });
  }
});

test('what is read back bears no nonce, as on Discord', async () => {
  await at.adapter.send({ channel: at.channel.id }, post('x'), 'key');
  const rest = new REST({ api: at.discord.url }).setToken(at.discord.token);
  const [read] = (await rest.get(`/channels/${at.channel.id}/messages`)) as object[];
  expect(read).not.toHaveProperty('nonce');
  expect(read).toHaveProperty('type', MESSAGE_TYPE.written);
  rest.clearHashSweeper();
  rest.clearHandlerSweeper();
});
