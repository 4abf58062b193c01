/** The program serving its page, as its user starts it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface RunningPage {
  /** `http://127.0.0.1:…/` */
  readonly home: string;
  stop(): Promise<void>;
}

export async function startPage(...options: string[]): Promise<RunningPage> {
  const folder = await mkdtemp(join(tmpdir(), 'aide-page-'));
  const config = join(folder, 'aide.yaml');
  await writeFile(config, 'questions: {burst: 1000, perMinute: 1000}\n');
  const child = spawn(
    process.execPath,
    [
      '--import',
      'tsx',
      'src/main.ts',
      'start',
      '--web',
      '--port',
      '0',
      '--data',
      folder,
      ...options,
    ],
    {
      env: { ...process.env, AIDE_CONFIG: config, AIDE_LOCALE: 'en', AIDE_USER: 'tester' },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  return {
    home: await firstLine(child),
    async stop() {
      child.kill('SIGTERM');
      await once(child, 'exit');
      await rm(folder, { recursive: true });
    },
  };
}

async function firstLine(child: ChildProcess): Promise<string> {
  let out = '';
  for await (const chunk of child.stdout ?? []) {
    out += chunk;
    if (out.includes('\n')) break;
  }
  const [line = ''] = out.split('\n');
  if (!line.startsWith('http')) throw new Error(`the page did not start: ${out}`);
  return line;
}
