/**
 * Answers that are given again as they are. Before a meeting a whole team asks the same: what rests on
 * the archive, the language and the reader's day alone is told once, and again only when something on
 * record has changed.
 */
import type { Archive } from '../archive/archive.ts';
import type { Answer, Telling } from './command.ts';

/** So many are kept; then it begins anew. */
const MOST = 1000;

interface Kept {
  readonly version: number;
  readonly answers: Map<string, Answer>;
}

/** Arguments that read the same are written the same: ids, dates in EDTF, numbers. */
const keyOf = ({ book, reader }: Telling, args: unknown): string =>
  JSON.stringify([book.locale, reader.today, args]);

/** The type of `tell` sees to it that it knows of the reader nothing else. */
export function kept<Args>(
  tell: (telling: Telling, args: Args) => Answer,
): (telling: Telling, args: Args) => Answer {
  const of = new WeakMap<Archive, Kept>();
  return ({ archive, book, reader: { today } }, args) => {
    const telling = { archive, book, reader: { today } };
    let held = of.get(archive);
    if (held?.version !== archive.version || held.answers.size >= MOST) {
      held = { version: archive.version, answers: new Map() };
      of.set(archive, held);
    }
    const key = keyOf(telling, args);
    let answer = held.answers.get(key);
    if (!answer) {
      answer = { ...tell(telling, args), isKept: true };
      held.answers.set(key, answer);
    }
    return answer;
  };
}
