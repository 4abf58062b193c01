/** Keeps the commands that Discord offers the same as the declared ones, and writes only what differs. */
import { isDeepStrictEqual } from 'node:util';
import { ApplicationCommandType, Routes } from 'discord.js';
import type { Log } from '../../chat/reception.ts';
import type { Registry } from '../../chat/registry.ts';
import type { Calls } from './calls.ts';
import { declarationsOf } from './declarations.ts';
import type { Fault } from './errors.ts';
import type { Ready } from './incoming.ts';

/** A command as Discord holds it. */
type Held = Readonly<Record<string, unknown>>;

/** Servers in which left-over commands are looked for. */
const MOST_SERVERS = 100;

export class Registration {
  readonly #calls: Calls;
  readonly #registry: Registry;
  readonly #log: Log;
  /** Servers in which the commands are registered; everywhere where left out. */
  readonly #servers: readonly string[] | undefined;

  constructor(calls: Calls, registry: Registry, log: Log, servers?: readonly string[]) {
    this.#calls = calls;
    this.#registry = registry;
    this.#log = log;
    this.#servers = servers;
  }

  /** Resolves when all are as they should be, or it is in the log why one is not. */
  async bring({ application, guilds }: Ready): Promise<void> {
    const servers = this.#servers ?? [];
    const everywhere = this.#servers ? [] : declarationsOf(this.#registry, 'everywhere');
    const here = declarationsOf(this.#registry, 'server');
    await this.#one(Routes.applicationCommands(application.id), everywhere, 'everywhere');
    for (const server of servers) {
      await this.#one(Routes.applicationGuildCommands(application.id, server), here, server);
    }
    const others = guilds.filter(({ id }) => !servers.includes(id)).slice(0, MOST_SERVERS);
    for (const { id } of others) {
      await this.#one(Routes.applicationGuildCommands(application.id, id), [], id);
    }
  }

  async #one(route: `/${string}`, wanted: readonly object[], where: string): Promise<void> {
    try {
      const query = { with_localizations: 'true' };
      const got = await this.#calls.patiently({ method: 'GET', route, query });
      const held = Array.isArray(got) ? (got as Held[]) : [];
      // Commands of other kinds are not ours, and the one request that writes would take them away.
      const foreign = held.filter(({ type = CHAT_INPUT }) => type !== CHAT_INPUT);
      const own = held.filter(({ type = CHAT_INPUT }) => type === CHAT_INPUT);
      if (isSame(own, wanted as Held[])) return;
      await this.#calls.patiently({ method: 'PUT', route, body: [...wanted, ...foreign] });
      this.#log.info({ where, commands: wanted.length }, 'commands registered with Discord');
    } catch (error) {
      const { message } = error as Fault;
      this.#log.error({ where }, `the commands are not registered with Discord: ${message}`);
    }
  }
}

const CHAT_INPUT: number = ApplicationCommandType.ChatInput;

function isSame(held: readonly Held[], wanted: readonly Held[]): boolean {
  const byName = (commands: readonly Held[]) =>
    Object.fromEntries(commands.map((command) => [String(command.name), essence(command)]));
  return held.length === wanted.length && isDeepStrictEqual(byName(held), byName(wanted));
}

/** What was declared, without what Discord adds and with its defaults said. */
function essence(command: Held): unknown {
  const { name, contexts, options, integration_types: installed } = command;
  return {
    ...texts(command),
    name,
    default_member_permissions: command.default_member_permissions ?? null,
    nsfw: command.nsfw ?? false,
    contexts: sorted(contexts),
    installed: contexts ? sorted(installed) : null, // of a server's commands Discord says it too
    options: list(options).map(optionEssence),
  };
}

const optionEssence = (option: Held): unknown => ({
  ...texts(option),
  type: option.type,
  name: option.name,
  required: option.required ?? false,
  autocomplete: option.autocomplete ?? false,
  min_value: option.min_value ?? null,
  max_value: option.max_value ?? null,
  choices: list(option.choices).map((choice) => ({ ...texts(choice), value: choice.value })),
});

function texts(of: Held): object {
  const { name, description = null } = of;
  return {
    name,
    names: differing(of.name_localizations, name),
    description,
    descriptions: differing(of.description_localizations, description),
  };
}

/** Discord does not keep a translation that is the same as what it translates. */
const differing = (translations: unknown, from: unknown): object =>
  Object.fromEntries(Object.entries(translations ?? {}).filter(([, text]) => text !== from));

const list = (value: unknown): Held[] => (Array.isArray(value) ? (value as Held[]) : []);

const sorted = (value: unknown): unknown =>
  Array.isArray(value) ? [...value].sort((a, b) => Number(a) - Number(b)) : null;
