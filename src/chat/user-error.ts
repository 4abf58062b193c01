/**
 * Something that the person who asked can put right. It carries a message key and its context, not
 * prose; the dispatcher tells it in the reader's language.
 */
import type { MessageValues } from './message.ts';
import type { Action } from './reply.ts';

export class UserError extends Error {
  /** A key under `error` in the message files. */
  readonly key: string;
  readonly values: MessageValues;
  /** What may have been meant, for a menu. */
  readonly choices: readonly Action[];

  constructor(key: string, values: MessageValues = {}, choices: readonly Action[] = []) {
    super(key);
    this.name = 'UserError';
    this.key = key;
    this.values = values;
    this.choices = choices;
  }
}
