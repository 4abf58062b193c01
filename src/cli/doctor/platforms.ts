/** Whether the platforms that are set up take the bot as it is set up. */
import { listIn } from '../../archive/list-in.ts';
import { partsOf, StartError } from '../../chat/adapter.ts';
import type { ClockWitness, Diagnosis, WantedChannel } from '../../chat/diagnosis.ts';
import type { Log } from '../../chat/reception.ts';
import { registry } from '../../commands/index.ts';
import type { Environment } from '../../config/environment.ts';
import type { Settings } from '../../config/settings.ts';
import type { Subscription } from '../../domain/record/schedule.ts';

/** A check-up prints what it finds, not what the libraries say meanwhile. */
const SILENT: Log = { debug() {}, info() {}, warn() {}, error() {} };

export async function checkPlatforms(
  settings: Settings,
  environment: Environment,
  held: readonly Subscription[],
  witness: ClockWitness,
): Promise<Diagnosis[]> {
  const closed = closedOnes(settings, held);
  const wanted = wantedChannels(settings, held, new Set(closed.map(({ channel }) => channel)));
  const found = [
    closed.map(takesNoPosts),
    await checkSlack(settings.slack, environment, wanted.get('slack') ?? [], witness),
    await checkDiscord(settings.discord, environment, wanted.get('discord') ?? [], witness),
  ].flat();
  if (found.length > 0) return found;
  const told = 'none is set up: it answers in the terminal and as a page; "aide init" sets one up';
  return [{ of: 'platforms', state: 'well', told }];
}

async function checkSlack(
  { botToken, appToken, roles, commands }: Settings['slack'],
  environment: Environment,
  channels: readonly WantedChannel[],
  witness: ClockWitness,
): Promise<Diagnosis[]> {
  const [bot, app] = [environment.secret(botToken), environment.secret(appToken)];
  if (!bot && !app) return unheard('slack', channels, `${botToken} and ${appToken} are not set`);
  if (!bot || !app) {
    const missing = bot ? appToken : botToken;
    const told = `Slack needs two tokens, and ${missing} is not set: see docs/slack.md`;
    return [{ of: 'slack', state: 'fault', told }];
  }
  const { checkUpSlack } = await import('../../adapters/slack/check-up.ts');
  const { ownCommands } = await import('../../adapters/slack/own-commands.ts');
  const { userGroupsIn } = await import('../../adapters/slack/user-groups.ts');
  const { slackApiUrl: apiUrl } = environment;
  const groups = userGroupsIn(roles);
  const parts = { botToken: bot, appToken: app, apiUrl, groups, channels, witness, log: SILENT };
  return [...checkNames(() => ownCommands(commands, registry)), ...(await checkUpSlack(parts))];
}

async function checkDiscord(
  { token: name, guilds, messageContent }: Settings['discord'],
  environment: Environment,
  channels: readonly WantedChannel[],
  witness: ClockWitness,
): Promise<Diagnosis[]> {
  const token = environment.secret(name);
  if (!token) return unheard('discord', channels, `${name} is not set`);
  const { checkUpDiscord } = await import('../../adapters/discord/check-up.ts');
  const { discordApiUrl: apiUrl } = environment;
  const parts = { token, apiUrl, guilds, messageContent, channels, witness, log: SILENT };
  return checkUpDiscord(parts);
}

function checkNames(read: () => unknown): Diagnosis[] {
  try {
    read();
    return [];
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    return [{ of: 'slack', state: 'fault', told: error.message }];
  }
}

/** Channels that are posted to on a platform that is not set up: nothing will ever come there. */
const unheard = (of: string, channels: readonly WantedChannel[], why: string): Diagnosis[] =>
  channels.map(({ channel, wantedBy }) => {
    const told = `${wantedBy}: nothing comes to ${of}:${channel}, for ${why}: set it, or take it out`;
    return { of, state: 'fault', told };
  });

/** Paused because their channel takes no posts, where the settings have not named another since. */
const closedOnes = ({ subscriptions }: Settings, held: readonly Subscription[]): Subscription[] =>
  held.filter(({ id, channel, closed, origin }) => {
    const set = subscriptions.find((setting) => setting.id === id);
    return closed !== undefined && (set ? set.channel === channel : origin === 'command');
  });

/** That a channel is archived shows only where something is posted: it is known from the last post. */
function takesNoPosts({ id, channel, closed, paused }: Subscription): Diagnosis {
  const { platform: of } = partsOf(channel);
  const since = paused ? ` since ${paused.slice(0, 10)}` : '';
  const told = `subscription ${id}: ${channel} takes no posts (${closed}), so it is paused${since}: put that right, then "/reminders resume ${id}"`;
  return { of, state: 'fault', told };
}

/** By platform, each once: where editors are told, and what is subscribed and not paused. */
function wantedChannels(
  { editors, subscriptions }: Settings,
  held: readonly Subscription[],
  closed: ReadonlySet<string>,
): Map<string, WantedChannel[]> {
  const wanted = new Map<string, WantedChannel>();
  const want = (channel: string, wantedBy: string) => {
    if (!closed.has(channel) && !wanted.has(channel)) wanted.set(channel, { channel, wantedBy });
  };
  if (editors) want(editors, 'editors');
  for (const { id, channel } of subscriptions) want(channel, `subscription ${id}`);
  for (const { id, channel, paused, origin } of held) {
    if (paused === undefined && origin === 'command') want(channel, `subscription ${id}`);
  }
  const byPlatform = new Map<string, WantedChannel[]>();
  for (const { channel, wantedBy } of wanted.values()) {
    const { platform, id } = partsOf(channel);
    listIn(byPlatform, platform).push({ channel: id, wantedBy });
  }
  return byPlatform;
}
