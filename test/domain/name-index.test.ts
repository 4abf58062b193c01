import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { romanisedName } from '../../src/domain/names/hangul.ts';
import { NameIndex } from '../../src/domain/names/name-index.ts';

const index = new NameIndex([
  { id: 'p1', names: ['Wang Yi', '왕이', '王毅', 'ワン・イー'], isPerson: true },
  {
    id: 'p2',
    names: ['Cho Tae-yul', '조태열', '赵兑烈', '趙兌烈', 'Cho Tae-yeol'],
    isPerson: true,
  },
  { id: 'p3', names: ['Cho Hyun', '조현', '趙顕'], isPerson: true },
  {
    id: 'p4',
    names: ['Yoon Suk Yeol', '윤석열', '尹锡悦', '尹錫悅', 'Yoon Seok-yeol'],
    isPerson: true,
  },
  {
    id: 'p5',
    names: ['Yoko Kamikawa', '上川陽子', '가미카와 요코', 'Kamikawa Yoko'],
    isPerson: true,
  },
  { id: 'KR', names: ['South Korea', 'Korea', '한국', '韩国', '韓国', 'Korea Selatan'] },
]);

describe('one name, however it is typed', () => {
  test.each([
    ['Wang Yi', 'p1'],
    ['wang-yi', 'p1'],
    ['WANG YI', 'p1'],
    ['yi wang', 'p1'],
    ['wáng yì', 'p1'],
    ['“Wang Yi”', 'p1'],
    ['Wang\u2011Yi', 'p1'],
    ['Ｗａｎｇ　Ｙｉ', 'p1'],
    ['왕이', 'p1'],
    ['王毅', 'p1'],
    ['ワン・イー', 'p1'],
    ['ワンイー', 'p1'],
    ['wang', 'p1'],
    ['Cho Tae-yul', 'p2'],
    ['Tae-yul Cho', 'p2'],
    ['Cho Taeyul', 'p2'],
    ['Jo Tae-yeol', 'p2'], // the Revised Romanisation of 조태열
    ['조 태열', 'p2'],
    ['趙兌烈', 'p2'],
    ['Yoon Seok-yeol', 'p4'],
    ['尹锡悦', 'p4'],
    ['kamikawa', 'p5'],
    ['가미카와', 'p5'],
    ['韓国', 'KR'],
    ['korea selatan', 'KR'],
    ['p3', 'p3'],
  ])('%s', (typed, id) => {
    expect(index.match(typed)).toEqual({ kind: 'one', id });
  });
});

test('a name that fits several is a choice, never a guess', () => {
  expect(index.match('Cho')).toEqual({ kind: 'several', ids: ['p2', 'p3'] });
  expect(index.match('조')).toEqual({ kind: 'several', ids: ['p2', 'p3'] });
});

test('a country has no family name', () => {
  expect(index.match('한')).toEqual({ kind: 'none' });
  expect(index.match('韩')).toEqual({ kind: 'none' });
});

test.each([
  ['Wang Yo', 'p1'],
  ['Chou Hyun', 'p3'],
  ['Kamikava', 'p5'],
  ['조태욜', 'p2'],
  ['Yun Sok Yeol', 'p4'],
])('a slip is answered with a suggestion: %s', (typed, id) => {
  const match = index.match(typed);
  expect(match.kind).toBe('slip');
  expect(match.kind === 'slip' && match.ids).toContain(id);
});

test.each(['Macron', '푸틴', '', '  ', '---', 'x'.repeat(100_000), '\u0000', '🇰🇷'])(
  'an unknown name is unknown: %j',
  (typed) => {
    expect(index.match(typed)).toEqual({ kind: 'none' });
  },
);

test('completion goes on from what was typed, in its script', () => {
  expect(index.complete('조', 5)).toEqual([
    { id: 'p2', name: '조태열' },
    { id: 'p3', name: '조현' },
  ]);
  expect(index.complete('cho t', 5)).toEqual([{ id: 'p2', name: 'Cho Tae-yul' }]);
});

test('Hangul is romanised by the Revised Romanisation, surname apart', () => {
  expect(romanisedName('조태열')).toBe('jo taeyeol');
  expect(romanisedName('박진')).toBe('bak jin');
  expect(romanisedName('남궁민')).toBe('namgung min');
  expect(romanisedName('Wang')).toBeUndefined();
});

test('case, width, hyphens, accents and order make no difference to any name', () => {
  const names = [
    ['Wang', 'Yi'],
    ['Cho', 'Tae', 'yul'],
    ['Kamikawa', 'Yoko'],
  ] as const;
  const mark = fc.constantFrom('', '\u0301', '\u200b');
  const joint = fc.constantFrom(' ', '-', '\u2011', '  ', '·', "'");
  fc.assert(
    fc.property(
      fc.constantFrom(...names),
      fc.nat(2),
      fc.boolean(),
      mark,
      joint,
      (parts, turn, upper, accent, between) => {
        const at = turn % parts.length;
        const rotated = [...parts.slice(at), ...parts.slice(0, at)];
        const typed = rotated.map((p) => p[0] + accent + p.slice(1)).join(between);
        const plain = index.match(parts.join(' '));
        expect(index.match(upper ? typed.toUpperCase() : typed)).toEqual(plain);
      },
    ),
  );
});

test('whatever is typed, matching ends and never throws', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (typed) => {
      expect(['one', 'several', 'slip', 'none']).toContain(index.match(typed).kind);
    }),
  );
});

test('an abbreviated name turned round is no other word: N. Korea is not Korean', () => {
  const countries = new NameIndex([{ id: 'KP', names: ['N. Korea'] }]);
  expect(countries.match('n korea')).toEqual({ kind: 'one', id: 'KP' });
  expect(countries.bearers('korean')).toBeUndefined();
});
