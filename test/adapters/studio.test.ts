/** The painter in a process of its own: nobody waits while it paints, and it is replaced when it fails. */
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { Studio } from '../../src/adapters/picture/studio.ts';
import type { Drawing, Shape } from '../../src/chat/drawing.ts';

vi.setConfig({ testTimeout: 60_000 });

const drawing = (words: string, more: Partial<Drawing> = {}): Drawing => {
  const shape: Shape = { kind: 'text', at: [5, 20], text: words, size: 12, tone: 'ink' };
  return { width: 300, height: 40, locale: 'ko', shapes: [shape], ...more };
};

const sizeOf = (png: Buffer) => [png.readUInt32BE(16), png.readUInt32BE(20)];

test('several at once are painted, each as it was asked for', async () => {
  const { paint } = new Studio();
  const widths = [100, 200, 300, 400];
  const painted = await Promise.all(widths.map((width) => paint(drawing('한국', { width }))));
  expect(painted.map(sizeOf)).toEqual(widths.map((width) => [width * 2, 80]));
});

test('more than can wait are refused at once', async () => {
  const { paint } = new Studio();
  const asked = Array.from({ length: 30 }, () => paint(drawing('中国')));
  const outcomes = await Promise.allSettled(asked);
  const refused = outcomes.filter(({ status }) => status === 'rejected');
  expect(refused.length).toBe(9);
  expect(String((refused[0] as PromiseRejectedResult).reason)).toContain('wait already');
});

test('what cannot be painted is told, and the next one is painted by another', async () => {
  const { paint } = new Studio();
  await expect(paint({ ...drawing('x'), shapes: 0 } as never)).rejects.toThrow();
  expect(sizeOf(await paint(drawing('x')))).toEqual([600, 80]);
});

test('one that takes too long is given up; one who went home is called again', async () => {
  const { paint } = new Studio({ patience: 1 });
  await expect(paint(drawing('x'))).rejects.toThrow('not painted within');
  const patient = new Studio({ idle: 10 });
  await patient.paint(drawing('x'));
  await pause(50); // the painter went home
  expect(sizeOf(await patient.paint(drawing('x')))).toEqual([600, 80]);
});
