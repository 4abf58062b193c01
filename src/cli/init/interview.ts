/** Questions at a terminal; or from a script, whose lines are the answers in their order. */
import { createInterface, type Interface } from 'node:readline';
import { Writable } from 'node:stream';
import { CommandLineError } from '../arguments.ts';

export interface Question {
  readonly text: string;
  /** What an empty answer means. */
  readonly fallback?: string;
  /** Not shown while it is typed. */
  readonly isSecret?: boolean;
  /** What is wrong with an answer that is not empty; never with the answer in it. */
  wrong?(answer: string): string | undefined;
}

export type Input = NodeJS.ReadableStream & { readonly isTTY?: boolean };

export class Interview {
  readonly #isPerson: boolean;
  readonly #out: (text: string) => void;
  readonly #lines: Interface;
  readonly #answers: AsyncIterator<string>;
  #isHidden = false;

  constructor(input: Input, out: (text: string) => void) {
    this.#isPerson = input.isTTY === true;
    this.#out = out;
    const echo = new Writable({
      write: (chunk, _encoding, done) => {
        if (!this.#isHidden) out(String(chunk));
        done();
      },
    });
    this.#lines = createInterface({
      input,
      output: echo,
      terminal: this.#isPerson,
      historySize: 0,
    });
    this.#answers = this.#lines[Symbol.asyncIterator]();
  }

  /** Asks again where a person mistyped; throws {@link CommandLineError} where a script did. */
  async ask(question: Question): Promise<string> {
    const { text, fallback = '' } = question;
    for (;;) {
      const answer = await this.#answerTo(
        fallback === '' ? text : `${text} [${fallback}]`,
        question,
      );
      const wrong = answer === '' ? undefined : question.wrong?.(answer);
      if (wrong === undefined) return answer === '' ? fallback : answer;
      if (!this.#isPerson) throw new CommandLineError(`init: ${text}: ${wrong}`);
      this.#out(`  ${wrong}\n`);
    }
  }

  async agrees(text: string): Promise<boolean> {
    const wrong = (answer: string) => (/^(?:y|yes|n|no)$/i.test(answer) ? undefined : 'yes or no');
    return /^y/i.test(await this.ask({ text: `${text} (yes or no)`, fallback: 'no', wrong }));
  }

  close(): void {
    this.#lines.close();
  }

  /** A script that says no more takes what is left to it; a person who leaves wants nothing done. */
  async #answerTo(text: string, { isSecret = false }: Question): Promise<string> {
    const prompt = `${text}: `;
    if (this.#isPerson) {
      this.#lines.setPrompt(prompt);
      this.#lines.prompt();
    } else this.#out(`${prompt}\n`);
    this.#isHidden = isSecret;
    const { value, done } = await this.#answers.next();
    this.#isHidden = false;
    if (isSecret && this.#isPerson) this.#out('\n');
    if (done && this.#isPerson) throw new CommandLineError('init: nothing was written');
    return done ? '' : value.trim();
  }
}
