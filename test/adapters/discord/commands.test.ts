/** Every declared command through the real client: its options, completions, buttons, menus, pages. */
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { readSeeds } from '../../../src/adapters/seeds/seed-files.ts';
import type { Command } from '../../../src/chat/command.ts';
import { phrasebook } from '../../../src/chat/phrasebook.ts';
import { argumentKey } from '../../../src/chat/registry.ts';
import type { Action, Invocation } from '../../../src/chat/reply.ts';
import { registry } from '../../../src/commands/index.ts';
import { textOf } from '../../fakes/discord/looks.ts';
import { elementsOf, labelsOf, type Options } from '../../fakes/discord/person.ts';
import { FLAG, type Json, type Message } from '../../fakes/discord/world.ts';
import { type Desk, deskOf } from './desk.ts';
import { formOf, type Sitting, sit } from './sitting.ts';

vi.setConfig({ testTimeout: 60_000 });

const book = phrasebook('en');

let desk: Desk;
let at: Sitting;

beforeAll(async () => {
  const holdings = await readSeeds('seeds');
  // Whoever sits here may ask for all: their id is not known yet, that of a role is.
  desk = deskOf(holdings, { permissions: { roles: { admin: [ADMINS] } } });
  at = await sit(desk);
  person = at.seat({ member: ADMIN });
});
afterAll(() => at.close());
beforeEach(() => {
  desk.asked.length = 0;
});

const ADMINS = '9000000000000000001';
const ADMIN = { roles: [ADMINS], nick: null };
let person: ReturnType<Sitting['seat']>;

const each = registry.commands.map((command): [string, Command] => [command.name, command]);

const registered = (name: string): Json => {
  const found = at.discord.world.commands.get('everywhere')?.find((c) => c.name === name);
  if (!found) throw new Error(`${name} is not registered`);
  return found;
};

const visible = (command: Command): string[] =>
  Object.entries(command.parameters).flatMap(([name, { hidden }]) => (hidden ? [] : [name]));

/** Values for arguments that neither the example, nor choices, nor completion give one. */
const SAMPLES: Readonly<Record<string, string>> = {
  before: '2024-08',
  from: '2020',
  to: '2025-12-31',
  until: '2025-12-31',
  date: '12-20',
  in: '2026-12',
  channel: 'discord:613425648685547541',
  leads: '30,7,1',
  hour: '09:00',
  zone: 'Asia/Seoul',
  digest: '0 9 * * 1',
  subscription: 'desk',
  milestone: 'a-milestone',
  key: 'a-key',
};

async function valueFor(command: Command, name: string): Promise<string | number> {
  const { options } = formOf(command.example);
  if (options[name] !== undefined) return options[name];
  const declared = (registered(command.name).options as Json[]).find((o) => o.name === name);
  const [choice] = (declared?.choices ?? []) as { value: string | number }[];
  if (choice) return choice.value;
  if (declared?.min_value !== undefined) return Number(declared.min_value);
  if (declared?.autocomplete) {
    for (const soFar of ['', 'w', 'se', 'k']) {
      const [first] = await person.completes(command.name, name, soFar);
      if (first) return first.value as string | number;
    }
  }
  const sample = SAMPLES[name];
  if (sample === undefined) throw new Error(`a sample of ${name} is missing in this test`);
  return sample;
}

/** As the form hands it over: numbers where it asks for numbers. */
const inForm = (name: string, options: Options): Options =>
  Object.fromEntries(
    Object.entries(options).map(([option, value]) => {
      const declared = (registered(name).options as Json[]).find((o) => o.name === option);
      return [option, declared?.type === 4 ? Number(value) : value];
    }),
  );

describe.each(each)('/%s', (name, command) => {
  test('has every option, in the five languages', () => {
    const held = registered(name);
    const options = (held.options ?? []) as Json[];
    expect(options.map((o) => o.name).sort()).toEqual(visible(command).sort());
    for (const [key, of] of [
      [`command.${name}`, held],
      ...options.map((o): [string, Json] => [argumentKey(command, String(o.name)), o]),
    ] as [string, Json][]) {
      for (const [locale, tag] of Object.entries({ ko: 'ko', zh: 'zh-CN', ja: 'ja', id: 'id' })) {
        const words = phrasebook(locale as 'ko');
        const shown = (field: string) =>
          (of[`${field}_localizations`] as Json | null)?.[tag] ?? of[field];
        expect([key, tag, shown('name')]).toEqual([key, tag, words.text(`${key}.name`)]);
        expect([key, tag, shown('description')]).toEqual([key, tag, words.text(`${key}.about`)]);
      }
    }
  });

  test('hands over each option as it was filled in, and answers', async () => {
    const { options } = formOf(command.example);
    for (const option of visible(command)) {
      const filled: Options = { ...options, [option]: await valueFor(command, option) };
      desk.asked.length = 0;
      const message = await person.runs(name, filled);
      const [asked] = desk.asked;
      expect(asked?.request).toEqual({ kind: 'named', command: name, args: inForm(name, filled) });
      expect([option, asked?.outcome.kind]).not.toEqual([option, 'failed']);
      expect(textOf(message).length).toBeGreaterThan(0);
    }
  });

  test('completes what can be completed, and takes what it offered', async () => {
    const { options } = formOf(command.example);
    for (const option of visible(command)) {
      const declared = (registered(name).options as Json[]).find((o) => o.name === option);
      const { type } = command.parameters[option] ?? {};
      expect([option, Boolean(declared?.autocomplete || declared?.choices)]).toEqual([
        option,
        Boolean(type?.complete || type?.choices),
      ]);
      if (!declared?.autocomplete) continue;
      let offered = 0;
      for (const soFar of ['', 'w', '왕', '王', 'cho', '@everyone', 'x'.repeat(6000), '\u202e<']) {
        const choices = await person.completes(name, option, soFar);
        offered += choices.length;
        const [first] = choices;
        if (!first) continue;
        desk.asked.length = 0;
        await person.runs(name, { ...options, [option]: first.value as string });
        const [asked] = desk.asked;
        expect([first, UNREAD.has(errorOf(asked))]).toEqual([first, false]);
      }
      if (!NOTHING_HELD.has(option)) expect([option, offered]).not.toEqual([option, 0]);
    }
  });

  test('gives the same data as a typed line', async () => {
    const { options } = formOf(command.example);
    await person.runs(name, options);
    await person.asks(`<@${at.discord.world.bot.id}> ${command.example.slice(1)}`);
    const [form, line] = desk.asked;
    expect(JSON.stringify(line?.outcome.data())).toBe(JSON.stringify(form?.outcome.data()));
    expect(line?.outcome.command).toBe(name);
  });

  test('each button and entry asks for what it says, also after a restart', async () => {
    const { options } = formOf(command.example);
    const reader = at.seat({ channel: at.direct });
    for (const asker of [person, reader]) {
      desk.asked.length = 0;
      const message = await asker.runs(name, options);
      const wanted = actionsOf(desk.asked[0]?.outcome.reply);
      await at.restart(desk);
      const pressable = pressesOf(message);
      expect(pressable.length).toBeGreaterThanOrEqual(Math.min(wanted.length, 1));
      for (const press of pressable) {
        const copy = await asker.runs(name, options);
        desk.asked.length = 0;
        const element = elementsOf(copy).find((e) => e.custom_id === press.id) ?? {};
        await asker.answerTo(asker.pressElement(copy, element, press.values));
        const { request } = desk.asked.at(-1) ?? {};
        expect(request?.kind).toBe('named');
        expect(wanted.map(essence)).toContain(essence(request as Invocation));
      }
    }
  });

  test('is private in a channel until it is shared, once', async () => {
    const { world } = at.discord;
    const { options } = formOf(command.example);
    const message = await person.runs(name, options);
    expect(message.flags & FLAG.ephemeral).toBe(FLAG.ephemeral);
    const share = book.text('action.share');
    if (desk.asked[0]?.outcome.reply.error) {
      expect(labelsOf(message)).not.toContain(share);
      return;
    }
    const before = world.history(at.channel.id).length;
    const shared = await person.presses(message, share);
    expect(shared.flags & FLAG.ephemeral).toBe(0);
    expect(textOf(shared)).toBe(textOf(message));
    expect(labelsOf(shared)).toEqual(labelsOf(message).filter((label) => label !== share));
    await person.answerTo(person.press(message, share));
    expect(world.history(at.channel.id).length).toBe(before + 1);
    // Another reader who presses something under it gets an answer of their own.
    const [press] = pressesOf(shared);
    if (!press) return;
    const user = world.addUser('other');
    const other = at.seat({ user, member: ADMIN });
    const element = elementsOf(shared).find((e) => e.custom_id === press.id) ?? {};
    const own = await other.answerTo(other.pressElement(shared, element, press.values));
    expect(own.onlyFor).toBe(user.id);
    expect(own.id).not.toBe(shared.id);
  });

  test('answers in the language of whoever asks', async () => {
    const { options } = formOf(command.example);
    for (const locale of ['ko', 'zh-CN', 'ja', 'id', 'en-GB']) {
      await at.seat({ locale }).runs(name, options);
      expect(desk.asked.at(-1)?.outcome.reply.locale).toBe(locale.slice(0, 2));
    }
  });
});

/** What is told where a value was not understood. */
const UNREAD = new Set([
  'unknown-person',
  'unknown-party',
  'unknown-event',
  'unknown-record',
  'unknown-topic',
  'unknown-choice',
  'ambiguous',
  'slip',
]);

const errorOf = (asked: Desk['asked'][number] | undefined): string =>
  (asked?.outcome.data() as { error?: { key: string } } | undefined)?.error?.key ?? '';

/** Arguments that complete from what an empty diary or outbox holds. */
const NOTHING_HELD = new Set(['subscription', 'milestone', 'key']);

const actionsOf = (reply: Desk['asked'][number]['outcome']['reply'] | undefined): Invocation[] => [
  ...[...(reply?.choices ?? []), ...(reply?.actions ?? [])].map((a: Action) => a.invocation),
  ...(reply?.blocks ?? []).flatMap((block) =>
    block.kind === 'list' ? block.items.flatMap(({ open }) => open ?? []) : [],
  ),
];

const essence = ({ command, args }: Invocation): string =>
  JSON.stringify([
    command,
    ...Object.entries(args)
      .map(([k, v]) => `${k}=${v}`)
      .sort(),
  ]);

/** Everything under a message that asks for something. */
const pressesOf = (message: Message): { id: unknown; values?: string[] }[] =>
  elementsOf(message)
    .filter(({ custom_id }) => custom_id !== 'share')
    .flatMap(({ custom_id: id, options }) =>
      options
        ? (options as Json[]).map(({ value }) => ({ id, values: [String(value)] }))
        : [{ id }],
    );
