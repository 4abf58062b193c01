/** The commands that have a slash command of their own, as the settings name them. */
import { StartError } from '../../chat/adapter.ts';
import type { Registry } from '../../chat/registry.ts';
import { isBuiltIn } from './built-ins.ts';
import { GROUP } from './spelling.ts';

/** Throws `StartError` for a name that is no command, or that Slack has for itself. */
export function ownCommands(names: readonly string[], registry: Registry): readonly string[] {
  for (const name of names) {
    if (!registry.commands.some((command) => command.name === name)) {
      throw new StartError(`slack.commands: there is no command "${name}" (see config/aide.yaml)`);
    }
    if (isBuiltIn(name)) {
      throw new StartError(
        `slack.commands: /${name} is Slack's own; take it out, "${GROUP} ${name}" is there anyway (see config/aide.yaml)`,
      );
    }
  }
  return [...new Set(names)];
}
