/** Writes the generated parts of the README anew: `npm run readme`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { registry } from '../../src/commands/index.ts';
import { commandsTable } from './commands-table.ts';

const readme = readFileSync('README.md', 'utf8');
const written = readme.replace(
  /(<!-- commands: .*? -->\n)[\s\S]*?(\n<!-- \/commands -->)/,
  (_, head: string, tail: string) => head + commandsTable(registry) + tail,
);
writeFileSync('README.md', written);
