/**
 * Commands whose answers are given again as they are. Before a meeting a whole team asks the same: what
 * rests on the archive, the language and the reader's day alone is told once, and again only when
 * something on record has changed.
 */
import type { Archive } from '../archive/archive.ts';
import {
  type Answer,
  type ArgumentsOf,
  type Command,
  command,
  type Parameters,
  type Telling,
} from './command.ts';
import { lasting } from './lasting.ts';
import { plainArguments } from './values.ts';

/** So many answers of a command are kept; then it begins anew. */
const MOST = 1000;

interface Kept {
  /** Of the archive, when they were told. */
  readonly version: number;
  readonly answers: Map<string, Answer>;
}

type Declared<P extends Parameters> = Omit<Command<P>, 'run'> & {
  /** Its type sees to it that it knows nothing of the reader but the language and the day. */
  tell(telling: Telling, args: ArgumentsOf<P>): Answer;
};

export function keptCommand<P extends Parameters>({ tell, ...declaration }: Declared<P>): Command {
  const of = new WeakMap<Archive, Kept>();
  return command<P>({
    ...declaration,
    run({ archive, book, reader: { today } }, args) {
      const { answers } = current(of, archive);
      const key = JSON.stringify([book.locale, today, plainArguments(declaration, args)]);
      const before = answers.get(key);
      if (before) return before;
      const answer = tell({ archive, book, reader: { today } }, args);
      lasting(answer.reply);
      answers.set(key, answer);
      return answer;
    },
  });
}

function current(of: WeakMap<Archive, Kept>, archive: Archive): Kept {
  const held = of.get(archive);
  if (held?.version === archive.version && held.answers.size < MOST) return held;
  const anew = { version: archive.version, answers: new Map<string, Answer>() };
  of.set(archive, anew);
  return anew;
}
