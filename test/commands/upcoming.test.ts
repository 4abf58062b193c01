/** The diary of a span that is to come, as it is asked for in each language. */
import { beforeAll, expect, test } from 'vitest';
import { readSeeds } from '../../src/adapters/seeds/seed-files.ts';
import { LOCALES, type Locale } from '../../src/domain/locale.ts';
import { type Ask, asker } from '../support/asker.ts';

let ask: Ask;
beforeAll(async () => {
  ask = asker(await readSeeds('seeds'));
});

const dates = (data: Readonly<Record<string, unknown>>) =>
  (data.items as { date: string }[]).map(({ date }) => date);

/** A month without its year is the next one. */
const DECEMBER: Record<Locale, string> = {
  en: '/upcoming in December',
  ko: '/예정 기간 12월',
  zh: '/日程 期间 12月',
  ja: '/予定 期間 12月',
  id: '/mendatang pada Desember',
};

test.each(LOCALES)('a month: %s', async (locale) => {
  const { command, args, data } = await ask(DECEMBER[locale], { now: '2026-03-10', locale });
  expect([command, args]).toEqual(['upcoming', { in: '2026-12' }]);
  expect(dates(data())).toEqual(['2026-12-20']);
});

test('of a span that has begun what is left of it', async () => {
  const asked = async (now: string) => dates((await ask('/upcoming in 2026-12', { now })).data());
  expect(await asked('2026-12-20')).toEqual(['2026-12-20']);
  expect(await asked('2026-12-21')).toEqual([]);
});

test.each(['2026-02', '2026-03-09', '2040', '2026/2050'])(
  '%s cannot be looked ahead to',
  async (span) => {
    const { kind, data } = await ask(`/upcoming in ${span}`, { now: '2026-03-10' });
    expect([kind, data().error]).toMatchObject(['refused', { key: 'not-ahead' }]);
  },
);

test('days and a span are not asked for at once', async () => {
  const { data } = await ask('/upcoming 60 in 2026-12', { now: '2026-03-10' });
  expect(data().error).toMatchObject({ key: 'days-or-span' });
});
