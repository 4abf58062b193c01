/** What a press of a button, or a choice from a menu, does. */
import { InteractionResponseType, MessageFlags } from 'discord.js';
import type { Asker } from '../../chat/adapter.ts';
import type { Request } from '../../chat/dispatcher.ts';
import { supportedLocale } from '../../domain/locale.ts';
import { actionOf, pressed, SHARE } from './actions.ts';
import { type Answering, answer, oneLine } from './asking.ts';
import type { Calls } from './calls.ts';
import { readId } from './components.ts';
import type { Interaction, ShownMessage } from './incoming.ts';
import type { Place, Response } from './response.ts';
import { Seen } from './seen.ts';
import { sharedCopy } from './shared-copy.ts';

export interface PressesParts extends Answering {
  readonly calls: Calls;
}

export class Presses {
  readonly #parts: PressesParts;
  /** Messages that were shared: a second press does not show them twice. */
  readonly #shared = new Seen();

  constructor(parts: PressesParts) {
    this.#parts = parts;
  }

  async take(interaction: Interaction, asker: Asker, response: Response): Promise<void> {
    const { message, data } = interaction;
    const { carrying } = readId(data.values?.[0] ?? data.custom_id ?? '');
    if (carrying === SHARE && message) return this.#share(message, asker, response);
    const place = placeOf(interaction, asker);
    const share = place.isPrivate;
    const stale = () => ({
      ...oneLine(asker, this.#parts.registry, 'error.stale-button'),
      isBeside: true,
    });
    const work = this.#request(carrying, message, asker).then((request) =>
      request ? answer(this.#parts, request, asker, share) : stale(),
    );
    await response.show(work, place, stale);
  }

  /** What is asked for; one of the command's own actions is found by asking the command again. */
  async #request(
    carrying: string,
    message: ShownMessage | undefined,
    asker: Asker,
  ): Promise<Request | undefined> {
    const line = message?.embeds.at(-1)?.footer?.text;
    const what = pressed(carrying, line, this.#parts.registry);
    if (what.kind === 'ask') return { kind: 'named', ...what.invocation };
    if (what.kind !== 'action' || line === undefined) return undefined;
    const { reply } = await this.#parts.inbound.handle({ kind: 'line', line }, asker);
    const action = actionOf(reply, what.mark);
    // What the command answers now has other actions: then it is what is shown.
    return action ? { kind: 'named', ...action.invocation } : { kind: 'line', line };
  }

  /**
   * What whoever asked saw is shown to the channel as it stands: asked again, a change would be made
   * again, and an answer might differ from the one that was to be shared.
   */
  async #share(message: ShownMessage, asker: Asker, response: Response): Promise<void> {
    const { calls, registry } = this.#parts;
    if (!this.#shared.first(message.id)) {
      await response.respond(InteractionResponseType.DeferredMessageUpdate);
      return;
    }
    const copy = sharedCopy(message, calls, supportedLocale(asker.locale ?? '') ?? 'en');
    const isShown = await response.show(copy, { as: 'new', isPrivate: false }, () =>
      oneLine(asker, registry, 'error.stale-button'),
    );
    if (!isShown) this.#shared.forget(message.id);
  }
}

/** In place of what only the presser sees; a message that others read stays as it is. */
function placeOf({ guild_id, message }: Interaction, asker: Asker): Place {
  if (!message) return { as: 'new', isPrivate: guild_id !== undefined };
  if ((message.flags ?? 0) & MessageFlags.Ephemeral) return { as: 'update', isPrivate: true };
  const isOwnQuestion = message.referenced_message?.author.id === asker.user;
  const isAlone = guild_id === undefined && !isPost(message);
  return isOwnQuestion || isAlone
    ? { as: 'update', isPrivate: false }
    : { as: 'new', isPrivate: guild_id !== undefined };
}

const elementsOf = ({ components }: ShownMessage) =>
  components.flatMap((row) => row.components ?? []);

const isPost = (message: ShownMessage): boolean =>
  elementsOf(message).some(({ custom_id }) => readId(custom_id ?? '').key !== undefined);
