/** A newsroom on Slack: the protocol server, the adapter with the real Bolt client, and people. */
import { Studio } from '../../../src/adapters/picture/studio.ts';
import { manifestOf } from '../../../src/adapters/slack/manifest.ts';
import { SlackAdapter, type SlackParts } from '../../../src/adapters/slack/slack-adapter.ts';
import type { Inbound } from '../../../src/chat/adapter.ts';
import type { Paint } from '../../../src/chat/attachments.ts';
import { phrasebook } from '../../../src/chat/phrasebook.ts';
import type { Log } from '../../../src/chat/reception.ts';
import { registry } from '../../../src/commands/index.ts';
import type { Seen } from '../../contract/chat-adapter.ts';
import { controlsOf, Hands } from '../../fakes/slack/hands.ts';
import { toldBy } from '../../fakes/slack/live-parts.ts';
import { APP_TOKEN, BOT_TOKEN, SlackServer } from '../../fakes/slack/server.ts';
import type { Fate } from '../../fakes/slack/socket-mode.ts';
import { BOT, type Message } from '../../fakes/slack/workspace.ts';

export const OWN_COMMANDS = ['lastmeeting', 'meetings', 'upcoming', 'onthisday'];

export const SHARE = phrasebook('en').text('action.share');

export const DESK = 'C0000DESK';
export const MINA = 'U0000MINA';
export const RENE = 'U0000RENE';

const studio = new Studio();

export interface LogLine {
  readonly level: keyof Log;
  readonly fields: object;
  readonly message: string;
}

export interface NewsroomOptions {
  /** User groups that are given a role. */
  readonly groups?: readonly string[];
  readonly calls?: SlackParts['calls'];
  readonly mostLetters?: number;
  readonly paint?: Paint;
  /** What the app was granted, where not what its manifest asks for. */
  readonly scopes?: readonly string[];
}

export class Newsroom {
  readonly server: SlackServer;
  readonly hands: Hands;
  readonly log: LogLine[] = [];
  readonly #options: NewsroomOptions;
  readonly #adapters: SlackAdapter[] = [];

  private constructor(server: SlackServer, options: NewsroomOptions) {
    this.server = server;
    this.hands = new Hands(server);
    this.#options = options;
    const { workspace } = server;
    workspace.addUser({
      id: MINA,
      name: 'mina',
      realName: 'Mina Kim',
      locale: 'en-US',
      zone: 'Asia/Seoul',
    });
    workspace.addUser({
      id: RENE,
      name: 'rene',
      realName: 'René',
      locale: 'ko-KR',
      zone: 'Europe/Paris',
    });
    workspace.addChannel(DESK, 'desk', 'channel', [MINA, RENE, BOT.user]);
  }

  /** The server as the manifest of the app would have Slack set it up. */
  static async open(options: NewsroomOptions = {}): Promise<Newsroom> {
    const groups = options.groups ?? [];
    const manifest = manifestOf({ registry, commands: OWN_COMMANDS, groups });
    const server = await SlackServer.open({
      scopes: options.scopes ?? manifest.oauth_config.scopes.bot,
      events: manifest.settings.event_subscriptions.bot_events,
      commands: manifest.features.slash_commands.map(({ command }) => command),
      ...(options.mostLetters !== undefined && { mostLetters: options.mostLetters }),
    });
    return new Newsroom(server, options);
  }

  /** Where the bot's log goes. */
  readonly sink: Log = {
    debug: (fields, message) => void this.log.push({ level: 'debug', fields, message }),
    info: (fields, message) => void this.log.push({ level: 'info', fields, message }),
    warn: (fields, message) => void this.log.push({ level: 'warn', fields, message }),
    error: (fields, message) => void this.log.push({ level: 'error', fields, message }),
  };

  get adapter(): SlackAdapter {
    return this.#adapters.at(-1) ?? this.#make();
  }

  /** Starts the bot, again after the one before was stopped. */
  async start(inbound: Inbound): Promise<SlackAdapter> {
    const adapter = this.#make();
    await adapter.start(inbound);
    return adapter;
  }

  #make(): SlackAdapter {
    const adapter = new SlackAdapter({
      botToken: BOT_TOKEN,
      appToken: APP_TOKEN,
      apiUrl: this.server.apiUrl,
      commands: OWN_COMMANDS,
      groups: this.#options.groups ?? [],
      registry,
      paint: this.#options.paint ?? studio.paint,
      log: this.sink,
      ...(this.#options.calls && { calls: this.#options.calls }),
    });
    this.#adapters.push(adapter);
    return adapter;
  }

  /** What the bot shows first after something was done; rejects where Slack itself says it failed. */
  async answerTo(act: () => Promise<Fate | Message>): Promise<Message> {
    return (await this.answersTo(act, 1))[0] as Message;
  }

  /** The first so many messages that the bot shows or changes after something was done. */
  async answersTo(act: () => Promise<Fate | Message>, count: number): Promise<Message[]> {
    const { events } = this.server.workspace;
    const answers: Message[] = [];
    let enough = (): void => undefined;
    const shown = new Promise<void>((resolve) => {
      enough = resolve;
    });
    const listen = (message: Message) => {
      // Files that are shared stand beside the answer.
      if (message.user !== BOT.user || message.files) return;
      if (answers.push(message) >= count) enough();
    };
    events.on('shown', listen);
    try {
      const fate = await act();
      if (typeof fate === 'string' && fate !== 'acknowledged') throw new Error(`Slack: ${fate}`);
      await shown;
      return answers;
    } finally {
      events.off('shown', listen);
    }
  }

  /** Types a command as one does in Slack: by its own name where it has one, else behind `/aide`. */
  type(line: string, { user = MINA, channel = DESK } = {}): Promise<Message> {
    const [, name = '', rest = ''] = /^\/(\S+)\s*([\s\S]*)$/.exec(line) ?? [];
    return this.answerTo(() =>
      this.server.given.commands.includes(`/${name}`)
        ? this.hands.command(user, channel, `/${name}`, rest)
        : this.hands.command(user, channel, '/aide', `${name} ${rest}`),
    );
  }

  say(text: string, { user = MINA, channel = DESK, thread = '' } = {}): Promise<Message> {
    return this.answerTo(() => this.hands.say(user, channel, text, thread || undefined));
  }

  press(message: Message, label: string, user = MINA): Promise<Message> {
    return this.answerTo(() => this.hands.press(user, message, this.control(message, label)));
  }

  /** Presses *Share to channel*; resolves to the message that everybody sees. */
  async share(message: Message, user = MINA): Promise<Message> {
    const control = this.control(message, SHARE);
    const press = () => this.hands.press(user, message, control);
    // What was private says then that it was shared.
    const [shared] = await this.answersTo(press, 2);
    return shared as Message;
  }

  control(message: Message, label: string) {
    const control = controlsOf(message).find((c) => c.label === label);
    if (control) return control;
    const labels = controlsOf(message).map((c) => c.label);
    throw new Error(`no "${label}" among ${labels.join(', ')}`);
  }

  get bots(): Message[] {
    return this.server.workspace.messages.filter(({ user }) => user === BOT.user);
  }

  /** Ends all, and throws where anything was sent that Slack would not want. */
  async close(): Promise<void> {
    await Promise.all(this.#adapters.map((adapter) => adapter.stop()));
    await this.server.close();
    const [problem] = this.server.problems;
    if (problem) throw new Error(`Slack would not want: ${problem}`);
  }
}

/** A message as its user sees it. */
export const seen = (message: Message): Seen => ({
  text: textOf(message),
  labels: controlsOf(message).map(({ label }) => label),
  isPrivate: message.onlyFor !== undefined,
  message: message.ts,
});

export const textOf = ({ text, blocks }: Message): string =>
  toldBy({ text, blocks: blocks.filter(({ type }) => type !== 'actions') }).blocks.shown;
