/** A question about an answer: another question, and what is said of it. */
import { type ArgumentType, type Command, ROLES } from '../command.ts';
import { commandLine } from '../command-line.ts';
import { parseLine } from '../parse.ts';
import type { Registry } from '../registry.ts';
import type { Invocation } from '../reply.ts';
import { UserError } from '../user-error.ts';

export interface Question {
  readonly declaration: Command;
  readonly asked: Invocation;
  /** As it may be typed again. */
  readonly line: string;
  readonly note?: string;
}

/** Between the question and what is said of it. */
const BETWEEN = ' // ';

/** May it be asked again without changing anything, and is there an answer to speak of? */
export const isAskable = (declaration: Command): boolean =>
  (declaration.role ?? ROLES[0]) === ROLES[0] && !declaration.isAboutAnswers;

/** The registry is asked for late, for the commands that take a question are in it. */
export function question(registry: () => Registry): ArgumentType<Question> {
  return {
    option: 'text',
    takes: 'line',
    read(typed) {
      const [line = '', ...notes] = typed.split(BETWEEN);
      const { declaration, args } = parseLine(line, registry());
      if (!isAskable(declaration))
        throw new UserError('no-question', { command: declaration.name });
      const asked = { command: declaration.name, args };
      const note = notes.join(BETWEEN).trim();
      return {
        declaration,
        asked,
        line: commandLine(asked, registry()),
        ...(note !== '' && { note }),
      };
    },
    plain: ({ line, note }) => (note === undefined ? line : line + BETWEEN + note),
  };
}
