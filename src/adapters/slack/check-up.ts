/** Whether Slack takes the tokens, has granted what is needed, and lets the bot into its channels. */
import { webApi } from '@slack/bolt';
import { StartError } from '../../chat/adapter.ts';
import type { ClockWitness, Diagnosis, WantedChannel } from '../../chat/diagnosis.ts';
import { type ClientParts, clientOptions } from './client-options.ts';
import { faultOf, missingScopes, reasonOf, startError } from './errors.ts';
import { BOT_NAME, type Scope, scopesOf } from './manifest.ts';

export interface SlackCheckUpParts extends ClientParts {
  readonly botToken: string;
  readonly appToken: string;
  readonly groups: readonly string[];
  readonly channels: readonly WantedChannel[];
  readonly witness: ClockWitness;
}

const fault = (told: string): Diagnosis => ({ of: 'slack', state: 'fault', told });
const well = (told: string): Diagnosis => ({ of: 'slack', state: 'well', told });

export async function checkUpSlack(parts: SlackCheckUpParts): Promise<Diagnosis[]> {
  const options = witnessed(clientOptions(parts), parts.witness);
  const bot = new webApi.WebClient(parts.botToken, options);
  const app = new webApi.WebClient(parts.appToken, options);
  return [
    ...(await checkBot(bot, parts)),
    await checkSocket(app),
    ...(await Promise.all(parts.channels.map((wanted) => checkChannel(bot, wanted)))),
  ];
}

async function checkBot(bot: webApi.WebClient, { groups }: SlackCheckUpParts) {
  try {
    const { team, user, response_metadata } = await bot.auth.test();
    const granted = response_metadata?.scopes ?? [];
    const lacking = scopesOf(groups).filter(({ scope }) => !granted.includes(scope));
    const missing = lacking.filter(({ isDispensable }) => !isDispensable);
    if (missing.length > 0) {
      return [fault(missingScopes(missing.map(({ scope }) => scope)).message)];
    }
    return [
      well(`@${user} of ${team}, with every permission that is needed`),
      ...lacking.map((scope) => goneWithout(scope)),
    ];
  } catch (error) {
    return [fault(whyNot(error, 'bot'))];
  }
}

const goneWithout = ({ scope, why }: Scope): Diagnosis => ({
  of: 'slack',
  state: 'note',
  told: `the app lacks ${scope}, and goes without what it is for: ${why}; paste the manifest anew (aide slack manifest), then reinstall the app`,
});

/** Asks for the address of a socket, and leaves it unused. */
async function checkSocket(app: webApi.WebClient): Promise<Diagnosis> {
  try {
    await app.apps.connections.open();
    return well('a connection over Socket Mode may be opened');
  } catch (error) {
    return fault(whyNot(error, 'app'));
  }
}

function whyNot(error: unknown, token: 'bot' | 'app'): string {
  const reason = error instanceof StartError ? error : startError(error, token);
  if (reason) return reason.message;
  return `Slack cannot be reached (${reasonOf(error)}): look at the network of this machine`;
}

/**
 * Whoever may read a channel is in it, and may post (docs.slack.dev/reference/methods/
 * conversations.history, chat.postMessage). One that is archived can still be read: that it takes no
 * posts shows only with the first.
 */
async function checkChannel(
  bot: webApi.WebClient,
  { channel, wantedBy }: WantedChannel,
): Promise<Diagnosis> {
  const about = `${wantedBy}: slack:${channel}`;
  try {
    await bot.conversations.history({ channel, limit: 1 });
    return well(`${about} may be posted in`);
  } catch (error) {
    const { kind, reason } = faultOf(error);
    if (kind !== 'refused') {
      return { of: 'slack', state: 'note', told: `${about} could not be looked at (${reason})` };
    }
    const remedy = REMEDIES[reason] ?? 'see docs/slack.md';
    return fault(`${about} cannot be posted in (${reason}): ${remedy}`);
  }
}

const REMEDIES: Readonly<Record<string, string>> = {
  not_in_channel: `type "/invite @${BOT_NAME}" there`,
  channel_not_found: `look at its id; where it is private, type "/invite @${BOT_NAME}" there`,
};

function witnessed(
  options: webApi.WebClientOptions,
  witness: ClockWitness,
): webApi.WebClientOptions {
  const ask = options.fetch ?? fetch;
  return {
    ...options,
    async fetch(url, init) {
      const heard = witness.asked();
      const answer = await ask(url, init);
      heard(answer.headers.get('date'));
      return answer;
    },
  };
}
