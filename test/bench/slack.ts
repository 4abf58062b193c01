/**
 * A question end to end, through the real Slack client: `/lastmeeting` against a bare echo on the same
 * client, in turns of one run. The server and the users are another process.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { App, SocketModeReceiver } from '@slack/bolt';
import { SlackAdapter } from '../../src/adapters/slack/slack-adapter.ts';
import { Archive } from '../../src/archive/archive.ts';
import { Dispatcher } from '../../src/chat/dispatcher.ts';
import { RateLimit } from '../../src/chat/rate-limit.ts';
import { type Log, Reception } from '../../src/chat/reception.ts';
import { registry } from '../../src/commands/index.ts';
import { APP_TOKEN, BOT_TOKEN } from '../fakes/slack/server.ts';
import { NO_RECORDS } from '../support/asker.ts';
import { generatedHoldings } from '../support/generated-archive.ts';
import { Random } from '../support/random.ts';
import type { Measured, Order } from './slack-load.ts';

const USERS = 16;
const WARM_UP = 1500;
const ROUNDS = 9;
const QUESTIONS = 1000;

/** What is hoped for: of the echo's throughput at least, of its slowest answers at most. */
const TARGETS = { throughput: 0.85, slowest: 1.5 };

const SILENT: Log = { debug() {}, info() {}, warn() {}, error() {} };

export async function benchSlack(size: { events: number; seed: number }): Promise<void> {
  const people = Math.max(100, Math.ceil(size.events / 50));
  console.log(`\nSlack, ${size.events.toLocaleString('en')} events: /lastmeeting against an echo`);
  const holdings = generatedHoldings({ ...size, people });
  const lines = questions(
    holdings.person.map(({ id }) => id),
    new Random(size.seed),
  );
  const load = fork(new URL('./slack-load.ts', import.meta.url), {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  load.setMaxListeners(0);
  const [urls] = (await once(load, 'message')) as [{ echo: string; aide: string }];
  const stopEcho = await echo(urls.echo);
  const aide = await answering(new Archive(holdings), urls.aide);
  try {
    for (const to of ['echo', 'aide'] as const) {
      await measured(load, { to, lines, count: WARM_UP, users: USERS });
    }
    const runs: Record<Order['to'], Measured[]> = { echo: [], aide: [] };
    for (let round = 0; round < ROUNDS; round++) {
      const order = round % 2 === 0 ? (['echo', 'aide'] as const) : (['aide', 'echo'] as const);
      for (const to of order) {
        runs[to].push(await measured(load, { to, lines, count: QUESTIONS, users: USERS }));
      }
    }
    print(runs);
  } finally {
    await aide.stop();
    await stopEcho();
    load.send('end');
  }
}

const questions = (people: readonly string[], random: Random): string[] =>
  Array.from({ length: 500 }, () => `lastmeeting ${random.zipf(people)}`);

async function measured(load: ChildProcess, order: Order): Promise<Measured> {
  load.send(order);
  const failed = once(load, 'exit').then(() => Promise.reject(new Error('the load has ended')));
  const [result] = (await Promise.race([once(load, 'message'), failed])) as [Measured];
  return result;
}

/** The least that can be done with the client: acknowledge, and answer what was asked. */
async function echo(apiUrl: string): Promise<() => Promise<unknown>> {
  const clientOptions = { slackApiUrl: apiUrl };
  const receiver = new SocketModeReceiver({
    appToken: APP_TOKEN,
    installerOptions: { clientOptions },
  });
  const app = new App({ token: BOT_TOKEN, receiver, clientOptions });
  app.command(/./, async ({ ack, command, respond }) => {
    await ack();
    await respond({ response_type: 'ephemeral', text: command.text });
  });
  await app.start();
  return () => app.stop();
}

async function answering(archive: Archive, apiUrl: string): Promise<SlackAdapter> {
  const adapter = new SlackAdapter({
    botToken: BOT_TOKEN,
    appToken: APP_TOKEN,
    apiUrl,
    commands: [],
    registry,
    paint: () => Promise.reject(new Error('no picture is asked for')),
    log: SILENT,
  });
  const dispatcher = new Dispatcher({
    registry,
    archive: () => archive,
    records: NO_RECORDS,
    report: (fault) => {
      throw fault;
    },
  });
  let requests = 0;
  await adapter.start(
    new Reception({
      dispatcher,
      registry,
      archive,
      records: NO_RECORDS,
      log: SILENT,
      rateLimit: new RateLimit({ burst: 1e9, perMinute: 1e9 }),
      defaults: { locale: 'en', zone: 'Asia/Seoul' },
      permissions: () => ({ roles: {} }),
      now: () => new Date(),
      requestId: () => String(++requests),
    }),
  );
  return adapter;
}

function print({ echo, aide }: Record<Order['to'], Measured[]>): void {
  const rate = ({ took, waits }: Measured): number => (waits.length / took) * 1000;
  const ratios = aide.map((run, i) => rate(run) / rate(echo[i] as Measured));
  const [fast, slow] = [aide, echo].map((runs) => quantile(runs.map(rate), 0.5));
  const [ours, theirs] = [aide, echo].map((runs) =>
    quantile(
      runs.flatMap((r) => r.waits),
      0.99,
    ),
  );
  const whole = (n = 0): string => Math.round(n).toLocaleString('en');
  const two = (n = 0): string => n.toFixed(2);
  console.log(
    `  answers a second: ${whole(fast)} of ${whole(slow)} = ${two(quantile(ratios, 0.5))} × (target ≥ ${TARGETS.throughput})\n` +
      `  99 of 100 within: ${two(ours)} ms of ${two(theirs)} ms = ${two((ours ?? 0) / (theirs ?? 1))} × (target ≤ ${TARGETS.slowest})`,
  );
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
