/** What each platform has to be told, and what it gives in return. */
import type { Log } from '../../chat/reception.ts';
import type { Environment } from '../../config/environment.ts';
import type { Settings } from '../../config/settings.ts';
import { slackManifest } from '../slack.ts';
import type { Interview } from './interview.ts';

export const PLATFORMS = ['slack', 'discord'] as const;
export type PlatformName = (typeof PLATFORMS)[number];

/** How ids look: nothing that stands in the settings can be a token. */
export const IDS: Readonly<Record<PlatformName, Ids>> = {
  slack: {
    user: /^[UW][A-Z0-9]{5,20}$/,
    channel: /^[CGD][A-Z0-9]{5,20}$/,
    userIs: 'U024BE7LH, under "Copy member ID" of your profile',
  },
  discord: {
    user: /^\d{15,20}$/,
    channel: /^\d{15,20}$/,
    userIs: '80351110224678912, under "Copy User ID" in Developer Mode',
  },
};

interface Ids {
  readonly user: RegExp;
  readonly channel: RegExp;
  readonly userIs: string;
}

interface Token {
  /** Its variable. */
  readonly name: string;
  readonly is: string;
  readonly form: RegExp;
}

const tokensOf = ({ slack, discord }: Settings): Readonly<Record<PlatformName, Token[]>> => ({
  slack: [
    { name: slack.botToken, is: 'Bot User OAuth Token, xoxb-…', form: /^xoxb-[\w-]+$/ },
    { name: slack.appToken, is: 'App-Level Token, xapp-…', form: /^xapp-[\w-]+$/ },
  ],
  discord: [{ name: discord.token, is: 'the token of the bot', form: /^[\w-]+\.[\w-]+\.[\w-]+$/ }],
});

/** The tokens that were given, by their variables; one that is set already may be kept. */
export async function askTokens(
  platform: PlatformName,
  interview: Interview,
  settings: Settings,
  environment: Environment,
): Promise<Map<string, string>> {
  const given = new Map<string, string>();
  for (const { name, is, form } of tokensOf(settings)[platform]) {
    const isSet = environment.secret(name) !== undefined;
    const empty = isSet ? 'empty keeps the one that is set' : 'empty for later';
    const token = await interview.ask({
      text: `${name} (${is}; ${empty})`,
      isSecret: true,
      wrong: (answer) => (form.test(answer) ? undefined : `this is not one; expected ${is}`),
    });
    if (token !== '') given.set(name, token);
  }
  return given;
}

export async function askAdmin(platform: PlatformName, interview: Interview): Promise<string> {
  const { user, userIs } = IDS[platform];
  return interview.ask({
    text: `Your id on ${platform}, to look after the bot (${userIs}; empty for nobody)`,
    wrong: (answer) => (user.test(answer) ? undefined : `expected an id such as ${userIs}`),
  });
}

/** What is done on the platform's own pages before there is a token. */
export const STEPS: Readonly<
  Record<PlatformName, (settings: Settings, out: (text: string) => void) => void>
> = {
  slack(settings, out) {
    out(
      '\nSlack: open https://api.slack.com/apps, "Create New App", "From a manifest", and paste:\n\n',
    );
    slackManifest(settings, ['manifest'], out);
    out(
      '\nThen "Install App" gives the Bot User OAuth Token, and "Basic Information", "App-Level Tokens"\n' +
        'with the scope connections:write the App-Level Token (docs/slack.md).\n\n',
    );
  },
  discord(_, out) {
    out(
      '\nDiscord: open https://discord.com/developers/applications, "New Application", and under "Bot"\n' +
        'take its token (docs/discord.md).\n\n',
    );
  },
};

const SILENT: Log = { debug() {}, info() {}, warn() {}, error() {} };

/** Where Discord lets the bot onto a server; what to do instead where it cannot be asked. */
export async function invitationLine(
  { discord }: Settings,
  environment: Environment,
): Promise<string> {
  const token = environment.secret(discord.token);
  if (token === undefined) return '';
  const { invitationFor } = await import('../../adapters/discord/invitation.ts');
  const link = await invitationFor({ token, apiUrl: environment.discordApiUrl, log: SILENT });
  return link === undefined
    ? '\nDiscord did not say which link lets the bot onto a server; docs/discord.md does.\n'
    : `\nThis link lets the bot onto a server of Discord:\n${link}\n`;
}
