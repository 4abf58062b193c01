/** The Discord of the tests refuses what Discord refuses: each limit is taken at its edge, and not one beyond. */
import { REST } from 'discord.js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { commandProblems } from '../../fakes/discord/command-check.ts';
import { DiscordServer } from '../../fakes/discord/discord-server.ts';
import { CALLBACK, INTERACTION } from '../../fakes/discord/interactions.ts';
import { problemsOf } from '../../fakes/discord/message-check.ts';
import { CHANNEL_TYPE, FLAG, type Json } from '../../fakes/discord/world.ts';

const x = (length: number) => 'x'.repeat(length);
const many = <T>(count: number, make: (i: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i));
const embed = (more: object) => ({ embeds: [{ title: 'x', ...more }] });
const row = (components: object[]) => ({ components: [{ type: 1, components }] });
const button = (more: object = {}) => ({ type: 2, style: 2, label: 'x', custom_id: 'x', ...more });
const menu = (more: object = {}) =>
  row([{ type: 3, custom_id: 'x', options: [option()], ...more }]);
const option = (more: object = {}) => ({ label: 'x', value: 'x', ...more });

const MESSAGES: [string, number, (length: number) => object][] = [
  ['content', 2000, (n) => ({ content: x(n) })],
  ['embeds', 10, (n) => ({ embeds: many(n, () => ({ title: 'x' })) })],
  ['a title', 256, (n) => embed({ title: x(n) })],
  ['a description', 4096, (n) => embed({ description: x(n) })],
  ['fields', 25, (n) => embed({ fields: many(n, () => ({ name: 'x', value: 'x' })) })],
  ['the name of a field', 256, (n) => embed({ fields: [{ name: x(n), value: 'x' }] })],
  ['a field', 1024, (n) => embed({ fields: [{ name: 'x', value: x(n) }] })],
  ['a footer', 2048, (n) => embed({ footer: { text: x(n) } })],
  [
    'all embeds',
    6000,
    (n) => ({ embeds: [{ description: x(4000) }, { description: x(n - 4000) }] }),
  ],
  [
    'rows',
    5,
    (n) => ({ components: many(n, (i) => row([button({ custom_id: `${i}` })]).components[0]) }),
  ],
  ['buttons of a row', 5, (n) => row(many(n, (i) => button({ custom_id: `${i}` })))],
  ['a label', 80, (n) => row([button({ label: x(n) })])],
  ['custom_id', 100, (n) => row([button({ custom_id: x(n) })])],
  ['options', 25, (n) => menu({ options: many(n, (i) => option({ value: `${i}` })) })],
  ['the label of an option', 100, (n) => menu({ options: [option({ label: x(n) })] })],
  ['the value of an option', 100, (n) => menu({ options: [option({ value: x(n) })] })],
  ['a placeholder', 150, (n) => menu({ placeholder: x(n) })],
  ['a nonce', 25, (n) => ({ content: 'x', nonce: x(n) })],
];

describe('messages', () => {
  test.each(MESSAGES)('%s: %i, and no more', (_, most, made) => {
    expect(problemsOf(made(most) as Json)).toEqual([]);
    expect(problemsOf(made(most + 1) as Json)).toHaveLength(1);
  });

  test.each<[string, object]>([
    ['an unknown field', embed({ colour: 1 })],
    ['an embed of which nothing is shown', { embeds: [{ color: 1 }] }],
    ['a field without a value', embed({ fields: [{ name: 'x', value: ' ' }] })],
    ['a button without an id', row([button({ custom_id: undefined })])],
    ['one custom_id twice', row([button(), button()])],
    [
      'a menu beside a button',
      row([menu().components[0]?.components[0] ?? {}, button({ custom_id: 'b' })]),
    ],
    ['one value twice', menu({ options: [option(), option()] })],
    ['half a character', { content: '\ud83d' }],
    ['mentions of another form', { content: 'x', allowed_mentions: { everyone: true } }],
  ])('with %s are not taken', (_, body) => {
    expect(problemsOf(body as Json)).not.toEqual([]);
  });
});

const command = (more: object = {}) => ({ name: 'x', description: 'x', ...more });
const optionOf = (more: object = {}) => ({ type: 3, name: 'x', description: 'x', ...more });
const choices = (n: number) => many(n, (i) => ({ name: `${i}`, value: `${i}` }));

const COMMANDS: [string, number, (length: number) => object[]][] = [
  ['commands', 100, (n) => many(n, (i) => command({ name: `x${i}` }))],
  ['a name', 32, (n) => [command({ name: x(n) })]],
  ['a description', 100, (n) => [command({ description: x(n) })]],
  ['a translation', 100, (n) => [command({ description_localizations: { ko: x(n) } })]],
  ['options', 25, (n) => [command({ options: many(n, (i) => optionOf({ name: `x${i}` })) })]],
  ['choices', 25, (n) => [command({ options: [optionOf({ choices: choices(n) })] })]],
];

describe('commands', () => {
  test.each(COMMANDS)('%s: %i, and no more', (_, most, made) => {
    expect(commandProblems(made(most), false)).toEqual([]);
    expect(commandProblems(made(most + 1), false)).not.toEqual([]);
  });

  test.each<[string, object]>([
    ['a capital letter', command({ name: 'X' })],
    ['a language that is none', command({ name_localizations: { tlh: 'x' } })],
    [
      'completion beside choices',
      command({ options: [optionOf({ autocomplete: true, choices: choices(1) })] }),
    ],
    [
      'two options of one name in a language',
      command({
        options: [
          optionOf({ name: 'a', name_localizations: { ko: 'b' } }),
          optionOf({ name: 'b' }),
        ],
      }),
    ],
    [
      'an option that is needed after one that is not',
      command({ options: [optionOf({ name: 'a' }), optionOf({ name: 'b', required: true })] }),
    ],
    [
      'more than 8,000 characters',
      command({
        options: many(25, (i) =>
          optionOf({
            name: `x${i}`,
            choices: choices(25).map((c) => ({ name: c.name.padEnd(20, 'x'), value: c.value })),
          }),
        ),
      }),
    ],
  ])('with %s are not taken', (_, made) => {
    expect(commandProblems([made], false)).not.toEqual([]);
  });
});

describe('what is asked of it', () => {
  let discord: DiscordServer;
  let rest: REST;
  let channel: string;
  beforeEach(async () => {
    // Its clock goes only where a test lets time go by.
    discord = new DiscordServer({ clock: () => Date.parse('2026-11-22T09:00:00Z') });
    await discord.start();
    rest = new REST({ api: discord.url, retries: 0 }).setToken(discord.token);
    const guild_id = discord.world.addGuild();
    channel = discord.world.addChannel({ type: CHANNEL_TYPE.text, guild_id }).id;
  });
  afterEach(async () => {
    rest.clearHashSweeper();
    rest.clearHandlerSweeper();
    await discord.stop();
  });

  const begun = () =>
    discord.interactions.begin({
      type: INTERACTION.command,
      user: discord.world.addUser('u'),
      channel,
      source: undefined,
    });
  const respond = ({ id, token }: ReturnType<typeof begun>) =>
    rest.post(`/interactions/${id}/${token}/callback`, {
      auth: false,
      body: { type: CALLBACK.message, data: { content: 'x', flags: FLAG.ephemeral } },
    });

  test('an interaction is answered once, within three seconds', async () => {
    const [first, second] = [begun(), begun()];
    discord.later(3000);
    await respond(first);
    await expect(respond(first)).rejects.toMatchObject({ code: 40060 });
    discord.later(1);
    await expect(respond(second)).rejects.toMatchObject({ code: 10062 });
  });

  test('an answer is changed for a quarter of an hour', async () => {
    const interaction = begun();
    await respond(interaction);
    const edit = () =>
      rest.patch(`/webhooks/${discord.world.application}/${interaction.token}/messages/@original`, {
        auth: false,
        body: { content: 'y' },
      });
    discord.later(14 * 60_000);
    await edit();
    discord.later(2 * 60_000);
    await expect(edit()).rejects.toMatchObject({ code: 50027 });
  });

  test('a nonce makes a message single while it is remembered, and only where it is enforced', async () => {
    const post = async (more: object = {}) => {
      const body = { content: 'x', nonce: 'n', enforce_nonce: true, ...more };
      return ((await rest.post(`/channels/${channel}/messages`, { body })) as { id: string }).id;
    };
    const first = await post();
    expect(await post()).toBe(first);
    expect(await post({ enforce_nonce: false })).not.toBe(first);
    discord.later(10 * 60_000);
    expect(await post()).not.toBe(first);
  });

  test('what one alone sees is in no history', async () => {
    await respond(begun());
    expect(await rest.get(`/channels/${channel}/messages`)).toEqual([]);
  });
});
