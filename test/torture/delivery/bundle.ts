/**
 * The bot as one file. A process that reads it starts in a tenth of the time that it takes to compile
 * and link a thousand files, and there are many processes.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';

export const PROJECT = fileURLToPath(new URL('../../..', import.meta.url));

/** Files that are found beside the source stay where they are. */
const inPlace: Plugin = {
  name: 'in-place',
  setup({ onLoad }) {
    onLoad({ filter: /\.(?:ts|m?js)$/ }, async ({ path }) => {
      const code = await readFile(path, 'utf8');
      if (!code.includes('import.meta.url')) return undefined;
      const url = JSON.stringify(pathToFileURL(path).href);
      const contents = code.replaceAll('import.meta.url', url);
      return { contents, loader: path.endsWith('.ts') ? 'ts' : 'js' };
    });
  },
};

/** Resolves to the file, in that folder. */
export async function bundle(source: string, folder: string): Promise<string> {
  const outfile = join(folder, 'bot.cjs');
  await build({
    entryPoints: [join(PROJECT, source)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    logLevel: 'error',
    plugins: [inPlace],
    // Native code, and what is looked for only where it is there.
    external: ['@napi-rs/canvas', 'tsx', 'zlib-sync', 'bufferutil', 'utf-8-validate'],
  });
  return outfile;
}
