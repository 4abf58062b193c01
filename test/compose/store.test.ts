import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '../../src/adapters/clock.ts';
import { WriterLock } from '../../src/adapters/store/writer-lock.ts';
import type { Places } from '../../src/compose/places.ts';
import { openStore } from '../../src/compose/store.ts';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'filled-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

test.each(['read', 'write'] as const)(
  'a store that cannot be filled leaves no lock behind (to %s)',
  async (access) => {
    const seeds = await mkdtemp(join(root, 'seeds-'));
    await writeFile(join(seeds, 'broken.yaml'), 'events: [{id: x');
    const data = join(root, `data-${access}`);
    const places = { data, seeds } as Places;
    await expect(openStore(places, access, systemClock)).rejects.toThrow(/broken\.yaml/);
    const lock = await WriterLock.take(data, { random: Math.random });
    await lock.release();
    // With seeds that can be read it is filled after all.
    await writeFile(join(seeds, 'broken.yaml'), 'topics: [{id: x, name: {en: X}}]');
    const store = await openStore(places, access, systemClock);
    expect((await store.load()).topic).toEqual([{ id: 'x', name: { en: 'X' } }]);
    await store.close();
  },
);
