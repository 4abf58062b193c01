/**
 * Questions made by chance: names in any script, with and without offices, dates, spans, levels, topics
 * and the order of the words swapped. Each must come to what it was made from; the few that are not
 * understood at once are offered, and none is answered as something else.
 */
import { beforeAll, expect, test } from 'vitest';
import { readSeeds } from '../../../src/adapters/seeds/seed-files.ts';
import type { Outcome } from '../../../src/chat/dispatcher.ts';
import { LOCALES } from '../../../src/domain/locale.ts';
import { type Converse, conversing } from '../../support/dialogues.ts';
import { madeQuestions } from '../../support/made-questions.ts';

const SEED = 2026;
const EACH = 96;
/** Of a hundred; an office that stands between a name and a verb may be taken for a kind of talks. */
const LEAST = 98;
const NOW = '2024-12-01';

let converse: Converse;
beforeAll(async () => {
  converse = conversing(await readSeeds('seeds'));
});

const said = ({ command, args, kind, data }: Outcome) => {
  const { understood, ...told } = data();
  return JSON.stringify({ command, args, kind, told });
};

test.each(LOCALES)(`${EACH} questions of seed ${SEED}: %s`, async (locale) => {
  const circumstances = { now: NOW, locale };
  const questions = madeQuestions(locale, SEED, EACH);
  expect(new Set(questions.map(({ ask }) => ask)).size).toBeGreaterThan(EACH * 0.9);
  let right = 0;
  for (const { ask, means } of questions) {
    const outcome = await converse(ask, circumstances);
    const wanted: string[] = [];
    for (const line of means) wanted.push(said(await converse(`/${line}`, circumstances)));
    if (outcome.kind === 'answered') {
      expect(wanted, `${ask} → ${outcome.data().understood}`).toContain(said(outcome));
    }
    if (wanted.includes(said(outcome))) right++;
  }
  expect(right).toBeGreaterThanOrEqual((EACH * LEAST) / 100);
});
