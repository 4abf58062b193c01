/** What Slack sends twice is answered once, and whatever breaks in between, nobody waits in vain. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Inbound } from '../../../src/chat/adapter.ts';
import type { Outcome, Request } from '../../../src/chat/dispatcher.ts';
import { phrasebook } from '../../../src/chat/phrasebook.ts';
import { text } from '../../../src/chat/reply.ts';
import type { Fate } from '../../fakes/slack/socket-mode.ts';
import { BOT, type Message } from '../../fakes/slack/workspace.ts';
import { Random } from '../../support/random.ts';
import { DESK, MINA, Newsroom, textOf } from './newsroom.ts';

/** Envelopes that are redelivered and reordered. */
const ENVELOPES = Number(process.env.AIDE_ENVELOPES ?? 1000);

/** Repeats each question as its answer, after a while where one is set. */
class Echo implements Inbound {
  delay: () => Promise<void> = async () => undefined;
  readonly asked: string[] = [];
  kind: Outcome['kind'] = 'answered';

  async handle(request: Request): Promise<Outcome> {
    const line = request.kind === 'line' ? request.line : JSON.stringify(request.args);
    this.asked.push(line);
    await this.delay();
    return {
      kind: this.kind,
      command: 'find',
      args: {},
      reply: {
        locale: 'en',
        title: [text(`answer to ${line}.`)],
        blocks: [],
        actions: [{ label: 'Again', invocation: { command: 'find', args: { words: line } } }],
        asked: { command: 'find', args: { words: line } },
      },
      data: () => ({}),
    };
  }

  complete = () => [];
}

let room: Newsroom;
let echo: Echo;

beforeEach(async () => {
  room = await Newsroom.open();
  echo = new Echo();
});
afterEach(() => room.close());

const answersTo = (line: string): Message[] =>
  room.bots.filter((message) => textOf(message).includes(`answer to ${line}.`));

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('redelivery', () => {
  test(`${ENVELOPES} envelopes redelivered and reordered, sockets dropped between: each is answered once`, async () => {
    const { server, hands } = room;
    const random = new Random(ENVELOPES);
    server.sockets.acknowledgedWithin = 300;
    await room.start(echo);
    const direct = server.workspace.directMessages(MINA).id;
    const thread = (await hands.say(MINA, DESK, 'a thread')).ts;
    const questions = Array.from({ length: ENVELOPES }, (_, i) => {
      const line = `question ${i}`;
      const place = random.pick(['mention', 'thread', 'direct'] as const);
      const message = server.workspace.post({
        user: MINA,
        channel: place === 'direct' ? direct : DESK,
        text: place === 'direct' ? line : `<@${BOT.user}> ${line}`,
        blocks: [],
        ...(place === 'thread' && { threadTs: thread }),
      });
      return { line, events: hands.eventsOf(message) };
    });
    const deliveries = questions.flatMap(({ events }) =>
      events.flatMap((event) => Array.from({ length: random.between(1, 3) }, () => event)),
    );
    for (let i = deliveries.length - 1; i > 0; i--) {
      const j = random.between(0, i);
      const [a, b] = [deliveries[i], deliveries[j]];
      if (a && b) deliveries.splice(i, 1, b);
      if (a && b) deliveries.splice(j, 1, a);
    }
    const acknowledged = new Set<unknown>();
    let dropped = 0;
    const deliver = async (event: (typeof deliveries)[number], attempt: number) => {
      const fate = await server.sockets.sendAttempt(event, attempt);
      if (fate === 'acknowledged') acknowledged.add(event);
    };
    const under: Promise<void>[] = [];
    for (const [i, event] of deliveries.entries()) {
      under.push(deliver(event, i % 4));
      if (random.chance(0.01)) {
        dropped++;
        if (random.chance(0.5)) server.sockets.kill();
        else server.sockets.refresh();
        await sleep(random.between(0, 20));
      }
      if (i % 20 === 0) {
        await server.sockets.connected();
        await sleep(1);
      }
    }
    await Promise.all(under);
    // What nobody acknowledged Slack sends again.
    for (const event of new Set(deliveries)) {
      while (!acknowledged.has(event)) {
        await server.sockets.connected();
        await deliver(event, 1);
      }
    }
    await room.adapter.stop();
    expect(dropped).toBeGreaterThan(ENVELOPES / 200);
    const counts = questions.map(({ line }) => [line, answersTo(line).length]);
    expect(counts.filter(([, count]) => count !== 1)).toEqual([]);
    expect(echo.asked.length).toBe(ENVELOPES);
  }, 60_000);

  test('a question that was answered before a restart is not answered again after it', async () => {
    const { server, hands } = room;
    await room.start(echo);
    const message = await room.say(`<@${BOT.user}> once`);
    await room.adapter.stop();
    await room.start(echo);
    const question = server.workspace.message(DESK, String(message.threadTs)) as Message;
    for (const event of hands.eventsOf(question)) await server.sockets.sendAttempt(event, 1);
    await room.adapter.stop();
    expect(answersTo('once')).toHaveLength(1);
  });

  test('a button that was pressed twice, and an envelope that came twice, act once', async () => {
    await room.start(echo);
    const { server, hands } = room;
    const own = await room.type('/lastmeeting x');
    const envelope = hands.pressed(MINA, own, room.control(own, 'Share to channel'));
    expect(await server.sockets.send(envelope)).toBe('acknowledged');
    expect(await server.sockets.redeliver(envelope)).toBe('acknowledged');
    await hands.press(MINA, own, room.control(own, 'Share to channel'));
    await room.adapter.stop();
    expect(room.bots.filter((m) => textOf(m).includes('Shared by'))).toHaveLength(1);
  });
});

describe('a broken socket', () => {
  test('in the middle of a command: it is answered all the same', async () => {
    const { server, hands } = room;
    let go = (): void => undefined;
    echo.delay = () => new Promise<void>((resolve) => (go = resolve));
    await room.start(echo);
    const answer = room.answerTo(() => hands.command(MINA, DESK, '/aide', 'find broken'));
    while (echo.asked.length === 0) await sleep(5);
    server.sockets.kill();
    go();
    expect(textOf(await answer)).toContain('answer to find broken.');
    await server.sockets.connected();
    echo.delay = async () => undefined;
    expect(textOf(await room.type('/aide find again'))).toContain('answer to');
  });

  test('at any moment of a command: an answer, or Slack says that there is none', async () => {
    const { server, hands } = room;
    const random = new Random(7);
    server.sockets.acknowledgedWithin = 300;
    await room.start(echo);
    const fates = new Map<string, Fate>();
    for (let i = 0; i < 40; i++) {
      await server.sockets.connected();
      const line = `find moment-${i}`;
      const asked = hands.command(MINA, DESK, '/aide', line);
      if (random.chance(0.7)) await sleep(random.next() * 4);
      if (random.chance(0.5)) server.sockets.kill();
      else server.sockets.refresh();
      fates.set(line, await asked);
    }
    await room.adapter.stop();
    for (const [line, fate] of fates) {
      const answers = answersTo(line).length;
      expect([line, answers]).toEqual([line, fate === 'acknowledged' ? 1 : answers && 1]);
    }
    expect([...fates.values()]).toContain('acknowledged');
  });

  test('whose server says nothing, or refuses: it goes on trying, and is heard again', async () => {
    const { server } = room;
    await room.start(echo);
    server.faults.strike('apps.connections.open', { kind: 'status', status: 503 });
    server.faults.strike('apps.connections.open', { kind: 'dropped' });
    server.faults.strike('apps.connections.open', { kind: 'rate-limited', retryAfter: 0 });
    server.faults.strike('apps.connections.open', { kind: 'error', error: 'internal_error' });
    server.sockets.kill();
    await server.sockets.connected();
    expect(textOf(await room.type('/aide find still'))).toContain('answer to');
  });
});

describe('an answer to a command', () => {
  const ask = async (line: string) => {
    await room.hands.command(MINA, DESK, '/aide', line);
    await room.adapter.stop();
    return answersTo(line).length;
  };
  const unsure = () =>
    room.bots.filter((m) => textOf(m).includes(phrasebook('en').text('slack.answer-unsure')));

  test.each([
    ['applied-then-dropped', { kind: 'applied-then-dropped' }],
    ['applied, then 502', { kind: 'applied-then-status', status: 502 }],
  ] as const)('that is %s is there once, with a line that it may not be', async (_, fault) => {
    await room.start(echo);
    room.server.faults.strike('respond', fault);
    expect(await ask('find lost')).toBe(1);
    expect(unsure()).toHaveLength(1);
  });

  test.each([
    ['reset', { kind: 'dropped' }],
    ['met by a 502', { kind: 'status', status: 502 }],
  ] as const)('that is %s before it came is told to be lost', async (_, fault) => {
    await room.start(echo);
    room.server.faults.strike('respond', fault);
    expect(await ask('find lost')).toBe(0);
    expect(unsure()).toHaveLength(1);
  });

  test('that hangs is told to be uncertain', async () => {
    await room.close();
    room = await Newsroom.open({ calls: { timeout: 400 } });
    await room.start(echo);
    room.server.faults.strike('respond', { kind: 'hang' });
    expect(await ask('find lost')).toBe(1);
    expect(unsure()).toHaveLength(1);
  });

  test.each([
    ['without Retry-After', { kind: 'rate-limited' }],
    ['with it', { kind: 'rate-limited', retryAfter: 1 }],
  ] as const)('waits where Slack asks to wait, %s', async (_, fault) => {
    await room.start(echo);
    room.server.faults.strike('respond', fault);
    expect(await ask('find later')).toBe(1);
    expect(unsure()).toHaveLength(0);
  });

  const useUp = async () => {
    const [asked] = room.server.sockets.sent.slice(-1);
    const address = String(asked?.payload.response_url);
    const body = JSON.stringify({ text: 'used', response_type: 'ephemeral' });
    for (let i = 0; i < 5; i++)
      expect((await fetch(address, { method: 'POST', body })).ok).toBe(true);
  };

  test.each([
    ['expired', 404, async () => room.server.advance(31 * 60_000)],
    ['expired', 200, async () => room.server.advance(31 * 60_000)],
    ['used five times', 404, useUp],
    ['used five times', 200, useUp],
  ])(
    'goes another way where its address is %s, and Slack says so with %i',
    async (_, status, end) => {
      const { server, hands } = room;
      server.responseUrls.overAs = status;
      await room.start(echo);
      echo.delay = end;
      await hands.command(MINA, DESK, '/aide', 'find slow');
      await room.adapter.stop();
      expect(answersTo('find slow').map(({ onlyFor }) => onlyFor)).toEqual([MINA]);
      expect(server.called('chat.postEphemeral')).toHaveLength(1);
    },
  );

  test('to a press in a thread stands in the thread, whichever way it goes', async () => {
    const { server, hands } = room;
    await room.start(echo);
    const question = await hands.say(MINA, DESK, 'a thread');
    const told = await room.say(`<@${BOT.user}> first`, { thread: question.ts });
    // An error does not take the place of an answer: it stands beside it, for one reader.
    echo.kind = 'refused';
    const ask = room.control(told, 'Again');
    const beside = await room.answerTo(() => hands.press(MINA, told, ask));
    expect([beside.onlyFor, beside.threadTs]).toEqual([MINA, question.ts]);
    echo.delay = async () => server.advance(31 * 60_000);
    const late = await room.answerTo(() => hands.press(MINA, told, ask));
    expect([late.onlyFor, late.threadTs]).toEqual([MINA, question.ts]);
    expect(server.called('chat.postEphemeral')).toHaveLength(1);
  });

  test('that Slack finds too long is sent smaller, and says what was cut', async () => {
    await room.close();
    room = await Newsroom.open({ mostLetters: 4000 });
    await room.start({
      ...echo,
      async handle(request) {
        const outcome = await echo.handle(request);
        const items = Array.from({ length: 60 }, (_, i) => ({
          spans: [text(`entry ${i} ${'x'.repeat(200)}`)],
        }));
        return { ...outcome, reply: { ...outcome.reply, blocks: [{ kind: 'list', items }] } };
      },
    });
    for (const way of [() => room.type('/aide find long'), () => room.say(`<@${BOT.user}> find`)]) {
      const shown = textOf(await way());
      const entries = shown.match(/entry \d+/g) ?? [];
      expect(entries.length).toBeGreaterThan(3);
      expect(shown).toContain(`+${60 - entries.length} more`);
    }
  });
});

describe('stopping', () => {
  test('what was accepted is answered; what comes later is left to whoever comes after', async () => {
    const { hands } = room;
    let go = (): void => undefined;
    echo.delay = () => new Promise<void>((resolve) => (go = resolve));
    await room.start(echo);
    const accepted = hands.command(MINA, DESK, '/aide', 'find last');
    while (echo.asked.length === 0) await sleep(5);
    expect(await accepted).toBe('acknowledged');
    let isStopped = false;
    const stopped = room.adapter.stop().then(() => {
      isStopped = true;
    });
    while (room.server.sockets.connections > 0) await sleep(5);
    expect(await hands.command(MINA, DESK, '/aide', 'find too late')).toBe('no connection');
    expect(isStopped).toBe(false);
    go();
    await stopped;
    expect(answersTo('find last')).toHaveLength(1);
    expect(answersTo('find too late')).toHaveLength(0);
  });
});
