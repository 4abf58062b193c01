import {
  appendFile,
  copyFile,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readBackup, restoreBackup, writeBackup } from '../../src/adapters/store/backup.ts';
import { checksum } from '../../src/adapters/store/checked-json-file.ts';
import { EmbeddedStore } from '../../src/adapters/store/embedded-store.ts';
import { examine } from '../../src/adapters/store/repair.ts';
import { manifestOf } from '../../src/adapters/store/snapshot.ts';
import { FolderInUse, WriterLock } from '../../src/adapters/store/writer-lock.ts';
import { StoreError } from '../../src/archive/event-store.ts';
import type { Change, RecordOf } from '../../src/domain/record/record.ts';
import { describeEventStore } from '../contract/event-store.ts';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'store-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

const folder = () => mkdtemp(join(root, 's-'));
const by = { author: 'tester', at: new Date('2026-01-01T00:00:00Z') };
const topic = (id: string, en = id): RecordOf<'topic'> => ({ id, name: { en } });
const put = (id: string, en = id): Change =>
  ({ type: 'topic', id, before: null, after: topic(id, en) }) as Change;

async function open(place: string, snapshotBytes?: number): Promise<EmbeddedStore> {
  const lock = await WriterLock.take(place, { random: Math.random });
  try {
    return await EmbeddedStore.open(place, { lock, ...(snapshotBytes && { snapshotBytes }) });
  } catch (error) {
    await lock.release();
    throw error;
  }
}

/** The same bytes with some bits of one of them turned. */
function flipped(bytes: Buffer, at: number, bits: number): Buffer {
  bytes[at] = (bytes[at] ?? 0) ^ bits;
  return bytes;
}

/** A closed store of so many topics, one change each. */
async function filled(count: number): Promise<string> {
  const place = await folder();
  const store = await open(place);
  for (let i = 0; i < count; i++) await store.commit([put(`t${i}`)], by);
  await store.close();
  return place;
}

const journalOf = async (place: string): Promise<string> => {
  const name = (await readdir(place)).filter((n) => n.endsWith('.log')).sort()[0] as string;
  return join(place, name);
};
const ids = async (store: EmbeddedStore) => (await store.load()).topic.map((t) => t.id);

describeEventStore('the embedded store', async () => {
  const place = await folder();
  return { open: () => open(place) };
});

describeEventStore('the embedded store that makes a snapshot at every turn', async () => {
  const place = await folder();
  return { open: () => open(place, 1) };
});

describe('the end of the journal', () => {
  test.each([
    ['half a line', async (file: string) => appendFile(file, '0badc0de {"n":4,"syn')],
    [
      'a line that is not what was written',
      async (file: string) => appendFile(file, '00000000 {"n":4,"synced":3}\n'),
    ],
    ['zeros', async (file: string) => appendFile(file, Buffer.alloc(5000))],
    [
      'the first part of changes that belong together',
      async (file: string) => {
        const { encodeLine } = await import('../../src/adapters/store/journal-line.ts');
        const line = {
          n: 4,
          synced: 3,
          at: by.at.toISOString(),
          by: 'x',
          more: true as const,
          ...put('x'),
        };
        await appendFile(file, encodeLine(line));
      },
    ],
  ])('%s is set aside and told, and the store goes on', async (_, spoil) => {
    const place = await filled(3);
    const file = await journalOf(place);
    await spoil(file);
    const spoiled = await readFile(file);
    const reader = await EmbeddedStore.open(place);
    expect(await ids(reader)).toEqual(['t0', 't1', 't2']);
    expect(reader.notices.join()).toMatch(/unfinished .* what follows change 3 was never ack/);
    const store = await open(place);
    expect(store.notices.join()).toMatch(
      /unfinished .* every acknowledged change up to 3 is there/,
    );
    await store.commit([put('t3')], by);
    expect(await ids(store)).toEqual(['t0', 't1', 't2', 't3']);
    await store.close();
    const kept = (await readdir(place)).find((name) => name.includes('.torn-')) as string;
    expect((await readFile(join(place, kept))).equals(spoiled)).toBe(true);
    const again = await open(place);
    expect(again.notices).toEqual([]);
    expect(await ids(again)).toEqual(['t0', 't1', 't2', 't3']);
    await again.close();
  });
});

describe('damage', () => {
  async function spoiled(change: (bytes: Buffer) => Buffer | undefined): Promise<string> {
    const place = await filled(5);
    const file = await journalOf(place);
    const bytes = await readFile(file);
    const result = change(bytes) ?? bytes;
    await writeFile(file, result);
    return place;
  }
  const lineStart = (bytes: Buffer, n: number) => {
    let at = 0;
    for (let i = 1; i < n; i++) at = bytes.indexOf(10, at) + 1;
    return at;
  };

  test.each([
    ['a bit turned in the middle', (b: Buffer) => flipped(b, lineStart(b, 3) + 40, 1), 3],
    [
      'a line gone',
      (b: Buffer) => Buffer.concat([b.subarray(0, lineStart(b, 3)), b.subarray(lineStart(b, 4))]),
      3,
    ],
    ['a line feed turned', (b: Buffer) => flipped(b, lineStart(b, 3) - 1, 4), 2],
    ['zeros in the middle', (b: Buffer) => void b.fill(0, lineStart(b, 2), lineStart(b, 4)), 2],
    ['the last lines cut off', (b: Buffer) => b.subarray(0, lineStart(b, 4)), 4],
    ['the last line damaged', (b: Buffer) => flipped(b, b.length - 5, 1), 5],
    ['nothing left', () => Buffer.alloc(0), 1],
  ])('%s is refused with its place and the last good state', async (_, change, n) => {
    const place = await spoiled(change as (bytes: Buffer) => Buffer);
    const file = await journalOf(place);
    const before = await readFile(file);
    await expect(open(place)).rejects.toThrow(
      new RegExp(
        `journal-\\d+\\.log is damaged at byte \\d+: .* last good state is after change ${n - 1}\\..*aide repair`,
      ),
    );
    await expect(EmbeddedStore.open(place)).rejects.toThrow(StoreError);
    expect((await readFile(file)).equals(before)).toBe(true);
    // Repair shows first, keeps the damaged file, and ends at the last good state.
    const [step, ...more] = await examine(place);
    expect(step?.tell).toMatch(new RegExp(`last good state: change ${n - 1}`));
    for (const each of [step, ...more]) await each?.apply?.();
    const kept = (await readdir(place)).find((name) => name.includes('.damaged-')) as string;
    expect((await readFile(join(place, kept))).equals(before)).toBe(true);
    expect(await examine(place)).toEqual([]);
    const store = await open(place);
    expect(await ids(store)).toEqual(['t0', 't1', 't2', 't3', 't4'].slice(0, n - 1));
    await store.close();
  });

  test('of the manifest is refused and mended from the journal', async () => {
    const place = await filled(3);
    await truncate(join(place, 'manifest.json'), 20);
    await expect(open(place)).rejects.toThrow(/manifest\.json is damaged/);
    for (const step of await examine(place)) await step.apply?.();
    const store = await open(place);
    expect(await ids(store)).toEqual(['t0', 't1', 't2']);
    await store.close();
  });

  test('a manifest that is gone does not begin a new store over the old one', async () => {
    const place = await filled(3);
    await rm(join(place, 'manifest.json'));
    await expect(open(place)).rejects.toThrow(/holds a journal but no manifest/);
    for (const step of await examine(place)) await step.apply?.();
    const store = await open(place);
    expect(await ids(store)).toEqual(['t0', 't1', 't2']);
    await store.close();
  });

  /** A store of five topics, t0 to t4, whose last snapshot holds the first so many of them. */
  async function withSnapshot(): Promise<{ place: string; n: number }> {
    const place = await folder();
    const store = await open(place, 1);
    for (let i = 0; i < 5; i++) {
      await store.commit([put(`t${i}`)], by);
      if (i === 2) await store.settled();
    }
    await store.close();
    const { snapshot: n } = JSON.parse(await readFile(join(place, 'manifest.json'), 'utf8')).data;
    expect(n).toBeGreaterThan(0);
    return { place, n };
  }
  const snapshotIn = async (place: string): Promise<string> =>
    join(
      place,
      (await readdir(place))
        .filter((n) => n.startsWith('snapshot-'))
        .sort()
        .at(-1) ?? '',
    );

  test('of the manifest by what belongs elsewhere is refused and mended', async () => {
    const { place } = await withSnapshot();
    const [manifest, snapshot] = [join(place, 'manifest.json'), await snapshotIn(place)];
    const content = await readFile(manifest);
    await copyFile(snapshot, manifest);
    await writeFile(snapshot, content);
    await expect(open(place)).rejects.toThrow(/manifest\.json is damaged: another file stands/);
    const steps = await examine(place);
    expect(steps.map((step) => step.tell).join()).toMatch(
      /manifest\.json is damaged: it is written/,
    );
    for (const step of steps) await step.apply?.();
    const store = await open(place);
    expect(await ids(store)).toEqual(['t0', 't1', 't2', 't3', 't4']);
    await store.close();
  });

  test('of a snapshot by another one is refused and mended', async () => {
    const { place } = await withSnapshot();
    const manifest = manifestOf(place);
    await manifest.read();
    await writeFile(
      await snapshotIn(place),
      await (async () => {
        const other = await withSnapshot();
        const bytes = await readFile(await snapshotIn(other.place), 'utf8');
        const data = JSON.parse(bytes).data;
        const json = JSON.stringify({ ...data, n: data.n + 1 });
        return `{"crc":"${checksum(json)}","data":${json}}\n`;
      })(),
    );
    await expect(open(place)).rejects.toThrow(/snapshot-\d+\.json is damaged: another file stands/);
    for (const step of await examine(place)) await step.apply?.();
    const store = await open(place);
    expect(await ids(store)).toEqual(['t0', 't1', 't2', 't3', 't4']);
    await store.close();
  });

  test('before the snapshot costs the history, not the records, and cannot be mended', async () => {
    const { place, n } = await withSnapshot();
    const file = await journalOf(place);
    await writeFile(file, flipped(await readFile(file), 30, 1));
    const store = await open(place);
    expect(await ids(store)).toEqual(['t0', 't1', 't2', 't3', 't4']);
    await expect(store.changes()).rejects.toThrow(/is damaged at byte 0/);
    await expect(store.history('topic', 't4')).rejects.toThrow(/is damaged at byte 0/);
    await store.close();
    const [step, ...more] = await examine(place);
    expect(more).toEqual([]);
    expect(step?.apply).toBeUndefined();
    expect(step?.tell).toMatch(
      new RegExp(
        `records up to change ${n} are whole, .* their history cannot be read\\. A backup`,
      ),
    );
  });

  test('a segment that is gone after the snapshot is begun anew, and what it held is told as lost', async () => {
    const { place, n } = await withSnapshot();
    const lost = (await readdir(place)).filter((name) => name.endsWith('.log')).sort();
    for (const name of lost) {
      if (Number(/\d+/.exec(name)) > n) await rm(join(place, name));
    }
    await expect(open(place)).rejects.toThrow(/is damaged at byte 0: it is missing/);
    const steps = await examine(place);
    expect(steps.at(-1)?.tell).toMatch(
      new RegExp(`is missing: it is begun anew\\. Every change after ${n} is lost`),
    );
    for (const step of steps) await step.apply?.();
    expect(await examine(place)).toEqual([]);
    const store = await open(place);
    expect(await ids(store)).toEqual(['t0', 't1', 't2', 't3', 't4'].slice(0, n));
    await store.commit([put('new')], by);
    await store.close();
  });

  test('a segment that is gone between others: what follows it is kept beside and told as lost', async () => {
    const place = await folder();
    const store = await open(place, 1);
    for (let i = 0; i < 3; i++) {
      await store.commit([put(`t${i}`)], by);
      await store.settled();
    }
    await store.close();
    // Without a snapshot the journal alone has everything.
    for (const name of await readdir(place)) {
      if (name.startsWith('snapshot-') || name === 'manifest.json') await rm(join(place, name));
    }
    for (const step of await examine(place)) await step.apply?.();
    await rm(join(place, 'journal-000000000002.log'));
    await expect(open(place)).rejects.toThrow(/line 2 is missing before it/);
    for (const step of await examine(place)) await step.apply?.();
    expect(await examine(place)).toEqual([]);
    const names = await readdir(place);
    expect(names).toContain('journal-000000000003.log.damaged-2');
    const mended = await open(place);
    expect(await ids(mended)).toEqual(['t0']);
    await mended.commit([put('new')], by);
    await mended.close();
  });

  test('of a line whose place is known is told when it is read, and spoils no other', async () => {
    const place = await filled(5);
    const store = await open(place);
    expect(await store.history('topic', 't1')).toHaveLength(1);
    const file = await journalOf(place);
    const bytes = await readFile(file);
    await writeFile(file, flipped(bytes, lineStart(bytes, 3) + 40, 1));
    await expect(store.history('topic', 't2')).rejects.toThrow(
      new RegExp(`is damaged at byte ${lineStart(bytes, 3)}: .*after change 2`),
    );
    expect(await store.history('topic', 't3')).toHaveLength(1);
    await store.close();
  });

  test('of a snapshot is refused, and the journal has everything', async () => {
    const place = await folder();
    const store = await open(place, 1);
    for (let i = 0; i < 5; i++) await store.commit([put(`t${i}`)], by);
    await store.settled();
    await store.close();
    const snapshot = (await readdir(place))
      .filter((n) => n.startsWith('snapshot-'))
      .at(-1) as string;
    const file = join(place, snapshot);
    const bytes = await readFile(file);
    flipped(bytes, bytes.length >> 1, 1);
    await writeFile(file, bytes);
    await expect(open(place)).rejects.toThrow(/snapshot-\d+\.json is damaged/);
    for (const step of await examine(place)) await step.apply?.();
    const mended = await open(place);
    expect(await ids(mended)).toEqual(['t0', 't1', 't2', 't3', 't4']);
    await mended.close();
  });
});

describe('snapshots', () => {
  test('hold what the journal tells, and shorten what must be read', async () => {
    const place = await folder();
    const store = await open(place, 2000);
    for (let i = 0; i < 100; i++) await store.commit([put(`t${String(i).padStart(3, '0')}`)], by);
    await store.settled();
    await store.close();
    const names = await readdir(place);
    expect(names.some((name) => name.startsWith('snapshot-'))).toBe(true);
    const manifest = JSON.parse(await readFile(join(place, 'manifest.json'), 'utf8')).data;
    expect(manifest.snapshot).toBeGreaterThan(10);
    const again = await open(place);
    expect(await ids(again)).toHaveLength(100);
    expect((await again.changes()).length).toBe(100);
    await again.close();
    // The journal alone tells the same.
    await copyFile(join(place, 'manifest.json'), join(place, 'manifest.kept'));
    await rm(join(place, 'manifest.json'));
    for (const step of await examine(place)) await step.apply?.();
    const fromJournal = await open(place);
    expect(await ids(fromJournal)).toHaveLength(100);
    await fromJournal.close();
  });
});

describe('one writer', () => {
  test('the second is refused, saying so; readers are not', async () => {
    const place = await filled(1);
    const first = await open(place);
    await expect(open(place)).rejects.toThrow(FolderInUse);
    await expect(open(place)).rejects.toThrow(/in use by another running aide/);
    const reader = await EmbeddedStore.open(place);
    expect(await ids(reader)).toEqual(['t0']);
    await expect(reader.commit([put('x')], by)).rejects.toThrow(/opened only to be read/);
    await first.close();
    await (await open(place)).close();
  });

  test('of many that come at once exactly one gets it', async () => {
    const place = await folder();
    for (let round = 0; round < 5; round++) {
      const tries = await Promise.allSettled(
        Array.from({ length: 8 }, () => WriterLock.take(place, { random: Math.random })),
      );
      const holders = tries.flatMap((t) => (t.status === 'fulfilled' ? [t.value] : []));
      expect(holders.length).toBeLessThanOrEqual(1);
      for (const lock of holders) await lock.release();
    }
    await (await WriterLock.take(place, { random: Math.random })).release();
  });

  test('a folder with a very long path can be locked too', async () => {
    const place = join(
      await folder(),
      ...Array.from({ length: 8 }, () => 'a-rather-long-folder-name'),
    );
    await mkdir(place, { recursive: true });
    const lock = await WriterLock.take(place, { random: Math.random });
    await expect(WriterLock.take(place, { random: Math.random })).rejects.toThrow(FolderInUse);
    await lock.release();
  });
});

describe('formats', () => {
  test('a folder of the first format is migrated, and what it was is kept', async () => {
    const place = await folder();
    const old = JSON.stringify({ format: 1, records: { topic: [topic('a'), topic('b')] } });
    await writeFile(join(place, 'archive.json'), old);
    const reader = await EmbeddedStore.open(place);
    expect(await ids(reader)).toEqual(['a', 'b']);
    const store = await open(place);
    expect(store.notices.join()).toMatch(/brought to format 2; .*archive\.format-1\.json/);
    expect(await ids(store)).toEqual(['a', 'b']);
    await store.close();
    expect(await readFile(join(place, 'archive.format-1.json'), 'utf8')).toBe(old);
    await expect(stat(join(place, 'archive.json'))).rejects.toThrow(/ENOENT/);
  });

  test('a migration that was interrupted is begun anew', async () => {
    const place = await filled(1);
    const journal = await readFile(await journalOf(place));
    await rm(join(place, 'manifest.json'));
    await writeFile(
      join(place, 'archive.json'),
      JSON.stringify({ format: 1, records: { topic: [topic('a')] } }),
    );
    expect(journal.length).toBeGreaterThan(0);
    const store = await open(place);
    expect(await ids(store)).toEqual(['a']);
    await store.close();
  });

  test('a folder of a newer version is refused and left as it is', async () => {
    const place = await filled(1);
    const manifest = manifestOf(place);
    manifest.data = { format: 3 } as never; // what else it may say is not known
    await manifest.write();
    const before = await readFile(join(place, 'manifest.json'));
    await expect(open(place)).rejects.toThrow(/newer version \(format 3; this one reads 2\)/);
    expect((await readFile(join(place, 'manifest.json'))).equals(before)).toBe(true);
  });
});

describe('backups', () => {
  test('hold all history in one file, and come back to the letter', async () => {
    const place = await filled(20);
    const file = join(await folder(), 'store.backup');
    expect(await writeBackup(place, file)).toBe(20);
    const store = await open(place);
    const before = await store.changes();
    await store.commit([put('after')], by);
    await store.close();
    const lock = await WriterLock.take(place, { random: Math.random });
    const kept = (await restoreBackup(place, file)) as string;
    await lock.release();
    const restored = await open(place);
    expect(await restored.changes()).toEqual(before);
    await restored.close();
    const old = await EmbeddedStore.open(kept);
    expect(await ids(old)).toContain('after');
  });

  test('a damaged backup is refused before anything is touched', async () => {
    const place = await filled(3);
    const file = join(await folder(), 'store.backup');
    await writeBackup(place, file);
    const whole = await readFile(file);
    for (const spoil of [
      whole.subarray(0, whole.length - 10),
      flipped(Buffer.from(whole), 40, 1),
      Buffer.from('nothing'),
    ]) {
      await writeFile(file, spoil);
      await expect(readBackup(file)).rejects.toThrow(/is no whole backup/);
    }
    const store = await open(place);
    expect(await ids(store)).toEqual(['t0', 't1', 't2']);
    await store.close();
  });
});

test('what cannot be written is told and not held', async () => {
  const place = join(await folder(), 'file');
  await writeFile(place, 'in the way');
  await expect(open(place)).rejects.toThrow(/cannot be (made|read)/);
});
