/** Users who each ask, wait for their answer, and ask again: what every load on a door does. */
import { isoOfDay } from '../../../src/domain/dates/day.ts';

/** What the bench asks of the load: so many questions, in turn from the list. */
export interface Order {
  readonly to: Bot;
  /** Whom each asks about: the ids of people. */
  readonly people: readonly string[];
  readonly count: number;
  /** The day before which the first asks, the second a day earlier, and so on: no two ask the same. */
  readonly before?: number;
  /** How many ask at once. */
  readonly users: number;
}

/** The arguments of `/lastmeeting`. */
export type Question = { readonly person: string; readonly before?: string };

/** Who answers: the least that can be done with the client, or the program. */
export type Bot = 'echo' | 'aide';

export interface Measured {
  /** Milliseconds for all. */
  readonly took: number;
  /** Milliseconds from each question to its answer. */
  readonly waits: readonly number[];
}

/** Milliseconds; an answer that takes longer never comes. */
const LOST = 30_000;

/** `ask` resolves when the answer is there; rejects where one is lost. */
export async function inTurns(
  { people, count, users, before }: Order,
  ask: (user: number, question: Question) => Promise<void>,
): Promise<Measured> {
  const waits: number[] = [];
  let next = 0;
  const began = performance.now();
  let watch: NodeJS.Timeout | undefined;
  const lost = new Promise<never>((_, reject) => {
    let before = -1;
    watch = setInterval(() => {
      if (waits.length === before) reject(new Error('an answer was lost'));
      before = waits.length;
    }, LOST);
  });
  const all = Promise.all(
    Array.from({ length: users }, async (_, user) => {
      for (let i = next++; i < count; i = next++) {
        const asked = performance.now();
        const limit = before === undefined ? {} : { before: isoOfDay(before - i) };
        await ask(user, { person: people[i % people.length] ?? '', ...limit });
        waits.push(performance.now() - asked);
      }
    }),
  );
  await Promise.race([all, lost]).finally(() => clearInterval(watch));
  return { took: performance.now() - began, waits };
}

/** Serves the process that forked this one: first where each bot connects, then what it measured. */
export function serveOrders(
  urls: Readonly<Record<Bot, string>>,
  run: (order: Order) => Promise<Measured>,
): void {
  process.on('message', async (order: Order | 'end') => {
    if (order === 'end') return process.exit(0);
    process.send?.(await run(order));
  });
  process.on('disconnect', () => process.exit(0));
  process.send?.(urls);
}
