/**
 * Someone who sits at Discord: types commands and fills in their options, presses buttons, writes,
 * and sees what is answered. What Discord's own client would not let through does not get through.
 */
import type { DiscordServer } from './discord-server.ts';
import { INTERACTION, type Interaction, toldInteraction } from './interactions.ts';
import { toldChannel, toldMessage } from './told.ts';
import {
  type Channel,
  FLAG,
  type Json,
  MESSAGE_TYPE,
  type Member,
  type Message,
  type User,
} from './world.ts';

export interface Seat {
  readonly user: User;
  readonly channel: Channel;
  /** reference#locales */
  readonly locale?: string;
  /** In the server of the channel, where it is in one. */
  readonly member?: Member;
}

export type Options = Readonly<Record<string, string | number>>;

export class Person {
  readonly #server: DiscordServer;
  readonly #seat: Seat;

  constructor(server: DiscordServer, seat: Seat) {
    this.#server = server;
    this.#seat = seat;
    const { member, user, channel } = seat;
    if (member) server.world.guilds.get(channel.guild_id ?? '')?.set(user.id, member);
  }

  /** Begins a command; what is typed is checked as Discord's client does. */
  begin(name: string, options: Options = {}): Interaction {
    const command = this.#command(name);
    const given = Object.entries(options).map(([option, value]) => {
      const declared = optionOf(command, option);
      return { name: option, type: declared.type, value: typed(declared, value) };
    });
    for (const { name: option, required } of optionsOf(command)) {
      if (required && !Object.hasOwn(options, String(option))) {
        throw new Error(`Discord's client asks for ${String(option)}`);
      }
    }
    return this.#dispatch(INTERACTION.command, dataOf(command, given));
  }

  /** A command, and the message that answers it, whole. */
  async runs(name: string, options: Options = {}): Promise<Message> {
    return this.answerTo(this.begin(name, options));
  }

  /** What the client offers while an option is typed. */
  async completes(
    name: string,
    option: string,
    soFar: string,
    others: Options = {},
  ): Promise<Json[]> {
    const command = this.#command(name);
    const declared = optionOf(command, option);
    if (!declared.autocomplete) throw new Error(`${name} ${option} is not completed`);
    const given = Object.entries(others).map(([other, value]) => ({
      name: other,
      type: optionOf(command, other).type,
      value,
    }));
    const focused = { name: option, type: declared.type, value: soFar, focused: true };
    const data = dataOf(command, [...given, focused]);
    const interaction = this.#dispatch(INTERACTION.autocomplete, data);
    await this.#until(() => interaction.choices !== undefined);
    return [...(interaction.choices ?? [])];
  }

  /** Presses the button, or chooses the entry of a menu, that bears the label. */
  press(message: Message, label: string): Interaction {
    const element = elementsOf(message).find((e) => e.type === 2 && e.label === label);
    if (element) return this.pressElement(message, element);
    for (const menu of elementsOf(message)) {
      const option = ((menu.options ?? []) as Json[]).find((o) => o.label === label);
      if (option) return this.pressElement(message, menu, [String(option.value)]);
    }
    throw new Error(`nothing is called "${label}" under the message`);
  }

  pressElement(message: Message, element: Json, values?: readonly string[]): Interaction {
    const { type: component_type, custom_id, id } = element;
    const data = { component_type, custom_id, id, ...(values && { values }) };
    return this.#dispatch(INTERACTION.component, data, message);
  }

  /** Presses, and sees what becomes of it: the same message changed, or another. */
  async presses(message: Message, label: string): Promise<Message> {
    return this.answerTo(this.press(message, label));
  }

  /** Resolves when an answer stands there, and not only a sign of work. */
  async answerTo(interaction: Interaction): Promise<Message> {
    await this.#until(
      () => interaction.original !== undefined && (interaction.original.flags & FLAG.loading) === 0,
    );
    return interaction.original as Message;
  }

  /** Writes a message in the channel. */
  write(content: string, fields: Partial<Pick<Message, 'type' | 'repliedTo'>> = {}): Message {
    const { user, channel } = this.#seat;
    return this.#server.world.make({
      channel_id: channel.id,
      author: user,
      type: MESSAGE_TYPE.written,
      content,
      embeds: [],
      components: [],
      flags: 0,
      ...fields,
    });
  }

  /** Writes, and sees the reply. */
  async asks(content: string, fields: Parameters<Person['write']>[1] = {}): Promise<Message> {
    const { world } = this.#server;
    const { id } = this.write(content, fields);
    const isAnswer = (m: Message) => m.repliedTo === id && m.author.id === world.bot.id;
    await this.#until(() => world.messages.some(isAnswer));
    return world.messages.find(isAnswer) as Message;
  }

  #dispatch(type: number, data: Json, source?: Message): Interaction {
    const { world, interactions, gateway } = this.#server;
    const { user, channel, locale = 'en-US' } = this.#seat;
    const interaction = interactions.begin({ type, user, channel: channel.id, source });
    const at = { guild: channel.guild_id, channel: toldChannel(channel, world), locale };
    const message = source && toldMessage(source, world);
    gateway.dispatch('INTERACTION_CREATE', toldInteraction(interaction, data, at, world, message));
    return interaction;
  }

  /** Of the server first, then those of everywhere: as the client shows them. */
  #command(name: string): Json {
    const { commands } = this.#server.world;
    const here = commands.get(this.#seat.channel.guild_id ?? '') ?? [];
    const command = [...here, ...(commands.get('everywhere') ?? [])].find((c) => c.name === name);
    if (!command) throw new Error(`Discord's client knows no command /${name}`);
    return command;
  }

  /** Looks again whenever something is answered. */
  async #until(condition: () => boolean): Promise<void> {
    while (!condition()) await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

const dataOf = ({ id, name, type = 1, guild_id }: Json, options: readonly Json[]): Json => ({
  id,
  name,
  type,
  ...(guild_id !== undefined && { guild_id }),
  ...(options.length > 0 && { options }),
});

export const optionsOf = (command: Json): Json[] => (command.options ?? []) as Json[];

function optionOf(command: Json, name: string): Json {
  const option = optionsOf(command).find((o) => o.name === name);
  if (!option) throw new Error(`/${String(command.name)} has no option ${name}`);
  return option;
}

/** A value that the client lets through for such an option. */
function typed({ name, type, choices, min_value, max_value }: Json, value: string | number) {
  const given = type === 4 ? Number(value) : String(value);
  if (choices && !(choices as Json[]).some((choice) => choice.value === given)) {
    throw new Error(`${String(name)} has no choice ${value}`);
  }
  if (type !== 4) return given;
  const isInRange =
    Number.isInteger(given) &&
    Number(given) >= Number(min_value ?? Number.NEGATIVE_INFINITY) &&
    Number(given) <= Number(max_value ?? Number.POSITIVE_INFINITY);
  if (!isInRange) throw new Error(`${String(name)} does not take ${value}`);
  return given;
}

export const elementsOf = ({ components }: Message): Json[] =>
  components.flatMap((row) => (row.components ?? []) as Json[]);

/** Labels of buttons and of entries of menus, in order. */
export const labelsOf = (message: Message): string[] =>
  elementsOf(message).flatMap((element) =>
    element.type === 2
      ? [String(element.label)]
      : ((element.options ?? []) as Json[]).map(({ label }) => String(label)),
  );
