/** Debian's Chromium, driven by Playwright: where there is none, a test says so and is skipped. */
import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** CI has to have one. */
export function findChromium(): string | undefined {
  const found = [process.env.CHROMIUM, ...PLACES].find((path) => path && existsSync(path));
  if (!found && process.env.CI) throw new Error('CI needs Chromium: apt-get install chromium');
  return found;
}

export const WHY_SKIPPED = 'no Chromium here: apt-get install chromium fonts-noto-cjk';

export function openBrowser(executablePath: string): Promise<Browser> {
  // As root there is no sandbox to be had; what is opened is only what this test serves.
  const args = ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'];
  return chromium.launch({ executablePath, args });
}
