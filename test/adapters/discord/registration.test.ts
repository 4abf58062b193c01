/** Commands are registered where they are wanted, compared first, and written only when different. */
import { afterEach, expect, test, vi } from 'vitest';
import { registry } from '../../../src/commands/index.ts';
import type { Json } from '../../fakes/discord/world.ts';
import { NOBODY } from './desk.ts';
import { arrange, type Sitting, type SittingOptions } from './sitting.ts';

vi.setConfig({ testTimeout: 60_000 });

let at: Sitting;
afterEach(() => at.close());

async function started(options: SittingOptions = {}, before?: (at: Sitting) => void) {
  at = await arrange(options);
  before?.(at);
  await at.adapter.start(NOBODY);
  return at;
}

const routes = (): unknown[] =>
  at.discord.heard.map(({ route }) => route).filter((r) => String(r).endsWith('-commands'));
const names = (scope: string): unknown[] =>
  (at.discord.world.commands.get(scope) ?? []).map(({ name }) => name);
const ALL = registry.commands.map(({ name }) => name);

test('everywhere, once: what is the same is not written again', async () => {
  await started();
  expect(names('everywhere')).toEqual(ALL);
  expect(routes()).toEqual(['read-commands', 'write-commands', 'read-commands']);
  const ids = at.discord.world.commands.get('everywhere')?.map(({ id }) => id);
  at.discord.heard.length = 0;
  await at.restart(NOBODY);
  expect(routes()).toEqual(['read-commands', 'read-commands']);
  expect(at.discord.world.commands.get('everywhere')?.map(({ id }) => id)).toEqual(ids);
});

test('whatever differs is written: a text, an option, a translation, a permission', async () => {
  await started();
  const changes: ((command: Json) => Json)[] = [
    (c) => ({ ...c, description: 'of old' }),
    (c) => ({ ...c, options: (c.options as Json[]).slice(1) }),
    (c) => ({ ...c, options: (c.options as Json[]).toReversed() }),
    (c) => ({ ...c, name_localizations: { ko: '옛이름' } }),
    (c) => ({ ...c, description_localizations: null }),
    (c) => ({ ...c, default_member_permissions: '0' }),
    (c) => ({ ...c, contexts: [0] }),
    (c) => ({ ...c, options: (c.options as Json[]).map((o) => ({ ...o, required: true })) }),
  ];
  for (const change of changes) {
    const { commands } = at.discord.world;
    const [first, ...rest] = commands.get('everywhere') as Json[];
    const right = [first as Json, ...rest];
    commands.set('everywhere', [change(first as Json), ...rest]);
    at.discord.heard.length = 0;
    await at.restart(NOBODY);
    expect(routes()).toContain('write-commands');
    const strip = ({ version: _, ...command }: Json) => command;
    expect(commands.get('everywhere')?.map(strip)).toEqual(right.map(strip));
  }
});

test('a command that is gone disappears; one of another kind stays', async () => {
  await started({}, ({ discord }) => {
    const { world } = discord;
    world.commands.set('everywhere', [
      { id: world.snowflake(), type: 1, name: 'of-old', description: 'of old' },
      { id: world.snowflake(), type: 3, name: 'Look this up', description: '' },
    ]);
  });
  expect(names('everywhere')).toEqual([...ALL, 'Look this up']);
});

test('in the servers that are set, and no longer anywhere else', async () => {
  at = await arrange();
  const { world } = at.discord;
  const other = world.addGuild();
  const old = { id: world.snowflake(), type: 1, name: 'of-old', description: 'of old' };
  world.commands.set(other, [old]);
  world.commands.set('everywhere', [old]);
  await at.restart(NOBODY, { guilds: [at.guild] });
  expect(names(at.guild)).toEqual(ALL);
  expect(names('everywhere')).toEqual([]);
  expect(names(other)).toEqual([]);
  at.discord.heard.length = 0;
  await at.restart(NOBODY, { guilds: [at.guild] });
  expect(routes()).not.toContain('write-commands');
});

test('a server that is none of the bot is told in the log, and hinders nothing', async () => {
  at = await arrange({ parts: { guilds: ['613425648685547541'] } });
  await at.adapter.start(NOBODY);
  expect(at.log.filter(({ level }) => level === 'error').map((l) => l.message)).toEqual([
    expect.stringContaining('the commands are not registered with Discord'),
  ]);
});
