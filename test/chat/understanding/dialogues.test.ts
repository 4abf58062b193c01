/** Questions in five languages, the command that each must come to, and what it must answer. */
import { beforeAll, describe, expect, test } from 'vitest';
import { readSeeds } from '../../../src/adapters/seeds/seed-files.ts';
import { commandLine } from '../../../src/chat/command-line.ts';
import { registry } from '../../../src/commands/index.ts';
import { LOCALES } from '../../../src/domain/locale.ts';
import {
  type Converse,
  conversing,
  readAnswers,
  readDialogues,
  valueAt,
} from '../../support/dialogues.ts';

const answers = readAnswers();

let converse: Converse;
beforeAll(async () => {
  converse = conversing(await readSeeds('seeds'));
});

describe.each(LOCALES)('%s', (locale) => {
  const { now: usual, questions, beyond } = readDialogues(locale);

  test('there are at least forty questions', () => {
    expect(new Set(questions.map(({ ask }) => ask)).size).toBeGreaterThanOrEqual(40);
  });

  test.each(questions)('$ask', async ({ ask, gives, now = usual, after }) => {
    const conversation = `${locale} ${ask}`;
    if (after) await converse(after, { now, locale, conversation });
    const outcome = await converse(ask, { now, locale, conversation });
    const data = outcome.data();
    // A line that is itself a command needs no telling what it was taken for.
    const { command, args } = outcome;
    const came = data.understood ?? (command && commandLine({ command, args }, registry));
    expect(came, JSON.stringify(data.error)).toBe(gives);
    for (const [path, value] of Object.entries(answers[gives] ?? { [`answers[${gives}]`]: 1 })) {
      expect(valueAt(data, path), `${gives}: ${path}`).toEqual(value);
    }
  });

  test.each(beyond)('told, not answered: %s', async (ask) => {
    const outcome = await converse(ask, { now: usual, locale, conversation: `beyond ${ask}` });
    expect(outcome.kind, String(outcome.data().understood)).toBe('refused');
  });
});
