/** What a half-typed line may go on with: a command, a keyword, or a value of its argument. */
import { LOCALES } from '../domain/locale.ts';
import { fold } from '../domain/names/fold.ts';
import type { Asking, Command } from './command.ts';
import { argumentNameIn, nameIn, type Registry } from './registry.ts';

const MOST = 25;

export interface LineCompletion {
  /** What could stand in place of the last part of the line. */
  readonly values: string[];
  /** That last part. */
  readonly replaced: string;
}

export function completeLine(line: string, registry: Registry, asking: Asking): LineCompletion {
  const [, lead = '', name = '', rest] = /^(\s*[/!]?)(\S*)(?:\s+([\s\S]*))?$/.exec(line) ?? [];
  if (rest === undefined)
    return {
      values: commandNames(name, registry, asking, lead),
      replaced: lead.trimStart() + name,
    };
  const declaration = registry.get(name);
  if (!declaration) return { values: [], replaced: rest };
  const { argument, typed } = argumentAt(rest, declaration);
  const parameter = argument ? declaration.parameters[argument] : undefined;
  const values = parameter?.type
    .complete?.(typed, asking, MOST)
    .map(({ value, label }) => (labelFits(label, typed) ? label.replace(/ \(.*\)$/, '') : value));
  const keywords = keywordNames(typed, declaration);
  return { values: [...new Set([...(values ?? []), ...keywords])], replaced: typed };
}

function commandNames(typed: string, registry: Registry, { book }: Asking, lead: string): string[] {
  const names = registry.commands.flatMap((c) => [c.name, nameIn(book.locale, c)]);
  return [...new Set(names)]
    .filter((name) => fold(name).startsWith(fold(typed)))
    .map((name) => `${lead.trim() || '/'}${name}`);
}

/** The label is put in where it goes on from what was typed; else the id is. */
const labelFits = (label: string, typed: string): boolean =>
  typed !== '' && label.toLowerCase().startsWith(typed.toLowerCase());

/** The keyword after which the line ends, and what stands after it. */
function argumentAt(rest: string, declaration: Command): { argument?: string; typed: string } {
  const names = Object.keys(declaration.parameters);
  const spellings = new Map(
    names.flatMap((name) =>
      [name, ...LOCALES.map((locale) => argumentNameIn(locale, declaration, name))].map((s) => [
        fold(s),
        name,
      ]),
    ),
  );
  const words = [...rest.matchAll(/\S+/g)];
  for (const word of words.reverse()) {
    const name = spellings.get(fold(word[0]));
    const after = rest.slice(word.index + word[0].length);
    if (name !== undefined && /^\s/.test(after))
      return { argument: name, typed: after.trimStart() };
  }
  return { ...(names[0] !== undefined && { argument: names[0] }), typed: rest };
}

/** Keywords that the last word may become. */
function keywordNames(typed: string, { parameters }: Command): string[] {
  const [, before = '', last = ''] = /^([\s\S]*\s)(\S*)$/.exec(typed) ?? [];
  if (before === '') return [];
  return Object.entries(parameters)
    .slice(1)
    .filter(([name, { hidden }]) => !hidden && name.startsWith(last.toLowerCase()))
    .map(([name]) => `${before}${name} `);
}
