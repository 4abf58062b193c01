/** What the README shows is what the program does. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { gatherSeeds, readSeeds } from '../src/adapters/seeds/seed-files.ts';
import { registry } from '../src/commands/index.ts';
import { DEFAULT_SETTINGS } from '../src/config/settings.ts';
import { findProblems } from '../src/domain/record/references.ts';
import { firstSteps } from './newcomer/first-steps.ts';
import { commandsTable } from './support/commands-table.ts';

const readme = readFileSync('README.md', 'utf8');
const data = mkdtempSync(join(tmpdir(), 'readme-'));
afterAll(() => rmSync(data, { recursive: true }));

test('the table of commands is that of the declarations', () => {
  const [, shown] = /<!-- commands: .*? -->\n([\s\S]*?)\n<!-- \/commands -->/.exec(readme) ?? [];
  expect(shown).toBe(commandsTable(registry));
});

test('the first two minutes are told as they are tried', () => {
  const { commands, questions } = firstSteps(readme);
  expect(commands).toEqual(['npm ci && npm start -- --web']);
  expect(questions.map(({ line }) => line)).toEqual([
    '/lastmeeting wang-yi',
    '/timeline kr with cn from 2020',
  ]);
});

describe('the examples', () => {
  const blocks = [...readme.matchAll(/```console\n\$ (.*)\n([\s\S]*?)```/g)];

  test('are there', () => {
    expect(blocks.length).toBeGreaterThan(0);
  });

  test.each(blocks.map(([, line = '', output = '']) => [line, output]))('%s', (line, output) => {
    const args = [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(
      ([, quoted, bare]) => quoted ?? bare ?? '',
    );
    expect(args.slice(0, 5)).toEqual(['npm', 'run', '-s', 'aide', '--']);
    const out = execFileSync(
      process.execPath,
      ['--import', 'tsx', 'src/main.ts', ...args.slice(5), '--data', data],
      { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } },
    );
    expect(out.startsWith(output)).toBe(true);
  });

  test('of a seed file is one that the corpus takes', async () => {
    const [, yaml = ''] = /```yaml\n([\s\S]*?)```/.exec(readme) ?? [];
    const seeds = await readSeeds('seeds');
    const vocabulary = JSON.stringify({
      offices: seeds.office,
      places: seeds.place,
      people: seeds.person.map(({ tenures: _, ...person }) => person),
    });
    const holdings = gatherSeeds([
      ['vocabulary.yaml', vocabulary],
      ['bodies.yaml', JSON.stringify({ bodies: seeds.body })],
      ['example.yaml', yaml],
    ]);
    expect(findProblems(holdings)).toEqual([]);
    expect(holdings.event).toHaveLength(1);
  });
});

test('the tokens of .env.example are those that are read where the settings name no others', () => {
  const example = readFileSync('.env.example', 'utf8');
  const { slack, discord } = DEFAULT_SETTINGS;
  const shown = [...example.matchAll(/^([A-Z_]+)=$/gm)].map(([, name]) => name);
  expect(shown).toEqual([slack.botToken, slack.appToken, discord.token]);
});

test('every script and file that it names is there', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));
  for (const [, name = ''] of readme.matchAll(/npm run (?:-s )?([\w:]+)/g)) {
    expect(Object.keys(scripts)).toContain(name);
  }
  for (const [, file = ''] of readme.matchAll(/\]\(((?!http)[^)#]+)\)/g)) {
    expect(() => readFileSync(file), file).not.toThrow();
  }
});
