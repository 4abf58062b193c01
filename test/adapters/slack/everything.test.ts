/**
 * Every command of every declaration, in each way that Slack has to ask it, and every button and menu
 * of its answer, through the real client: the same data as at a prompt. The commands are those of the
 * registry, so a new one is asked too.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Outcome, Request } from '../../../src/chat/dispatcher.ts';
import { plainText } from '../../../src/chat/reply.ts';
import { registry } from '../../../src/commands/index.ts';
import { type Control, controlsOf } from '../../fakes/slack/hands.ts';
import { BOT, type Message } from '../../fakes/slack/workspace.ts';
import { DESK, MINA, Newsroom, OWN_COMMANDS, SHARE, textOf } from './newsroom.ts';
import { type Program, wholeProgram } from './whole-program.ts';

/** Entries of one menu that are tried. */
const ENTRIES = 3;

let room: Newsroom;
let slack: Program;
let prompt: Program;

beforeAll(async () => {
  room = await Newsroom.open();
  slack = await wholeProgram({ permissions: { roles: { admin: [MINA] } } });
  prompt = await wholeProgram();
  await room.start(slack);
});
afterAll(async () => {
  await room.close();
  await Promise.all([slack.close(), prompt.close()]);
});

/** The same request at a prompt, in an archive to which all the same was done. */
function atPrompt(request: Request, channel: string | undefined): Promise<Outcome> {
  const { channel: _, ...reader } = prompt.app.reader();
  return prompt.app.dispatcher.dispatch(request, {
    ...reader,
    author: `Mina Kim (slack ${MINA})`,
    ...(channel && { channel: `slack:${channel}` }),
  });
}

const dataOf = (outcome: Outcome | undefined): string => JSON.stringify(outcome?.data());

async function expectSame(message: Message, request: Request, channel: string | undefined) {
  const here = slack.outcomes.at(-1);
  const there = await atPrompt(request, channel);
  expect([here?.kind, here?.command, here?.args]).toEqual([there.kind, there.command, there.args]);
  expect(dataOf(here)).toBe(dataOf(there));
  const title = plainText(there.reply.title).replace(/\/(\w+)/g, (all, name) =>
    registry.get(name) && !OWN_COMMANDS.includes(name) ? `/aide ${name}` : all,
  );
  expect(textOf(message).replace(/\s+/g, ' ')).toContain(title.replace(/\s+/g, ' ').trim());
}

/** What a control asks for, as Slack's users cannot see it. */
function requestOf({ element, option }: Control): Request {
  const [command, args] = JSON.parse(String(option?.value ?? element.value));
  return { kind: 'named', command, args };
}

/** Some of each menu, all of the buttons. */
function tried(message: Message): Control[] {
  const all = controlsOf(message).filter(({ label }) => label !== SHARE);
  const counts = new Map<unknown, number>();
  return all.filter(({ element, option }) => {
    const count = (counts.get(element) ?? 0) + 1;
    counts.set(element, count);
    return !option || count <= ENTRIES;
  });
}

const WAYS: Record<string, { ask: (line: string) => Promise<Message>; channel?: string }> = {
  'behind /aide': {
    ask: (line) => room.answerTo(() => room.hands.command(MINA, DESK, '/aide', line)),
    channel: DESK,
  },
  'a mention': { ask: (line) => room.say(`<@${BOT.user}> ${line}`), channel: DESK },
  'a direct message': {
    ask: (line) => room.say(line, { channel: room.server.workspace.directMessages(MINA).id }),
  },
};

describe.each(registry.commands.map(({ name, example }) => [name, example]))(
  '/%s',
  (name, example) => {
    const line = example.slice(1);

    test.each(Object.keys(WAYS))('%s', async (way) => {
      const { ask, channel } = WAYS[way] as (typeof WAYS)[string];
      const message = await ask(line);
      expect(slack.outcomes.at(-1)?.command).toBe(name);
      await expectSame(message, { kind: 'line', line }, channel);
      for (const control of tried(message)) {
        // What was pressed before may have taken its place.
        const now = controlsOf(message).find(({ label }) => label === control.label);
        const asked = now ?? control;
        const answered = await room.answerTo(() => room.hands.press(MINA, message, asked));
        await expectSame(answered, requestOf(asked), channel);
        // What a list opens, and what is said of the answer, stands beside it; everything else takes
        // its place.
        const isOpened = String(asked.element.action_id).startsWith('aide:open');
        const outcome = slack.outcomes.at(-1);
        if (outcome?.kind !== 'answered') continue;
        const isBeside = isOpened || registry.get(outcome.command ?? '')?.isAboutAnswers === true;
        expect([control.label, answered.ts === message.ts]).toEqual([control.label, !isBeside]);
      }
    });

    test('is private until it is shared', async () => {
      const own = await room.type(example);
      expect(own.onlyFor).toBe(MINA);
      const { kind } = slack.outcomes.at(-1) as Outcome;
      await atPrompt({ kind: 'line', line }, DESK);
      const isOffered = controlsOf(own).some(({ label }) => label === SHARE);
      const changes = registry.get(name)?.role !== undefined;
      expect(isOffered).toBe(kind === 'answered' && !changes);
      if (!isOffered) return;
      const whole = textOf(own);
      const shared = await room.share(own);
      expect([shared.onlyFor, shared.channel]).toEqual([undefined, DESK]);
      expect(textOf(shared)).toContain('Shared by Mina Kim');
      expect(controlsOf(shared).map(({ label }) => label)).not.toContain(SHARE);
      expect(squeezed(textOf(shared))).toContain(squeezed(whole).slice(0, 100));
    });
  },
);

test.each(OWN_COMMANDS)('/%s by its own name', async (name) => {
  const { example = '' } = registry.get(name) ?? {};
  const message = await room.type(example);
  await expectSame(message, { kind: 'line', line: example }, DESK);
});

const squeezed = (words: string): string => words.replace(/\s+/g, ' ').trim();
