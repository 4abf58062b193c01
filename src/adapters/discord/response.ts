/**
 * The answer to one interaction, as Discord takes it: a first response within three seconds, and
 * where the work takes longer a sign of work first and the answer put in its place.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { InteractionResponseType, MessageFlags } from 'discord.js';
import type { Log } from '../../chat/reception.ts';
import { unlessLate } from '../in-time.ts';
import type { Calls } from './calls.ts';
import { CODE, type Fault, isFault } from './errors.ts';
import type { Interaction } from './incoming.ts';
import { bodyOf, type Rendered } from './render.ts';
import { type Timing, waitBefore } from './timing.ts';

/** Where the answer stands. */
export interface Place {
  /** In place of the message whose button was pressed, or as a message of its own. */
  readonly as: 'update' | 'new';
  /** Seen by whoever asked alone. */
  readonly isPrivate: boolean;
}

/** What is shown. An error, or what is said of an answer, is no reason to give the answer up. */
export interface Shown extends Rendered {
  /** Beside the message whose button was pressed, whatever the place. */
  readonly isBeside?: boolean;
}

type Files = Rendered['files'];

export class Response {
  readonly #interaction: Interaction;
  readonly #calls: Calls;
  readonly #timing: Timing;
  readonly #log: Log;
  readonly #received = performance.now();

  constructor(interaction: Interaction, calls: Calls, timing: Timing, log: Log) {
    this.#interaction = interaction;
    this.#calls = calls;
    this.#timing = timing;
    this.#log = log;
  }

  /**
   * Shows what comes of the work, and tells whether it is there; never throws. `instead` is shown
   * where Discord refuses the form.
   */
  async show(work: Promise<Shown>, place: Place, instead: () => Shown): Promise<boolean> {
    const never = work.catch((error: Error) => {
      this.#tell('could not be made', error);
      return instead();
    });
    try {
      await this.#show(never, place, instead);
      return true;
    } catch (error) {
      this.#tell('was not shown', error);
      return false;
    }
  }

  /** A first response without more to come: a menu of completions, or a sign that all is done. */
  async respond(type: InteractionResponseType, data?: object): Promise<boolean> {
    try {
      await this.#respond(type, data);
      return true;
    } catch (error) {
      this.#tell('was not shown', error);
      return false;
    }
  }

  async #show(work: Promise<Shown>, place: Place, instead: () => Shown): Promise<void> {
    const timeLeft = this.#timing.deferAfter - (performance.now() - this.#received);
    const quick = await unlessLate(Math.max(0, timeLeft), work);
    if (quick) {
      const at = quick.isBeside ? this.#beside : place;
      const type =
        at.as === 'update'
          ? InteractionResponseType.UpdateMessage
          : InteractionResponseType.ChannelMessageWithSource;
      const send = (shown: Shown) =>
        this.#respond(type, { ...bodyOf(shown), ...flagsOf(at) }, shown.files);
      await this.#orInstead(quick, send, instead);
      return;
    }
    const type =
      place.as === 'update'
        ? InteractionResponseType.DeferredMessageUpdate
        : InteractionResponseType.DeferredChannelMessageWithSource;
    await this.#respond(type, flagsOf(place));
    const send = (shown: Shown) =>
      shown.isBeside && place.as === 'update'
        ? this.#followUp(shown)
        : this.#edit(bodyOf(shown), shown.files);
    await this.#orInstead(await work, send, instead);
  }

  get #beside(): Place {
    return { as: 'new', isPrivate: this.#interaction.guild_id !== undefined };
  }

  async #orInstead(
    shown: Shown,
    send: (shown: Shown) => Promise<void>,
    instead: () => Shown,
  ): Promise<void> {
    try {
      await send(shown);
    } catch (error) {
      if (!isFault(error, CODE.invalidForm, CODE.tooLarge)) throw error;
      this.#tell('was refused', error);
      await send(instead());
    }
  }

  /** Tried until the three seconds are over. That it was acknowledged already means that it was. */
  async #respond(
    type: InteractionResponseType,
    data: object = {},
    files: Files = [],
  ): Promise<void> {
    const { id, token } = this.#interaction;
    const { respondWithin, responseTry } = this.#timing;
    const end = this.#received + respondWithin;
    for (let attempt = 0; ; attempt++) {
      const left = end - performance.now();
      try {
        await this.#calls.once({
          method: 'POST',
          route: `/interactions/${id}/${token}/callback`,
          body: { type, data },
          files,
          auth: false,
          within: Math.max(responseTry / 4, Math.min(responseTry, left)),
        });
        return;
      } catch (error) {
        if (isFault(error, CODE.alreadyAcknowledged)) return;
        const fault = error as Fault;
        const wait = (fault.retryAfter ?? 0) * 1000 || waitBefore(attempt, QUICK);
        if (fault.kind === 'refused') throw fault;
        if (performance.now() + wait > end) {
          if (fault.kind !== 'unknown') throw fault;
          // Perhaps it was heard, and the word of it lost: then the answer can still be put there.
          if (type in DEFERRED) return;
          if ('embeds' in data) return this.#edit(data, files);
          throw fault;
        }
        await pause(wait);
      }
    }
  }

  /** Puts the answer where the sign of work stands; the same twice is the same once. */
  async #edit(body: object, files: Files): Promise<void> {
    const { application_id, token } = this.#interaction;
    await this.#calls.patiently({
      method: 'PATCH',
      route: `/webhooks/${application_id}/${token}/messages/@original`,
      body,
      files,
      auth: false,
    });
  }

  /** Once: it would be there twice where the word of it was lost. */
  async #followUp(shown: Shown): Promise<void> {
    const { application_id, token } = this.#interaction;
    await this.#calls.once({
      method: 'POST',
      route: `/webhooks/${application_id}/${token}`,
      body: { ...bodyOf(shown), ...flagsOf(this.#beside) },
      files: shown.files,
      auth: false,
    });
  }

  #tell(what: string, error: unknown): void {
    const { id, type, data } = this.#interaction;
    const ms = Math.round(performance.now() - this.#received);
    const isLate = isFault(error, CODE.unknownInteraction);
    const why = isLate ? '; Discord takes a first response within three seconds only' : '';
    this.#log.warn(
      { interaction: id, type, command: data.name, ms },
      `an answer ${what}: ${(error as Error).message}${why}`,
    );
  }
}

const flagsOf = ({ as, isPrivate }: Place) =>
  isPrivate && as === 'new' ? { flags: MessageFlags.Ephemeral } : {};

const DEFERRED = {
  [InteractionResponseType.DeferredChannelMessageWithSource]: true,
  [InteractionResponseType.DeferredMessageUpdate]: true,
};

/** The waits between tries of a first response. */
const QUICK = { firstWait: 100, longestWait: 400 };
