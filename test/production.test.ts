/** What docs/production.md hands out works: the image's files, the service, the alerts. */
import { execFile, execFileSync, spawn } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { Metrics } from '../src/adapters/metrics.ts';
import { tallyOf } from '../src/schedule/tally.ts';

const PATIENCE = 60_000;
const read = (name: string) => readFile(`docs/production/${name}`, 'utf8');

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'aide-production-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

/** The instructions of the last stage, each with its arguments; those that go on are one line. */
async function lastStage(): Promise<{ readonly name: string; readonly given: string }[]> {
  const text = (await read('Dockerfile')).replace(/\\\n\s*/g, '');
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  const last = lines.findLastIndex((line) => line.startsWith('FROM '));
  return lines.slice(last).map((line) => {
    const [, name = '', given = ''] = /^(\w+)\s+(.*)$/.exec(line) ?? [];
    return { name, given };
  });
}

/** A folder that holds what the image holds. */
async function image(): Promise<string> {
  const app = await mkdtemp(join(root, 'app-'));
  for (const { name, given } of await lastStage()) {
    if (name !== 'COPY') continue;
    const [from = '', to = ''] = given.split(' ').filter((word) => !word.startsWith('--'));
    if (from === '/app/node_modules') await symlink(resolve('node_modules'), join(app, to));
    else await cp(from, join(app, to.replace(/\/$/, `/${from}`)), { recursive: true });
  }
  return app;
}

const jsonAfter = (text: string): string[] => JSON.parse(text.slice(text.indexOf('[')));

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as { port: number };
  await new Promise((done) => server.close(done));
  return port;
}

const exitOf = (command: readonly string[], cwd: string): Promise<number> =>
  new Promise((done) => {
    const [file = '', ...args] = command;
    execFile(file, args, { cwd }, (error) => done(error ? Number(error.code ?? 1) : 0));
  });

test(
  'the image holds all that it needs to run, and is asked for its health as it should be',
  async () => {
    const app = await image();
    const stage = await lastStage();
    const argumentsOf = (name: string) => stage.find((s) => s.name === name)?.given ?? '';
    const port = await freePort();
    const config = join(app, 'aide.yaml');
    await writeFile(config, stringify({ http: { port, token: 'AIDE_HTTP_TOKEN' } }));
    const { PATH = '' } = process.env;
    const env = {
      PATH,
      AIDE_DATA: join(app, 'data'),
      AIDE_CONFIG: config,
      AIDE_HTTP_TOKEN: 'a-token',
    };
    const [node = '', ...args] = jsonAfter(argumentsOf('CMD'));
    const child = spawn(node, args, { cwd: app, env, stdio: ['ignore', 'ignore', 'pipe'] });
    const ended = new Promise((done) => child.on('exit', done));
    const health = jsonAfter(argumentsOf('HEALTHCHECK')).map((word) =>
      word.replace('8080', String(port)),
    );
    expect(health.join(' ')).toContain('/healthz');
    await new Promise<void>((done, failed) => {
      let err = '';
      child.stderr.on('data', (chunk) => {
        err += chunk;
        if (err.includes('listening on HTTP')) done();
      });
      child.on('exit', () => failed(new Error(err)));
    });
    expect(await exitOf(health, app)).toBe(0);
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect(await exitOf(health, app)).toBe(1);
    expect(argumentsOf('USER')).toBe('node');
  },
  PATIENCE,
);

const hasSystemd = (() => {
  try {
    execFileSync('systemd-analyze', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

test.skipIf(!hasSystemd)('systemd finds nothing wrong with the service', () => {
  const unit = resolve('docs/production/aide-memoire.service');
  expect(execFileSync('systemd-analyze', ['verify', '--man=no', unit], { encoding: 'utf8' })).toBe(
    '',
  );
});

test('the service starts what the image starts, and gives up where the exit code says so', async () => {
  const unit = await read('aide-memoire.service');
  const command = jsonAfter((await lastStage()).find(({ name }) => name === 'CMD')?.given ?? '');
  expect(unit).toContain(`\nExecStart=/usr/bin/${command.join(' ')}\n`);
  expect(unit).toContain('\nRestartPreventExitStatus=2\n');
});

test('every metric that is told of is there, and the other way round', async () => {
  const metrics = new Metrics();
  metrics.watch({
    doors: [{ name: 'slack', standing: { isUp: true, made: 1 } }],
    posts: () =>
      tallyOf({ deliveries: [], platforms: ['slack'], now: 0, rules: { tellLateMs: 1 } }),
    records: () => new Map([['event', 1]]),
    dataBytes: async () => 1,
  });
  metrics.answered({ platform: 'slack', command: null, outcome: 'answered', ms: 1 });
  const text = await metrics.text();
  const declared = [...text.matchAll(/^# TYPE (aide_\w+)/gm)].map(([, name]) => name);
  const told = (words: string) => new Set(words.match(/\baide_[a-z]+_?\w*/g));
  const guide = await readFile('docs/production.md', 'utf8');
  expect([...told(guide)].sort()).toEqual(declared.sort());
  const alerts = await read('alerts.yaml');
  for (const name of told(alerts)) expect(declared).toContain(name.replace(/_bucket$/, ''));
  // Labels that rules look for are on the metrics they look at.
  const samples = text.split('\n');
  for (const [, name = '', label = '', value = ''] of alerts.matchAll(
    /(aide_\w+)\{(\w+)="(\w+)"\}/g,
  )) {
    expect(samples.some((s) => s.startsWith(`${name}{`) && s.includes(`${label}="${value}"`))).toBe(
      true,
    );
  }
  const rules = parse(alerts).groups[0].rules as { alert: string; expr: string }[];
  expect(rules.every(({ alert, expr }) => alert.startsWith('Aide') && expr !== '')).toBe(true);
});
