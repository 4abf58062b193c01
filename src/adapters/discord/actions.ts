/**
 * What a button or an entry of a menu carries, so that it works after a restart: the command it asks
 * for, where that fits; else how it differs from the command shown under the message; else which of
 * that command's own actions it is.
 */
import { createHash } from 'node:crypto';
import { commandLine } from '../../chat/command-line.ts';
import { parseLine } from '../../chat/parse.ts';
import type { Registry } from '../../chat/registry.ts';
import type { Action, Invocation, Reply } from '../../chat/reply.ts';
import { plain } from './escape.ts';

/** The command under a message, as its reader sees it. */
export interface Shown {
  readonly line: string;
  /** The same read again; undefined where the line cannot be asked again as it stands. */
  again(): Invocation | undefined;
}

/** What was pressed. */
export type Pressed =
  | { readonly kind: 'ask'; readonly invocation: Invocation }
  /** One of the actions of the command shown, told by its mark. */
  | { readonly kind: 'action'; readonly mark: string }
  | { readonly kind: 'share' }
  /** Nothing that this version wrote. */
  | { readonly kind: 'unknown' };

export const SHARE = 'share';

/** A longer line is shown in part, and cannot be asked again from under the message. */
const LONGEST_SHOWN = 1000;

/** The line to be shown for a command, and whether it can be read again. */
export function shown(invocation: Invocation | undefined, registry: Registry): Shown | undefined {
  if (!invocation || !registry.get(invocation.command)) return undefined;
  const whole = commandLine(invocation, registry);
  const line = plain(whole, LONGEST_SHOWN);
  const again = () => {
    const read = line === whole ? readLine(line, registry) : undefined;
    return read && canonical(read) === canonical(invocation) ? invocation : undefined;
  };
  return { line, again };
}

/** A typed line as an invocation, where it is one. */
export function readLine(line: string, registry: Registry): Invocation | undefined {
  try {
    const { command, args } = parseLine(line, registry);
    return { command, args: { ...args } };
  } catch {
    return undefined;
  }
}

/** By what an action is found again among those of the command shown. */
export const mark = (invocation: Invocation): string => digest(canonical(invocation), 10);

/** The same for the same command, in whatever order its arguments stand. */
function canonical({ command, args }: Invocation): string {
  const sorted = Object.entries(args)
    .map(([name, value]) => [name, String(value)])
    .sort(([a = ''], [b = '']) => (a < b ? -1 : 1));
  return JSON.stringify([command, sorted]);
}

export const digest = (text: string, length: number): string =>
  createHash('sha256').update(text).digest('base64url').slice(0, length);

/** What the element carries; undefined where it can carry nothing that leads to the command. */
export function carried(
  wanted: Invocation,
  under: Shown | undefined,
  registry: Registry,
  most: number,
): string | undefined {
  const whole = `i|${written(wanted.command, wanted.args)}`;
  if (/\p{Cs}/u.test(whole)) return undefined; // half a character is not sent as it is
  if (whole.length <= most) return whole;
  const base = under?.again();
  if (!base) return undefined;
  if (base.command === wanted.command) {
    const change = `d|${written('', difference(base.args, wanted.args))}`;
    if (change.length <= most) return change;
  }
  // To find an action the command is asked again: one that changes records would change them twice.
  const isHarmless = registry.get(base.command)?.role === undefined;
  const numbered = `n|${mark(wanted)}`;
  return isHarmless && numbered.length <= most ? numbered : undefined;
}

/** What was pressed, under a message that shows this line. */
export function pressed(carrying: string, line: string | undefined, registry: Registry): Pressed {
  if (carrying === SHARE) return { kind: 'share' };
  const [, kind, rest = ''] = /^([idn])\|([\s\S]*)$/.exec(carrying) ?? [];
  if (kind === 'n') return { kind: 'action', mark: rest };
  const read = kind ? readWritten(rest) : undefined;
  if (!read) return { kind: 'unknown' };
  if (kind === 'i') {
    const { command, args } = read;
    return registry.get(command) ? { kind: 'ask', invocation: { command, args } } : UNKNOWN;
  }
  const base = line === undefined ? undefined : readLine(line, registry);
  if (!base) return UNKNOWN;
  return {
    kind: 'ask',
    invocation: { command: base.command, args: changed(base.args, read.args) },
  };
}

const UNKNOWN: Pressed = { kind: 'unknown' };

/** The action of a reply that bears the mark. */
export function actionOf(reply: Reply, wanted: string): Action | undefined {
  const opened = reply.blocks.flatMap((block) =>
    block.kind === 'list'
      ? block.items.flatMap(({ open }) => (open ? [{ label: '', invocation: open }] : []))
      : [],
  );
  return [...(reply.choices ?? []), ...reply.actions, ...opened].find(
    ({ invocation }) => mark(invocation) === wanted,
  );
}

type Args = Readonly<Record<string, string | number>>;

/** A name without a value takes the argument away. */
function difference(base: Args, wanted: Args): Args {
  const differing = Object.entries(wanted).filter(
    ([name, value]) => String(base[name]) !== String(value),
  );
  const gone = Object.keys(base).filter((name) => !Object.hasOwn(wanted, name));
  return Object.fromEntries([...differing, ...gone.map((name) => [name, ''] as const)]);
}

const changed = (base: Args, change: Args): Args =>
  Object.fromEntries(Object.entries({ ...base, ...change }).filter(([, value]) => value !== ''));

/** `lastmeeting?person=wang-yi&before=2024`, in any script. */
function written(command: string, args: Args): string {
  const pairs = Object.entries(args).map(([name, value]) => `${name}=${kept(String(value))}`);
  return [command, pairs.join('&')].join('?');
}

const kept = (value: string): string =>
  value.replace(/[%&=?|\s\p{Cc}\p{Cf}]/gu, encodeURIComponent);

function readWritten(text: string): Invocation | undefined {
  const [, command = '', pairs = ''] = /^([^?]*)\?([\s\S]*)$/.exec(text) ?? [];
  try {
    const args = pairs
      .split('&')
      .filter((pair) => pair !== '')
      .map((pair) => /^([^=]+)=([\s\S]*)$/.exec(pair) ?? [])
      .map(([, name = '', value = '']) => [name, decodeURIComponent(value)] as const);
    return { command, args: Object.fromEntries(args) };
  } catch {
    return undefined; // not what was written here
  }
}
