/**
 * Questions that the understanding was not made for. Not all are understood; none may be answered as
 * something else. `docs/questions.md` tells how they fared when they were first put.
 */
import { beforeAll, describe, expect, test } from 'vitest';
import { readSeeds } from '../../../src/adapters/seeds/seed-files.ts';
import { LOCALES } from '../../../src/domain/locale.ts';
import {
  type Converse,
  conversing,
  readHeldOut,
  type Verdict,
  verdictOn,
} from '../../support/dialogues.ts';

let converse: Converse;
beforeAll(async () => {
  converse = conversing(await readSeeds('seeds'));
});

describe.each([
  { name: 'first', least: 66 },
  { name: 'second', least: 97 },
  { name: 'third', least: 57 },
])('$name', ({ name, least }) => {
  const { now, ...questions } = readHeldOut(name);
  const verdicts: Verdict[] = [];

  for (const locale of LOCALES) {
    test.each(questions[locale])(`${locale}: $ask $next`, async (question) => {
      const { verdict, came } = await verdictOn(question, converse, { now, locale });
      verdicts.push(verdict);
      expect(verdict, came).not.toBe('wrong');
    });
  }

  test('no fewer are answered than once were', () => {
    expect(verdicts.filter((verdict) => verdict === 'right').length).toBeGreaterThanOrEqual(least);
  });
});
