/** `aide slack manifest`: the app as Slack is told of it, to paste or as a link. */
import { manifestUrl, manifestYaml } from '../adapters/slack/manifest.ts';
import { userGroupsIn } from '../adapters/slack/user-groups.ts';
import { registry } from '../commands/index.ts';
import type { Settings } from '../config/settings.ts';
import { CommandLineError } from './arguments.ts';

export function slackManifest(
  settings: Settings,
  [what, form]: readonly string[],
  out: (text: string) => void,
): number {
  if (what !== 'manifest' || (form !== undefined && form !== 'link')) {
    throw new CommandLineError('slack: expected "slack manifest [link]"');
  }
  const { commands, roles } = settings.slack;
  const parts = { registry, commands, groups: userGroupsIn(roles) };
  out(form === 'link' ? `${manifestUrl(parts)}\n` : manifestYaml(parts));
  return 0;
}
