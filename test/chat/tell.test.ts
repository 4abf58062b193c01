/** Dates and spans as they are read in each language. */
import { expect, test } from 'vitest';
import { phrasebook } from '../../src/chat/phrasebook.ts';
import { tellCalendarSpan, tellDate, tellMinutes } from '../../src/chat/tell/dates.ts';
import { fuzzyDate } from '../../src/domain/dates/fuzzy-date.ts';
import { LOCALES, type Locale } from '../../src/domain/locale.ts';

const inEach = (tell: (locale: Locale) => string) =>
  Object.fromEntries(LOCALES.map((locale) => [locale, tell(locale)]));

test('days that follow one another are told in words, the month and year once', () => {
  const told = (edtf: string) =>
    inEach((locale) =>
      tellDate(phrasebook(locale), fuzzyDate(edtf), 'plain').replace(/\s*–\s*/g, '–'),
    );
  expect(told('2026-11-18/2026-11-19')).toEqual({
    en: '18–19 November 2026',
    ko: '2026년 11월 18일~19일',
    zh: '2026年11月18日至19日',
    ja: '2026年11月18日から19日',
    id: '18–19 November 2026',
  });
  expect(told('2025-10-31/2025-11-01')).toMatchObject({
    zh: '2025年10月31日至11月1日',
    ja: '2025年10月31日から11月1日',
  });
  expect(told('2025-12-31/2026-01-01')).toMatchObject({ zh: '2025年12月31日至2026年1月1日' });
  expect(told('2021/2022')).toMatchObject({ zh: '2021年至2022年', ja: '2021年から2022年' });
});

test('a span and an estimate of one', () => {
  const span = { years: 1, months: 0, days: 21 };
  expect(inEach((locale) => tellCalendarSpan(phrasebook(locale), span))).toEqual({
    en: '1 year, 21 days',
    ko: '1년 21일',
    zh: '1年21天',
    ja: '1年21日',
    id: '1 tahun, 21 hari',
  });
  const about = (locale: Locale) => {
    const book = phrasebook(locale);
    return book.text('span.about', { span: tellMinutes(book, 40) });
  };
  expect(inEach(about)).toEqual({
    en: 'about 40 minutes',
    ko: '약 40분',
    zh: '约40分钟',
    ja: '約40分',
    id: 'sekitar 40 menit',
  });
});
