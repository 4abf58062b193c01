/** Slack, by Socket Mode. */
import type { ChatAdapter, Delivery, Destination, Inbound } from '../../chat/adapter.ts';
import type { Log } from '../../chat/reception.ts';
import type { Registry } from '../../chat/registry.ts';
import type { Reply } from '../../chat/reply.ts';

export interface SlackParts {
  readonly botToken: string;
  readonly appToken: string;
  /** Where the clients connect instead of Slack. */
  readonly apiUrl?: string | undefined;
  /** The commands that are also reached by their own name, beside `/aide <command>`. */
  readonly commands: readonly string[];
  readonly registry: Registry;
  readonly log: Log;
}

export class SlackAdapter implements ChatAdapter {
  readonly name = 'slack';
  readonly #parts: SlackParts;

  constructor(parts: SlackParts) {
    this.#parts = parts;
  }

  start(_inbound: Inbound): Promise<void> {
    throw new Error(`not built yet ${this.#parts.commands.length}`);
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
