/**
 * How commands are written in Slack: all behind `/aide`, a few by their own name. Slack keeps names
 * such as `/status` and `/help` for itself, so a command is never shown there without `/aide`.
 */
import type { Command } from '../../chat/command.ts';
import { commandLine } from '../../chat/command-line.ts';
import type { Registry } from '../../chat/registry.ts';
import type { Invocation } from '../../chat/reply.ts';

/** The one slash command that reaches every other. */
export const GROUP = '/aide';

const NAMED = /(?<=^|[\s(“"「『])\/([-_\p{L}\p{M}\p{N}]{1,32})/gu;

export class Spelling {
  readonly #registry: Registry;
  readonly #own: ReadonlySet<string>;

  /** With the commands that have a slash command of their own. */
  constructor(registry: Registry, own: readonly string[]) {
    this.#registry = registry;
    this.#own = new Set(own);
  }

  /** The slash commands as they stand in Slack's own list, the group first. */
  get slashCommands(): readonly string[] {
    return [GROUP, ...[...this.#own].map((name) => `/${name}`)];
  }

  command(name: string): Command | undefined {
    return this.#registry.get(name);
  }

  /** `/aide event lima`, or `/lastmeeting wang-yi`: typed so, it is the same invocation. */
  line(invocation: Invocation): string | undefined {
    if (!this.#registry.get(invocation.command)) return undefined;
    return this.inText(commandLine(invocation, this.#registry));
  }

  /** The same words with every command in them written as Slack takes it. */
  inText(words: string): string {
    return words.replace(NAMED, (written, name: string) =>
      this.#registry.get(name) && !this.#own.has(name) ? `${GROUP} ${name}` : written,
    );
  }

  /** What a slash command and the text after it ask. */
  lineOf(slashCommand: string, text: string): string {
    if (slashCommand !== GROUP) return `${slashCommand} ${text}`;
    return text.trim() === '' ? 'help' : text;
  }
}
