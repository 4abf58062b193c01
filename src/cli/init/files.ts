/** The files that are made: settings for everyone to read, tokens for their owner alone. */
import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { stringify } from 'yaml';
import { CommandLineError } from '../arguments.ts';

const HEAD =
  '# All that can be set is explained in config/aide.example.yaml; tokens stand in .env.\n\n';

export async function writeSettings(file: string, settings: object): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeWhole(file, HEAD + stringify(settings), 0o644);
}

/** Sets the variables, and leaves what else the file says as it is. */
export async function writeSecrets(
  file: string,
  secrets: ReadonlyMap<string, string>,
): Promise<void> {
  const lines = (await linesOf(file)).filter((line) => !secrets.has(nameIn(line)));
  for (const [name, secret] of secrets) lines.push(`${name}=${secret}`);
  await writeWhole(file, `${lines.join('\n')}\n`, 0o600);
}

/** Keeps the file out of the history of whoever keeps the folder in git. */
export async function ignoreInGit(gitignore: string, name: string): Promise<void> {
  const lines = await linesOf(gitignore);
  if (lines.some((line) => [name, `/${name}`].includes(line.trim()))) return;
  await writeWhole(gitignore, `${[...lines, name].join('\n')}\n`, 0o644);
}

const nameIn = (line: string): string => /^\s*(?:export\s+)?(\w+)\s*=/.exec(line)?.[1] ?? '';

async function linesOf(file: string): Promise<string[]> {
  try {
    return (await readFile(file, 'utf8')).replace(/\n+$/, '').split('\n').filter(Boolean);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return [];
    throw new CommandLineError(`init: ${file} cannot be read (${code})`);
  }
}

async function writeWhole(file: string, text: string, mode: number): Promise<void> {
  try {
    await writeFileAtomic(file, text, { mode });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new CommandLineError(`init: ${file} cannot be written (${code})`);
  }
}
