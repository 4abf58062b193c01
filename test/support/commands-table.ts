/** The README's table of commands, made from their declarations. */
import { usage } from '../../src/chat/command.ts';
import { phrasebook } from '../../src/chat/phrasebook.ts';
import type { Registry } from '../../src/chat/registry.ts';

export function commandsTable(registry: Registry): string {
  const book = phrasebook('en');
  const cell = (text: string) => text.replaceAll('|', '\\|');
  const rows = registry.commands.map((command) => {
    const about = book.text(`command.${command.name}.about`);
    return `| \`${cell(usage(command))}\` | ${cell(about)} | \`${cell(command.example)}\` |`;
  });
  return ['| command | gives | for example |', '|---|---|---|', ...rows].join('\n');
}
