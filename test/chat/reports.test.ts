/** An answer held to be wrong reaches the editors, with the question and what it rests on. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ReportDesk } from '../../src/adapters/report-desk.ts';
import { readSeeds } from '../../src/adapters/seeds/seed-files.ts';
import { Archive } from '../../src/archive/archive.ts';
import { Dispatcher } from '../../src/chat/dispatcher.ts';
import { plainText, type Reply } from '../../src/chat/reply.ts';
import { registry } from '../../src/commands/index.ts';
import { defaultSubscription } from '../../src/schedule/default-subscription.ts';
import { preview } from '../../src/schedule/preview.ts';
import { NO_RECORDS, reader } from '../support/asker.ts';
import { MemoryDoor } from '../support/memory-door.ts';
import { LOG } from '../support/web-page.ts';

let folder: string;
let archive: Archive;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aide-reports-'));
  archive = new Archive(await readSeeds('seeds'));
});
afterAll(() => rm(folder, { recursive: true }));

function desk(channel?: string) {
  const file = join(folder, `${Math.random()}.jsonl`);
  const reports = new ReportDesk({ file, channel, locale: 'en' });
  const door = new MemoryDoor('slack');
  reports.open([door], LOG);
  const dispatcher = new Dispatcher({
    registry,
    archive: () => archive,
    records: NO_RECORDS,
    reports,
    report: (fault) => {
      throw fault;
    },
  });
  const ask = (line: string, readsOnly = false) =>
    dispatcher.dispatch({ kind: 'line', line }, { ...reader({}), readsOnly });
  const kept = async () =>
    (await readFile(file, 'utf8'))
      .trim()
      .split('\n')
      .map((l) => JSON.parse(l));
  return { dispatcher, door, ask, kept };
}

const wordsOf = (reply: Reply): string => JSON.stringify(reply.blocks);

test('every answer has the button, and no report or change has', async () => {
  const { ask } = desk();
  for (const line of [
    '/lastmeeting wang-yi',
    '/find 건설적 역할',
    '/status',
    '/meetings kr with cn',
  ]) {
    const { reply, kind } = await ask(line);
    expect([line, kind]).toEqual([line, 'answered']);
    expect(reply.actions.slice(-2).map(({ invocation }) => invocation.command)).toEqual([
      'cite',
      'report',
    ]);
    expect(reply.actions.at(-1)?.changes).toBe(true);
  }
  for (const line of ['/reminders list', '/report lastmeeting wang-yi', '/cite status']) {
    const commands = (await ask(line)).reply.actions.map(({ invocation }) => invocation.command);
    expect(commands).not.toContain('report');
  }
});

test('pressed, it reaches the editors with question, answer and sources', async () => {
  const { dispatcher, door, ask, kept } = desk('slack:EDITORS');
  const { reply } = await ask('/lastmeeting 왕이 with park-jin');
  const button = reply.actions.find(({ invocation }) => invocation.command === 'report');
  if (!button) throw new Error('no button');
  const done = await dispatcher.dispatch({ kind: 'named', ...button.invocation }, reader({}));
  expect(done.data()).toMatchObject({
    reached: 'told',
    question: '/lastmeeting wang-yi with park-jin',
  });
  const [post] = door.posts;
  expect(post?.to).toEqual({ channel: 'EDITORS' });
  const told = wordsOf(post?.reply as Reply);
  expect(told).toContain('/lastmeeting wang-yi with park-jin');
  expect(told).toContain('tester');
  for (const block of reply.blocks) expect(told).toContain(JSON.stringify(block));
  expect(reply.blocks.some(({ kind }) => kind === 'sources')).toBe(true);
  expect(await kept()).toMatchObject([{ question: '/lastmeeting wang-yi with park-jin' }]);
});

test('with words of what is wrong; without a channel, or where it cannot be reached, it is kept', async () => {
  const alone = desk();
  const { reply } = await alone.ask('/report lastmeeting wang-yi // it was in “Seoul”');
  expect(plainText(reply.title)).toContain('kept');
  expect(await alone.kept()).toMatchObject([{ note: 'it was in “Seoul”', by: 'tester' }]);
  const shut = desk('slack:EDITORS');
  shut.door.faults.push('refused');
  expect((await shut.ask('/report status')).data()).toMatchObject({ reached: 'kept' });
  expect(await shut.kept()).toHaveLength(1);
});

test('nothing is changed by reporting a change, and a link reports nothing', async () => {
  const { ask, kept } = desk();
  expect((await ask('/report edit wang-yi name.ko 왕')).kind).toBe('refused');
  expect((await ask('/report report status')).kind).toBe('refused');
  const asked = await ask('/report status', true);
  expect(asked.kind).toBe('refused');
  expect(asked.reply.choices?.[0]).toMatchObject({
    changes: true,
    invocation: { command: 'report' },
  });
  await expect(kept()).rejects.toThrow('ENOENT');
});

test('an answer is quoted with what it says, as of when, and all its sources', async () => {
  const { ask } = desk();
  const { reply } = await ask('/lastmeeting wang-yi');
  const sources = reply.blocks.flatMap((block) => (block.kind === 'sources' ? block.items : []));
  const { citation } = (await ask('/cite lastmeeting wang-yi')).data() as { citation: string };
  const lines = citation.split('\n');
  expect(lines[0]).toContain('Last meeting: Wang Yi');
  expect(lines[0]).toContain('17 September 2025');
  expect(lines[1]).toContain('22 November 2026');
  expect(lines.slice(2)).toHaveLength(sources.length);
  for (const { url } of sources) expect(citation).toContain(url);
});

test('a post by itself has the button too, and what it is about reaches the editors', async () => {
  const { dispatcher, door } = desk('slack:EDITORS');
  const [from = 0, to = 0] = ['2026-12-01', '2026-12-31'].map((day) => Date.parse(day));
  const subscriptions = [defaultSubscription({ zone: 'Asia/Seoul', locale: 'en' })];
  const holidays = new Set<number>();
  const asked = { archive, records: NO_RECORDS, subscriptions, holidays, from, to, now: from };
  const kinds = new Set<string>();
  for (const post of preview(asked)) {
    const reply = await post.reply();
    const button = reply?.actions.find(({ invocation }) => invocation.command === 'report');
    if (!reply?.asked || !button) throw new Error(`${post.kind}: no button`);
    kinds.add(post.kind);
    // The same as under the answer to what it is about: a platform may find it there again.
    const { reply: answer } = await dispatcher.dispatch(
      { kind: 'named', ...reply.asked },
      reader({}),
    );
    expect(answer.actions).toContainEqual(button);
    const { kind } = await dispatcher.dispatch({ kind: 'named', ...button.invocation }, reader({}));
    expect(kind).toBe('answered');
    const told = wordsOf(door.posts.at(-1)?.reply as Reply);
    expect(told).toContain(String(button.invocation.args.question));
    for (const block of answer.blocks) expect(told).toContain(JSON.stringify(block));
  }
  expect([...kinds].sort()).toEqual(['digest', 'reminder']);
});
