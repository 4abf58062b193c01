/** Bots as processes: started ahead, given their orders, listened to, and killed without a word. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { bundle, PROJECT } from './bundle.ts';
import type { Orders, Word } from './orders.ts';

const BOOT = fileURLToPath(new URL('boot.mjs', import.meta.url));

export class Bot {
  readonly #process: ChildProcess;
  readonly #ended: Promise<unknown>;
  readonly #heard: Word[] = [];
  #listener: () => void = () => undefined;

  constructor(code: string) {
    // Nothing of the environment that would speak to real platforms.
    const { PATH, NODE_OPTIONS: _ } = process.env;
    this.#process = fork(BOOT, [code, `${PROJECT}package.json`], {
      env: { ...(PATH !== undefined && { PATH }) },
      execArgv: [],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    this.#ended = once(this.#process, 'exit');
    this.#process.on('error', () => undefined); // it was dead before it read its orders
    void this.#ended.then(() => this.#listener());
    this.#process.on('message', (word: Word) => {
      this.#heard.push(word);
      this.#listener();
    });
  }

  /** `running`: is told since when its clock runs. */
  begin(orders: Orders, running: (since: number) => void): void {
    this.#process.on('message', (word: Word) => {
      if (word.is === 'running') running(word.at);
    });
    this.#process.send(orders);
  }

  /** The first such word from now on; undefined when the time is over, or the bot is dead. */
  async hears<K extends Word['is']>(
    is: K,
    within: number,
    fits: (word: Extract<Word, { is: K }>) => boolean = () => true,
  ): Promise<Extract<Word, { is: K }> | undefined> {
    const isIt = (word: Word): word is Extract<Word, { is: K }> =>
      word.is === is && fits(word as Extract<Word, { is: K }>);
    let timer: NodeJS.Timeout | undefined;
    const heard = await new Promise<Extract<Word, { is: K }> | undefined>((resolve) => {
      timer = setTimeout(() => resolve(undefined), within);
      this.#listener = () => {
        const word = this.#heard.find(isIt);
        if (word || !this.isAlive) resolve(word);
      };
      this.#listener();
    });
    clearTimeout(timer);
    this.#listener = () => undefined;
    return heard;
  }

  /** What broke in it, if anything did. */
  get breakdown(): string | undefined {
    return this.#heard.find((word) => word.is === 'broken')?.why;
  }

  get isAlive(): boolean {
    return this.#process.exitCode === null && this.#process.signalCode === null;
  }

  /** At once: from then on it does nothing more. */
  kill(): void {
    this.#process.kill('SIGKILL');
  }

  async dead(): Promise<void> {
    await this.#ended;
  }
}

/** Keeps a bot started ahead, for starting takes longer than most lives last. */
export class Bots {
  readonly #folder: string;
  #code: Promise<string> | undefined;
  #ahead: Bot | undefined;

  /** `folder`: where their code is put, once it is needed. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  async take(): Promise<Bot> {
    this.#code ??= bundle('test/torture/delivery/bot.ts', this.#folder);
    const code = await this.#code;
    const bot = this.#ahead ?? new Bot(code);
    this.#ahead = new Bot(code);
    return bot;
  }

  async close(): Promise<void> {
    this.#ahead?.kill();
    await this.#ahead?.dead();
    this.#ahead = undefined;
  }
}
