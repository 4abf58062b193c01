/**
 * Pictures of real replies for the README: `npm run pictures`. What the adapters would send, and what
 * the program prints and serves, drawn in headless Chromium on a fixed day.
 */
import { mkdir, readFile } from 'node:fs/promises';
import { renderReply as onTerminal } from '../../src/adapters/console/render.ts';
import { renderReply as onDiscord } from '../../src/adapters/discord/render.ts';
import { paint } from '../../src/adapters/picture/painter.ts';
import { readSeeds } from '../../src/adapters/seeds/seed-files.ts';
import { renderReply as onSlack } from '../../src/adapters/slack/render.ts';
import { Spelling } from '../../src/adapters/slack/spelling.ts';
import { type Html, html } from '../../src/chat/documents/markup.ts';
import { registry } from '../../src/commands/index.ts';
import { asker } from '../support/asker.ts';
import { findChromium, openBrowser, WHY_SKIPPED } from '../support/chromium.ts';
import { startPage } from '../support/running-page.ts';
import { discordMessage } from './discord.ts';
import { slackMessage } from './slack.ts';
import { terminalWindow } from './terminal.ts';

const FOLDER = 'docs/pictures';
const NOW = '2026-11-22T09:00:00+09:00';

const chromium = findChromium();
if (!chromium) {
  console.error(WHY_SKIPPED);
  process.exit(1);
}

process.env.FORCE_COLOR = '1';
const ask = asker(await readSeeds('seeds'), {
  take: async () => 'kept',
});
const browser = await openBrowser(chromium);
const style = await readFile(new URL('./style.css', import.meta.url), 'utf8');
await mkdir(FOLDER, { recursive: true });

async function draw(name: string, message: Html, ground = ''): Promise<void> {
  const page = await browser.newPage({
    viewport: { width: 800, height: 100 },
    deviceScaleFactor: 1.5,
  });
  await page.setContent(`<!doctype html><meta charset="utf-8"><style>${style}</style>
<body class="${ground}">${html`${message}`.markup}</body>`);
  await page.screenshot({ path: `${FOLDER}/${name}.png`, fullPage: true });
  await page.close();
}

const onSlackAsked = await ask('/lastmeeting wang-yi', { now: NOW });
const spelling = new Spelling(registry, ['lastmeeting']);
await draw('slack', slackMessage(onSlack(onSlackAsked.reply, { spelling, share: true }).blocks));

const { reply: timeline } = await ask('/timeline kr with cn from 2020', { now: NOW });
if (!timeline.picture) throw new Error('a timeline has a picture');
const { alt, drawing } = timeline.picture;
const png = Buffer.from(await paint(drawing)).toString('base64');
const { blocks } = onSlack(timeline, { spelling, share: true, picture: { file: 'F1', alt } });
await draw('timeline', slackMessage(blocks, { F1: `data:image/png;base64,${png}` }));

const { reply: home } = await ask('/home', { now: NOW, locale: 'ja' });
await draw('home', slackMessage(onSlack(home, { spelling }).blocks));

const onDiscordAsked = await ask('/lastmeeting 왕이', { now: NOW, locale: 'ko' });
const { embeds, components } = onDiscord(onDiscordAsked.reply, { registry, share: true });
await draw('discord', discordMessage(embeds, components), 'dark');

const line = '/upcoming 60';
const printed = onTerminal((await ask(line, { now: NOW })).reply, {
  columns: 92,
  colour: true,
  links: true,
});
// biome-ignore lint/suspicious/noControlCharactersInRegex: the links of a terminal
await draw('console', terminalWindow(line, printed.replace(/\u001b\]8;;.*?\u0007/g, '')), 'ink');

const served = await startPage('--now', NOW);
const page = await browser.newPage({
  viewport: { width: 900, height: 100 },
  deviceScaleFactor: 1.5,
});
await page.goto(new URL('/ask?q=/lastmeeting wang-yi with cho-hyun&lang=en', served.home).href);
await page.screenshot({ path: `${FOLDER}/page.png`, fullPage: true });
await browser.close();
await served.stop();
