/** The declared commands as Discord's application commands. */
import {
  type APIApplicationCommandOptionChoice,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
} from 'discord.js';
import type { ArgumentType, Command, Parameter } from '../../chat/command.ts';
import { type Phrasebook, phrasebook } from '../../chat/phrasebook.ts';
import type { Registry } from '../../chat/registry.ts';
import { LOCALES, type Locale } from '../../domain/locale.ts';
import { plain } from './escape.ts';
import { COMMAND } from './limits.ts';

/** Discord's names of the languages: discord.com/developers/docs/reference#locales */
const TAGS: Readonly<Record<Locale, readonly string[]>> = {
  en: ['en-US', 'en-GB'],
  ko: ['ko'],
  zh: ['zh-CN'],
  ja: ['ja'],
  id: ['id'],
};

export type Localized = Readonly<Record<string, string>>;

export interface OptionDeclaration {
  readonly type: ApplicationCommandOptionType.String | ApplicationCommandOptionType.Integer;
  readonly name: string;
  readonly name_localizations: Localized;
  readonly description: string;
  readonly description_localizations: Localized;
  readonly required: boolean;
  readonly choices?: APIApplicationCommandOptionChoice[];
  readonly autocomplete?: boolean;
  readonly min_value?: number;
  readonly max_value?: number;
}

export interface CommandDeclaration {
  readonly type: ApplicationCommandType.ChatInput;
  readonly name: string;
  readonly name_localizations: Localized;
  readonly description: string;
  readonly description_localizations: Localized;
  readonly options: readonly OptionDeclaration[];
  /** Of commands that are registered everywhere alone. */
  readonly contexts?: readonly InteractionContextType[];
  readonly integration_types?: readonly ApplicationIntegrationType[];
}

/** Where commands are registered: those of one server cannot be used in direct messages. */
export type Scope = 'everywhere' | 'server';

export const declarationsOf = ({ commands }: Registry, scope: Scope): CommandDeclaration[] =>
  commands.slice(0, COMMAND.commands).map((command) => declarationOf(command, scope));

function declarationOf(command: Command, scope: Scope): CommandDeclaration {
  const { name, parameters } = command;
  const options = Object.entries(parameters)
    .filter(([, { hidden }]) => !hidden)
    .map(([argument, parameter]) => optionOf(argument, parameter));
  // Discord wants the required ones first.
  const inOrder = [...options.filter((o) => o.required), ...options.filter((o) => !o.required)];
  return {
    type: ApplicationCommandType.ChatInput,
    name,
    ...named(`command.${name}`),
    options: inOrder.slice(0, COMMAND.options),
    ...(scope === 'everywhere' && {
      contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
      integration_types: [ApplicationIntegrationType.GuildInstall],
    }),
  };
}

function optionOf(name: string, { type, required, told = name }: Parameter): OptionDeclaration {
  const choices = choicesOf(type);
  const isNumber = type.option === 'integer';
  return {
    type: isNumber ? ApplicationCommandOptionType.Integer : ApplicationCommandOptionType.String,
    name,
    ...named(`argument.${told}`),
    required,
    ...(choices.length > 0 ? { choices } : type.complete && { autocomplete: true }),
    ...(isNumber && type.range && { min_value: type.range.least, max_value: type.range.most }),
  };
}

/** Few values are offered all; more are completed as they are typed. */
function choicesOf(type: ArgumentType<unknown>): APIApplicationCommandOptionChoice[] {
  const inEnglish = type.choices?.({ book: phrasebook('en') }) ?? [];
  if (inEnglish.length > COMMAND.choices) return [];
  const labels = inLocales((book) => type.choices?.({ book }) ?? []);
  return inEnglish.map(({ value, label }, i) => ({
    name: plain(label, COMMAND.choiceName),
    name_localizations: localized(labels, (of) => plain(of[i]?.label ?? label, COMMAND.choiceName)),
    value: type.option === 'integer' ? Number(value) : value,
  }));
}

/** Name and description under a key of the message files. */
function named(key: string) {
  const names = inLocales((book) => book.text(`${key}.name`));
  const abouts = inLocales((book) => plain(book.text(`${key}.about`), COMMAND.description));
  return {
    name_localizations: Object.fromEntries(
      Object.entries(localized(names, (name) => name)).filter(([, name]) => isName(name)),
    ),
    description: abouts.get('en') ?? '',
    description_localizations: localized(abouts, (about) => about),
  };
}

const isName = (name: string): boolean => COMMAND.name.test(name) && name === name.toLowerCase();

const inLocales = <T>(of: (book: Phrasebook) => T): ReadonlyMap<Locale, T> =>
  new Map(LOCALES.map((locale) => [locale, of(phrasebook(locale))]));

const localized = <T>(values: ReadonlyMap<Locale, T>, of: (value: T) => string): Localized =>
  Object.fromEntries(
    [...values].flatMap(([locale, value]) => TAGS[locale].map((tag) => [tag, of(value)])),
  );
