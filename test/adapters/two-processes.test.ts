/** One writer and those beside it, each a process of its own over one folder. */
import { type ChildProcess, fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { BesideReport, Role } from '../support/store-process.ts';

const SCRIPT = fileURLToPath(new URL('../support/store-process.ts', import.meta.url));

let root: string;
const running: ChildProcess[] = [];
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'beside-'));
});
afterEach(async () => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
  await rm(root, { recursive: true, force: true });
});

/** A process over the folder; `until` resolves to its first report that is so. */
function process(role: Role) {
  const child = fork(SCRIPT, [role, root], { execArgv: ['--import', 'tsx'] });
  running.push(child);
  const reports: BesideReport[] = [];
  const until = (isSo: (report: BesideReport) => boolean) =>
    new Promise<BesideReport>((resolve, reject) => {
      const found = reports.find(isSo);
      if (found) return resolve(found);
      child.on('message', (report: BesideReport) => {
        if (isSo(report)) resolve(report);
      });
      child.once('exit', (code) => reject(new Error(`the ${role} ended with ${code}`)));
    });
  child.on('message', (report: BesideReport) => reports.push(report));
  return { child, until, reports };
}

test('a second writer is refused 100 times of 100, and a reader beside both reads undisturbed and right', {
  timeout: 60_000,
}, async () => {
  const writer = process('writer');
  await writer.until(({ is }) => is === 'committed');
  const reader = process('reader');
  const second = process('second writer');
  const refused = await second.until(({ is }) => is === 'refused');
  await reader.until(({ is, count }) => is === 'read' && count >= 20);
  writer.child.send('stop');
  const { count: last } = await writer.until(({ is }) => is === 'closed');
  // What it read is told as soon as something is wrong with it.
  const wrong = reader.reports.filter(({ is }) => is === 'wrong');
  expect([refused.count, wrong]).toEqual([100, []]);
  expect(last).toBeGreaterThan(20);
  // It lived to its end, and whoever comes now gets the lock and finds every change.
  const next = process('writer');
  const { count: first } = await next.until(({ is }) => is === 'committed');
  expect(first).toBe(last + 1);
});
