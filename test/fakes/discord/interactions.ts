/**
 * Interactions and their answers: interactions/receiving-and-responding. A first response within
 * three seconds, others within fifteen minutes, each to whoever holds the token.
 */

import { isEmpty, problemsOf } from './message-check.ts';
import { refuse } from './refusal.ts';
import { attachmentProblems, isTooLarge, NO_UPLOADS, type Uploads } from './uploads.ts';
import {
  CHANNEL_TYPE,
  FLAG,
  type Json,
  MESSAGE_TYPE,
  type Message,
  type User,
  type World,
} from './world.ts';

/** #interaction-object-interaction-type */
export const INTERACTION = { command: 2, component: 3, autocomplete: 4 } as const;

/** #interaction-response-object-interaction-callback-type */
export const CALLBACK = {
  message: 4,
  deferred: 5,
  deferredUpdate: 6,
  update: 7,
  choices: 8,
} as const;

export interface Interaction {
  readonly id: string;
  readonly token: string;
  readonly type: number;
  readonly user: User;
  readonly channel: string;
  readonly at: number;
  /** The message under which something was pressed. */
  readonly source?: Message | undefined;
  /** The first response, if it is a message, or the message that was updated. */
  original?: Message | undefined;
  /** How it was first answered: the callback's type. */
  answeredAs?: number;
  choices?: readonly Json[];
}

export interface Lasting {
  /** Milliseconds. */
  readonly firstResponse: number;
  readonly followUp: number;
}

/** #interaction-callback: "within 3 seconds", "valid for 15 minutes" */
export const LASTING: Lasting = { firstResponse: 3000, followUp: 15 * 60_000 };

export class Interactions {
  readonly #world: World;
  readonly #lasting: Lasting;
  readonly #byToken = new Map<string, Interaction>();
  /** Bodies that Discord refused. */
  readonly #refused: string[];
  #tokens = 0;

  constructor(world: World, lasting: Lasting, refused: string[]) {
    this.#world = world;
    this.#lasting = lasting;
    this.#refused = refused;
  }

  begin(fields: Pick<Interaction, 'type' | 'user' | 'channel' | 'source'>): Interaction {
    this.#tokens += 1;
    const token = `aW50ZXJhY3Rpb246${this.#tokens}secret`;
    const interaction = { ...fields, id: this.#world.snowflake(), token, at: this.#world.now() };
    this.#byToken.set(token, interaction);
    return interaction;
  }

  /** #create-interaction-response */
  respond(
    id: string,
    token: string,
    { type, data = {} }: { type?: unknown; data?: Json },
    uploads: Uploads = NO_UPLOADS,
  ): void {
    const interaction = this.#byToken.get(token);
    const isLate = interaction && this.#world.now() - interaction.at > this.#lasting.firstResponse;
    if (!interaction || interaction.id !== id || (isLate && !interaction.answeredAs)) {
      if (interaction) this.#byToken.delete(token); // "the token will be invalidated"
      throw refuse.unknownInteraction();
    }
    if (interaction.answeredAs !== undefined) throw refuse.alreadyAcknowledged();
    this.#check(interaction, Number(type), data, uploads);
    this.#apply(interaction, Number(type), data, uploads);
    interaction.answeredAs = Number(type);
  }

  #check(interaction: Interaction, type: number, data: Json, uploads: Uploads): void {
    const { type: kind, source } = interaction;
    const isCompletion = kind === INTERACTION.autocomplete;
    if (isCompletion !== (type === CALLBACK.choices)) {
      throw this.#refuse([`type: ${type} does not answer an interaction of type ${kind}`]);
    }
    if (isCompletion) {
      const problems = choiceProblems(data.choices);
      if (problems.length > 0) throw this.#refuse(problems);
      return;
    }
    const isUpdate = type === CALLBACK.update || type === CALLBACK.deferredUpdate;
    if (isUpdate && !source) throw this.#refuse(['type: there is no message to update']);
    if (!Object.values(CALLBACK).includes(type as never)) throw this.#refuse([`type: ${type}`]);
    // #interaction-response-object-messages: only these flags can be set
    const flags = Number(data.flags ?? 0);
    if ((flags & ~(FLAG.ephemeral | 4 | 4096)) !== 0) throw this.#refuse([`flags: ${flags}`]);
    const { flags: _, ...body } = data;
    const held = isUpdate ? source : undefined;
    this.checkBody(body, RESPONSE_FIELDS, type === CALLBACK.message, uploads, held);
  }

  /** A message, as an answer or in place of one. */
  checkBody(
    body: Json,
    fields: readonly string[],
    mustShow: boolean,
    uploads: Uploads,
    edited?: Message,
  ): void {
    if (isTooLarge(uploads)) throw refuse.tooLarge();
    const unknown = Object.keys(body).filter((key) => !fields.includes(key));
    const held = edited?.attachments.map(({ id }) => id) ?? [];
    const problems = [
      ...unknown.map((key) => `${key}: unknown field`),
      ...problemsOf(body),
      ...attachmentProblems(body, uploads, held),
    ];
    if (problems.length > 0) throw this.#refuse(problems);
    if (mustShow && isEmpty(body)) throw refuse.emptyMessage();
  }

  #refuse(problems: readonly string[]): Error {
    this.#refused.push(...problems);
    return refuse.invalidForm(problems);
  }

  #apply(interaction: Interaction, type: number, data: Json, uploads: Uploads): void {
    const flags = Number(data.flags ?? 0);
    switch (type) {
      case CALLBACK.choices:
        interaction.choices = data.choices as Json[];
        return;
      case CALLBACK.message:
      case CALLBACK.deferred: {
        const isLoading = type === CALLBACK.deferred;
        interaction.original = this.#make(
          interaction,
          data,
          isLoading ? flags | FLAG.loading : flags,
          uploads,
        );
        return;
      }
      case CALLBACK.update:
        this.#world.edit(interaction.source as Message, data, uploads);
        interaction.original = interaction.source;
        return;
      default:
        interaction.original = interaction.source;
    }
  }

  #make(
    { channel, user, source }: Interaction,
    body: Json,
    flags: number,
    uploads: Uploads,
  ): Message {
    const fields = {
      channel_id: channel,
      author: this.#world.bot,
      type: source ? MESSAGE_TYPE.reply : MESSAGE_TYPE.command,
      content: String(body.content ?? ''),
      embeds: (body.embeds ?? []) as Json[],
      components: (body.components ?? []) as Json[],
      flags,
      // #message-interaction-object: a response to a component refers to the component's message
      ...(source && { repliedTo: source.id }),
      ...(flags & FLAG.ephemeral && { onlyFor: user.id }),
    };
    return this.#world.make(fields, (body.attachments ?? []) as Json[], uploads);
  }

  /** The first response, to read, edit or delete it; throws where it can no longer be. */
  original(token: string): Message {
    const { original } = this.#valid(token);
    if (!original) throw refuse.unknownWebhook();
    if (!this.#world.messages.includes(original)) throw refuse.unknownMessage();
    return original;
  }

  /** #edit-original-interaction-response */
  edit(token: string, body: Json, uploads: Uploads): Message {
    const original = this.original(token);
    this.checkBody(body, EDIT_FIELDS, original.embeds.length === 0, uploads, original);
    this.#world.edit(original, body, uploads);
    return original;
  }

  /** #create-followup-message */
  followUp(token: string, body: Json, uploads: Uploads): Message {
    const interaction = this.#valid(token);
    if (interaction.answeredAs === undefined) throw refuse.unknownWebhook();
    const { flags = 0, ...message } = body;
    this.checkBody(message, RESPONSE_FIELDS, true, uploads);
    return this.#make(interaction, message, Number(flags), uploads);
  }

  #valid(token: string): Interaction {
    const interaction = this.#byToken.get(token);
    const isOver = interaction && this.#world.now() - interaction.at > this.#lasting.followUp;
    if (!interaction || isOver) throw refuse.invalidToken();
    return interaction;
  }
}

/** #interaction-response-object-autocomplete: at most 25, each with a name and a value of 100. */
function choiceProblems(choices: unknown): string[] {
  if (!Array.isArray(choices)) return ['choices: no list'];
  const problems = choices.length > 25 ? [`choices: ${choices.length}, more than 25`] : [];
  for (const [i, choice] of choices.entries()) {
    const { name, value } = choice as Json;
    if (typeof name !== 'string' || name.length < 1 || name.length > 100) {
      problems.push(`choices.${i}.name: 1 to 100 characters`);
    }
    const isFit =
      typeof value === 'number' ||
      (typeof value === 'string' && value.length >= 1 && value.length <= 100);
    if (!isFit) problems.push(`choices.${i}.value: 1 to 100 characters`);
  }
  return problems;
}

/** #interaction-response-object-messages */
const RESPONSE_FIELDS = [
  'tts',
  'content',
  'embeds',
  'allowed_mentions',
  'components',
  'attachments',
  'poll',
  'enforce_nonce', // discord.js sends it with every message; here it does nothing
];

/** resources/webhook#edit-webhook-message */
const EDIT_FIELDS = [
  'content',
  'embeds',
  'allowed_mentions',
  'components',
  'attachments',
  'flags',
  'poll',
];

/** interactions/receiving-and-responding#interaction-object, as it is dispatched. */
export function toldInteraction(
  { id, token, type, user }: Interaction,
  data: Json,
  at: { guild?: string | undefined; channel: Json; locale: string },
  world: World,
  message?: Json,
): Json {
  const { guild, channel, locale } = at;
  const isDirect = channel.type === CHANNEL_TYPE.direct;
  const who = {
    id: user.id,
    username: user.username,
    global_name: user.global_name,
    discriminator: '0',
    avatar: null,
  };
  return {
    id,
    application_id: world.application,
    type,
    token,
    version: 1,
    data,
    channel,
    channel_id: channel.id,
    app_permissions: '2248473465835073',
    locale,
    entitlements: [],
    attachment_size_limit: 10_485_760,
    authorizing_integration_owners: { '0': guild ?? '0' },
    context: isDirect ? 1 : 0,
    ...(message && { message }),
    ...(guild === undefined
      ? { user: who }
      : {
          guild_id: guild,
          guild_locale: 'en-US',
          guild: { id: guild, locale: 'en-US', features: [] },
          member: {
            user: who,
            ...world.member(guild, user.id),
            avatar: null,
            joined_at: '2024-01-01T00:00:00.000000+00:00',
            deaf: false,
            mute: false,
            flags: 0,
            permissions: '2248473465835073',
          },
        }),
  };
}
