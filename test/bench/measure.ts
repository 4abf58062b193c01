/** Comparing what the engines tell, and then how long they take to tell it. */
import { answering, type Engine, KINDS, type Kind } from './engines/engine.ts';
import type { Mix } from './questions.ts';

/** Thrown where two engines do not tell the same: then nothing is worth measuring. */
class Disagreement extends Error {
  override readonly name = 'Disagreement';
}

/** Puts every question to every engine that knows its kind; the first engine is the measure. */
export function compareAnswers([own, ...peers]: readonly Engine[], mix: Mix): void {
  for (const kind of KINDS) {
    for (const question of mix[kind]) {
      const expected = own && answering(own, kind)?.told(question);
      for (const peer of peers) {
        const actual = answering(peer, kind)?.told(question);
        if (expected && actual) agree(kind, question, expected, actual, peer.name);
      }
    }
  }
}

function agree(
  kind: Kind,
  question: unknown,
  expected: readonly string[],
  actual: readonly string[],
  peer: string,
): void {
  const at = Array.from({ length: Math.max(expected.length, actual.length) }).findIndex(
    (_, i) => expected[i] !== actual[i],
  );
  if (at < 0) return;
  throw new Disagreement(
    `${kind} ${JSON.stringify(question)}: the read model and ${peer} do not tell the same; ` +
      `of ${expected.length} and ${actual.length} lines the first that differs is ` +
      `"${expected[at]}" and "${actual[at]}"`,
  );
}

export interface Timing {
  /** Milliseconds: the median of the questions, and what nine of ten stay below. */
  readonly median: number;
  readonly ninth: number;
}

/** For one engine and one kind of question: first these to warm up, then these to measure. */
const WARM_UP_MS = 80;
const MEASURE_MS = 250;

/** Each question is put in turn, so that no answer lies ready in a cache; its median time counts. */
export function timed(
  engine: Engine,
  kind: Kind,
  questions: readonly unknown[],
): Timing | undefined {
  const asked = answering(engine, kind);
  if (!asked) return undefined;
  const warm = performance.now() + WARM_UP_MS;
  for (let i = 0; performance.now() < warm; i++) asked.run(questions[i % questions.length]);
  const times: number[][] = questions.map(() => []);
  const end = performance.now() + MEASURE_MS;
  do {
    questions.forEach((question, i) => {
      const start = performance.now();
      asked.run(question);
      times[i]?.push(performance.now() - start);
    });
  } while (performance.now() < end);
  const each = times.map((rounds) => quantile(rounds, 0.5));
  return { median: quantile(each, 0.5), ninth: quantile(each, 0.9) };
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
