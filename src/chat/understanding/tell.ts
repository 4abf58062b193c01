/** How it is told what a question was understood as, what it may mean, or that it was not understood. */

import type { Asking } from '../command.ts';
import { commandLine } from '../command-line.ts';
import { shortened } from '../parse.ts';
import type { Registry } from '../registry.ts';
import { type Action, type Block, code, type Invocation, plainText, text } from '../reply.ts';
import { eventLine } from '../tell/events.ts';
import { UserError } from '../user-error.ts';
import type { Understanding } from './understand.ts';

/** Under every answer to a plain question: the command that it was taken for. */
export const understoodNote = ({ book }: Pick<Asking, 'book'>, line: string): Block => ({
  kind: 'note',
  tone: 'info',
  spans: book.spans('questions.understood', { line: code(line) }),
});

/** The refusal of a question that was not understood, with what it may mean. */
export function notUnderstood(
  understanding: Exclude<Understanding, { kind: 'understood' }>,
  asking: Asking,
  registry: Registry,
): UserError {
  if (understanding.kind === 'not-understood' && understanding.lacksSubject) {
    return new UserError('no-subject');
  }
  const words = shortened(understanding.unknown.join(' … '));
  const isUnsure = understanding.kind === 'unsure';
  const key = isUnsure ? 'unsure' : 'not-understood';
  const choices = isUnsure
    ? understanding.readings.map((reading) => choice(reading, asking, registry))
    : [];
  return words === ''
    ? new UserError(key, {}, choices)
    : new UserError(`${key}-words`, { words }, choices);
}

function choice(invocation: Invocation, asking: Asking, registry: Registry): Action {
  const event = asking.archive.event(String(invocation.args.event ?? ''));
  const label = event ? plainText(eventLine(asking, event)) : commandLine(invocation, registry);
  return { label, invocation };
}

const EXAMPLES = ['last', 'meetings', 'event', 'upcoming', 'profile'];

/** What can be asked, by example. */
export const askable = ({ book }: Pick<Asking, 'book'>): Block[] => [
  { kind: 'text', spans: book.spans('questions.try') },
  {
    kind: 'list',
    items: EXAMPLES.map((name) => ({ spans: [text(book.text(`questions.example.${name}`))] })),
  },
  { kind: 'text', spans: book.spans('questions.help') },
];
