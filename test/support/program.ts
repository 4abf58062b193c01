/** The program as it is run: in a process of its own, or, as quick as it gets, within the test's. */
import { execFile } from 'node:child_process';
import { Readable } from 'node:stream';
import { runProgram } from '../../src/cli/program.ts';
import { readEnvironment } from '../../src/config/environment.ts';

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Nothing of the machine on which the tests run, but what is given. */
const BARE = { LANG: 'C', LC_ALL: 'C', AIDE_USER: 'ann' };

/** Runs within this process: everything but the entry itself and what a process sets up. */
export async function aide(
  args: readonly string[],
  env: Record<string, string> = {},
  answers: readonly string[] = [],
): Promise<Ran> {
  const told = { out: '', err: '' };
  const code = await runProgram(args, readEnvironment({ ...BARE, ...env }), {
    out: (text) => {
      told.out += text;
    },
    err: (text) => {
      told.err += text;
    },
    terminal: () => ({ columns: 100, colour: false, links: false }),
    input: Readable.from(answers.map((answer) => `${answer}\n`)),
  });
  return { code, ...told };
}

interface Run {
  readonly input?: string;
  readonly env?: Record<string, string>;
  /** Another user than the one who runs the tests. */
  readonly uid?: number | undefined;
}

/** Runs as a user's shell would run it. */
export function aideProcess(
  args: readonly string[],
  { input = '', env = {}, uid }: Run = {},
): Promise<Ran> {
  return new Promise((resolve) => {
    const { AIDE_DATA: _, ...inherited } = process.env;
    const child = execFile(
      process.execPath,
      ['--import', 'tsx', 'src/main.ts', ...args],
      { env: { ...inherited, ...BARE, ...env }, maxBuffer: 1 << 26, ...(uid && { uid, gid: uid }) },
      (error, out, err) =>
        resolve({ code: typeof error?.code === 'number' ? error.code : error ? 1 : 0, out, err }),
    );
    child.stdin?.end(input);
  });
}
