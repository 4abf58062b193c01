/** A command as it is typed: shown under answers, so that a reader learns it and can ask it again. */
import type { Command } from './command.ts';
import { isKeyword } from './parse.ts';
import type { Registry } from './registry.ts';
import type { Invocation } from './reply.ts';

/** `/lastmeeting wang-yi with park-jin`; parsed again it is the same invocation. */
export function commandLine({ command, args }: Invocation, registry: Registry): string {
  const declaration = registry.get(command);
  if (!declaration) throw new Error(`no command ${command}`);
  const parts: string[] = [`/${command}`];
  let keywords = false;
  for (const [name, { type, hidden }] of Object.entries(declaration.parameters)) {
    const value = args[name];
    if (value === undefined) {
      keywords = true; // whoever comes later can no longer be told by its place
      continue;
    }
    const written = String(value);
    if (hidden) parts.push(`${name}:${written}`);
    else if (type.takes === 'line') parts.push(written);
    else if (type.takes === 'word') parts.push(quoted(written, declaration));
    else if (keywords) parts.push(name, quoted(written, declaration));
    else parts.push(quoted(written, declaration));
    if (type.takes === undefined) keywords = true;
  }
  return parts.join(' ');
}

/** Words with spaces, or that might be taken for a keyword, are kept together. */
function quoted(value: string, declaration: Command): string {
  const isPlain = /^[A-Za-z0-9][\w.:~/-]*$/.test(value) && !isKeyword(value, declaration);
  return isPlain ? value : `"${value.replaceAll('"', '')}"`;
}
