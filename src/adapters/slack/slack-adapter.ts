/** Slack, by Socket Mode through Bolt. */
import { App, type BlockAction, SocketModeReceiver } from '@slack/bolt';
import type { ChatAdapter, Delivery, Destination, Inbound, Standing } from '../../chat/adapter.ts';
import type { Paint } from '../../chat/attachments.ts';
import type { Log } from '../../chat/reception.ts';
import type { Registry } from '../../chat/registry.ts';
import type { Reply } from '../../chat/reply.ts';
import { boltLog } from './bolt-log.ts';
import { type ClientParts, clientOptions } from './client-options.ts';
import { answerCommand } from './commands.ts';
import { Connection } from './connection.ts';
import { Deliveries, type Renders } from './deliveries.ts';
import { type Desk, showing, staying } from './desk.ts';
import { Enclosures } from './enclosures.ts';
import { missingScopes, postError } from './errors.ts';
import { Home } from './home.ts';
import { InTurn } from './in-turn.ts';
import { scopesOf } from './manifest.ts';
import { answerMention, answerMessage, type Bot } from './mentions.ts';
import { ownCommands } from './own-commands.ts';
import { OURS } from './payload.ts';
import { People } from './people.ts';
import { answerPress } from './presses.ts';
import { PrivateAnswers } from './private-answers.ts';
import { Seen } from './seen.ts';
import { Spelling } from './spelling.ts';

export interface SlackParts extends ClientParts {
  readonly botToken: string;
  readonly appToken: string;
  /** The commands that are also reached by their own name, beside `/aide <command>`. */
  readonly commands: readonly string[];
  /** The user groups that the settings give a role. */
  readonly groups?: readonly string[];
  readonly registry: Registry;
  readonly paint: Paint;
}

/** Milliseconds for the whole way to a socket. */
const HELLO = 30_000;

export class SlackAdapter implements ChatAdapter {
  readonly name = 'slack';
  readonly #parts: SlackParts;
  readonly #app: App;
  readonly #connection: Connection;
  readonly #deliveries: Deliveries;
  readonly #enclosures: Enclosures;
  readonly #spelling: Spelling;
  readonly #pending = new Set<Promise<unknown>>();
  #isStopping = false;

  constructor(parts: SlackParts) {
    this.#parts = parts;
    const { log, registry, commands, paint } = parts;
    const options = clientOptions(parts);
    const receiver = this.#receiver();
    this.#app = new App({
      token: parts.botToken,
      receiver,
      logger: boltLog(log),
      // A wrong token would otherwise be an unhandled rejection.
      deferInitialization: true,
      convoStore: false,
      clientOptions: options,
    });
    this.#connection = new Connection({
      log,
      patience: HELLO,
      socket: {
        open: () => this.#app.start(),
        close: () => receiver.client.disconnect(),
        onEnd: (ended) => receiver.client.on('disconnected', ended),
      },
    });
    this.#spelling = new Spelling(registry, commands);
    const { client } = this.#app;
    this.#deliveries = new Deliveries({ client, log, pause });
    const { timeout = HELLO } = options;
    this.#enclosures = new Enclosures({ client, paint, log, pause, timeout });
  }

  get standing(): Standing {
    return this.#connection.standing;
  }

  async start(inbound: Inbound): Promise<void> {
    ownCommands(this.#parts.commands, this.#parts.registry);
    const refused = (error: Error) => {
      throw error;
    };
    const bot = await this.#connection.persistently(() => this.#introduce(), refused, 'bot');
    if (!bot) return;
    this.#listen(inbound, bot);
    await this.#connection.open();
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    await this.#connection.close();
    while (this.#pending.size > 0) await Promise.allSettled(this.#pending);
  }

  async send(to: Destination, reply: Reply, key: string): Promise<Delivery> {
    const enclosed = await this.#enclosures.enclose(reply);
    const shows = showing(enclosed, { spelling: this.#spelling });
    const renders: Renders = (size, isBare) => staying(shows(size, isBare));
    const delivery = await this.#deliveries.send(to, renders, key).catch((error) => {
      throw postError(error, to);
    });
    await this.#enclosures.share(enclosed, { ...to, thread: to.thread ?? delivery.message });
    return delivery;
  }

  findDelivery(to: Destination, key: string): Promise<Delivery | undefined> {
    return this.#deliveries.find(to, key);
  }

  copies(to: Destination, key: string): Promise<number> {
    return this.#deliveries.count(to, key);
  }

  /** Who we are to Slack, and whether we may do all that is needed; throws `StartError`. */
  async #introduce(): Promise<Bot> {
    const { user_id, response_metadata } = await this.#app.client.auth.test();
    const granted = response_metadata?.scopes;
    const lacking = scopesOf(this.#parts.groups ?? []).filter(
      ({ scope }) => granted && !granted.includes(scope),
    );
    const missing = lacking.filter(({ isDispensable }) => !isDispensable);
    if (missing.length > 0) throw missingScopes(missing.map(({ scope }) => scope));
    for (const { scope, why } of lacking) {
      const words = `the Slack app lacks ${scope}, and goes without what it is for: ${why}`;
      this.#parts.log.warn({ scope }, `${words} (docs/slack.md)`);
    }
    await this.#app.init();
    return { user: user_id ?? '' };
  }

  #listen(inbound: Inbound, bot: Bot): void {
    const { log, groups = [] } = this.#parts;
    const app = this.#app;
    const spelling = this.#spelling;
    const { client } = app;
    const desk: Desk = {
      inbound,
      people: new People({ client, log, groups, now: () => Date.now() }),
      deliveries: this.#deliveries,
      enclosures: this.#enclosures,
      privately: new PrivateAnswers({ client, spelling, log, pause }),
      spelling,
      seen: new Seen(),
      talks: new Seen(),
      log,
    };
    const inTurn = new InTurn();
    const home = new Home({ desk, client, pause });
    app.use(async (args) => {
      const { body, context, next } = args;
      // Events are acknowledged by Bolt: they are ours already.
      const isEvent = !('ack' in args) || 'event' in args;
      // Neither acknowledged nor answered: Slack brings it to whoever comes after us.
      if (this.#isStopping && !isEvent) return;
      const isNew = desk.seen.claim(...idsOf(body as Body, context));
      const acknowledged = isEvent
        ? undefined
        : acknowledge(args as unknown as Acknowledgeable, log);
      if (isNew) await this.#track(next());
      await acknowledged;
    });
    app.command(/./, ({ command, respond }) => answerCommand(desk, command, respond));
    app.action<BlockAction>(
      { type: 'block_actions', action_id: OURS },
      async ({ body, respond }) => {
        if (!(await home.pressed(body))) await answerPress(desk, inTurn, body, respond);
      },
    );
    app.event('app_home_opened', ({ event }) => home.opened(event));
    app.event('app_mention', ({ event, context }) =>
      answerMention(desk, bot, event, isRepeated(context)),
    );
    app.message(({ message, context }) => answerMessage(desk, bot, message, isRepeated(context)));
    app.error(async (error) => {
      log.error({ error: error.stack ?? error.message }, 'a question from Slack was not answered');
    });
  }

  async #track(work: Promise<unknown>): Promise<void> {
    this.#pending.add(work);
    try {
      await work;
    } finally {
      this.#pending.delete(work);
    }
  }

  #receiver(): SocketModeReceiver {
    const { appToken, log } = this.#parts;
    return new SocketModeReceiver({
      appToken,
      logger: boltLog(log),
      autoReconnectEnabled: false,
      // Options of its own: the receiver writes its retries into what it is given.
      installerOptions: { clientOptions: clientOptions(this.#parts) },
      customPropertiesExtractor: ({ envelope_id }) => ({ envelopeId: envelope_id }),
    });
  }
}

interface Body {
  readonly event_id?: string;
  readonly trigger_id?: string;
}

/** Every name under which Slack may send the same thing again. */
function idsOf(
  { event_id, trigger_id }: Body,
  { envelopeId }: Readonly<Record<string, unknown>>,
): string[] {
  return [
    ...(typeof envelopeId === 'string' ? [`envelope ${envelopeId}`] : []),
    ...(event_id ? [`event ${event_id}`] : []),
    ...(trigger_id ? [`trigger ${trigger_id}`] : []),
  ];
}

const isRepeated = ({ retryNum }: { retryNum?: number }): boolean => (retryNum ?? 0) > 0;

interface Acknowledgeable {
  ack(): Promise<void>;
}

/** At once, for Slack waits three seconds; an answer is given also where the socket just broke. */
async function acknowledge({ ack }: Acknowledgeable, log: Log): Promise<void> {
  try {
    await ack();
  } catch {
    log.debug({}, 'a question could not be acknowledged; it is answered all the same');
  }
}

const pause = (seconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, seconds * 1000));
