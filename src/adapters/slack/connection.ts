/**
 * The socket over which Slack tells what happens. It is brought up, and up again whenever Slack
 * refreshes it or it breaks, until it is closed. The library's own reconnecting is off: it waits five
 * seconds first, and gives up for good, with an unhandled rejection, when Slack cannot be reached.
 */
import { type Standing, StartError } from '../../chat/adapter.ts';
import type { Log } from '../../chat/reception.ts';
import { unlessLate } from '../in-time.ts';
import { faultOf, startError } from './errors.ts';

export interface Socket {
  /** Resolves when Slack said hello. */
  open(): Promise<unknown>;
  /** Ends the present connection. */
  close(): Promise<unknown>;
  /** Calls back whenever a connection has ended. */
  onEnd(ended: () => void): void;
}

export interface ConnectionParts {
  readonly socket: Socket;
  readonly log: Log;
  /** Milliseconds in which Slack must have said hello. */
  readonly patience: number;
}

/** Seconds between attempts, the last for all further ones. */
const PAUSES = [0.1, 0.5, 1, 2, 4, 8, 15, 30];

export class Connection {
  readonly #parts: ConnectionParts;
  #isClosing = false;
  #isOpen = false;
  #made = 0;
  /** Whether a connection ended since the last attempt began. */
  #hasEnded = false;
  #openedAt = 0;
  #wake: () => void = () => undefined;

  constructor(parts: ConnectionParts) {
    this.#parts = parts;
    parts.socket.onEnd(() => {
      this.#hasEnded = true;
      if (!this.#isOpen || this.#isClosing) return;
      this.#isOpen = false;
      void this.#reconnect();
    });
  }

  get standing(): Standing {
    return { isUp: this.#isOpen && !this.#isClosing, made: this.#made };
  }

  /** Resolves when the first connection stands, or {@link close} was called; throws `StartError`. */
  async open(): Promise<void> {
    await this.#connect((error) => {
      throw error;
    });
  }

  /** Hears nobody any more. */
  async close(): Promise<void> {
    this.#isClosing = true;
    this.#wake();
    await unlessLate(3000, this.#parts.socket.close());
  }

  /** Tries what it takes, as long as it may help; resolves to undefined where it was closed first. */
  async persistently<T>(
    act: () => Promise<T>,
    refused: (e: StartError) => void,
    token: 'bot' | 'app',
  ) {
    for (let failures = 0; !this.#isClosing; failures++) {
      await this.#pause(failures === 0 ? 0 : pauseAfter(failures));
      if (this.#isClosing) return undefined;
      try {
        return await act();
      } catch (thrown) {
        if (thrown instanceof StartError) throw thrown;
        const error = startError(thrown, token);
        if (error) refused(error);
        const fault = faultOf(thrown);
        const seconds = fault.kind === 'later' ? (fault.retryAfter ?? 0) : 0;
        const { log } = this.#parts;
        log.warn(
          { error: fault.reason, failures: failures + 1 },
          'Slack cannot be reached; trying on',
        );
        await this.#pause(seconds);
      }
    }
    return undefined;
  }

  async #reconnect(): Promise<void> {
    const { log } = this.#parts;
    log.debug({}, 'the connection to Slack ended; connecting anew');
    // One that breaks as soon as it stands is not opened as fast as it can be.
    if (performance.now() - this.#openedAt < 2000) await this.#pause(pauseAfter(1));
    await this.#connect((error) => {
      // Slack has been seen to refuse good tokens for a while: whoever serves goes on trying.
      log.error({ error: error.message }, 'Slack refuses the connection; trying on');
    });
  }

  async #connect(refused: (error: StartError) => void): Promise<void> {
    const { socket, patience } = this.#parts;
    await this.persistently(
      async () => {
        this.#hasEnded = false;
        try {
          const hello = socket.open().then(() => true);
          if (!(await unlessLate(patience, hello))) throw new Error('Slack did not say hello');
        } catch (error) {
          await unlessLate(1000, socket.close());
          throw error;
        }
        if (this.#hasEnded) throw new Error('the connection ended at once');
        this.#isOpen = true;
        this.#made += 1;
        this.#openedAt = performance.now();
      },
      refused,
      'app',
    );
  }

  async #pause(seconds: number): Promise<void> {
    if (seconds <= 0 || this.#isClosing) return;
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
      timer = setTimeout(resolve, seconds * 1000);
    });
    clearTimeout(timer);
  }
}

/** Longer each time, and never at the same moment as everybody else. */
const pauseAfter = (failures: number): number =>
  (PAUSES[Math.min(failures, PAUSES.length) - 1] ?? 1) * (0.75 + Math.random() / 2);
