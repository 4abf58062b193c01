/** Editing from the command line, and what is kept of it. */
import { spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aide as run } from '../support/program.ts';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'editing-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

const folder = () => mkdtemp(join(root, 'd-'));

const aide = (args: string[], user = 'ann') => run(args, { AIDE_USER: user });

// biome-ignore lint/suspicious/noExplicitAny: answers are read as a script would read them
async function data(line: string, more: string[], user?: string): Promise<any> {
  const { out, err } = await aide(['ask', line, '--json', ...more], user);
  expect(err).toBe('');
  return JSON.parse(out).data;
}

const BUSAN = 'kr-cn-fm-busan-2023';

test('an edit is preferred to what sources say, which stays beside it; undone to the letter', async () => {
  const at = ['--data', await folder()];
  await aide(['ask', '/status', ...at, '--now', '2026-10-01']);
  const before = await data(`/event ${BUSAN}`, at);
  expect(before.event.date.edtf).toBe('2023-11-26');
  const edited = await data(`/edit ${BUSAN} date 2023-11-27`, [...at, '--now', '2026-11-01']);
  expect(edited.changes).toEqual([
    { field: 'desk.date', before: null, after: [{ is: '2023-11-27' }] },
  ]);
  const after = await data(`/event ${BUSAN}`, at);
  expect(after.event.date.edtf).toBe('2023-11-27');
  expect(after.event.conflicts[0].values.map((v: { value: string }) => v.value)).toContain(
    '2023-11-26',
  );
  expect(after.event.sources.map((s: { id: string }) => s.id)).toContain('desk');

  const { entries } = await data(`/history ${BUSAN}`, at);
  expect(entries.map((e: { author: string }) => e.author)).toEqual(['ann', 'seeds']);
  expect(entries[0].version).toBe(edited.version);

  const exported = async () =>
    JSON.parse((await aide(['export', 'json', ...at])).out).records.event;
  const undone = await data('/undo', [...at, '--now', '2026-11-02']);
  expect(undone.undoes).toBe(edited.version);
  expect(await data(`/event ${BUSAN}`, at)).toEqual(before);
  const held = (await exported()).find((e: { id: string }) => e.id === BUSAN);
  expect(JSON.stringify(held)).toBe(JSON.stringify(entries[1].after));
  expect((await aide(['ask', '/undo', ...at])).err).toMatch(/^There is no change to take back/);

  // The archive as it was held on each day.
  const asOf = async (day: string) =>
    (await data(`/event ${BUSAN}`, [...at, '--as-of', day])).event.date.edtf;
  expect(await asOf('2026-11-01')).toBe('2023-11-27');
  expect(await asOf('2026-11-02')).toBe('2023-11-26');
  expect(
    (await aide(['ask', `/edit ${BUSAN} date 2020`, ...at, '--as-of', '2026-11-01'])).err,
  ).toMatch(/open only to be read/);
});

test('an edit of an older version is told who changed it and when, and nothing is written', async () => {
  const at = ['--data', await folder()];
  await aide(
    ['ask', '/edit wang-yi name.ko 왕 이', ...at, '--now', '2026-11-01T09:00:00+09:00'],
    'ann',
  );
  const { entries } = await data('/history wang-yi', at);
  const seen = entries.at(-1).version;
  const late = await aide(['ask', `/edit wang-yi name.ko 왕의 version:${seen}`, ...at], 'bo');
  expect(late.code).toBe(2);
  expect(late.err).toMatch(
    /^Nothing was written: Wang Yi was changed by ann on 1 November 2026(,| at) 09:00/,
  );
  expect((await data('/profile wang-yi', at)).person.names.ko).toBe('왕 이');
  // Nor is another's change taken back unseen.
  await aide(['ask', '/edit wang-yi name.ja ワン', ...at], 'bo');
  expect((await aide(['ask', '/undo', ...at], 'ann')).err).toMatch(
    /^Nothing was written: Wang Yi was changed by bo/,
  );
});

test('what was entered by the last change is gone when that is taken back, and can be brought back', async () => {
  const at = ['--data', await folder()];
  const state = async () => (await aide(['export', 'json', ...at])).out;
  await aide(['ask', '/status', ...at]);
  const before = await state();
  const [made] = (await data(`/milestone add ${BUSAN}`, at)).milestones;
  const entered = await state();
  expect(entered).not.toBe(before);
  expect((await data('/undo', at)).record).toEqual({ type: 'milestone', id: made.id });
  expect(await state()).toBe(before);
  // It is told of what is gone, by its type and id.
  const named = `milestone:${made.id}`;
  const { entries } = await data(`/history ${named}`, at);
  expect(entries.map((e: { after: unknown }) => e.after)).toEqual([null, made]);
  expect(entries[0].undoes).toBe(entries[1].version);
  expect((await aide(['ask', '/undo', ...at])).err).toMatch(/^There is no change to take back/);
  expect((await aide(['ask', `/edit ${named} counting round`, ...at])).err).toMatch(
    /^This archive has no record/,
  );
  await data(`/undo ${named}`, at);
  expect(await state()).toBe(entered);
  // Brought back, it stands as it was entered, and can be taken back again.
  await data(`/undo ${named}`, at);
  expect(await state()).toBe(before);
  expect((await aide(['ask', '/history milestone:never-there', ...at])).err).toMatch(
    /^This archive has no record “milestone:never-there”/,
  );
});

test('what another record names is not taken back before that is', async () => {
  const at = ['--data', await folder()];
  const file = join(await folder(), 'more.json');
  const all = JSON.parse((await aide(['export', 'json', ...at])).out);
  all.records.topic.push({ id: 'brand-new', name: { en: 'Brand new' } });
  await writeFile(file, JSON.stringify(all));
  await aide(['import', 'json', file, ...at]);
  await aide([
    'ask',
    `/edit ${BUSAN} outcomes [{id: o1, gist: {en: So it was}, topic: brand-new}]`,
    ...at,
  ]);
  expect((await data(`/history ${BUSAN}`, at)).entries).toHaveLength(2);
  const refused = await aide(['ask', '/undo topic:brand-new', ...at]);
  expect([refused.code, refused.err]).toEqual([
    2,
    expect.stringMatching(/^Nothing was taken back: topic brand-new is named by .*Park Jin/),
  ]);
  await data('/undo', at);
  expect((await data('/undo topic:brand-new', at)).record.id).toBe('brand-new');
});

test.each([
  [`/edit ${BUSAN} date 2023-02-30`, /^Not edited: date: "2023-02-30" is not a date/],
  [
    `/edit ${BUSAN} place atlantis`,
    /^Not edited: .*expected the id of a place; there is no "atlantis"/,
  ],
  [`/edit ${BUSAN} colour red`, /^Not edited: colour: there is no field "colour"/],
  ['/edit wang-yi __proto__.polluted 1', /^Not edited: .*there is no field "__proto__"/],
  ['/edit wang-yi id other', /^Not edited: id: an id does not change/],
  ['/edit wang-yi country -', /^Not edited: country: /],
  ['/edit nobody name.ko x', /^This archive has no record “nobody”/],
  ['/edit wang-yi', /^The field is missing/],
])('%s is refused', async (line, expected) => {
  const { code, err } = await aide(['ask', line, '--data', join(root, 'shared')]);
  expect(err).toMatch(expected);
  expect(code).toBe(2);
});

test('what was edited here survives a new look at the files', async () => {
  const data_ = await folder();
  const at = ['--data', data_];
  const seeds = join(await folder(), 'seeds');
  await cp('seeds', seeds, { recursive: true });
  await aide(['ask', '/status', ...at, '--seeds', seeds]);
  await aide(['ask', `/edit ${BUSAN} duration {minutes: 90}`, ...at]);
  await aide(['ask', '/edit wang-yi name.en Wang-Yi', ...at]);
  expect((await aide(['sync', seeds, ...at])).out).toBe(
    'The store already holds what the files say.\n',
  );
  // A file changes: what it says of the same event comes, the desk's account stays.
  const file = join(seeds, 'documents', 'aa-busan.yaml');
  const yaml = await readFile(file, 'utf8');
  await writeFile(
    file,
    yaml
      .replace('stated: Busan', 'stated: port city of Busan')
      .replace(/kind: meeting/, 'kind: dialogue'),
  );
  const cn = join(seeds, 'people', 'cn.yaml');
  await writeFile(cn, (await readFile(cn, 'utf8')).replace('Wan Yi', 'Wan-Yi'));
  const { out } = await aide(['sync', seeds, ...at]);
  expect(out).toMatch(/^~ event kr-cn-fm-busan-2023: accounts$/m);
  expect(out).toMatch(
    /^! person wang-yi: .*edited here and changed in the file: left as it is here/m,
  );
  const { event } = await data(`/event ${BUSAN}`, at);
  expect([event.kind, event.duration]).toEqual(['dialogue', { minutes: 90 }]);
  expect((await data('/profile wang-yi', at)).person.name).toBe('Wang-Yi');
});

test('a backup brings everything back; an export comes back as a change', async () => {
  const at = ['--data', await folder()];
  const file = join(await folder(), 'all.backup');
  await aide(['ask', '/edit wang-yi name.en Wang', ...at]);
  expect((await aide(['backup', file, ...at])).out).toMatch(
    /\d+ changes, read back and verified\.$/m,
  );
  const json = join(await folder(), 'all.json');
  await aide(['export', 'json', json, ...at]);
  await aide(['ask', '/edit wang-yi name.en Wong', ...at]);
  expect((await aide(['import', 'json', json, '--dry-run', ...at])).out).toBe(
    '~ person wang-yi\n1 record would change.\n',
  );
  await aide(['import', 'json', json, ...at]);
  expect((await data('/profile wang-yi', at)).person.name).toBe('Wang');
  expect((await aide(['restore', file, ...at])).out).toMatch(
    /holds the backup now\. What it held is kept in/,
  );
  const { entries } = await data('/history wang-yi', at);
  expect(entries).toHaveLength(2);
  expect((await aide(['restore', json, ...at])).err).toMatch(/is no whole backup/);
  await writeFile(json, '{"export":"aide-memoire","records":{"person":[{"id":"x"}]}}');
  expect((await aide(['import', 'json', json, ...at])).err).toMatch(
    /person\[0\]\.name: .*nothing was changed/,
  );
});

test('a copy that cannot be written is told in a line, and the one before stays', async () => {
  const at = ['--data', await folder()];
  const place = await folder();
  const before = 'the copy of yesterday';
  for (const verb of [['backup'], ['export', 'json']]) {
    // A folder in the way of what is written first.
    const file = join(place, verb.join('-'));
    await writeFile(file, before);
    await mkdir(join(`${file}.part`, 'in the way'), { recursive: true });
    await aide(['ask', '/status', ...at]);
    const { code, err } = await aide([...verb, file, ...at]);
    expect([code, err]).toEqual([
      1,
      expect.stringMatching(/^aide: .* cannot be written \(EISDIR\)\n$/),
    ]);
    expect(await readFile(file, 'utf8')).toBe(before);
  }
  const nowhere = join(place, 'nowhere');
  expect(await aide(['repair', '--data', nowhere])).toMatchObject({
    code: 1,
    err: `aide: there is no folder ${nowhere}\n`,
  });
});

test('an edit that changes nothing offers nothing to be taken back', async () => {
  const at = ['--data', await folder()];
  const same = JSON.parse((await aide(['ask', '/edit wang-yi name.ko 왕이', '--json', ...at])).out);
  expect(same.data.changes).toEqual([]);
  const commands = same.reply.actions.map(
    (a: { invocation: { command: string } }) => a.invocation.command,
  );
  expect(commands).toContain('history');
  expect(commands).not.toContain('undo');
});

test('beside a running console questions are answered and changes are refused; killed, it blocks nobody', async () => {
  const at = ['--data', await folder()];
  const running = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts', ...at], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exited = new Promise((resolve) => running.once('exit', resolve));
  running.stdin.write('/status\n');
  await new Promise((resolve) => running.stdout.once('data', resolve));
  const refused = await aide(['ask', '/edit wang-yi name.en Wang', ...at]);
  expect([refused.code, refused.err]).toEqual([
    1,
    expect.stringMatching(/^aide: .* is in use by another running aide/),
  ]);
  expect((await data('/profile wang-yi', at)).person.name).toBe('Wang Yi');
  running.kill('SIGKILL');
  await exited;
  expect((await aide(['ask', '/edit wang-yi name.en Wang', ...at])).code).toBe(0);
}, 60_000);
