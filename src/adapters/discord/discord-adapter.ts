/** Discord, by its gateway. */
import type { ChatAdapter, Delivery, Destination, Inbound } from '../../chat/adapter.ts';
import type { Log } from '../../chat/reception.ts';
import type { Registry } from '../../chat/registry.ts';
import type { Reply } from '../../chat/reply.ts';

export interface DiscordParts {
  readonly token: string;
  /** Where the clients connect instead of Discord. */
  readonly apiUrl?: string | undefined;
  /** Servers in which the commands are registered; everywhere where left out. */
  readonly guilds?: readonly string[] | undefined;
  /** Whether the privileged message-content intent was granted. */
  readonly messageContent: boolean;
  /** What a typed command begins with, where the intent is granted. */
  readonly prefix: string;
  readonly registry: Registry;
  readonly log: Log;
}

export class DiscordAdapter implements ChatAdapter {
  readonly name = 'discord';
  readonly #parts: DiscordParts;

  constructor(parts: DiscordParts) {
    this.#parts = parts;
  }

  start(_inbound: Inbound): Promise<void> {
    throw new Error(`not built yet ${this.#parts.prefix}`);
  }
  stop(): Promise<void> {
    throw new Error('not built yet');
  }
  send(_to: Destination, _reply: Reply, _key: string): Promise<Delivery> {
    throw new Error('not built yet');
  }
  findDelivery(_to: Destination, _key: string): Promise<Delivery | undefined> {
    throw new Error('not built yet');
  }
}
