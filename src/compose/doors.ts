/** The doors of the platforms, and where their questions come in. */
import { randomUUID } from 'node:crypto';
import { Studio } from '../adapters/picture/studio.ts';
import { userGroupsIn } from '../adapters/slack/user-groups.ts';
import type { ChatAdapter } from '../chat/adapter.ts';
import type { Meter } from '../chat/meter.ts';
import type { Permissions } from '../chat/permissions.ts';
import { RateLimit } from '../chat/rate-limit.ts';
import { type Log, Reception } from '../chat/reception.ts';
import { registry } from '../commands/index.ts';
import type { Environment } from '../config/environment.ts';
import { SettingsError } from '../config/settings.ts';
import type { App } from './app.ts';
import type { Places } from './places.ts';

/** The doors of the platforms that are configured; only their SDKs are loaded. */
export async function configuredDoors(
  { settings }: Places,
  environment: Environment,
  log: Log,
): Promise<ChatAdapter[]> {
  const doors: ChatAdapter[] = [];
  const { paint } = new Studio();
  const { slack, discord } = settings;
  const botToken = environment.secret(slack.botToken);
  const appToken = environment.secret(slack.appToken);
  if (botToken || appToken) {
    if (!botToken || !appToken) {
      const missing = botToken ? slack.appToken : slack.botToken;
      throw new SettingsError(`Slack needs two tokens: ${missing} is not set (docs/slack.md)`);
    }
    const { SlackAdapter } = await import('../adapters/slack/slack-adapter.ts');
    const { commands, roles } = slack;
    const apiUrl = environment.slackApiUrl;
    const groups = userGroupsIn(roles);
    doors.push(
      new SlackAdapter({ botToken, appToken, apiUrl, commands, groups, registry, paint, log }),
    );
  }
  const token = environment.secret(discord.token);
  if (token) {
    const { DiscordAdapter } = await import('../adapters/discord/discord-adapter.ts');
    const apiUrl = environment.discordApiUrl;
    const { guilds, messageContent, prefix } = discord;
    doors.push(
      new DiscordAdapter({ token, apiUrl, guilds, messageContent, prefix, registry, paint, log }),
    );
  }
  return doors;
}

/** Where the questions of the platforms come in. */
export function reception(app: App, { settings }: Places, log: Log, meter?: Meter): Reception {
  const { locale, zone, slack, discord, questions } = settings;
  const permissions: Record<string, Permissions> = {
    slack,
    discord,
    // Whoever reaches the page sits at this machine, or has its token.
    web: { roles: { admin: ['owner'] } },
  };
  return new Reception({
    dispatcher: app.dispatcher,
    registry,
    archive: app.archive,
    records: app.records,
    log,
    meter,
    rateLimit: new RateLimit(questions),
    defaults: { locale, zone },
    permissions: (platform) => permissions[platform] ?? { roles: {} },
    now: () => app.reader().now,
    requestId: () => randomUUID(),
  });
}
