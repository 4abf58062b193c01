import { beforeAll, expect, test } from 'vitest';
import { readSeeds } from '../../src/adapters/seeds/seed-files.ts';
import { LOCALES } from '../../src/domain/locale.ts';
import { type Ask, asker } from '../support/asker.ts';

let ask: Ask;
beforeAll(async () => {
  ask = asker(await readSeeds('seeds'));
});

interface Told {
  readonly coming: readonly { readonly date: string; readonly inDays: number | null }[];
  readonly last: readonly {
    readonly id: string;
    readonly status: string;
    readonly date: { edtf: string };
  }[];
}

test('what is coming lies ahead, what was last took place, the latest first', async () => {
  const { data } = await ask('/home', { now: '2026-11-22' });
  const { coming, last } = data() as unknown as Told;
  expect(coming.length).toBeGreaterThan(0);
  for (const { inDays } of coming) if (inDays !== null) expect(inDays).toBeGreaterThanOrEqual(0);
  // A plan for 18 November that passed without a report is not among them.
  expect(last.map(({ status }) => status)).toEqual(['held', 'held', 'held', 'held', 'held']);
  const days = last.map(({ date }) => date.edtf.slice(0, 7));
  expect(days).toEqual([...days].sort().reverse());
});

test('is the same in every language, and says which it is', async () => {
  const outcomes = await Promise.all(LOCALES.map((locale) => ask('/home', { locale })));
  const told = outcomes.map(({ data }) => {
    const { locale: _, ...rest } = data();
    return JSON.stringify(rest);
  });
  expect(new Set(told).size).toBe(1);
  expect(outcomes.map(({ data }) => data().locale)).toEqual(LOCALES);
  const rows = outcomes.map(({ reply }) =>
    JSON.stringify(reply.blocks.find((b) => b.kind === 'facts')),
  );
  expect(new Set(rows).size).toBe(LOCALES.length);
});

test('an archive that holds nothing says so', async () => {
  const { reply, data } = await ask('/home', { now: '1990-01-01' });
  expect(data()).toMatchObject({ last: [] });
  expect(JSON.stringify(reply.blocks)).toContain('No event in this archive yet.');
});
