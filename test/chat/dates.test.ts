/** Dates as arguments of commands, as people write them in five languages. */
import { beforeAll, expect, test } from 'vitest';
import { readSeeds } from '../../src/adapters/seeds/seed-files.ts';
import { type Ask, asker } from '../support/asker.ts';

let ask: Ask;
beforeAll(async () => {
  ask = asker(await readSeeds('seeds'));
});

test.each([
  ['March 2024', '2024-03'],
  ['2024년 3월', '2024-03'],
  ['2024年3月', '2024-03'],
  ['Maret 2024', '2024-03'],
  ['5 March 2024', '2024-03-05'],
  ['autumn 2025', '2025-23'],
  ['last year', '2025'],
  ['작년', '2025'],
  ['去年', '2025'],
  ['昨年', '2025'],
  ['tahun lalu', '2025'],
  ['2024-03', '2024-03'],
])('%s is %s, whatever the reader’s language', async (written, edtf) => {
  for (const locale of ['en', 'ja'] as const) {
    const { args } = await ask(`/meetings kr with cn from ${written}`, {
      now: '2026-03-10',
      locale,
    });
    expect(args.from).toBe(edtf);
  }
});

test.each(['Smarch 2024', 'March 2024 or so', '2024년 13월', `${'9'.repeat(90)} March`])(
  'what is no date is told: %s',
  async (written) => {
    const outcome = await ask(`/meetings kr with cn from "${written}"`, { now: '2026-03-10' });
    expect(outcome.data().error).toMatchObject({ key: 'not-a-date' });
  },
);

test.each([
  ['20 December', '2026-12-20'],
  ['December 20th', '2026-12-20'],
  ['12월 20일', '2026-12-20'],
  ['12月20日', '2026-12-20'],
  ['20 Desember', '2026-12-20'],
  ['20 December 2025', '2025-12-20'],
  ['yesterday', '2026-03-09'],
  ['29 February', '2026-02-28'],
])('as a day %s is %s', async (written, iso) => {
  for (const locale of ['en', 'zh'] as const) {
    const { args } = await ask(`/onthisday ${written}`, { now: '2026-03-10', locale });
    expect(args.date).toBe(iso);
  }
});

test.each(['December', 'last year', 'Smarch'])('%s is no day', async (written) => {
  const outcome = await ask(`/onthisday ${written}`, { now: '2026-03-10' });
  expect(outcome.data().error).toMatchObject({ key: 'not-a-day' });
});

test('whom something was said to may be a date instead, until when', async () => {
  const asked = async (to: string) =>
    (await ask(`/wording constructive role by cn to ${to}`, { now: '2026-03-10' })).args.to;
  expect(await asked('May 2024')).toBe('2024-05');
  expect(await asked('작년')).toBe('2025');
  expect(await asked('Korea')).toBe('KR');
  expect(await asked('nobody at all')).toBeUndefined();
});
