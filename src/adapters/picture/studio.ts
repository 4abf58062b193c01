/**
 * Paints in a process of its own: to load the letters takes seconds and a picture some hundred
 * milliseconds, in which nobody would be answered; and a fault of the painter ends the painter alone.
 */
import type { ChildProcess } from 'node:child_process';
import type { Drawing } from '../../chat/drawing.ts';
import { forkScript } from '../child-script.ts';

/** Pictures that wait for their turn, beside the one that is painted. */
const MOST_WAITING = 20;

export interface StudioTiming {
  /** Milliseconds that a picture may take, with the letters to be loaded first. */
  readonly patience: number;
  /** Milliseconds without a picture after which the painter goes home. */
  readonly idle: number;
}

const TIMING: StudioTiming = { patience: 20_000, idle: 5 * 60_000 };

interface Job {
  readonly drawing: Drawing;
  resolve(png: Buffer): void;
  reject(error: Error): void;
}

type Painted = { readonly png: Uint8Array } | { readonly error: string };

export class Studio {
  readonly #timing: StudioTiming;
  readonly #waiting: Job[] = [];
  #painting: Job | undefined;
  #painter: ChildProcess | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(timing: Partial<StudioTiming> = {}) {
    this.#timing = { ...TIMING, ...timing };
  }

  /** The PNG file; rejects where it cannot be painted, not in time, or not beside so many others. */
  readonly paint = (drawing: Drawing): Promise<Buffer> =>
    new Promise((resolve, reject) => {
      if (this.#waiting.length >= MOST_WAITING) {
        reject(new Error(`${MOST_WAITING} pictures wait already`));
        return;
      }
      this.#waiting.push({ drawing, resolve, reject });
      this.#next();
    });

  #next(): void {
    if (this.#painting) return;
    this.#painting = this.#waiting.shift();
    const { patience, idle } = this.#timing;
    if (!this.#painting) {
      this.#painter?.channel?.unref();
      this.#after(idle, () => this.#dismiss());
      return;
    }
    this.#painter ??= this.#hire();
    this.#painter.channel?.ref();
    this.#after(patience, () => this.#fail(`not painted within ${patience / 1000} seconds`));
    this.#painter.send(this.#painting.drawing, (error) => {
      if (error) this.#fail(error.message);
    });
  }

  /** Whoever waits for no picture does not wait for the painter to end. */
  #hire(): ChildProcess {
    const painter = forkScript('./easel', import.meta.url, [], {
      stdio: 'ignore',
      serialization: 'advanced',
    });
    const isHere = () => painter === this.#painter;
    painter.on('message', (painted: Painted) => {
      if (isHere()) this.#done(painted);
    });
    painter.on('error', (error) => isHere() && this.#fail(error.message));
    painter.on(
      'exit',
      (code, signal) => isHere() && this.#fail(`painter ended: ${signal ?? code}`),
    );
    painter.unref();
    return painter;
  }

  #done(painted: Painted): void {
    const job = this.#painting;
    this.#painting = undefined;
    if ('error' in painted) job?.reject(new Error(painted.error));
    else job?.resolve(Buffer.from(painted.png));
    this.#next();
  }

  /** The painter is let go with the picture that it failed at; the next one is painted by another. */
  #fail(reason: string): void {
    const job = this.#painting;
    this.#painting = undefined;
    this.#dismiss();
    job?.reject(new Error(reason));
    this.#next();
  }

  #dismiss(): void {
    const painter = this.#painter;
    this.#painter = undefined;
    painter?.kill('SIGKILL');
  }

  #after(milliseconds: number, act: () => void): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(act, milliseconds).unref();
  }
}
