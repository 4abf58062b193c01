/** What people do in Slack, and what Slack tells the app of it. */
import { randomUUID } from 'node:crypto';
import { messageObject, viewObject } from './methods.ts';
import type { SlackServer } from './server.ts';
import type { Fate } from './socket-mode.ts';
import { APP_ID, BOT, type Home, type Message, TEAM } from './workspace.ts';

type Json = Readonly<Record<string, unknown>>;

/** A button, or an entry of a menu, as it stands in a message. */
export interface Control {
  readonly label: string;
  readonly block: string;
  readonly element: Json;
  /** The entry, where the element is a menu. */
  readonly option?: Json;
}

export class Hands {
  readonly #server: SlackServer;

  constructor(server: SlackServer) {
    this.#server = server;
    const { workspace } = server;
    // The app is told of its own messages too (reference/events/message).
    workspace.events.on('shown', (message, how) => {
      if (message.user !== BOT.user || message.onlyFor || !this.#isTold(message)) return;
      if (how === 'new') void this.#tellMessage(message);
      else void this.#tellEdited(message);
    });
  }

  /**
   * Types a slash command (interactivity/implementing-slash-commands). What Slack itself says where
   * the app does not acknowledge is the fate.
   */
  async command(user: string, channel: string, name: string, text: string): Promise<Fate> {
    const { workspace, responseUrls, triggers, sockets, given } = this.#server;
    if (!given.commands.includes(name)) throw new Error(`${name} is not a valid command`);
    const { name: channelName, kind } = channelOf(this.#server, channel);
    return sockets.send({
      envelope_id: randomUUID(),
      type: 'slash_commands',
      accepts_response_payload: true,
      payload: {
        token: 'verification',
        team_id: TEAM.id,
        team_domain: TEAM.domain,
        channel_id: channel,
        channel_name: kind === 'im' ? 'directmessage' : channelName,
        user_id: user,
        user_name: workspace.users.get(user)?.name,
        command: name,
        text: escaped(text.trim()),
        api_app_id: APP_ID,
        is_enterprise_install: 'false',
        response_url: this.#server.responseUrl(responseUrls.make(channel, user)),
        trigger_id: triggers.make(),
      },
    });
  }

  /** Opens the app's Home tab: reference/events/app_home_opened */
  async openHome(user: string, tab: 'home' | 'messages' = 'home'): Promise<void> {
    const { workspace, sockets, given } = this.#server;
    if (!given.events.includes('app_home_opened')) throw new Error('the app is not told of it');
    const held = workspace.homes.get(user);
    await sockets.sendEvent(
      eventCallback({
        type: 'app_home_opened',
        user,
        channel: workspace.directMessages(user).id,
        event_ts: workspace.timestamp(),
        tab,
        ...(held && tab === 'home' && { view: viewObject(held) }),
      }),
    );
  }

  /** Presses in a Home tab: no message, no channel, no address for an answer. */
  pressAtHome(home: Home, { block, element, option }: Control): Promise<Fate> {
    const { workspace, triggers, sockets } = this.#server;
    const { type, action_id, text, value, placeholder } = element;
    return sockets.send({
      envelope_id: randomUUID(),
      type: 'interactive',
      accepts_response_payload: false,
      payload: {
        type: 'block_actions',
        user: { id: home.user, username: home.user, name: home.user, team_id: TEAM.id },
        api_app_id: APP_ID,
        token: 'verification',
        container: { type: 'view', view_id: home.id },
        trigger_id: triggers.make(),
        team: { id: TEAM.id, domain: TEAM.domain },
        enterprise: null,
        is_enterprise_install: false,
        view: viewObject(home),
        actions: [
          {
            type,
            action_id,
            block_id: block,
            action_ts: workspace.timestamp(),
            ...(option ? { selected_option: option, placeholder } : { text, value }),
          },
        ],
      },
    });
  }

  /** Presses a button, or chooses from a menu (reference/interaction-payloads/block_actions-payload). */
  press(user: string, message: Message, control: Control): Promise<Fate> {
    return this.#server.sockets.send(this.pressed(user, message, control));
  }

  pressed(user: string, message: Message, { block, element, option }: Control) {
    const { workspace, responseUrls, triggers } = this.#server;
    const { channel, ts, threadTs, onlyFor } = message;
    const path = responseUrls.make(channel, user, message);
    const { type, action_id, text, value, placeholder } = element;
    return {
      envelope_id: randomUUID(),
      type: 'interactive' as const,
      accepts_response_payload: false,
      payload: {
        type: 'block_actions',
        user: {
          id: user,
          username: workspace.users.get(user)?.name,
          name: workspace.users.get(user)?.name,
          team_id: TEAM.id,
        },
        api_app_id: APP_ID,
        token: 'verification',
        container: {
          type: 'message',
          message_ts: ts,
          channel_id: channel,
          is_ephemeral: onlyFor !== undefined,
          ...(threadTs && { thread_ts: threadTs }),
        },
        trigger_id: triggers.make(),
        team: { id: TEAM.id, domain: TEAM.domain },
        enterprise: null,
        is_enterprise_install: false,
        channel: { id: channel, name: channelOf(this.#server, channel).name },
        ...(onlyFor === undefined && { message: messageObject(message) }),
        state: { values: {} },
        response_url: this.#server.responseUrl(path),
        actions: [
          {
            type,
            action_id,
            block_id: block,
            action_ts: workspace.timestamp(),
            ...(option ? { selected_option: option, placeholder } : { text, value }),
          },
        ],
      },
    };
  }

  /** Writes a message, and tells the app as it asked to be told. */
  async say(
    user: string,
    channel: string,
    text: string,
    thread?: string,
    how: Pick<Message, 'isBroadcast' | 'files'> = {},
  ): Promise<Message> {
    const message = this.#server.workspace.post({
      channel,
      user,
      text,
      blocks: [],
      ...(thread && { threadTs: thread }),
      ...how,
    });
    await Promise.all(this.eventsOf(message).map((event) => this.#server.sockets.sendEvent(event)));
    return message;
  }

  /**
   * Changes what one wrote. That a mention in it is told anew, with `edited`, no page says; it was seen
   * (github.com/slackapi/bolt-js/issues/960).
   */
  async edit(message: Message, text: string): Promise<void> {
    const { workspace, sockets } = this.#server;
    message.edited = { user: message.user, ts: workspace.timestamp() };
    workspace.edit(message, text, []);
    const [mention] = this.eventsOf(message).filter(
      ({ event }) => (event as Json).type === 'app_mention',
    );
    if (mention) await sockets.sendEvent(mention);
    await this.#tellEdited(message);
  }

  /** The events of a message, as far as the app asked for them. */
  eventsOf(message: Message): Json[] {
    const isMention = message.text.includes(`<@${BOT.user}>`) && !isDirect(this.#server, message);
    return [
      ...(isMention && this.#server.given.events.includes('app_mention')
        ? [eventCallback({ ...written(message), type: 'app_mention' })]
        : []),
      ...(this.#isTold(message) ? [this.#messageEvent(message)] : []),
    ];
  }

  #messageEvent(message: Message): Json {
    const { kind } = channelOf(this.#server, message.channel);
    return eventCallback({ ...written(message), channel_type: kind });
  }

  /** "message.channels", "message.groups", "message.im": where the bot is in (reference/events). */
  #isTold({ channel: id }: Message): boolean {
    const { kind, members } = channelOf(this.#server, id);
    const event = { channel: 'message.channels', group: 'message.groups', im: 'message.im' }[kind];
    return this.#server.given.events.includes(event) && members.has(BOT.user);
  }

  async #tellMessage(message: Message): Promise<void> {
    await this.#server.sockets.sendEvent(this.#messageEvent(message));
  }

  /** reference/events/message/message_changed */
  async #tellEdited(message: Message): Promise<void> {
    const { kind } = channelOf(this.#server, message.channel);
    const ts = this.#server.workspace.timestamp();
    await this.#server.sockets.sendEvent(
      eventCallback({
        type: 'message',
        subtype: 'message_changed',
        hidden: true,
        channel: message.channel,
        channel_type: kind,
        ts,
        event_ts: ts,
        message: messageObject(message),
      }),
    );
  }
}

const isDirect = (server: SlackServer, { channel }: Message): boolean =>
  channelOf(server, channel).kind === 'im';

function channelOf({ workspace }: SlackServer, id: string) {
  const channel = workspace.channels.get(id);
  if (!channel) throw new Error(`there is no channel ${id}`);
  return channel;
}

/** What a user wrote comes escaped (messaging/formatting-message-text#escaping). */
const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const written = (message: Message): Json => ({
  ...messageObject(message),
  channel: message.channel,
  event_ts: message.ts,
});

/** apis/events-api#event-type-structure */
const eventCallback = (event: Json): Json => ({
  token: 'verification',
  team_id: TEAM.id,
  api_app_id: APP_ID,
  event,
  type: 'event_callback',
  event_id: `Ev${randomUUID().replaceAll('-', '').slice(0, 10).toUpperCase()}`,
  event_time: Math.floor(Number(event.event_ts)),
  authorizations: [
    {
      enterprise_id: null,
      team_id: TEAM.id,
      user_id: BOT.user,
      is_bot: true,
      is_enterprise_install: false,
    },
  ],
  is_ext_shared_channel: false,
  event_context: '4-event',
});

/** The buttons and the entries of menus of a message, in order. */
export function controlsOf({ blocks }: Pick<Message, 'blocks'>): Control[] {
  return blocks.flatMap((block) => {
    if (block.type !== 'actions') return [];
    const id = String(block.block_id);
    return (block.elements as Json[]).flatMap((element): Control[] =>
      element.type === 'static_select'
        ? (element.options as Json[]).map((option) => ({
            label: labelOf(option),
            block: id,
            element,
            option,
          }))
        : [{ label: labelOf(element), block: id, element }],
    );
  });
}

const labelOf = ({ text }: Json): string => String((text as Json)?.text ?? '');
