/**
 * The first two minutes of someone who has Node, a browser and the README: clones, runs the commands that
 * stand there, asks what stands there, and looks whether it is answered. `npm run newcomer`
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { findChromium, openBrowser, WHY_SKIPPED } from '../support/chromium.ts';
import { type FirstSteps, firstSteps } from './first-steps.ts';

const TWO_MINUTES = 120;

const started = performance.now();
const tell = (what: string) => {
  const seconds = ((performance.now() - started) / 1000).toFixed(1).padStart(6);
  console.log(`${seconds} s  ${what}`);
};

const chromium = findChromium();
if (!chromium) throw new Error(WHY_SKIPPED);
const folder = await mkdtemp(join(tmpdir(), 'aide-newcomer-'));
let server: ChildProcess | undefined;
try {
  const clone = join(folder, 'aide-memoire');
  execFileSync('git', ['clone', '--quiet', '.', clone]);
  tell('cloned');
  const steps = firstSteps(await readFile(join(clone, 'README.md'), 'utf8'));
  const commands = [...steps.commands];
  const last = commands.pop() ?? '';
  for (const command of commands) {
    execFileSync('sh', ['-c', command], { cwd: clone, stdio: ['ignore', 'ignore', 'inherit'] });
    tell(command);
  }
  server = spawn('sh', ['-c', last], {
    cwd: clone,
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true, // a group of its own, which is ended as a whole
  });
  await untilItSays(server, steps.address);
  tell(last);
  await lookAround(chromium, steps);
  const seconds = (performance.now() - started) / 1000;
  if (seconds > TWO_MINUTES) throw new Error(`it took ${seconds.toFixed(0)} s, not two minutes`);
} finally {
  await stop(server);
  await rm(folder, { recursive: true, force: true });
}

async function lookAround(executable: string, { address, questions }: FirstSteps): Promise<void> {
  const browser = await openBrowser(executable);
  try {
    const page = await browser.newPage({ locale: 'en-GB' });
    await page.goto(address);
    for (const { line, shows } of questions) {
      await page.getByLabel('Question').fill(line);
      await page.getByRole('button', { name: 'Ask' }).click();
      await see(page, shows);
      tell(line);
    }
    await page.getByRole('link', { name: 'Diary' }).click();
    const next = new Date(new Date().getFullYear(), new Date().getMonth() + 1, 1);
    const month = next.toLocaleDateString('en-GB', { month: 'long', year: 'numeric' });
    await page.getByRole('link', { name: month }).click();
    await see(page, { title: month, text: 'Digest for' });
    tell(`the posts of ${month}`);
  } finally {
    await browser.close();
  }
}

/** The heading of the page, a word in it, and a picture, as far as they are expected. */
async function see(page: Page, { title, text, picture }: FirstSteps['questions'][number]['shows']) {
  await page.getByRole('heading', { level: 1, name: title }).waitFor({ timeout: 10_000 });
  if (text) await page.getByText(text).first().waitFor({ timeout: 10_000 });
  if (picture) await page.getByRole('img').first().waitFor({ timeout: 10_000 });
}

async function untilItSays(child: ChildProcess, words: string): Promise<void> {
  let out = '';
  for await (const chunk of child.stdout ?? []) {
    out += chunk;
    if (out.includes(words)) return;
  }
  throw new Error(`it ended and never said ${words}: ${out}`);
}

/** As Ctrl-C does: npm, and what it runs. */
async function stop(child: ChildProcess | undefined): Promise<void> {
  if (child?.pid === undefined || child.exitCode !== null) return;
  const ended = new Promise((resolve) => child.once('close', resolve));
  process.kill(-child.pid, 'SIGTERM');
  await ended;
}
