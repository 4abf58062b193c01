/**
 * What Discord takes as application commands, and what it keeps of them:
 * interactions/application-commands#application-command-object
 */
import type { Json } from './world.ts';

/** reference#locales */
const LOCALES = new Set(
  'id da de en-GB en-US es-ES es-419 fr hr it lt hu nl no pl pt-BR ro fi sv-SE vi tr cs el bg ru uk hi th zh-CN ja zh-TW ko'.split(
    ' ',
  ),
);

/** #application-command-object-application-command-naming */
const NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;

/** What is wrong with a list that is to replace all; nothing where Discord takes it. */
export function commandProblems(commands: unknown, isGuild: boolean): string[] {
  if (!Array.isArray(commands)) return ['no list'];
  const problems: string[] = [];
  const slash = commands.filter(({ type = 1 }: Json) => type === 1);
  // #registering-a-command: "100 global CHAT_INPUT commands", the same number in a server
  if (slash.length > 100) problems.push(`${slash.length} commands, more than 100`);
  const names = slash.map(({ name }: Json) => name);
  if (new Set(names).size < names.length) problems.push('two commands have one name');
  for (const command of slash) problems.push(...new CommandCheck(command, isGuild).problems);
  return problems;
}

class CommandCheck {
  readonly problems: string[] = [];
  readonly #in: string;
  /** #slash-commands: 8,000 characters together, of each text the longest translation. */
  #length = 0;

  constructor(command: Json, isGuild: boolean) {
    this.#in = String(command.name);
    this.#only(command, 'command', COMMAND_FIELDS);
    this.#named(command, 'command');
    if (isGuild && (command.contexts !== undefined || command.integration_types !== undefined)) {
      this.#wrong('contexts and integration_types are for global commands only');
    }
    const options = (command.options ?? []) as Json[];
    if (options.length > 25) this.#wrong(`${options.length} options, more than 25`);
    const firstOptional = options.findIndex(({ required }) => required !== true);
    if (firstOptional >= 0 && options.slice(firstOptional).some(({ required }) => required)) {
      this.#wrong('required options must be placed before the others');
    }
    for (const option of options) this.#option(option);
    this.#distinct(options);
    if (this.#length > 8000) this.#wrong(`${this.#length} characters, more than 8000`);
  }

  /** #application-command-object-application-command-option-structure */
  #option(option: Json): void {
    const at = String(option.name);
    this.#only(option, at, OPTION_FIELDS);
    this.#named(option, at);
    if (![3, 4, 5, 10].includes(Number(option.type))) this.#wrong(`${at}: unexpected type`);
    if (option.autocomplete && option.choices) this.#wrong(`${at}: completion beside choices`);
    for (const bound of ['min_value', 'max_value']) {
      if (option[bound] !== undefined && option.type !== 4) this.#wrong(`${at}: ${bound}`);
    }
    const choices = (option.choices ?? []) as Json[];
    if (choices.length > 25) this.#wrong(`${at}: ${choices.length} choices, more than 25`);
    for (const choice of choices) this.#choice(choice, option, at);
    if (new Set(choices.map(({ name }) => name)).size < choices.length) {
      this.#wrong(`${at}: two choices have one name`);
    }
  }

  /** #application-command-object-application-command-option-choice-structure */
  #choice(choice: Json, { type }: Json, at: string): void {
    this.#only(choice, at, ['name', 'name_localizations', 'value']);
    this.#texts(choice, 'name', `${at}: choice`, (t) => t.length >= 1 && t.length <= 100);
    const { value } = choice;
    const isFit = type === 4 ? Number.isInteger(value) : typeof value === 'string';
    if (!isFit || String(value).length > 100) this.#wrong(`${at}: value ${String(value)}`);
    this.#length += String(value).length;
  }

  #named(of: Json, at: string): void {
    this.#texts(of, 'name', at, (t) => NAME.test(t) && t === t.toLowerCase());
    this.#texts(of, 'description', at, (t) => t.length >= 1 && t.length <= 100);
  }

  #texts(of: Json, field: string, at: string, isFit: (text: string) => boolean): void {
    const translations = (of[`${field}_localizations`] ?? {}) as Readonly<Record<string, unknown>>;
    const texts = [of[field], ...Object.values(translations)];
    for (const text of texts) {
      if (typeof text !== 'string' || !isFit(text)) this.#wrong(`${at}: ${field} "${text}"`);
    }
    for (const locale of Object.keys(translations)) {
      if (!LOCALES.has(locale)) this.#wrong(`${at}: unknown locale ${locale}`);
    }
    this.#length += Math.max(...texts.map((text) => String(text).length));
  }

  /** #localization: distinct from all other default names, and within their locale. */
  #distinct(options: readonly Json[]): void {
    const defaults = options.map(({ name }) => name);
    for (const [i, option] of options.entries()) {
      const translations = (option.name_localizations ?? {}) as Json;
      for (const [locale, name] of Object.entries(translations)) {
        const isTaken = options.some(
          (other, j) =>
            j !== i &&
            (other.name === name ||
              (other.name_localizations as Json | undefined)?.[locale] === name),
        );
        if (isTaken)
          this.#wrong(`${option.name}: "${String(name)}" is another's name in ${locale}`);
      }
    }
    if (new Set(defaults).size < defaults.length) this.#wrong('two options have one name');
  }

  #only(value: Json, at: string, fields: readonly string[]): void {
    for (const key of Object.keys(value)) {
      if (!fields.includes(key)) this.#wrong(`${at}: unknown field ${key}`);
    }
  }

  #wrong(what: string): void {
    this.problems.push(`/${this.#in}: ${what}`);
  }
}

const COMMAND_FIELDS = [
  'type',
  'id',
  'application_id',
  'guild_id',
  'version',
  'name',
  'name_localizations',
  'description',
  'description_localizations',
  'options',
  'default_member_permissions',
  'dm_permission',
  'nsfw',
  'contexts',
  'integration_types',
];

const OPTION_FIELDS = [
  'type',
  'name',
  'name_localizations',
  'description',
  'description_localizations',
  'required',
  'choices',
  'min_value',
  'max_value',
  'autocomplete',
];

/** As Discord keeps and tells it: "Any localized values that are identical to the default will be ignored." */
export function asKept(command: Json): Json {
  const options = (command.options as Json[] | undefined)?.map((option) => ({
    ...withoutDefaults(localized(option)),
    ...(option.choices !== undefined && {
      choices: (option.choices as Json[]).map((choice) => localized(choice)),
    }),
  }));
  return {
    default_member_permissions: null,
    nsfw: false,
    type: 1,
    contexts: null,
    integration_types: [0],
    ...localized(command),
    ...(options?.length ? { options } : { options: undefined }),
  };
}

/** An option that is not required, or not completed, does not say so. */
const withoutDefaults = (option: Json): Json =>
  Object.fromEntries(Object.entries(option).filter(([, value]) => value !== false));

function localized(of: Json): Json {
  const kept: Record<string, unknown> = { ...of };
  for (const field of ['name', 'description']) {
    const key = `${field}_localizations`;
    if (of[field] === undefined) continue;
    const differing = Object.entries((of[key] ?? {}) as Json).filter(([, t]) => t !== of[field]);
    kept[key] = differing.length > 0 ? Object.fromEntries(differing) : null;
  }
  return kept;
}

/** `with_localizations` left out: the dictionaries are not told (#get-global-application-commands). */
export const withoutLocalizations = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withoutLocalizations);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !key.endsWith('_localizations'))
      .map(([key, inner]) => [key, withoutLocalizations(inner)]),
  );
};
