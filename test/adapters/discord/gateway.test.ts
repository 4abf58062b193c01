/** The connection: dropped, resumed, refused, begun anew; and each event answered once all the same. */
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { type Asker, StartError } from '../../../src/chat/adapter.ts';
import type { Request } from '../../../src/chat/dispatcher.ts';
import type { Json } from '../../fakes/discord/world.ts';
import { Random } from '../../support/random.ts';
import { echo, NOBODY } from './desk.ts';
import { arrange, HURRY, type Sitting, sit } from './sitting.ts';

vi.setConfig({ testTimeout: 60_000 });

let at: Sitting;
afterEach(() => at.close());

/** Resolves when it has come true. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await pause(2);
}

const logged = (level: string): string[] =>
  at.log.filter((l) => l.level === level).map((l) => l.message);

/** First responses that Discord took, by interaction. */
function responses(): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { route, path, status } of at.discord.heard) {
    const id = path.split('/')[2] ?? '';
    if (route === 'respond' && status === 204) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts;
}

describe('a connection that is lost', () => {
  const losses: [string, () => void, 'resume' | 'identify'][] = [
    ['killed without a word', () => at.discord.gateway.kill(), 'resume'],
    ['asked to reconnect (op 7)', () => at.discord.gateway.askToReconnect(), 'resume'],
    ['closed with 4000', () => at.discord.gateway.close(4000), 'resume'],
    ['invalid, to be resumed (op 9)', () => at.discord.gateway.invalidate(true), 'resume'],
    ['invalid for good (op 9)', () => at.discord.gateway.invalidate(false), 'identify'],
    ['timed out (4009)', () => at.discord.gateway.close(4009), 'identify'],
  ];

  test.each(losses)('%s is made again, and what comes is answered', async (_, lose, how) => {
    at = await sit(echo());
    const { gateway } = at.discord;
    const before = gateway.heard[how];
    const again = gateway.again();
    lose();
    await again;
    expect(gateway.heard[how]).toBe(before + 1);
    await at.person.runs('status');
    expect([...responses().values()]).toEqual([1]);
  });

  test('is replayed what it missed, each answered once', async () => {
    at = await sit(echo());
    const { gateway } = at.discord;
    const again = gateway.again();
    gateway.kill();
    const missed = Array.from({ length: 20 }, () => at.person.begin('status'));
    await again;
    await Promise.all(missed.map((interaction) => at.person.answerTo(interaction)));
    expect([...responses().values()]).toEqual(missed.map(() => 1));
  });

  test('in the middle of a command: the answer comes', async () => {
    let finish = () => {};
    const waiting = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const inbound = echo();
    at = await sit({
      ...inbound,
      handle: async (request: Request, asker: Asker) => {
        await waiting;
        return inbound.handle(request, asker);
      },
    });
    const command = at.person.begin('status');
    await pause(20);
    const again = at.discord.gateway.again();
    at.discord.gateway.kill();
    await again;
    finish();
    await at.person.answerTo(command);
    expect([...responses().values()]).toEqual([1]);
  });
});

test('1,000 events, sent twice and out of order, with connections dropped between: one answer each', async () => {
  const inbound = echo();
  let handled = 0;
  const counting = (...asked: Parameters<typeof inbound.handle>) => {
    handled += 1;
    return inbound.handle(...asked);
  };
  // A burst takes longer here than Discord waits: that is another test.
  const timing = { ...HURRY, respondWithin: 60_000, deferAfter: 60_000 };
  const lasting = { firstResponse: 120_000 };
  at = await sit({ ...inbound, handle: counting }, { lasting, parts: { timing } });
  const { gateway, world } = at.discord;
  const random = new Random(7);
  const direct = at.seat({ channel: at.direct });
  const dispatched: { t: string; d: Json | ((intents: number) => Json | undefined) }[] = [];
  const dispatch = gateway.dispatch.bind(gateway);
  gateway.dispatch = (t, d) => void dispatched.push({ t, d });
  const commands = Array.from({ length: 700 }, () => at.person.begin('status'));
  const written = Array.from({ length: 300 }, (_, i) => direct.write(`status ${i}`));
  gateway.dispatch = dispatch;
  // Each once or up to four times, at any place.
  const order = dispatched
    .flatMap((event) => Array.from({ length: random.between(1, 4) }, () => event))
    .map((event) => ({ event, place: random.next() }))
    .sort((a, b) => a.place - b.place);
  for (const [i, { event }] of order.entries()) {
    gateway.dispatch(event.t, event.d);
    if (i % 100 !== 99) continue;
    const again = gateway.again();
    random.pick([
      () => gateway.kill(),
      () => gateway.askToReconnect(),
      () => gateway.close(4000),
      () => gateway.invalidate(true),
    ])();
    if (random.chance(0.5)) await again;
  }
  await Promise.all(commands.map((command) => at.person.answerTo(command)));
  const replies = (id: string) => world.messages.filter((m) => m.repliedTo === id).length;
  await until(() => written.every(({ id }) => replies(id) > 0));
  await at.adapter.stop();
  expect(responses().size).toBe(700);
  expect([...new Set(responses().values())]).toEqual([1]);
  expect(handled).toBe(1000);
  expect([...new Set(written.map(({ id }) => replies(id)))]).toEqual([1]);
  expect(gateway.heard.resume).toBeGreaterThan(5);
}, 120_000);

describe('what Discord dispatches in a form that is not known', () => {
  test('is ignored, and the next question is answered', async () => {
    at = await sit(echo());
    const { gateway, interactions, world } = at.discord;
    const whole = {
      id: world.snowflake(),
      application_id: world.application,
      type: 2,
      token: 'x',
      version: 1,
      channel: { id: at.channel.id, type: 0 },
      user: { id: '1', username: 'u' },
      entitlements: [],
      data: { id: '1', name: 'status', type: 1 },
    };
    const broken: unknown[] = [
      {},
      null,
      [],
      'text',
      { ...whole, data: undefined },
      { ...whole, data: null },
      { ...whole, id: 7 },
      { ...whole, token: '../../channels' },
      { ...whole, user: null, member: null },
      { ...whole, user: undefined },
      { ...whole, channel: 'general' },
      { ...whole, data: { name: 'status', options: 'none' } },
      { ...whole, data: { name: 7 } },
      { ...whole, type: 'command' },
      { ...whole, type: 99 },
      { ...whole, type: 3, message: { id: 'x' } },
    ];
    for (const d of broken) {
      gateway.dispatch('INTERACTION_CREATE', d as Json);
      gateway.dispatch('MESSAGE_CREATE', () => d as Json);
      gateway.dispatch('GUILD_CREATE', d as Json);
      gateway.dispatch('SOMETHING_NEW', d as Json);
    }
    await at.person.runs('status');
    // A command that is not registered here, of an older version, gets a line.
    const old = interactions.begin({
      type: 2,
      user: { id: '5', username: 'u', global_name: null },
      channel: at.channel.id,
      source: undefined,
    });
    gateway.dispatch('INTERACTION_CREATE', {
      ...whole,
      id: old.id,
      token: old.token,
      data: { id: '1', name: 'gone', type: 1 },
    });
    await at.person.answerTo(old);
    expect(logged('error')).toEqual([]);
  });
});

describe('at the start', () => {
  test('a wrong token is one clear line, and nothing is tried again', async () => {
    at = await arrange({ parts: { token: 'MTE5OTk5.wrong.token' } });
    const error = await at.adapter.start(NOBODY).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(StartError);
    expect((error as Error).message).toMatch(/^the token is not accepted: .*Developer Portal/);
    expect((error as Error).message).not.toContain('wrong');
    expect(at.discord.gateway.heard.identify).toBeLessThanOrEqual(1);
  });

  test('a token that is refused at the gateway only (4004) likewise', async () => {
    at = await arrange();
    const { discord } = at;
    const right = discord.token;
    const answered = discord.heard.push.bind(discord.heard);
    discord.heard.push = (...heard) => {
      if (heard.some(({ route }) => route === 'gateway')) discord.token = 'another';
      return answered(...heard);
    };
    const error = await at.adapter.start(NOBODY).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(StartError);
    expect((error as Error).message).toMatch(/^the token is not accepted/);
    expect(discord.gateway.heard.identify).toBe(1);
    discord.token = right;
  });

  test('a token with characters that no header takes is a line, not a fault', async () => {
    at = await arrange({ parts: { token: 'a b\nc' } });
    const error = await at.adapter.start(NOBODY).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(StartError);
  });

  test('an intent that is not granted (4014) is said, with what to do', async () => {
    at = await arrange({ granted: 0 });
    const error = await at.adapter.start(NOBODY).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(StartError);
    expect((error as Error).message).toMatch(/Message Content Intent.*discord\.messageContent/);
    expect(at.discord.gateway.heard.identify).toBe(1);
  });

  test('Discord is down: it is told, and tried again until it is up', async () => {
    at = await arrange();
    const { port } = at.discord;
    await at.discord.stop();
    const starting = at.adapter.start(echo());
    await until(() => logged('warn').filter((m) => /cannot be reached/.test(m)).length >= 3);
    await at.discord.start(port);
    at.discord.faults.strike('gateway', { kind: 'status', status: 502 }, 2);
    at.discord.faults.strike('gateway', { kind: 'rate-limited', retryAfter: 0.05 });
    await starting;
    await at.person.runs('status');
  });

  test('Discord is down, and the bot is ended meanwhile', async () => {
    at = await arrange();
    const { port } = at.discord;
    await at.discord.stop();
    const starting = at.adapter.start(echo());
    await until(() => logged('warn').length >= 1);
    await at.adapter.stop();
    await starting;
    await at.discord.start(port);
    await pause(100);
    expect(at.discord.heard).toEqual([]);
  });
});

test('a token that is revoked later is told, and taken again when it is put right', async () => {
  at = await sit(echo(), { parts: { timing: { ...HURRY, longestWait: 20 } } });
  const right = at.discord.token;
  at.discord.token = 'another';
  at.discord.gateway.close(4004);
  await until(() => logged('error').some((m) => /is not connected: the token/.test(m)));
  expect(logged('error')[0]).toMatch(/ended the connection: the token is not accepted/);
  at.discord.token = right;
  await at.discord.gateway.connected();
  await at.person.runs('status');
  await at.adapter.send(
    { channel: at.channel.id },
    { locale: 'en', title: [], blocks: [], actions: [] },
    'k',
  );
});

test('a heartbeat that is not acknowledged is a lost connection: it is resumed', async () => {
  at = await sit(echo(), { heartbeat: 150 });
  const again = at.discord.gateway.again();
  at.discord.gateway.ignoreHeartbeats = true;
  await until(() => at.discord.gateway.heard.resume > 0);
  at.discord.gateway.ignoreHeartbeats = false;
  await again;
  await at.person.runs('status');
});
