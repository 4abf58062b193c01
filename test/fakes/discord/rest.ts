/** Discord's HTTP API, as far as it is used: which address does what, and who may ask. */
import { asKept, commandProblems, withoutLocalizations } from './command-check.ts';
import type { Route } from './faults.ts';
import { INTENT } from './gateway.ts';
import type { Interactions } from './interactions.ts';
import { refuse } from './refusal.ts';
import { toldChannel, toldGuild, toldMessage, toldUser } from './told.ts';
import type { Uploads } from './uploads.ts';
import {
  CHANNEL_TYPE,
  type Channel,
  type Json,
  MESSAGE_TYPE,
  type Message,
  type World,
} from './world.ts';

export interface ApiRequest {
  readonly method: string;
  /** Without the version. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly authorization: string | undefined;
  readonly body: Json | readonly Json[];
  readonly uploads: Uploads;
}

export interface ApiAnswer {
  readonly status: number;
  /** Missing where there is none: a 204. */
  readonly body?: unknown;
}

export interface ApiParts {
  readonly world: World;
  readonly interactions: Interactions;
  readonly token: () => string;
  /** Privileged intents that were switched on in the Developer Portal. */
  readonly granted: () => number;
  readonly gatewayUrl: () => string;
  /** How long a nonce is remembered, in milliseconds: "the past few minutes". */
  readonly nonceWindow: number;
  readonly refused: string[];
}

type Handler = (request: ApiRequest, ids: Readonly<Record<string, string>>) => ApiAnswer;

interface Address {
  readonly route: Route;
  readonly method: string;
  readonly pattern: RegExp;
  /** False where the address itself carries the right to ask. */
  readonly auth: boolean;
  readonly run: Handler;
}

export class Api {
  readonly #parts: ApiParts;
  readonly #addresses: readonly Address[];

  constructor(parts: ApiParts) {
    this.#parts = parts;
    const address = (route: Route, method: string, path: string, run: Handler, auth = true) => ({
      route,
      method,
      auth,
      run,
      pattern: new RegExp(`^${path.replace(/:(\w+)/g, '(?<$1>[^/]+)')}$`),
    });
    const original = '/webhooks/:app/:token/messages/@original';
    const everywhere = '/applications/:app/commands';
    const inServer = '/applications/:app/guilds/:guild/commands';
    this.#addresses = [
      address('gateway', 'GET', '/gateway/bot', () => this.#gateway()),
      address('read-commands', 'GET', everywhere, (r, ids) => this.#commands(r, ids)),
      address('read-commands', 'GET', inServer, (r, ids) => this.#commands(r, ids)),
      address('write-commands', 'PUT', everywhere, (r, ids) => this.#overwrite(r, ids)),
      address('write-commands', 'PUT', inServer, (r, ids) => this.#overwrite(r, ids)),
      address('read-application', 'GET', '/applications/@me', () => this.#application()),
      address('read-guilds', 'GET', '/users/@me/guilds', () =>
        ok([...parts.world.guilds.keys()].map((id) => ({ ...toldGuild(id), permissions: '0' }))),
      ),
      address('read-guild', 'GET', '/guilds/:guild', (_, ids) => this.#guild(ids)),
      address('read-member', 'GET', '/guilds/:guild/members/:user', (_, ids) => this.#member(ids)),
      address('read-channel', 'GET', '/channels/:channel', (_, ids) =>
        ok(toldChannel(this.#seen(ids), parts.world)),
      ),
      address('read-messages', 'GET', '/channels/:channel/messages', (r, ids) =>
        this.#messages(r, ids),
      ),
      address('create-message', 'POST', '/channels/:channel/messages', (r, ids) =>
        this.#create(r, ids),
      ),
      address('start-thread', 'POST', '/channels/:channel/messages/:message/threads', (r, ids) =>
        this.#thread(r, ids),
      ),
      address(
        'respond',
        'POST',
        '/interactions/:id/:token/callback',
        (r, ids) => this.#respond(r, ids),
        false,
      ),
      address('read-response', 'GET', original, (_, ids) => this.#told(this.#original(ids)), false),
      address('edit-response', 'PATCH', original, (r, ids) => this.#edit(r, ids), false),
      address('delete-response', 'DELETE', original, (_, ids) => this.#delete(ids), false),
      address(
        'follow-up',
        'POST',
        '/webhooks/:app/:token',
        (r, ids) => this.#followUp(r, ids),
        false,
      ),
    ];
  }

  /** Which request it is; undefined for an address that is not known here. */
  routeOf({ method, path }: ApiRequest): Route | undefined {
    return this.#find(method, path)?.route;
  }

  /** Throws a `Refusal`. */
  run(request: ApiRequest): ApiAnswer {
    const address = this.#find(request.method, request.path);
    if (!address) throw refuse.notFound();
    // reference#authentication
    if (address.auth && request.authorization !== `Bot ${this.#parts.token()}`) {
      throw refuse.unauthorized();
    }
    return address.run(request, address.pattern.exec(request.path)?.groups ?? {});
  }

  #find(method: string, path: string): Address | undefined {
    return this.#addresses.find((a) => a.method === method && a.pattern.test(path));
  }

  /** events/gateway#get-gateway-bot */
  #gateway(): ApiAnswer {
    return ok({
      url: this.#parts.gatewayUrl(),
      shards: 1,
      session_start_limit: {
        total: 1000,
        remaining: 999,
        reset_after: 14_400_000,
        max_concurrency: 1,
      },
    });
  }

  /** resources/application#get-current-application, #application-object-application-flags */
  #application(): ApiAnswer {
    const { world, granted } = this.#parts;
    const hasContent = (granted() & INTENT.messageContent) !== 0;
    return ok({
      id: world.application,
      name: 'Aide-mémoire',
      flags: hasContent ? FLAG_MESSAGE_CONTENT_LIMITED : 0,
      bot: toldUser(world.bot),
      interactions_endpoint_url: world.interactionsEndpoint,
    });
  }

  /** resources/guild#get-guild, topics/permissions#role-object: the role of everyone has its id. */
  #guild({ guild = '' }: Readonly<Record<string, string>>): ApiAnswer {
    const { world } = this.#parts;
    if (!world.guilds.has(guild)) throw refuse.missingAccess();
    const everyone = { id: guild, name: '@everyone', permissions: String(world.everyone) };
    return ok({ ...toldGuild(guild), roles: [everyone] });
  }

  /** resources/guild#get-guild-member */
  #member({ guild = '', user = '' }: Readonly<Record<string, string>>): ApiAnswer {
    const { world } = this.#parts;
    if (!world.guilds.has(guild)) throw refuse.missingAccess();
    const found = world.users.get(user);
    if (!found) throw refuse.notFound();
    return ok({ user: toldUser(found), ...world.member(guild, user) });
  }

  /** interactions/application-commands#get-global-application-commands */
  #commands({ query }: ApiRequest, ids: Readonly<Record<string, string>>): ApiAnswer {
    const held = this.#parts.world.commands.get(this.#scope(ids)) ?? [];
    return ok(query.get('with_localizations') === 'true' ? held : withoutLocalizations(held));
  }

  /** #bulk-overwrite-global-application-commands: all types of commands; the same name keeps its id. */
  #overwrite({ body }: ApiRequest, ids: Readonly<Record<string, string>>): ApiAnswer {
    const { world } = this.#parts;
    const scope = this.#scope(ids);
    const problems = commandProblems(body, ids.guild !== undefined);
    if (problems.length > 0) throw this.#refuse(problems);
    const held = world.commands.get(scope) ?? [];
    const kept = (body as readonly Json[]).map((command) => ({
      ...asKept(command),
      id:
        held.find((h) => h.name === command.name && (h.type ?? 1) === (command.type ?? 1))?.id ??
        world.snowflake(),
      application_id: world.application,
      version: world.snowflake(),
      ...(ids.guild && { guild_id: ids.guild }),
    }));
    world.commands.set(scope, kept);
    return ok(kept);
  }

  #scope({ app, guild }: Readonly<Record<string, string>>): string {
    const { world } = this.#parts;
    if (app !== world.application) throw refuse.unknownApplication();
    if (guild === undefined) return 'everywhere';
    if (!world.guilds.has(guild)) throw refuse.missingAccess();
    return guild;
  }

  /** resources/message#get-channel-messages: "from newest to oldest" */
  #messages({ query }: ApiRequest, ids: Readonly<Record<string, string>>): ApiAnswer {
    const { world } = this.#parts;
    const channel = this.#seen(ids);
    const limit = Number(query.get('limit') ?? 50);
    if (!(limit >= 1 && limit <= 100)) throw this.#refuse(['limit: 1 to 100']);
    const before = query.get('before');
    if (before !== null && !/^\d+$/.test(before)) throw this.#refuse(['before: no snowflake']);
    // "If the current user is missing the READ_MESSAGE_HISTORY permission …, no messages"
    const all = channel.may.readHistory ? world.history(channel.id) : [];
    const older = before === null ? all : all.filter(({ id }) => BigInt(id) < BigInt(before));
    return ok(older.slice(0, limit).map((message) => toldMessage(message, world)));
  }

  /** resources/message#create-message */
  #create({ body, uploads }: ApiRequest, ids: Readonly<Record<string, string>>): ApiAnswer {
    const { world, interactions, nonceWindow } = this.#parts;
    const channel = this.#seen(ids);
    if (!channel.may.send) throw refuse.missingPermissions();
    // topics/permissions: ATTACH_FILES "Allows for uploading images and files"
    if (uploads.size > 0 && !channel.may.attach) throw refuse.missingPermissions();
    // topics/threads: "Users (including bot users) without the MANAGE_THREADS permission … won't be
    // able to create … messages in locked threads"; "Sending a message will automatically unarchive
    // the thread, unless the thread has been locked by a moderator."
    if (channel.isLocked) throw refuse.lockedThread();
    channel.isArchived = false;
    const { message_reference: reference, ...rest } = body as Json;
    interactions.checkBody(rest, MESSAGE_FIELDS, true, uploads);
    const repliedTo = reference ? this.#replied(channel, reference as Json) : undefined;
    const nonce = rest.nonce === undefined ? undefined : String(rest.nonce);
    // "If another message was created by the same author with the same nonce, that message"
    const isSame = (m: Message) =>
      m.nonce === nonce && m.channel_id === channel.id && world.now() - m.madeAt <= nonceWindow;
    const same = nonce && rest.enforce_nonce === true ? world.messages.find(isSame) : undefined;
    const attachments = (rest.attachments ?? []) as Json[];
    const make = () =>
      world.make(
        {
          channel_id: channel.id,
          author: world.bot,
          type: repliedTo ? MESSAGE_TYPE.reply : MESSAGE_TYPE.written,
          content: String(rest.content ?? ''),
          embeds: (rest.embeds ?? []) as Json[],
          components: (rest.components ?? []) as Json[],
          flags: Number(rest.flags ?? 0),
          ...(repliedTo && { repliedTo }),
          ...(nonce && { nonce }),
        },
        attachments,
        uploads,
      );
    return this.#told(same ?? make());
  }

  /** "the current user must have the READ_MESSAGE_HISTORY permission" to reply */
  #replied(channel: Channel, reference: Json): string | undefined {
    if (!channel.may.readHistory) throw refuse.noReply();
    const message = this.#parts.world.message(String(reference.message_id));
    if (message?.channel_id === channel.id) return message.id;
    // resources/message#message-reference-structure: fail_if_not_exists, default true
    if (reference.fail_if_not_exists === false) return undefined;
    throw this.#refuse(['message_reference: Unknown message']);
  }

  /** resources/channel#start-thread-from-message: the thread's id is that of the message. */
  #thread({ body }: ApiRequest, ids: Readonly<Record<string, string>>): ApiAnswer {
    const { world } = this.#parts;
    const channel = this.#seen(ids);
    if (!channel.may.send) throw refuse.missingPermissions();
    const message = world.message(String(ids.message));
    if (message?.channel_id !== channel.id) throw refuse.unknownMessage();
    if (world.channels.has(message.id)) throw refuse.threadExists();
    const { name } = body as Json;
    if (typeof name !== 'string' || name.length < 1 || name.length > 100) {
      throw this.#refuse(['name: must be between 1 and 100 in length']);
    }
    const thread = world.addChannel({
      id: message.id,
      type: CHANNEL_TYPE.publicThread,
      parent_id: channel.id,
      name,
      ...(channel.guild_id && { guild_id: channel.guild_id }),
    });
    return { status: 201, body: toldChannel(thread, world) };
  }

  #respond(
    { body, uploads }: ApiRequest,
    { id = '', token = '' }: Readonly<Record<string, string>>,
  ): ApiAnswer {
    this.#parts.interactions.respond(id, token, body as Json, uploads);
    return { status: 204 };
  }

  #original({ app, token = '' }: Readonly<Record<string, string>>): Message {
    if (app !== this.#parts.world.application) throw refuse.unknownWebhook();
    return this.#parts.interactions.original(token);
  }

  #edit({ body, uploads }: ApiRequest, ids: Readonly<Record<string, string>>): ApiAnswer {
    this.#original(ids);
    return this.#told(this.#parts.interactions.edit(String(ids.token), body as Json, uploads));
  }

  #delete(ids: Readonly<Record<string, string>>): ApiAnswer {
    this.#parts.world.remove(this.#original(ids));
    return { status: 204 };
  }

  #followUp(
    { body, uploads }: ApiRequest,
    { app, token = '' }: Readonly<Record<string, string>>,
  ): ApiAnswer {
    if (app !== this.#parts.world.application) throw refuse.unknownWebhook();
    return this.#told(this.#parts.interactions.followUp(token, body as Json, uploads));
  }

  #told(message: Message): ApiAnswer {
    return ok(toldMessage(message, this.#parts.world));
  }

  #seen({ channel: id = '' }: Readonly<Record<string, string>>): Channel {
    if (!/^\d{1,20}$/.test(id)) throw this.#refuse([`channel_id: "${id}" is not snowflake`]);
    const channel = this.#parts.world.channels.get(id);
    if (!channel) throw refuse.unknownChannel();
    if (!channel.may.view) throw refuse.missingAccess();
    return channel;
  }

  #refuse(problems: readonly string[]): Error {
    this.#parts.refused.push(...problems);
    return refuse.invalidForm(problems);
  }
}

/** resources/application#application-object-application-flags: in under 100 servers */
const FLAG_MESSAGE_CONTENT_LIMITED = 1 << 19;

const ok = (body: unknown): ApiAnswer => ({ status: 200, body });

const MESSAGE_FIELDS = [
  'content',
  'nonce',
  'tts',
  'embeds',
  'allowed_mentions',
  'components',
  'flags',
  'enforce_nonce',
  'attachments',
];
