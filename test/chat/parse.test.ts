import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { completeLine } from '../../src/chat/complete.ts';
import { parseLine } from '../../src/chat/parse.ts';
import { phrasebook } from '../../src/chat/phrasebook.ts';
import { UserError } from '../../src/chat/user-error.ts';
import { registry } from '../../src/commands/index.ts';
import { NO_RECORDS, reader } from '../support/asker.ts';
import { archiveOf } from '../support/yaml-archive.ts';

const parsed = (line: string) => {
  const { command, args } = parseLine(line, registry);
  return [command, { ...args }];
};

function refusal(line: string): string {
  try {
    parseLine(line, registry);
  } catch (error) {
    if (error instanceof UserError) return error.key;
    throw error;
  }
  return 'none';
}

describe('a line and what it means', () => {
  test.each([
    ['/lastmeeting wang-yi', ['lastmeeting', { person: 'wang-yi' }]],
    ['lastmeeting Wang Yi', ['lastmeeting', { person: 'Wang Yi' }]],
    ['/aide lastmeeting Wang Yi', ['lastmeeting', { person: 'Wang Yi' }]],
    [
      '!lastmeeting 왕이 with 박진 before 2023-08-01',
      ['lastmeeting', { person: '왕이', with: '박진', before: '2023-08-01' }],
    ],
    ['/LASTMEETING x WITH y', ['lastmeeting', { person: 'x', with: 'y' }]],
    ['/lastmeeting with:park-jin wang yi', ['lastmeeting', { with: 'park-jin wang yi' }]],
    [
      '/lastmeeting "wang yi" with="park jin"',
      ['lastmeeting', { person: 'wang yi', with: 'park jin' }],
    ],
    [
      '/lastmeeting “with love” --with “Park Jin” --level=minister',
      ['lastmeeting', { person: 'with love', with: 'Park Jin', level: 'minister' }],
    ],
    ["/lastmeeting xi'an", ['lastmeeting', { person: "xi'an" }]],
    [
      '/최근회담 왕이 상대 박진 이전 2023-08',
      ['lastmeeting', { person: '왕이', with: '박진', before: '2023-08' }],
    ],
    ['/最近会晤 王毅 对方 朴振', ['lastmeeting', { person: '王毅', with: '朴振' }]],
    [
      '/meetings kr with cn from 2020 to 2024 topic trade',
      ['meetings', { who: 'kr', with: 'cn', from: '2020', to: '2024', topic: 'trade' }],
    ],
    ['/meetings kr page 2', ['meetings', { who: 'kr', page: '2' }]],
    ['/find "constructive role" with page', ['find', { words: '"constructive role" with page' }]],
    ['/find trade page:3', ['find', { words: 'trade', page: '3' }]],
    ['/upcoming', ['upcoming', {}]],
    ['/upcoming\t60\n', ['upcoming', { days: '60' }]],
    ['/help', ['help', {}]],
  ])('%s', (line, expected) => {
    expect(parsed(line)).toEqual(expected);
  });

  test.each([
    ['', 'empty'],
    ['/', 'empty'],
    ['   ', 'empty'],
    ['/xyzzy', 'unknown-command'],
    ['/lastmetting wang', 'unknown-command-near'],
    ['/lastmeeting wang with', 'no-value'],
    ['/lastmeeting wang with a with b', 'given-twice'],
    ['/status please', 'unexpected'],
    ['/lastmeeting wang\u0000yi', 'control-characters'],
    ['/lastmeeting \u202ewang', 'control-characters'],
    ['/lastmeeting \u001b[31mwang', 'control-characters'],
    [`/lastmeeting ${'x'.repeat(100_000)}`, 'line-too-long'],
    [`/${'x'.repeat(1500)}`, 'unknown-command'],
  ])('%j is refused', (line, key) => {
    expect(refusal(line)).toBe(key);
  });

  test('no line breaks the parser, and none reaches a prototype', () => {
    const word = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 8 }),
      fc.constantFrom(
        'with',
        '--with',
        'with:',
        '"',
        '“',
        '__proto__',
        'constructor',
        '__proto__:x',
        ':',
        '=',
      ),
    );
    const line = fc
      .tuple(fc.constantFrom('/lastmeeting', '/meetings', '/find', ''), fc.array(word))
      .map(([command, words]) => [command, ...words].join(' '));
    fc.assert(
      fc.property(line, (typed) => {
        try {
          const { declaration, args } = parseLine(typed, registry);
          for (const name of Object.keys(args)) {
            expect(Object.hasOwn(declaration.parameters, name)).toBe(true);
          }
        } catch (error) {
          expect(error).toBeInstanceOf(UserError);
        }
      }),
      { numRuns: 2000 },
    );
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });
});

describe('completion', () => {
  const asking = {
    archive: archiveOf(''),
    records: NO_RECORDS,
    reader: reader({}),
    book: phrasebook('en'),
  };
  const complete = (line: string) => completeLine(line, registry, asking);

  test.each([
    ['/last', ['/lastmeeting'], '/last'],
    ['/lastmeeting an', ['Ann Able'], 'an'],
    ['/lastmeeting bo with a', ['Ann Able'], 'a'],
    ['/lastmeeting bo wi', ['bo with '], 'bo wi'],
    ['/lastmeeting 앤', ['앤'], '앤'],
    ['/lastmeeting bo level mini', ['ministers'], 'mini'],
  ])('%s', (line, values, replaced) => {
    const found = complete(line);
    expect(found.replaced).toBe(replaced);
    for (const value of values) expect(found.values).toContain(value);
  });

  test('what completion offers is understood', () => {
    const { values } = complete('/lastmeeting b');
    expect(values).toContain('Bo Baker');
    expect(parsed('/lastmeeting Bo Baker')).toEqual(['lastmeeting', { person: 'Bo Baker' }]);
  });
});
