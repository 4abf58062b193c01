/** What is reported by a button reaches the editors in the words that stood above it. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { systemClock } from '../../src/adapters/clock.ts';
import type { ChatAdapter } from '../../src/chat/adapter.ts';
import { phrasebook } from '../../src/chat/phrasebook.ts';
import type { EventRecord } from '../../src/domain/record/event.ts';
import type { Change } from '../../src/domain/record/record.ts';
import { defaultSubscription } from '../../src/schedule/default-subscription.ts';
import { Keeper } from '../../src/schedule/keeper.ts';
import { DEFAULT_RULES } from '../../src/schedule/outbox.ts';
import { textOf as discordText } from '../fakes/discord/looks.ts';
import type { Message as DiscordMessage } from '../fakes/discord/world.ts';
import { webAdapter } from '../support/web-page.ts';
import { holdingsOf } from '../support/yaml-archive.ts';
import { type Sitting, sit } from './discord/sitting.ts';
import { DESK, Newsroom, textOf as slackText } from './slack/newsroom.ts';
import { type Program, wholeProgram } from './slack/whole-program.ts';

vi.setConfig({ testTimeout: 60_000 });

const REPORT = phrasebook('en').text('action.report');
const WHOLE = phrasebook('en').text('action.whole');

const TODAY = new Date().toISOString().slice(0, 10);
const HELD = holdingsOf(`
source: rec
events:
  - {id: plan, kind: multilateral, status: planned, name: {en: As it was shown}, date: ${TODAY}}
milestones:
  - {id: m-plan, event: plan, counting: none}
`);

/** Someone at a platform, whatever it is. */
interface Seat {
  readonly door: ChatAdapter;
  readonly channel: string;
  /** The text of the first message there. */
  posted(): string;
  press(label: string): Promise<unknown>;
  ask(): Promise<unknown>;
  close(): Promise<void>;
}

async function atSlack(program: Program): Promise<Seat> {
  const room = await Newsroom.open();
  const door = await room.start(program);
  const first = () => room.bots[0] as (typeof room.bots)[number];
  return {
    door,
    channel: `slack:${DESK}`,
    posted: () => slackText(first()),
    press: (label) => room.press(first(), label),
    ask: () => room.type('/event plan'),
    close: () => room.close(),
  };
}

async function atDiscord(program: Program): Promise<Seat> {
  const sitting: Sitting = await sit(program);
  const { world } = sitting.discord;
  let answer: DiscordMessage | undefined;
  const post = () => world.messages.find(({ author }) => author.bot);
  return {
    door: sitting.adapter,
    channel: `discord:${sitting.channel.id}`,
    posted: () => discordText(post() as DiscordMessage),
    press: (label) => sitting.person.presses((answer ?? post()) as DiscordMessage, label),
    async ask() {
      answer = await sitting.person.runs('event', { event: 'plan' });
    },
    close: () => sitting.close(),
  };
}

/** Whoever reads the page: an answer there is given anew whenever it is looked at. */
async function atPage(program: Program): Promise<Seat> {
  const door = await webAdapter({ now: () => systemClock.now() });
  await door.start(program);
  const route = (path: string, method = 'GET') =>
    door.routes.find((r) => r.path === path && (r.method ?? 'GET') === method);
  const asked = (body = '') => ({ query: new URLSearchParams(), header: () => undefined, body });
  let page = '';
  const look = async () => {
    page = String((await route('/posts')?.answer(asked()))?.body);
  };
  return {
    door: {
      ...{ name: door.name, standing: door.standing, start: door.start, stop: door.stop },
      findDelivery: (to, key) => door.findDelivery(to, key),
      async send(...post) {
        const sent = await door.send(...post);
        await look();
        return sent;
      },
    },
    channel: 'web:page',
    posted: () => page,
    async press(label) {
      const form = page.match(/<form[\s\S]*?<\/form>/g)?.find((html) => html.includes(label)) ?? '';
      const fields = [...form.matchAll(/name="([^"]*)" value="([^"]*)"/g)];
      const body = new URLSearchParams(
        fields.map(([, name = '', value = '']): [string, string] => [name, value]),
      );
      if (form) await route('/ask', 'POST')?.answer(asked(String(body)));
      await look();
    },
    ask: () => Promise.reject(new Error('no answer stays there')),
    close: () => door.stop(),
  };
}

describe.each([
  ['Slack', atSlack, true],
  ['Discord', atDiscord, true],
  ['the page', atPage, false],
])('on %s', (_, sitAt, hasAnswers) => {
  let program: Program;
  let seat: Seat;
  beforeEach(async () => {
    program = await wholeProgram({ clock: systemClock });
    seat = await sitAt(program);
    await commit(
      ...(['source', 'event', 'milestone'] as const).flatMap((type) =>
        HELD[type].map((after) => ({ type, id: after.id, before: null, after })),
      ),
    );
  });
  afterEach(async () => {
    await seat.close();
    await program.close();
  });

  const commit = (...changes: object[]) =>
    program.app.records.commit(changes as Change[], { author: 'editor', at: systemClock.now() });

  const rename = async () => {
    // Slack tells in which second a message was shown.
    await new Promise((resolve) => setTimeout(resolve, 1100));
    const before = program.app.archive.record('event', 'plan') as EventRecord;
    const accounts = before.accounts.map((account) => ({ ...account, name: { en: 'Renamed' } }));
    await commit({ type: 'event', id: 'plan', before, after: { ...before, accounts } });
  };

  async function reported(): Promise<string> {
    const lines = (await readFile(join(program.data, 'reports.jsonl'), 'utf8')).trim().split('\n');
    expect(lines).toHaveLength(1);
    const { answer, shown } = JSON.parse(lines[0] as string);
    expect(Math.abs(Date.parse(shown) - Date.now())).toBeLessThan(60_000);
    return JSON.stringify(answer);
  }

  test('a post: what was posted, though the event was renamed since', async () => {
    const { archive, records, holidays } = program.app;
    const made = { ...defaultSubscription({ zone: 'UTC', locale: 'en' }), channel: seat.channel };
    const subscription = {
      ...made,
      hour: '00:00',
      digest: undefined,
      reminders: { leads: [0], which: { milestone: 'm-plan' }, quiet: 'keep' },
      since: `${TODAY}T00:00:00.000Z`,
    };
    await commit({ type: 'subscription', id: made.id, before: null, after: subscription });
    const keeper = new Keeper({
      archive,
      records,
      holidays,
      rules: DEFAULT_RULES,
      log: { debug() {}, info() {}, warn() {}, error() {} },
      now: () => systemClock.now(),
      pause: async () => undefined,
    });
    await keeper.open(seat.door);
    expect(seat.posted()).toContain('As it was shown');
    await rename();
    await seat.press(REPORT);
    expect(await reported()).toContain('As it was shown');
    // Whatever is pressed, it is still there for everybody.
    await seat.press(WHOLE);
    expect(seat.posted()).toContain('As it was shown');
    expect(archive.holdings.delivery.map((d) => [d.state, d.words])).toEqual([['sent', undefined]]);
  });

  if (!hasAnswers) return;
  test('an answer: what was answered, though the event was renamed since', async () => {
    await seat.ask();
    await rename();
    await seat.press(REPORT);
    expect(await reported()).toContain('As it was shown');
  });
});
