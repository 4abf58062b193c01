/** A word that is mistyped is never taken for what it is near to; that is offered. */
import { beforeAll, expect, test } from 'vitest';
import { readSeeds } from '../../../src/adapters/seeds/seed-files.ts';
import { commandLine } from '../../../src/chat/command-line.ts';
import { registry } from '../../../src/commands/index.ts';
import type { Locale } from '../../../src/domain/locale.ts';
import { type Converse, conversing } from '../../support/dialogues.ts';

let converse: Converse;
beforeAll(async () => {
  converse = conversing(await readSeeds('seeds'));
});

const QUESTIONS: [Locale, string, string][] = [
  ['en', 'When did Wang Yi last meet Cho Tae-yol?', '/lastmeeting wang-yi with cho-tae-yul'],
  ['en', 'any anniverseries in August?', '/upcoming in 2026-08'],
  ['en', 'who is the korean forein minister', '/office kr-foreign-minister'],
  ['en', 'who is the prime ministr of Japan', '/office jp-prime-minister'],
  ['id', 'siapa mentri luar negeri Tiongkok', '/office cn-foreign-minister'],
  ['en', 'when was the last strategic dialoge', '/event kr-cn-strategic-dialogue-2025'],
];

test.each(QUESTIONS)('%s: %s', async (locale, ask, offered) => {
  const { kind, reply } = await converse(ask, { now: '2026-03-10', locale });
  expect(kind).toBe('refused');
  const offers = (reply.choices ?? []).map(({ invocation }) => commandLine(invocation, registry));
  expect(offers).toContain(offered);
});
