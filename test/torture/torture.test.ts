/**
 * A short run of the harness, and that it goes red when the store is robbed of what it cannot do
 * without. `npm run torture` runs it for as long as is asked.
 */
import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { promisify } from 'node:util';
import { afterAll, describe, expect, test } from 'vitest';
import { Context, type Failure } from './context.ts';
import { damageFolders } from './phases/damage.ts';
import { fillDisks } from './phases/full.ts';
import { Kills } from './phases/kills.ts';
import { losePower, replayLoss } from './phases/power.ts';

const SEED = 7;
const PATIENCE = 300_000;

const whole = new Context(SEED, undefined);
afterAll(() => whole.close());

describe('the store keeps its word', () => {
  test('killed', { timeout: PATIENCE }, async () => {
    const { failure, figures } = await new Kills(whole).run(10);
    expect([failure, figures[0]]).toEqual([undefined, expect.stringMatching(/^kills: 10 over/)]);
  });

  test('without power', { timeout: PATIENCE }, async () => {
    const { failure, figures } = await losePower(whole, 100);
    expect([failure, figures[0]]).toEqual([
      undefined,
      expect.stringMatching(/^losses of power: 100 states/),
    ]);
  });

  test('on a full disk', { timeout: PATIENCE }, async () => {
    const { failure } = await fillDisks(whole, 1);
    expect(failure).toBeUndefined();
  });

  test('damaged', { timeout: PATIENCE }, async () => {
    const { failure, figures } = await damageFolders(whole, 60);
    expect([failure, figures[0]]).toEqual([undefined, expect.stringMatching(/^damages: 60 to 5/)]);
  });
});

describe('the harness goes red', () => {
  test.each(['sync', 'folder-sync'] as const)(
    'without the %s: a loss of power is found, and is seen again',
    { timeout: PATIENCE },
    async (without) => {
      const robbed = new Context(SEED, without, whole);
      try {
        const { failure } = await losePower(robbed, 120);
        const { problem, kept } = failure as Failure;
        expect(withoutPaths(await replayLoss(robbed, kept))).toBe(withoutPaths(problem));
        await rm(kept, { recursive: true });
      } finally {
        await robbed.close();
      }
    },
  );

  test('without the checksum: damage is read as if it were none', {
    timeout: PATIENCE,
  }, async () => {
    const robbed = new Context(SEED, 'checksum', whole);
    try {
      const { failure } = await damageFolders(robbed, 200);
      expect(failure?.problem).toMatch(/SILENTLY|fault/);
      await rm((failure as Failure).kept, { recursive: true });
    } finally {
      await robbed.close();
    }
  });
});

const withoutPaths = (text = ''): string => text.replace(/\S*\/state-opened\//g, '');

test('a wrong command line is told', async () => {
  const command = ['--import', 'tsx', 'test/torture/main.ts', '--without', 'luck'];
  await expect(promisify(execFile)(process.execPath, command)).rejects.toMatchObject({
    code: 2,
    stderr: expect.stringMatching(
      /^--without: expected one of sync, folder-sync, checksum, claim, look, telling\n/,
    ),
  });
});
