/** Slack and Discord on loopback, with what goes wrong between them and the bot. */
import { manifestOf } from '../../../src/adapters/slack/manifest.ts';
import { registry } from '../../../src/commands/index.ts';
import { DiscordServer } from '../../fakes/discord/discord-server.ts';
import { CHANNEL_TYPE, type Message as DiscordMessage } from '../../fakes/discord/world.ts';
import { APP_TOKEN, BOT_TOKEN, SlackServer } from '../../fakes/slack/server.ts';
import { BOT, type Message as SlackMessage } from '../../fakes/slack/workspace.ts';
import type { Held, HeldBack } from '../oracle/posts-judge.ts';
import type { Orders } from './orders.ts';

export const PLATFORMS = ['slack', 'discord'] as const;
export type PlatformName = (typeof PLATFORMS)[number];

/** What becomes of one request: nothing unusual where undefined. */
export type Mishap =
  | 'dropped'
  | 'status'
  | 'rate-limited'
  | 'hang'
  | 'applied-then-dropped'
  | 'applied-then-status';

export type Asked = 'post' | 'look' | 'other';

/** Decides what becomes of a request. */
export type Fate = (platform: PlatformName, asked: Asked) => Mishap | undefined;

/** Channels of each platform. */
const CHANNELS = 2;

export class Platforms {
  /** In which reminders are posted. */
  readonly channels: Readonly<Record<PlatformName, readonly string[]>>;
  fate: Fate = () => undefined;
  /** Is asked first, and once it has decided anything no more. */
  ambush: Fate | undefined;
  readonly #slack: SlackServer;
  readonly #discord: DiscordServer;
  readonly #guild: string;
  readonly #heldBack: HeldBack[] = [];
  /** When each message was posted, among all that happened. */
  readonly #nth = new Map<object, number>();
  #happened = 0;

  private constructor(slack: SlackServer, discord: DiscordServer) {
    this.#slack = slack;
    this.#discord = discord;
    this.#guild = discord.world.addGuild();
    const some = (platform: PlatformName) =>
      Array.from({ length: CHANNELS }, (_, i) => this.addChannel(platform, `torture-${i}`));
    this.channels = { slack: some('slack'), discord: some('discord') };
    this.#listen();
  }

  /** The platform's id of it. */
  addChannel(platform: PlatformName, name: string): string {
    if (platform === 'discord') {
      return this.#discord.world.addChannel({
        type: CHANNEL_TYPE.text,
        guild_id: this.#guild,
        name,
      }).id;
    }
    const { workspace } = this.#slack;
    const id = `C${String(workspace.channels.size).padStart(8, '0')}`;
    return workspace.addChannel(id, name, 'channel', [BOT.user]).id;
  }

  static async open(clock: () => number): Promise<Platforms> {
    const { oauth_config, settings, features } = manifestOf({ registry, commands: [], groups: [] });
    const slack = await SlackServer.open({
      scopes: oauth_config.scopes.bot,
      events: settings.event_subscriptions.bot_events,
      commands: features.slash_commands.map(({ command }) => command),
      clock,
    });
    const discord = new DiscordServer({ clock, nonceWindow: NONCE_WINDOW });
    await discord.start();
    return new Platforms(slack, discord);
  }

  /** Where they are, and the tokens that they take. */
  get addresses(): Pick<Orders, 'slack' | 'discord'> {
    return {
      slack: { url: this.#slack.apiUrl, bot: BOT_TOKEN, app: APP_TOKEN },
      discord: { url: this.#discord.url, token: this.#discord.token },
    };
  }

  /** How long Slack's history lags, in milliseconds. */
  set lag(milliseconds: number) {
    this.#slack.workspace.lag = milliseconds;
  }

  #listen(): void {
    const slack = this.#slack;
    const discord = this.#discord;
    const { workspace } = slack;
    workspace.events.on('shown', (message) => this.#note(message));
    discord.world.events.on('made', (message) => this.#note(message));
    slack.faults.take = (method) => faultOf(this.#decide('slack', SLACK[method] ?? 'other'));
    discord.faults.take = (route) => faultOf(this.#decide('discord', DISCORD[route] ?? 'other'));
    const history = workspace.history.bind(workspace);
    workspace.history = (channel) => {
      this.#noteHeldBack(channel);
      return history(channel);
    };
    const thread = workspace.thread.bind(workspace);
    workspace.thread = (channel, ts) => {
      this.#noteHeldBack(channel);
      return thread(channel, ts);
    };
  }

  #noteHeldBack(channel: string): void {
    const { workspace } = this.#slack;
    for (const message of workspace.messages) {
      if (message.channel !== channel || workspace.isSettled(message)) continue;
      this.#heldBack.push({ key: keyOf(message), nth: ++this.#happened });
    }
  }

  #note(message: object): void {
    if (!this.#nth.has(message)) this.#nth.set(message, ++this.#happened);
  }

  #decide(platform: PlatformName, asked: Asked): Mishap | undefined {
    const { ambush } = this;
    const mishap = ambush?.(platform, asked);
    if (mishap && this.ambush === ambush) this.ambush = undefined;
    return mishap ?? this.fate(platform, asked);
  }

  /** Every post that stands there, as often as it does. */
  held(): Held[] {
    const { workspace } = this.#slack;
    const { world } = this.#discord;
    const toldBySlack = ({ text, blocks }: SlackMessage) => tellsIn([text, blocks]);
    const toldByDiscord = ({ content, embeds }: DiscordMessage) => tellsIn([content, embeds]);
    return [
      ...workspace.messages.map((message) => {
        const { channel, threadTs } = message;
        const above = threadTs === undefined ? undefined : workspace.message(channel, threadTs);
        return {
          platform: 'slack',
          channel,
          tells: toldBySlack(message),
          under: above && toldBySlack(above),
          key: keyOf(message),
          nth: this.#nth.get(message) ?? 0,
        };
      }),
      ...world.messages.map((message) => {
        const place = world.channels.get(message.channel_id);
        // A thread has the id of the message from which it was started.
        const above = place?.parent_id == null ? undefined : world.message(place.id);
        return {
          platform: 'discord',
          channel: place?.parent_id ?? message.channel_id,
          tells: toldByDiscord(message),
          under: above && toldByDiscord(above),
          key: message.nonce ?? '',
          nth: this.#nth.get(message) ?? 0,
        };
      }),
    ];
  }

  /** What Slack held back when it was asked for it. */
  heldBack(): readonly HeldBack[] {
    return this.#heldBack;
  }

  /** What the bot sent that the platforms would not have taken. */
  complaints(): string[] {
    return [...this.#slack.problems, ...this.#discord.refused];
  }

  async close(): Promise<void> {
    await this.#slack.close();
    await this.#discord.stop();
  }
}

/** "the past few minutes" (Discord's page on Create Message), in milliseconds. */
export const NONCE_WINDOW = 5 * 60_000;

const SLACK: Readonly<Record<string, Asked>> = {
  'chat.postMessage': 'post',
  'conversations.history': 'look',
  'conversations.replies': 'look',
};
const DISCORD: Readonly<Record<string, Asked>> = {
  'create-message': 'post',
  'start-thread': 'post',
  'read-messages': 'look',
};

const keyOf = ({ metadata }: SlackMessage): string => String(metadata?.event_payload.key);

const tellsIn = (told: unknown): string =>
  /Digest(?= for)|(?:Reminder|Correction): Event \d+/.exec(JSON.stringify(told))?.[0] ??
  JSON.stringify(told).slice(0, 60);

function faultOf(mishap: Mishap | undefined) {
  switch (mishap) {
    case undefined:
      return undefined;
    case 'status':
    case 'applied-then-status':
      return { kind: mishap, status: 502 } as const;
    case 'rate-limited':
      return { kind: mishap, retryAfter: 1 } as const;
    default:
      return { kind: mishap } as const;
  }
}
