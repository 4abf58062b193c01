/** How far the archive reaches is told in two notes: what it holds, and what it is complete for. */
import { expect, test } from 'vitest';
import { readSeeds } from '../../src/adapters/seeds/seed-files.ts';
import { plainText } from '../../src/chat/reply.ts';
import { inLocale, LOCALES } from '../../src/domain/locale.ts';
import { asker } from '../support/asker.ts';

const holdings = await readSeeds('seeds');
const ask = asker(holdings);

async function notesOf(line: string, locale: (typeof LOCALES)[number]) {
  const { reply, data } = await ask(line, { now: '2026-03-10', locale });
  const notes = reply.blocks.flatMap((b) => (b.kind === 'note' ? [plainText(b.spans)] : []));
  const { declared } = data().coverage as { declared: { id: string }[] };
  return { notes, declared: declared.map(({ id }) => id) };
}

test.each(LOCALES)(
  'several declarations are one note, and their grounds stand in /status: %s',
  async (locale) => {
    const { notes, declared } = await notesOf('/timeline kr with cn from 2020', locale);
    expect(declared).toHaveLength(4);
    expect(notes).toHaveLength(2);
    expect(notes[1]).toContain('/status');
    const status = JSON.stringify((await ask('/status', { locale })).reply);
    for (const { id, ground, to } of holdings.coverage) {
      expect([id, notes[1]?.includes(to.slice(0, 4))]).toEqual([id, true]);
      expect(status).toContain(inLocale(ground, locale));
    }
  },
);

test('a single one is told with its ground', async () => {
  const line = '/meetings kr with cn from 2025-01 to 2025-06 level minister';
  const { notes, declared } = await notesOf(line, 'en');
  const only = holdings.coverage.find(({ id }) => id === declared[0]);
  expect([declared.length, notes.length]).toEqual([1, 2]);
  expect(notes[1]).toContain(only?.ground.en);
});

test('and that nothing is declared', async () => {
  const { notes, declared } = await notesOf('/meetings kr with jp', 'en');
  expect([declared, notes.length]).toEqual([[], 2]);
});
