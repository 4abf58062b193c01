/**
 * From a typed line to a command and its arguments as typed: `/lastmeeting 왕이 with 박진 before 2023-08`.
 *
 * The first words belong to the first argument; every other argument follows its keyword (`with X`,
 * `with:X`, `with=X`, `--with X`), in English or the keyword of any of the five languages, and runs
 * up to the next keyword. Quotation marks of any kind keep words together and are never keywords.
 */
import { Lexer, QuotedParameter } from '@sapphire/lexure';
import { LOCALES } from '../domain/locale.ts';
import { fold, hasControls } from '../domain/names/fold.ts';
import { type Command, usage } from './command.ts';
import { argumentNameIn, type Registry } from './registry.ts';
import type { Invocation } from './reply.ts';
import { UserError } from './user-error.ts';

/** The longest line that is read. */
export const LONGEST_LINE = 2000;

const QUOTES: [open: string, close: string][] = [
  ['"', '"'],
  ['“', '”'],
  ['„', '“'],
  ['«', '»'],
  ['「', '」'],
  ['『', '』'],
];

const QUOTE = new RegExp(`[${QUOTES.flat().join('')}]`);

const lexer = new Lexer({ quotes: QUOTES });

/** `with="Park Jin"`: the marks inside a word are still there. */
function unquoted(value: string): string {
  const pair = QUOTES.find(([open, close]) => value.startsWith(open) && value.endsWith(close));
  return pair && value.length > 2 ? value.slice(1, -1) : value;
}

interface Word {
  readonly text: string;
  readonly quoted: boolean;
  /** As it stands in the line. */
  readonly raw: string;
}

export interface Parsed extends Invocation {
  readonly declaration: Command;
}

export function parseLine(line: string, registry: Registry): Parsed {
  if (line.length > LONGEST_LINE) throw new UserError('line-too-long', { longest: LONGEST_LINE });
  if (hasControls(line.replace(/[\t\r\n]/g, ' '))) throw new UserError('control-characters');
  const trimmed = line.trim().replace(/^[/!]\s*(aide\s+)?/i, '');
  const [, name = '', rest = ''] = /^(\S+)\s*([\s\S]*)$/.exec(trimmed) ?? [];
  if (name === '') throw new UserError('empty');
  const declaration = registry.get(name);
  if (!declaration) throw unknownCommand(name, registry);
  return { command: declaration.name, declaration, args: argumentsIn(rest, declaration) };
}

/** What is asked in plain words: a line that does not begin as a command does. */
export function plainWords(line: string): string | undefined {
  const trimmed = line.trim();
  const toAide = /^[/!]\s*aide\s+([\s\S]*)$/i.exec(trimmed)?.[1];
  return toAide ?? (/^[/!]/.test(trimmed) ? undefined : trimmed);
}

export function unknownCommand(name: string, registry: Registry): UserError {
  const near = registry.near(name);
  return near
    ? new UserError('unknown-command-near', { typed: shortened(name), near: `/${near.name}` })
    : new UserError('unknown-command', { typed: shortened(name) });
}

/** What was typed, short enough to be repeated in an answer. */
export const shortened = (typed: string): string =>
  typed.length > 60 ? `${[...typed].slice(0, 57).join('')}…` : typed;

function argumentsIn(line: string, declaration: Command): Record<string, string> {
  const args = Object.create(null) as Record<string, string>;
  const { parameters } = declaration;
  const names = Object.keys(parameters).filter((name) => parameters[name]?.type.takes === 'name');
  let rest = line;
  for (const [name, { type, required }] of Object.entries(parameters)) {
    if (type.takes === 'line') {
      const { words, named } = withoutTrailing(rest, declaration);
      if (words !== '') args[name] = words;
      return Object.assign(args, named);
    }
    if (type.takes === undefined) break;
    const words = [...wordsIn(rest)];
    const [first] = words;
    if (!first) return args;
    if (type.takes === 'name') {
      const keywords = keywordsOf(declaration);
      const named = words.flatMap((w) =>
        w.quoted ? [] : (keywordIn(w.text, keywords)?.name ?? []),
      );
      // Once keywords have begun, all that follows has them.
      if (keywordIn(first.text, keywords) && !first.quoted) break;
      // Its own words end where the keyword of another name begins.
      if (names.some((other) => other !== name && named.includes(other))) {
        return Object.assign(args, keywordArguments(rest, declaration, name));
      }
    }
    if (!required && !first.quoted && isKeyword(first.text, declaration)) break;
    args[name] = first.text;
    rest = rest.slice(rest.indexOf(first.raw) + first.raw.length);
  }
  const first = Object.keys(parameters).find((name) => parameters[name]?.type.takes === undefined);
  return Object.assign(args, keywordArguments(rest, declaration, first));
}

function keywordArguments(
  rest: string,
  declaration: Command,
  positional: string | undefined,
): Record<string, string> {
  const args = Object.create(null) as Record<string, string>;
  const keywords = keywordsOf(declaration);
  const values = new Map<string, string[]>();
  let current = positional;
  for (const word of wordsIn(rest)) {
    const keyword = word.quoted ? undefined : keywordIn(word.text, keywords);
    if (keyword) {
      if (values.has(keyword.name)) throw new UserError('given-twice', { argument: keyword.name });
      current = keyword.name;
      values.set(current, keyword.value === '' ? [] : [keyword.value]);
    } else if (current === undefined) {
      throw new UserError('unexpected', { typed: shortened(word.text), usage: usage(declaration) });
    } else values.set(current, [...(values.get(current) ?? []), word.text]);
  }
  for (const [name, parts] of values) {
    if (parts.length === 0) throw new UserError('no-value', { argument: name });
    args[name] = unquoted(parts.join(' '));
  }
  return args;
}

/** A whole line may still end in what buttons add to it: `page:2`, `version:41`. */
function withoutTrailing(
  rest: string,
  { parameters }: Command,
): { words: string; named: Record<string, string> } {
  const [, words = '', name = '', value = ''] = /^([\s\S]*?)\s+(\w+):(\d{1,9})$/.exec(rest) ?? [];
  const isHidden = Object.hasOwn(parameters, name) && parameters[name]?.hidden;
  return isHidden
    ? { words: words.trim(), named: { [name]: value } }
    : { words: rest.trim(), named: {} };
}

function* wordsIn(rest: string): Generator<Word> {
  if (!QUOTE.test(rest)) {
    for (const text of rest.split(/\s+/)) if (text !== '') yield { text, quoted: false, raw: text };
    return;
  }
  for (const parameter of lexer.run(rest)) {
    const quoted = parameter instanceof QuotedParameter;
    // Tabs and line ends part words as spaces do.
    const texts = quoted ? [parameter.value] : parameter.value.split(/\s+/);
    for (const text of texts)
      if (text !== '') yield { text, quoted, raw: quoted ? parameter.raw : text };
  }
}

type Keywords = ReadonlyMap<string, string>;

const keywordMemory = new WeakMap<Command, Keywords>();

function keywordsOf(declaration: Command): Keywords {
  let keywords = keywordMemory.get(declaration);
  if (!keywords) {
    keywords = new Map(
      Object.keys(declaration.parameters).flatMap((name) =>
        [name, ...LOCALES.map((locale) => argumentNameIn(locale, declaration, name))].map(
          (spelling) => [fold(spelling), name] as const,
        ),
      ),
    );
    keywordMemory.set(declaration, keywords);
  }
  return keywords;
}

/** Would a word of a typed line be taken for a keyword of the command? */
export const isKeyword = (word: string, declaration: Command): boolean =>
  keywordIn(word, keywordsOf(declaration)) !== undefined;

function keywordIn(word: string, keywords: Keywords): { name: string; value: string } | undefined {
  const [, dashes = '', head = '', mark, value = ''] =
    /^(--)?([^:=：]+)([:=：])?([\s\S]*)$/.exec(word) ?? [];
  const name = keywords.get(fold(head));
  if (name === undefined) return undefined;
  if (mark === undefined && value !== '') return undefined;
  return dashes !== '' || mark !== undefined || fold(head) === fold(word)
    ? { name, value }
    : undefined;
}
