import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LowdbStore } from '../../src/adapters/store/lowdb-store.ts';
import { StoreError } from '../../src/archive/event-store.ts';
import { describeEventStore } from '../contract/event-store.ts';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'store-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

const folder = () => mkdtemp(join(root, 's-'));

describeEventStore('the lowdb store', async () => {
  const place = await folder();
  return { open: () => LowdbStore.open(place) };
});

test('a folder is made when the first change is accepted', async () => {
  const place = join(await folder(), 'deep', 'down');
  const store = await LowdbStore.open(place);
  expect(store.isNew).toBe(true);
  await store.commit(
    [{ type: 'topic', id: 'a', before: null, after: { id: 'a', name: { en: 'A' } } }],
    {
      author: 'tester',
      at: new Date(0),
    },
  );
  expect(store.isNew).toBe(false);
  expect(JSON.parse(await readFile(join(place, 'archive.json'), 'utf8'))).toMatchObject({
    format: 1,
  });
});

test('a damaged file is refused, told, and left as it is', async () => {
  const place = await folder();
  const file = join(place, 'archive.json');
  await writeFile(file, '{"format":1,"records":{"topic":[');
  await expect(LowdbStore.open(place)).rejects.toThrow(/archive\.json is damaged/);
  expect(await readFile(file, 'utf8')).toBe('{"format":1,"records":{"topic":[');
});

test('a folder of a newer version is refused', async () => {
  const place = await folder();
  await writeFile(join(place, 'archive.json'), '{"format":2,"records":{}}');
  await expect(LowdbStore.open(place)).rejects.toThrow(
    /newer version \(format 2; this one reads 1\)/,
  );
});

test('what cannot be written is told and not held', async () => {
  const place = await folder();
  // A folder where the file should be stops even the superuser.
  const store = await LowdbStore.open(place);
  await rm(place, { recursive: true });
  await writeFile(place, 'a file in the way');
  const change = {
    type: 'topic',
    id: 'a',
    before: null,
    after: { id: 'a', name: { en: 'A' } },
  } as const;
  const commit = store.commit([change], { author: 'tester', at: new Date(0) });
  await expect(commit).rejects.toThrow(StoreError);
  expect((await store.load()).topic).toEqual([]);
  await rm(place);
});

test.skipIf(process.getuid?.() === 0)('an unreadable file is told', async () => {
  const place = await folder();
  const file = join(place, 'archive.json');
  await writeFile(file, '{}');
  await chmod(file, 0);
  await expect(LowdbStore.open(place)).rejects.toThrow(/cannot be read \(EACCES\)/);
});
