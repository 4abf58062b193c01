/**
 * Channels that take no posts any more, through the real clients: archived, left, deleted, forbidden.
 * They are paused and told, others go on, and posting goes on when an editor says so; nothing twice.
 */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ChatAdapter } from '../../src/chat/adapter.ts';
import { phrasebook } from '../../src/chat/phrasebook.ts';
import type { Change } from '../../src/domain/record/record.ts';
import type { Subscription } from '../../src/domain/record/schedule.ts';
import { Keeper } from '../../src/schedule/keeper.ts';
import { DEFAULT_RULES } from '../../src/schedule/outbox.ts';
import { settingsChanges } from '../../src/schedule/subscriptions.ts';
import { formOf, type Sitting, sit } from '../adapters/discord/sitting.ts';
import { DESK, MINA, Newsroom, textOf as slackText } from '../adapters/slack/newsroom.ts';
import { type Program, wholeProgram } from '../adapters/slack/whole-program.ts';
import { textOf as discordText } from '../fakes/discord/looks.ts';
import { CHANNEL_TYPE, type Channel } from '../fakes/discord/world.ts';
import { BOT_TOKEN } from '../fakes/slack/server.ts';
import { BOT } from '../fakes/slack/workspace.ts';

vi.setConfig({ testTimeout: 60_000 });

const EDITORS = '9000000000000000001';
const DAY = 86_400_000;

let now: number;
let program: Program;
let room: Newsroom;
let sitting: Sitting;
let keeper: Keeper;
/** What the operator reads. */
let told: { message: string; fields: Readonly<Record<string, unknown>> }[];

beforeEach(async () => {
  now = Date.parse('2026-11-22T12:00:00Z');
  told = [];
  program = await wholeProgram({
    clock: { now: () => new Date(now) },
    permissions: { roles: { editor: [MINA, EDITORS] } },
  });
  room = await Newsroom.open();
  const doors = [await room.start(program)];
  sitting = await sit(program);
  keep([...doors, sitting.adapter]);
});
afterEach(async () => {
  await keeper.stop();
  await room.close();
  await sitting.close();
  await program.close();
});

function keep(doors: readonly ChatAdapter[]): void {
  const { archive, records, holidays } = program.app;
  const quiet = () => undefined;
  keeper = new Keeper({
    archive,
    records,
    holidays,
    rules: { ...DEFAULT_RULES, spacingMs: 0 },
    log: {
      debug: quiet,
      info: quiet,
      warn: quiet,
      error: (fields, message) => void told.push({ message, fields: fields as never }),
    },
    now: () => new Date(now),
    pause: async () => undefined,
  });
  for (const door of doors) void keeper.open(door);
}

/** A digest each day at nine. */
async function subscribe(id: string, channel: string): Promise<void> {
  const after: Subscription = {
    id,
    channel,
    zone: 'UTC',
    locale: 'en',
    hour: '09:00',
    digest: { cron: '0 9 * * *', sections: ['week'] },
    origin: 'command',
    since: new Date(now).toISOString(),
  };
  await commit([{ type: 'subscription', id, before: null, after } as Change]);
}

const commit = (changes: readonly Change[]) =>
  program.app.records.commit(changes, { author: 'test', at: new Date(now) });

const held = (id: string) => program.app.archive.record('subscription', id);

/** The next day comes, and is kept for three hours. */
async function nextDay(): Promise<void> {
  now += DAY - 3 * 3_600_000;
  for (let i = 0; i < 12; i++) {
    now += 15 * 60_000;
    await keeper.tick();
  }
}

/** A place on a platform that is closed and opened again. */
interface Place {
  /** As subscriptions name it. */
  readonly channel: string;
  readonly posts: () => string[];
  readonly close: () => unknown;
  readonly reopen: () => unknown;
}

/** Where an editor sits: their line is asked in another channel, and its answer is what they read. */
interface Platform {
  /** One that is closed in this way, and one that stays open. */
  places(way: string): { closed: Place; other: Omit<Place, 'close' | 'reopen'> };
  asks(line: string): Promise<string>;
}

const slackPosts = (channel: string) => () =>
  room.server.workspace.messages
    .filter((m) => m.channel === channel && m.user === BOT.user && m.metadata)
    .map((m) => slackText(m).split('\n')[0] ?? '');

const slack: Platform = {
  places(way) {
    const { workspace } = room.server;
    const kind = way === 'a private one was left' ? 'group' : 'channel';
    const there = workspace.addChannel('C0000GONE', 'gone', kind, [MINA, BOT.user]);
    const ways: Record<string, Pick<Place, 'close' | 'reopen'>> = {
      'was archived': {
        close: () => Object.assign(there, { isArchived: true }),
        reopen: () => Object.assign(there, { isArchived: false }),
      },
      'was deleted and made anew': {
        close: () => workspace.channels.delete(there.id),
        reopen: () => workspace.channels.set(there.id, there),
      },
    };
    const left = {
      close: () => there.members.delete(BOT.user),
      reopen: () => there.members.add(BOT.user),
    };
    return {
      closed: {
        channel: `slack:${there.id}`,
        posts: slackPosts(there.id),
        ...(ways[way] ?? left),
      },
      other: { channel: `slack:${DESK}`, posts: slackPosts(DESK) },
    };
  },
  asks: async (line) => slackText(await room.type(line)),
};

const discordPosts =
  ({ id }: Channel) =>
  () =>
    sitting.discord.world.messages
      .filter(
        (m) => m.channel_id === id && m.author.id === sitting.discord.world.bot.id && !m.onlyFor,
      )
      .map((m) => discordText(m).split('\n')[0] ?? '');

const discord: Platform = {
  places(way) {
    const { world } = sitting.discord;
    const type = CHANNEL_TYPE.text;
    const there = world.addChannel({ type, guild_id: sitting.guild, name: 'gone' });
    const may = (right: 'view' | 'send') => ({
      close: () => Object.assign(there.may, { [right]: false }),
      reopen: () => Object.assign(there.may, { [right]: true }),
    });
    const ways: Record<string, Pick<Place, 'close' | 'reopen'>> = {
      'may not be seen any more': may('view'),
      'may not be written in any more': may('send'),
      'was deleted and made anew': {
        close: () => world.channels.delete(there.id),
        reopen: () => world.channels.set(there.id, there),
      },
    };
    return {
      closed: {
        channel: `discord:${there.id}`,
        posts: discordPosts(there),
        ...(ways[way] as Pick<Place, 'close' | 'reopen'>),
      },
      other: { channel: `discord:${sitting.channel.id}`, posts: discordPosts(sitting.channel) },
    };
  },
  async asks(line) {
    const editor = sitting.seat({ member: { roles: [EDITORS], nick: null } });
    const { name, options } = formOf(line);
    return discordText(await editor.runs(name, options));
  },
};

describe.each<[string, Platform, string, string]>([
  ['Slack', slack, 'was archived', 'is_archived'],
  ['Slack', slack, 'was left', 'not_in_channel'],
  ['Slack', slack, 'a private one was left', 'channel_not_found'],
  ['Slack', slack, 'was deleted and made anew', 'channel_not_found'],
  ['Discord', discord, 'may not be seen any more', 'Missing Access (403, 50001)'],
  ['Discord', discord, 'may not be written in any more', 'Missing Permissions (403, 50013)'],
  ['Discord', discord, 'was deleted and made anew', 'Unknown Channel (404, 10003)'],
])('on %s', (_, platform, way, reason) => {
  test(`a channel that ${way} is paused and told, others go on, and so does it when it is back`, async () => {
    const { closed, other } = platform.places(way);
    await subscribe('closed', closed.channel);
    await subscribe('closed-too', closed.channel);
    await subscribe('other', other.channel);
    await nextDay();
    expect([closed.posts().length, other.posts().length]).toEqual([2, 1]);

    closed.close();
    await nextDay();
    await nextDay();
    expect(other.posts()).toHaveLength(3);
    // Told once, to the operator in the log and to whoever lists what is subscribed.
    expect(told.map(({ message, fields }) => [message, fields.channel, fields.reason])).toEqual([
      [
        expect.stringContaining('paused until "/reminders resume"'),
        closed.channel,
        expect.stringContaining(reason),
      ],
    ]);
    for (const id of ['closed', 'closed-too']) {
      expect(held(id)?.paused).toBeDefined();
      expect(held(id)?.closed).toContain(reason);
    }
    expect(held('other')?.paused).toBeUndefined();
    const list = await platform.asks(`/reminders list channel ${closed.channel}`);
    expect(list).toContain(reason);
    expect(list).toContain('reminders resume closed');

    closed.reopen();
    await nextDay();
    expect([closed.posts().length, other.posts().length]).toEqual([2, 4]);
    const resumed = await platform.asks('/reminders resume closed');
    expect(resumed).toContain(phrasebook('en').text('reminders-card.resumed'));
    expect(held('closed')).not.toHaveProperty('closed');
    await nextDay();
    // What fell meanwhile is not made up for, and nothing is there twice.
    expect([closed.posts().length, other.posts().length]).toEqual([3, 5]);
    const states = program.app.archive.holdings.delivery.map(({ state }) => state).sort();
    expect(states).toEqual(['refused', ...Array(8).fill('sent')]);
    expect(told).toHaveLength(1);
  });
});

test('what the settings say to post elsewhere begins there, though the channel before took nothing', async () => {
  const { closed, other } = slack.places('was archived');
  const setting = {
    ...({ id: 'set', channel: closed.channel, zone: 'UTC', locale: 'en', hour: '09:00' } as const),
    digest: { cron: '0 9 * * *', sections: ['week' as const] },
  };
  const bring = async (channel: string) =>
    commit(settingsChanges(program.app.archive, [{ ...setting, channel }], new Date(now)));
  await bring(closed.channel);
  closed.close();
  await nextDay();
  await bring(closed.channel);
  await nextDay();
  expect(held('set')?.closed).toBe('is_archived');
  await bring(other.channel);
  await nextDay();
  expect([closed.posts(), other.posts().length]).toEqual([[], 1]);
});

test('a token that is taken back pauses nothing: what was due is posted when it is put right', async () => {
  const { other } = slack.places('was archived');
  await subscribe('other', other.channel);
  const scopes = room.server.given.scopes;
  room.server.tokens.revoke(BOT_TOKEN);
  await nextDay();
  expect([other.posts(), held('other')?.paused]).toEqual([[], undefined]);
  room.server.tokens.add(BOT_TOKEN, 'bot', scopes);
  now += 3_600_000;
  await keeper.tick();
  expect(other.posts()).toHaveLength(1);
});
