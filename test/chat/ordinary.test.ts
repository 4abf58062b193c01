import { expect, test } from 'vitest';
import { isOrdinary } from '../../src/chat/ordinary.ts';

/** By Unicode's own categories and lists: what is no letter, mark, figure or sign that is seen. */
const UNSEEN =
  /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u{115f}\u{1160}\u{3164}\u{ffa0}]/u;

test('no ordinary character hides, joins, turns round or ends a line', () => {
  const hidden: string[] = [];
  for (let code = 0; code <= 0x10ffff; code++) {
    const character = String.fromCodePoint(code);
    if (isOrdinary(character) && UNSEEN.test(character)) hidden.push(code.toString(16));
  }
  expect(hidden).toEqual([]);
});

test.each([
  'Wang Yi – Cho Tae-yul: “a first step”, 26 July 2024 · Vientiane',
  '왕이 중국 외교부장',
  '王毅外交部长（中国）、「第一步」',
  '岩屋毅外務大臣、ガス田',
  'Dirjen Kemlu Abdul Kadir Jailani',
  '',
])('%s is', (words) => {
  expect(isOrdinary(words)).toBe(true);
});
