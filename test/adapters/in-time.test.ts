import { describe, expect, test } from 'vitest';
import { unlessLate, within } from '../../src/adapters/in-time.ts';

const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;

describe('what is done in time', () => {
  test('gives what came of it, and leaves no timer behind', async () => {
    const before = timers();
    expect(await within(60_000, async ({ aborted }) => aborted)).toBe(false);
    expect(await unlessLate(60_000, Promise.resolve('there'))).toBe('there');
    await expect(within(60_000, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await expect(unlessLate(60_000, Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(timers()).toBe(before);
  });
});

describe('what takes too long', () => {
  test('is told to stop, as by a timeout', async () => {
    const reason = await within(
      5,
      (signal) =>
        new Promise((resolve) => {
          signal.addEventListener('abort', () => resolve(signal.reason.name));
        }),
    );
    expect(reason).toBe('TimeoutError');
  });

  test('is not waited for', async () => {
    expect(await unlessLate(5, new Promise(() => undefined))).toBeUndefined();
  });
});
