/** Whatever is typed as a claim is answered or refused in one line; nothing of it makes a fault. */
import { beforeAll, expect, test } from 'vitest';
import { readSeeds } from '../../src/adapters/seeds/seed-files.ts';
import { allLexicons } from '../../src/chat/claims/lexicon.ts';
import { Spotter } from '../../src/chat/claims/spotted.ts';
import { spansIn } from '../../src/chat/claims/times.ts';
import { type Ask, asker } from '../support/asker.ts';
import { Random } from '../support/random.ts';

let ask: Ask;
let names: string[];
beforeAll(async () => {
  const seeds = await readSeeds('seeds');
  ask = asker(seeds);
  names = [
    ...seeds.person.flatMap(({ name }) => Object.values(name)),
    ...seeds.country.flatMap(({ variants }) => variants),
    ...seeds.series.flatMap(({ name }) => Object.values(name)),
  ].filter((name): name is string => name !== undefined);
});

test('claims made of words of claims, in any order and language', async () => {
  const random = new Random(11);
  const words = allLexicons().flatMap((lexicon) =>
    Object.values(lexicon).flatMap((held) =>
      Array.isArray(held) ? held : Object.values(held).flat(),
    ),
  );
  const dates = [
    '2021-09',
    '2021년 9월',
    '去年7月',
    '31 February',
    '29 October 2021',
    '0',
    '99999',
  ];
  const kinds = new Set<string>();
  for (let i = 0; i < 150; i++) {
    const parts = Array.from({ length: random.between(1, 9) }, () =>
      random.pick(random.pick([words, words, names, dates])).replace('{n}', '3'),
    );
    const line = `/check "${parts.join(random.pick([' ', '', ', '])).replaceAll('"', '')}"`;
    const outcome = await ask(line.slice(0, 390)); // a fault is thrown, and fails the test
    kinds.add(outcome.kind);
  }
  expect([...kinds].sort()).toEqual(['answered', 'refused']);
});

test.each([
  ['two years and seven months', { years: 2, months: 7 }],
  ['about four months', { months: 4, about: true }],
  ['약 4개월', { months: 4, about: true }],
  ['2년 7개월', { years: 2, months: 7 }],
  ['两年零七个月', { years: 2, months: 7 }],
  ['将近十五年', { years: 15, nearly: true }],
  ['2年7カ月', { years: 2, months: 7 }],
  ['dua tahun tujuh bulan', { years: 2, months: 7 }],
  ['lebih dari 3 minggu', { weeks: 3, over: true }],
  ['nearly a year', { years: 1, nearly: true }],
  ['반년', { months: 6 }],
  ['half a year', { months: 6 }],
])('a length of time: %s', (words, span) => {
  expect(spansIn(new Spotter(words)).map(({ value }) => value)).toEqual([span]);
});
