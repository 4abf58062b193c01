/** The page in a real browser, served by the program as its user starts it. */
import { readFile } from 'node:fs/promises';
import axe from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { findChromium, openBrowser, WHY_SKIPPED } from '../support/chromium.ts';
import { type RunningPage, startPage } from '../support/running-page.ts';

const chromium = findChromium();
if (!chromium) console.warn(`the page is not looked at: ${WHY_SKIPPED}`);

const PHONE = { width: 390, height: 780 };
const DESKTOP = { width: 1280, height: 900 };

describe.skipIf(!chromium)('the page in a browser', { timeout: 60_000 }, () => {
  let running: RunningPage;
  let browser: Browser;
  let page: Page;
  const complaints: string[] = [];

  beforeAll(async () => {
    running = await startPage('--now', '2026-11-22T09:00:00+09:00');
    browser = await openBrowser(chromium ?? '');
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await running?.stop();
  });
  afterEach(async () => {
    await page.context().close();
    expect(complaints.splice(0)).toEqual([]);
  });

  async function open(path: string, options: BrowserContextOptions = {}): Promise<void> {
    const context = await browser.newContext({ viewport: DESKTOP, locale: 'en-GB', ...options });
    page = await context.newPage();
    page.on('console', (m) => m.type() === 'error' && complaints.push(m.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(new URL(path, running.home).href);
  }

  const ask = async (line: string): Promise<void> => {
    await page.getByLabel('Question').fill(line);
    await page.getByRole('button', { name: 'Ask' }).click();
  };
  const title = (): Promise<string> => page.getByRole('heading', { level: 1 }).innerText();

  test('a question is asked and answered, with its sources', async () => {
    await open('/');
    await ask('/lastmeeting wang-yi with cho-tae-yul before 2024-10');
    expect(await title()).toContain('Wang Yi');
    const card = page.getByRole('article');
    expect(await card.innerText()).toContain('28 September 2024');
    await card.getByRole('link', { name: '[1]' }).first().click();
    expect(await page.locator(':target').innerText()).toContain('—');
  });

  test('what is typed is completed, by keyboard alone', async () => {
    await open('/');
    const field = page.getByLabel('Question');
    await field.pressSequentially('/lastmeeting 왕');
    const options = page.getByRole('option');
    // What an earlier letter brought up is replaced by what the last one does.
    await expect.poll(() => options.first().innerText(), { timeout: 10_000 }).toBe('왕이');
    await field.press('ArrowDown');
    expect(await field.getAttribute('aria-activedescendant')).toBe('completion-0');
    await field.press('Enter');
    expect(await field.inputValue()).toBe('/lastmeeting 왕이');
    await expect.poll(() => options.count()).toBe(0);
    await field.press('Enter');
    await page.waitForURL(/\/ask/);
    expect(await title()).toContain('Wang Yi');
  });

  test('pages are turned, buttons pressed, and the way back is open', async () => {
    await open('/ask?q=/meetings kr with cn&lang=en');
    const number = page.locator('.page-number');
    expect(await number.innerText()).toMatch(/^1\//);
    await page.getByRole('link', { name: 'Next page' }).click();
    expect(await number.innerText()).toMatch(/^2\//);
    await page.goBack();
    expect(await number.innerText()).toMatch(/^1\//);
    await page.goto(new URL('/ask?q=/lastmeeting wang-yi&lang=en', running.home).href);
    await page.getByRole('link', { name: 'Whole event' }).click();
    expect(await page.getByLabel('Question').inputValue()).toMatch(/^\/event /);
  });

  test('an ambiguous name is a choice', async () => {
    await open('/ask?q=/lastmeeting cho&lang=en');
    await page.getByRole('link', { name: 'Cho Hyun' }).click();
    expect(await title()).toContain('Cho Hyun');
  });

  test('the same answer in another language', async () => {
    await open('/ask?q=/lastmeeting wang-yi&lang=en');
    for (const [name, lang, word] of [
      ['한국어', 'ko', '왕이'],
      ['中文', 'zh', '王毅'],
      ['日本語', 'ja', '王毅'],
    ] as const) {
      await page.getByRole('link', { name }).click();
      expect(await page.locator('html').getAttribute('lang')).toBe(lang);
      expect(await title()).toContain(word);
    }
  });

  test("the browser's own language is that of the first page", async () => {
    await open('/', { locale: 'ko-KR' });
    expect(await page.locator('html').getAttribute('lang')).toBe('ko');
  });

  test("next month's posts are two clicks away, each as it would appear", async () => {
    await open('/');
    await page.getByRole('link', { name: 'Diary, December 2026' }).click();
    const posts = page.locator('details');
    expect(await posts.count()).toBeGreaterThan(4);
    await page.locator('summary', { hasText: 'Korea–China Free Trade Agreement' }).last().click();
    expect(await page.locator('details[open] article').innerText()).toContain('11th anniversary');
  });

  test('on paper stand the answer and where its sources are, and nothing to press', async () => {
    await open('/ask?q=/lastmeeting wang-yi&lang=en');
    await page.emulateMedia({ media: 'print' });
    for (const hidden of ['.ask', '.actions', '.languages', '#tools']) {
      expect([hidden, await page.locator(hidden).first().isVisible()]).toEqual([hidden, false]);
    }
    expect(await page.locator('.sources .address').first().isVisible()).toBe(true);
    const pdf = await page.pdf({ format: 'A4' });
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
  });

  test('the timeline is a picture with words, on a telephone within reach too', async () => {
    await open('/ask?q=/timeline kr with cn from 2020&lang=en', { viewport: PHONE });
    expect(await page.getByRole('img', { name: /South Korea.*China/ }).isVisible()).toBe(true);
    const box = page.locator('.picture');
    await box.focus();
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => page.evaluate(scrolled)).toBeGreaterThan(0);
    const [saved] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Save timeline.svg' }).click(),
    ]);
    expect(saved.suggestedFilename()).toBe('timeline.svg');
    expect(await readFile(await saved.path(), 'utf8')).toMatch(/^<svg /);
  });

  test('the dossier is read where it prints well, and kept whole', async () => {
    await open('/ask?q=/brief cho-hyun with wang-yi&lang=en', { javaScriptEnabled: false });
    const [saved] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Save brief-cho-hyun-wang-yi.md' }).click(),
    ]);
    expect(await readFile(await saved.path(), 'utf8')).toMatch(/^# Before a meeting/);
    await page.getByRole('link', { name: 'Print view' }).click();
    expect(await title()).toContain('Before a meeting');
    expect(await page.evaluate('getComputedStyle(document.querySelector("main")).maxWidth')).toBe(
      '704px',
    );
    const pdf = await page.pdf({ format: 'A4' });
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    await page.getByRole('link', { name: '[1]' }).first().click();
    expect(await page.locator(':target').innerText()).toContain('—');
  });

  test('to load the answer to a change again makes no change again', async () => {
    await open('/ask?q=/edit wang-yi name.ko 왕이이&lang=en');
    await page.getByRole('button', { name: 'Confirm' }).click();
    // The text alone: how it is laid out depends on whether the style sheet is there already.
    const answer = await page.getByRole('article').textContent();
    await page.reload();
    expect(await page.getByRole('article').textContent()).toBe(answer);
    await ask('/history wang-yi');
    const changes = await page.getByRole('article').innerText();
    expect(changes.match(/왕이이/g)).toHaveLength(1);
    await ask('/undo wang-yi');
    await page.getByRole('button', { name: 'Confirm' }).click();
  });

  test('a change is asked back, made once confirmed, and taken back', async () => {
    await open('/ask?q=/edit wang-yi name.ko 왕이이&lang=en');
    expect(await title()).toContain('Nothing is changed yet');
    await page.getByRole('button', { name: 'Confirm' }).click();
    expect(await page.getByRole('article').innerText()).toContain('왕이이');
    await ask('/undo wang-yi');
    await page.getByRole('button', { name: 'Confirm' }).click();
    await ask('/profile wang-yi');
    expect(await page.getByRole('article').innerText()).not.toContain('왕이이');
  });

  test('all of it without script', async () => {
    await open('/', { javaScriptEnabled: false });
    await ask('/meetings kr with cn');
    await page.getByRole('link', { name: 'Next page' }).click();
    expect(await page.locator('.page-number').innerText()).toMatch(/^2\//);
    await page.getByRole('link', { name: '한국어' }).click();
    expect(await page.locator('html').getAttribute('lang')).toBe('ko');
    await page.getByRole('link', { name: '일정' }).click();
    expect(await page.locator('main h1').innerText()).toContain('2026년 11월');
    await page.goto(new URL('/ask?q=/edit wang-yi name.ko 왕&lang=en', running.home).href);
    await page.getByRole('button', { name: 'Confirm' }).click();
    await ask('/undo wang-yi');
    await page.getByRole('button', { name: 'Confirm' }).click();
    expect(await page.getByRole('article').getAttribute('class')).not.toContain('refusal');
  });

  test('hostile words are words', async () => {
    const hostile = `"><img src=x onerror=alert(1)><script>alert(2)</script>`;
    await open(`/ask?${new URLSearchParams({ q: `/find ${hostile}`, lang: 'en' })}`);
    page.on('dialog', () => complaints.push('a script of theirs ran'));
    expect(await page.getByRole('article').innerText()).toContain('<img src=x onerror=alert(1)>');
    expect(await page.getByLabel('Question').inputValue()).toContain('<script>alert(2)</script>');
    expect(await page.locator('article img, article script').count()).toBe(0);
    const query = { command: '"><b>x', 'args."><i>': '<u>', lang: '"><s>' };
    await page.goto(new URL(`/ask?${new URLSearchParams(query)}`, running.home).href);
    expect(await page.locator('main b, main i, main u, main s').count()).toBe(0);
  });

  test('what an editor writes into an event is shown as words', async () => {
    const event = 'kr-cn-fm-busan-2023';
    await open(
      `/ask?${new URLSearchParams({ q: `/edit wang-yi name.en <img/src=x/onerror=alert(1)>`, lang: 'en' })}`,
    );
    await page.getByRole('button', { name: 'Confirm' }).click();
    await ask(`/event ${event}`);
    expect(await page.getByRole('article').innerText()).toContain('<img/src=x/onerror=alert(1)>');
    expect(await page.locator('img').count()).toBe(0);
    await ask('/undo wang-yi');
    await page.getByRole('button', { name: 'Confirm' }).click();
  });

  const LOOKED_AT = [
    '/?lang=en',
    '/ask?q=/lastmeeting wang-yi&lang=ko',
    '/ask?q=/event kr-cn-fm-busan-2023&lang=ja',
    '/ask?q=/lastmeeting cho&lang=id',
    '/ask?q=/edit wang-yi name.ko 왕&lang=en',
    '/ask?q=/meetings kr with cn&lang=zh',
    '/ask?q=/timeline kr with cn from 2020&lang=ko',
    '/ask?q=/brief cho-hyun with wang-yi&lang=ja',
    '/file?command=brief&args.subject=cho-hyun&args.with=wang-yi&file=brief-cho-hyun-wang-yi.html&lang=zh',
    '/diary?month=2026-12&lang=en',
    '/posts?lang=en',
  ];

  test.each([
    ['phone', PHONE, 'light'],
    ['desktop', DESKTOP, 'dark'],
  ] as const)(
    'on a %s nothing is out of reach: axe finds no fault',
    async (_, viewport, colorScheme) => {
      await open('/', { viewport, colorScheme });
      for (const path of LOOKED_AT) {
        await page.goto(new URL(path, running.home).href);
        expect([path, await page.evaluate(overhang)]).toEqual([path, 0]);
        await page.evaluate(axe.source);
        const { violations } = (await page.evaluate('axe.run()')) as {
          violations: { id: string; nodes: { html: string }[] }[];
        };
        const told = violations.map(({ id, nodes }) => [id, nodes[0]?.html]);
        expect([path, told]).toEqual([path, []]);
      }
    },
  );
});

/** How far the picture was moved, in pixels. */
const scrolled = 'document.querySelector(".picture").scrollLeft';

/** How far the page reaches beyond the window, in pixels. */
const overhang = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
