/**
 * The program and this harness as JavaScript, for the processes that are to be killed: without a
 * compiler in each of them they start three times as fast, and there are thousands.
 */
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const PROJECT = fileURLToPath(new URL('../../..', import.meta.url));
/** What the store and the harness consist of. */
const SOURCES = ['src/adapters', 'src/archive', 'src/domain', 'test/torture', 'test/support'];

const OPTIONS: ts.CompilerOptions = {
  module: ts.ModuleKind.ESNext,
  target: ts.ScriptTarget.ES2023,
  verbatimModuleSyntax: true,
  rewriteRelativeImportExtensions: true,
};

/** Puts it into a folder, which is made; resolves to the place of a file there. */
export function compile(folder: string): (source: string) => string {
  mkdirSync(folder, { recursive: true });
  symlinkSync(join(PROJECT, 'node_modules'), join(folder, 'node_modules'));
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  const place = (source: string) => join(folder, source.replace(/\.ts$/, '.js'));
  for (const root of SOURCES) {
    const names = readdirSync(join(PROJECT, root), { recursive: true, encoding: 'utf8' });
    for (const name of names.filter((n) => n.endsWith('.ts'))) {
      const source = join(root, name);
      const code = readFileSync(join(PROJECT, source), 'utf8');
      const { outputText } = ts.transpileModule(code, { compilerOptions: OPTIONS });
      mkdirSync(dirname(place(source)), { recursive: true });
      writeFileSync(place(source), outputText);
    }
  }
  return place;
}
