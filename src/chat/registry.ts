/** The commands there are, found by their name in any of the five languages. */
import { closest, distance } from 'fastest-levenshtein';
import { LOCALES, type Locale } from '../domain/locale.ts';
import { fold } from '../domain/names/fold.ts';
import type { Command } from './command.ts';
import { phrasebook } from './phrasebook.ts';

export class Registry {
  readonly commands: readonly Command[];
  readonly #byName = new Map<string, Command>();

  constructor(commands: readonly Command[]) {
    this.commands = commands;
    for (const command of commands) {
      for (const name of [command.name, ...LOCALES.map((locale) => nameIn(locale, command))]) {
        const key = fold(name);
        const other = this.#byName.get(key);
        if (other && other !== command) throw new Error(`two commands are called "${name}"`);
        this.#byName.set(key, command);
      }
    }
  }

  get(name: string): Command | undefined {
    return this.#byName.get(fold(name));
  }

  /** The command nearest in spelling, where one is near. */
  near(name: string): Command | undefined {
    const typed = fold(name).slice(0, 40);
    const nearest = closest(typed, [...this.#byName.keys()]);
    const allowed = Math.max(1, Math.floor(typed.length / 3));
    return distance(typed, nearest) <= allowed ? this.#byName.get(nearest) : undefined;
  }
}

/** A command's name in a language. */
export const nameIn = (locale: Locale, command: Command): string =>
  phrasebook(locale).text(`command.${command.name}.name`);

/** The key under which the messages name and describe an argument. */
export const argumentKey = ({ parameters }: Command, argument: string): string =>
  `argument.${parameters[argument]?.told ?? argument}`;

/** An argument's name in a language; it is also its keyword there. */
export const argumentNameIn = (locale: Locale, command: Command, argument: string): string =>
  phrasebook(locale).text(`${argumentKey(command, argument)}.name`);
