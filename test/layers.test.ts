/**
 * The rules on imports see the program. A rule that sees no module forbids nothing, and says all is
 * well: with some compilers the tool finds none.
 */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import { afterAll, describe, expect, test } from 'vitest';

const rules = createRequire(import.meta.url)('../.dependency-cruiser.cjs');

async function cruised(paths: string[], more: object = {}): Promise<ICruiseResult> {
  const { options, ...ruleSet } = rules;
  const { output } = await cruise(paths, { ...options, ...more, validate: true, ruleSet });
  return output as ICruiseResult;
}

test('every source file is seen, and no import points the wrong way', async () => {
  const { summary, modules } = await cruised(['src']);
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((f) =>
    f.endsWith('.ts'),
  );
  const seen = new Set(modules.map((m) => m.source));
  expect(files.filter((f) => !seen.has(join('src', f)))).toEqual([]);
  expect(summary.violations).toEqual([]);
});

test('the oracle of the torture is seen', async () => {
  const { summary, modules } = await cruised(['test/torture']);
  const oracle = modules.filter(({ source }) => source.startsWith('test/torture/oracle/'));
  expect(oracle.length).toBe(readdirSync('test/torture/oracle').length);
  expect(summary.violations).toEqual([]);
});

const write = (file: string, code: string) => {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, code);
};

describe('a wrong import is found', () => {
  const house = mkdtempSync(join(tmpdir(), 'house-'));
  afterAll(() => rmSync(house, { recursive: true }));

  test.each([
    ['domain/a.ts', 'node:fs', 'domain-is-pure'],
    ['domain/a.ts', '../archive/b.ts', 'domain-looks-down'],
    ['archive/a.ts', '../chat/b.ts', 'archive-looks-down'],
    ['chat/a.ts', '../compose/app.ts', 'chat-looks-down'],
    ['adapters/one/a.ts', '../../commands/b.ts', 'adapters-looks-down'],
    ['adapters/one/a.ts', '../two/b.ts', 'adapters-apart'],
    ['commands/a.ts', '../../test/b.ts', 'program-knows-no-test'],
  ])('%s must not import %s', async (from, to, rule) => {
    const file = join(house, 'src', from);
    write(file, `import * as it from '${to}';\nexport { it };\n`);
    if (to.startsWith('.')) write(join(dirname(file), to), 'export const b = 1;\n');
    const { summary } = await cruised(['src'], { baseDir: house, tsConfig: undefined });
    expect(summary.violations.map((v) => v.rule.name)).toContain(rule);
    rmSync(join(house, 'src'), { recursive: true });
  });

  test.each([
    ['itself', { 'oracle/a.ts': '../../../src/b.ts' }],
    ['by a detour', { 'oracle/a.ts': '../c.ts', 'c.ts': '../../src/b.ts' }],
  ])('the oracle must not import the program, %s', async (_, imports) => {
    write(join(house, 'src', 'b.ts'), 'export const b = 1;\n');
    for (const [file, to] of Object.entries(imports)) {
      write(join(house, 'test', 'torture', file), `import * as it from '${to}';\nexport { it };\n`);
    }
    const { summary } = await cruised(['test'], { baseDir: house, tsConfig: undefined });
    expect(summary.violations.map((v) => v.rule.name)).toContain('oracle-stands-alone');
    rmSync(join(house, 'src'), { recursive: true });
    rmSync(join(house, 'test'), { recursive: true });
  });
});
