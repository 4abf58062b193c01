/** A disk that takes nothing more: told in one line to whoever wanted something kept, and to the operator. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../src/adapters/clock.ts';
import { Archive } from '../../src/archive/archive.ts';
import { refusalOf, StoreError } from '../../src/archive/event-store.ts';
import { Dispatcher } from '../../src/chat/dispatcher.ts';
import { plainText } from '../../src/chat/reply.ts';
import { healthRoutes } from '../../src/cli/health.ts';
import { registry } from '../../src/commands/index.ts';
import { type App, composeApp } from '../../src/compose/app.ts';
import { findPlaces } from '../../src/compose/places.ts';
import { readEnvironment } from '../../src/config/environment.ts';
import { LOCALES } from '../../src/domain/locale.ts';
import type { Change } from '../../src/domain/record/record.ts';
import { defaultSubscription } from '../../src/schedule/default-subscription.ts';
import { Keeper } from '../../src/schedule/keeper.ts';
import { DEFAULT_RULES } from '../../src/schedule/outbox.ts';
import { NO_RECORDS, reader } from '../support/asker.ts';
import { MemoryDoor } from '../support/memory-door.ts';
import { holdingsOf } from '../support/yaml-archive.ts';
import { type SmallDisk, smallDisk } from '../torture/disk/small-disk.ts';

const EDIT = '/edit wang-yi name.ko';

let folder: string;
let disk: SmallDisk | undefined;
let app: App;
const faults: string[] = [];

async function open(): Promise<boolean> {
  disk = smallDisk(join(folder, 'disk'), 16 << 20);
  if (disk?.kind !== 'tmpfs') return false;
  const places = await findPlaces(readEnvironment({ AIDE_DATA: join(disk.root, 'data') }), {});
  app = await composeApp(places, {}, 'write', (fault) => {
    faults.push((fault as Error).message);
    return 'R1';
  });
  return true;
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aide-full-'));
});
afterEach(async () => {
  await app?.close();
  disk?.close();
  await rm(folder, { recursive: true, force: true });
});

const ask = async (line: string) => {
  const { kind, reply } = await app.dispatcher.dispatch({ kind: 'line', line }, app.reader());
  return `${kind}: ${plainText(reply.title)}`;
};

async function ready() {
  const route = healthRoutes([], app).find(({ path }) => path === '/readyz');
  return route?.answer({
    query: new URLSearchParams(),
    header: () => undefined,
    body: '',
  });
}

test('a full disk refuses edits, reports and posts, each told, until there is room', async (context) => {
  if (!(await open())) return context.skip();
  const door = new MemoryDoor('slack');
  const told: string[] = [];
  const note = (_: object, message: string) => void told.push(message);
  const { archive, records, holidays } = app;
  let now = Date.parse('2026-12-20T00:00:00Z');
  const after = {
    ...defaultSubscription({ zone: 'UTC', locale: 'en' }, new Date(now)),
    channel: 'slack:C1',
    digest: { cron: '0 9 * * *', sections: ['week'] },
  };
  const change = { type: 'subscription', id: after.id, before: null, after } as Change;
  await records.commit([change], { author: 'x', at: systemClock.now() });
  const keeper = new Keeper({
    archive,
    records,
    holidays,
    rules: DEFAULT_RULES,
    log: { debug() {}, info: note, warn: note, error: note },
    now: () => new Date(now),
    pause: async () => undefined,
  });
  await keeper.open(door);
  expect(await ready()).toMatchObject({ body: 'ready\n' });

  disk?.fill();
  // The last page of the journal has room for some lines yet.
  let edited = 0;
  let answer = '';
  while (!answer.startsWith('failed')) answer = await ask(`${EDIT} ${++edited}`);
  expect(answer).toBe(
    'failed: Nothing was recorded: the disk of this archive is full. Please tell whoever runs this bot (R1).',
  );
  expect(await ask('/report status')).toMatch(/^failed: Nothing was recorded: the disk .* full/);
  expect(faults).toEqual([
    expect.stringMatching(/journal.*ENOSPC/),
    expect.stringMatching(/reports.*ENOSPC/),
  ]);
  expect(archive.record('person', 'wang-yi')).not.toMatchObject({ name: { ko: `${edited}` } });
  expect(await ready()).toMatchObject({ status: 503, body: expect.stringMatching(/^nothing can/) });
  now += 10 * 3_600_000;
  for (let i = 0; i < 3; i++) await keeper.tick();
  expect(door.posts).toEqual([]);
  expect(told).toEqual([expect.stringMatching(/^nothing is posted: the disk/)]);

  disk?.makeRoom(process.pid);
  expect(await ready()).toMatchObject({ body: 'ready\n' });
  await keeper.tick();
  expect(door.posts.map(({ reply }) => plainText(reply.title))).toEqual([
    expect.stringMatching(/^Digest/),
    expect.stringMatching(/^Reminder/),
  ]);
  expect(told.at(-1)).toBe('the disk of the archive takes records again');
  expect(await ask(`${EDIT} 왕`)).toMatch(/^answered/);
});

describe('what the operating system says', () => {
  test.each([
    ['ENOSPC', 'full'],
    ['EDQUOT', 'full'],
    ['EROFS', 'unwritable'],
    ['EACCES', 'unwritable'],
    ['EIO', 'unwritable'],
  ])('%s', (code, expected) => {
    expect(refusalOf(Object.assign(new Error(), { code }))).toBe(expected);
  });

  test.each(LOCALES.flatMap((l) => (['full', 'unwritable', 'unsure'] as const).map((r) => [l, r])))(
    'is told in %s: %s',
    async (locale, refusal) => {
      const archive = new Archive(
        holdingsOf(
          'source: rec\nevents:\n  - {id: plan, kind: act, name: {en: Plan}, date: 2026-12-20}',
        ),
      );
      const commit = () =>
        Promise.reject(new StoreError('x cannot be written (E)', refusal as 'full'));
      const dispatcher = new Dispatcher({
        registry,
        archive: () => archive,
        records: { ...NO_RECORDS, commit },
        report: () => 'R2',
      });
      const { kind, reply } = await dispatcher.dispatch(
        { kind: 'line', line: '/edit plan name.en Other' },
        reader({ locale: locale as 'en' }),
      );
      expect([kind, plainText(reply.title)]).toEqual(['failed', expect.stringContaining('R2')]);
      expect(plainText(reply.title)).not.toContain('cannot be written (E)');
    },
  );
});
