/** Commands, completions, buttons and menus: each interaction is answered once. */
import { InteractionResponseType, InteractionType } from 'discord.js';
import type { Asker, Inbound } from '../../chat/adapter.ts';
import type { Paint } from '../../chat/attachments.ts';
import type { Log } from '../../chat/reception.ts';
import type { Registry } from '../../chat/registry.ts';
import { answer, oneLine } from './asking.ts';
import type { Calls } from './calls.ts';
import { plain } from './escape.ts';
import { askerOf, type Interaction } from './incoming.ts';
import { COMMAND } from './limits.ts';
import { Presses } from './presses.ts';
import { Response } from './response.ts';
import type { Timing } from './timing.ts';

export interface InteractionParts {
  readonly registry: Registry;
  readonly calls: Calls;
  readonly paint: Paint;
  readonly timing: Timing;
  readonly log: Log;
}

export class Interactions {
  readonly #parts: InteractionParts;
  readonly #inbound: Inbound;
  readonly #presses: Presses;

  constructor(parts: InteractionParts, inbound: Inbound) {
    this.#parts = parts;
    this.#inbound = inbound;
    this.#presses = new Presses({ ...parts, inbound });
  }

  /** Resolves when it is answered; never throws. */
  async take(interaction: Interaction): Promise<void> {
    const { calls, timing, log } = this.#parts;
    const asker = askerOf(interaction);
    if (!asker) {
      log.warn({ interaction: interaction.id }, 'an interaction without a user was ignored');
      return;
    }
    const response = new Response(interaction, calls, timing, log);
    switch (interaction.type) {
      case InteractionType.ApplicationCommand:
        return this.#command(interaction, asker, response);
      case InteractionType.ApplicationCommandAutocomplete:
        await response.respond(InteractionResponseType.ApplicationCommandAutocompleteResult, {
          choices: this.#completions(interaction, asker),
        });
        return;
      case InteractionType.MessageComponent:
        return this.#presses.take(interaction, asker, response);
      default:
        log.debug({ type: interaction.type }, 'an interaction of another type was ignored');
    }
  }

  /** Private in a channel, where whoever asked may share it; in a direct message nobody else reads. */
  async #command(interaction: Interaction, asker: Asker, response: Response): Promise<void> {
    const { registry } = this.#parts;
    const { name = '', options = [] } = interaction.data;
    const args = options.flatMap(({ name: argument, value }) =>
      value === undefined ? [] : [[argument, typeof value === 'boolean' ? String(value) : value]],
    );
    const isPrivate = interaction.guild_id !== undefined;
    const request = { kind: 'named', command: name, args: Object.fromEntries(args) } as const;
    await response.show(
      answer({ ...this.#parts, inbound: this.#inbound }, request, asker, isPrivate),
      { as: 'new', isPrivate },
      () => oneLine(asker, registry, 'error.fault', { reference: interaction.id }),
    );
  }

  #completions({ data }: Interaction, asker: Asker): { name: string; value: string | number }[] {
    const typed = data.options?.find(({ focused }) => focused);
    if (!typed || !data.name) return [];
    const { registry } = this.#parts;
    const isNumber = registry.get(data.name)?.parameters[typed.name]?.type.option === 'integer';
    const found = this.#inbound.complete(data.name, typed.name, String(typed.value ?? ''), asker);
    return found
      .filter(({ value }) => value.length > 0 && value.length <= COMMAND.choiceValue)
      .slice(0, COMMAND.choices)
      .map(({ value, label }) => ({
        name: plain(label, COMMAND.choiceName) || value,
        value: isNumber ? Number(value) : value,
      }));
  }
}
