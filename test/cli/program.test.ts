/** The program as a whole: what a newcomer, a script or a broken machine sees of it. */
import { statSync } from 'node:fs';
import { chmod, cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aide, aideProcess, type Ran } from '../support/program.ts';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'aide-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

/** A process of its own may take its time on a busy machine. */
const PROCESS_MS = 60_000;

/** May anyone read what lies in the folder? */
function anyoneReads(path: string): boolean {
  const isOpen = (statSync(path).mode & 0o005) === 0o005;
  return isOpen && (dirname(path) === path || anyoneReads(dirname(path)));
}

const folder = () => mkdtemp(join(root, 'd-'));
const now = ['--now', '2024-11-20T09:00:00+09:00', '--corpus', 'documents'];

/** One clear line, and no stack trace. */
function expectOneLine({ err, code }: Ran, expected: RegExp, exit: number) {
  expect(err).toMatch(expected);
  expect(err.trim().split('\n')).toHaveLength(1);
  expect(err).not.toMatch(/\bat .*\.(ts|js):\d+/);
  expect(code).toBe(exit);
}

describe('ask', () => {
  test(
    'prints one object for a script',
    async () => {
      const { out, err, code } = await aideProcess([
        'ask',
        '/lastmeeting wang-yi',
        ...now,
        '--json',
        '--data',
        await folder(),
      ]);
      expect([code, err]).toEqual([0, '']);
      const { command, args, reply, data } = JSON.parse(out);
      expect([command, args]).toEqual(['lastmeeting', { person: 'wang-yi' }]);
      expect(reply.title.map((s: { text: string }) => s.text).join('')).toBe(
        'Last meeting: Wang Yi',
      );
      expect(data.event.place.city).toBe('Vientiane');
    },
    PROCESS_MS,
  );

  test('prints a card that can be printed', async () => {
    const { out, code } = await aide([
      'ask',
      '/lastmeeting',
      '왕이',
      ...now,
      '--locale',
      'ko',
      '--data',
      await folder(),
    ]);
    expect(out).toMatch(/^최근 회담: 왕이\n/);
    expect(out).toContain('2024년 7월 26일 금요일');
    expect(code).toBe(0);
  });

  test.each([
    [['ask', '/nonsense'], /^There is no command “nonsense”/],
    [
      ['ask', '/lastmeeting xyzzy'],
      /^This archive knows no person, country or body called “xyzzy”/,
    ],
    [['ask', '/lastmeeting wang-yi before 2023-02-30'], /^“2023-02-30” is not a date/],
    [['ask', `/find ${'x'.repeat(100_000)}`], /^The question is too long/],
    [['ask', '/lastmeeting \u0007'], /^The question contains control characters/],
    [['ask', ''], /^Nothing was asked/],
    [['ask'], /^aide: ask: the question is missing/],
    [['ask', '/status', '--now', '2024-02-30'], /^aide: --now: "2024-02-30" is not a moment/],
    [
      ['ask', '/status', '--zone', 'Mars/Olympus'],
      /^aide: --zone: "Mars\/Olympus" is not an IANA time zone/,
    ],
    [
      ['ask', '/status', '--locale', 'fr'],
      /^aide: --locale: "fr" is not one of en, ko, zh, ja, id/,
    ],
    [
      ['ask', '/status', '--corpus', 'half'],
      /^aide: --corpus: "half" is not one of documents, all/,
    ],
    [['ask', '/status', '--colour'], /^aide: Unknown option '--colour'/],
    [['frobnicate'], /^aide: there is no verb "frobnicate"/],
  ])('%j is refused in one line with exit code 2', async (args, expected) => {
    expectOneLine(await aide([...args, '--data', join(root, 'shared')]), expected, 2);
  });

  test(
    'a process ends with one line on the error stream and the exit code',
    async () => {
      const [asked, told] = await Promise.all([
        aideProcess(['ask', '/nonsense', '--data', await folder()]),
        aideProcess(['frobnicate']),
      ]);
      expectOneLine(asked, /^There is no command/, 2);
      expectOneLine(told, /^aide: there is no verb/, 2);
    },
    PROCESS_MS,
  );

  test('an ambiguous name is a choice with exit code 2, also for a script', async () => {
    const { out, code } = await aide([
      'ask',
      '/lastmeeting cho',
      '--json',
      '--data',
      await folder(),
    ]);
    expect(code).toBe(2);
    const { reply } = JSON.parse(out);
    expect(
      reply.choices.map(
        (c: { invocation: { args: { person: string } } }) => c.invocation.args.person,
      ),
    ).toEqual(['cho-hyun', 'cho-tae-yul']);
  });

  test('nothing in this archive is an answer', async () => {
    const { out, code } = await aide([
      'ask',
      '/lastmeeting france',
      '--json',
      '--data',
      await folder(),
    ]);
    expect(code).toBe(0);
    expect(JSON.parse(out).data.event).toBeNull();
  });

  test(
    'loads no chat SDK',
    async () => {
      const probe = 'test/support/loaded-modules.mjs';
      const { out, err, code } = await aideProcess(['ask', '/status', '--data', await folder()], {
        env: { NODE_OPTIONS: `--import ./${probe}` },
      });
      expect([code, out.length > 0]).toEqual([0, true]);
      const loaded = err.split('\n').filter((line) => line.startsWith('loaded '));
      expect(loaded.length).toBeGreaterThan(50);
      expect(loaded.filter((line) => /@slack|discord\.js|pino/.test(line))).toEqual([]);
    },
    PROCESS_MS,
  );
});

describe('the store', () => {
  test('is seeded at the first start, and an edited file reaches it later', async () => {
    const data = await folder();
    const seeds = join(await folder(), 'seeds');
    await cp('seeds', seeds, { recursive: true });
    const ask = async (line: string) =>
      JSON.parse((await aide(['ask', line, '--json', '--data', data, '--seeds', seeds])).out).data;
    expect((await ask('/lastmeeting wang-yi')).event.place.city).toBe('Beijing');
    await writeFile(
      join(seeds, 'later.yaml'),
      'source: yonhap-2021-12-23\nevents:\n  - {id: later, kind: meeting, format: in-person, date: 2026-03-01, place: seoul, participants: [{side: CN, person: wang-yi}, {side: KR}]}\n',
    );
    expect((await ask('/lastmeeting wang-yi')).event.place.city).toBe('Beijing');
    const shown = await aide(['sync', seeds, '--dry-run', '--data', data]);
    expect(shown.out).toBe('+ event later\n1 difference; nothing was changed (--dry-run).\n');
    expect((await ask('/lastmeeting wang-yi')).event.place.city).toBe('Beijing');
    const applied = await aide(['sync', seeds, '--data', data]);
    expect([applied.code, applied.out]).toEqual([0, '+ event later\n1 difference applied.\n']);
    expect((await ask('/lastmeeting wang-yi')).event.place.city).toBe('Seoul');
    expect((await aide(['sync', seeds, '--data', data])).out).toMatch(/already holds/);
    await rm(join(seeds, 'later.yaml'));
    expect((await aide(['sync', seeds, '--data', data])).out).toBe(
      '- event later\n1 difference applied.\n',
    );
  });

  test('broken seeds are told with file and line, and nothing is made', async () => {
    const data = join(await folder(), 'new');
    const seeds = await folder();
    await writeFile(join(seeds, 'a.yaml'), 'topics:\n  - {id: t, name: [}\n');
    expectOneLine(
      await aide(['ask', '/status', '--data', data, '--seeds', seeds]),
      /^aide: a\.yaml:2: broken YAML/,
      1,
    );
    await expect(readFile(join(data, 'manifest.json'))).rejects.toThrow(/ENOENT/);
  });

  test('broken seeds do not touch an old store', async () => {
    const data = await folder();
    const seeds = await folder();
    await aide(['ask', '/status', '--data', data]);
    const journal = join(data, 'journal-000000000001.log');
    const before = await readFile(journal);
    await writeFile(join(seeds, 'a.yaml'), 'topics: 3\n');
    expectOneLine(
      await aide(['sync', seeds, '--data', data]),
      /^aide: a\.yaml:1: topics: expected a list/,
      1,
    );
    expect((await readFile(journal)).equals(before)).toBe(true);
  });

  test('a damaged store is one clear line', async () => {
    const data = await folder();
    await aide(['ask', '/status', '--data', data]);
    await writeFile(join(data, 'manifest.json'), '{"crc":');
    expectOneLine(
      await aide(['ask', '/status', '--data', data]),
      /^aide: .*manifest\.json is damaged.*aide repair/,
      1,
    );
  });

  test('a folder that cannot be made or written is one clear line', async () => {
    const data = join(await folder(), 'file');
    await writeFile(data, 'in the way');
    expectOneLine(
      await aide(['ask', '/status', '--data', data]),
      /^aide: .*cannot be (read|made)/,
      1,
    );
  });

  // Root may write everywhere: what stands in another's way is tried as nobody.
  const isRoot = process.getuid?.() === 0;
  const uid = isRoot ? 65_534 : undefined;
  const asNobody = (...args: string[]) => aideProcess(args, { uid });
  const reads = !isRoot || anyoneReads(process.cwd());

  test.skipIf(!reads)(
    'a read-only folder answers, and is told when it must be written',
    async () => {
      const data = await folder();
      await aide(['ask', '/status', '--data', data]);
      if (isRoot) await chmod(root, 0o755);
      await chmod(data, 0o555);
      const locked = await folder();
      await chmod(locked, 0o000);
      const [answer, edit, first, unreadable] = await Promise.all([
        asNobody('ask', '/status', '--data', data),
        asNobody('ask', '/edit wang-yi name.en Wang', '--data', data),
        asNobody('ask', '/status', '--data', join(data, 'new')),
        asNobody('ask', '/status', '--data', locked),
      ]);
      expect([answer.code, answer.err]).toEqual([0, '']);
      expectOneLine(edit, /^aide: .*cannot be written \(EACCES\)/, 1);
      expectOneLine(first, /^aide: .*cannot be made \(EACCES\)/, 1);
      expectOneLine(unreadable, /^aide: .*cannot be read \(EACCES\)/, 1);
    },
    PROCESS_MS,
  );
});

describe('settings', () => {
  test('a wrong setting is told with its file and field', async () => {
    const config = join(await folder(), 'aide.yaml');
    await writeFile(config, 'zone: Mars\n');
    const ran = await aide(['ask', '/status'], { AIDE_CONFIG: config });
    expectOneLine(ran, /aide\.yaml: zone: expected an IANA time zone/, 1);
  });

  test('the environment sets language and folder', async () => {
    const data = await folder();
    await mkdir(data, { recursive: true });
    const { out } = await aide(['ask', '/status'], { AIDE_LOCALE: 'ja', AIDE_DATA: data });
    expect(out).toMatch(/^記録の概況/);
    expect(await readFile(join(data, 'manifest.json'), 'utf8')).toContain('"synced"');
  });

  test('the reader’s zone decides which day it is', async () => {
    const on = async (zone: string) =>
      JSON.parse(
        (
          await aide([
            'ask',
            '/onthisday',
            '--json',
            '--now',
            '2025-12-19T16:00:00Z',
            '--zone',
            zone,
            '--data',
            await folder(),
          ])
        ).out,
      ).data.date;
    expect(await on('Asia/Seoul')).toBe('2025-12-20');
    expect(await on('America/Lima')).toBe('2025-12-19');
  });
});

test(
  'the console answers a pipe',
  async () => {
    const { out, code } = await aideProcess(['--data', await folder()], {
      input: '/lastmeeting wang-yi\n/help\n',
    });
    expect(out).toContain('Last meeting: Wang Yi');
    expect(out).toContain('What can be asked');
    expect(code).toBe(0);
  },
  PROCESS_MS,
);

test('seeds check counts by kind, and names conflicts and unmet coverage', async () => {
  const { out, code } = await aide(['seeds', 'check', '--now', '2026-11-22']);
  expect(code).toBe(0);
  expect(out).toMatch(/^corpus documents: \d+ sources, .* \d+ events, /m);
  expect(out).toMatch(/conflict: kr-cn-fta-force: date: /);
  expect(out).toMatch(/conflict: kr-cn-summit-lima-2024: duration: /);
  expect(out).toMatch(/unmet: apec-2026: planned, the day has passed, no report is held/);
  expect(out).toMatch(/All files are valid\.\n$/);
});
