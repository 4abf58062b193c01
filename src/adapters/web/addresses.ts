/** Where everything stands: a question is an address that can be kept, shared and gone back to. */
import type { PressedMessage } from '../../chat/command.ts';
import type { Request } from '../../chat/dispatcher.ts';
import type { Invocation } from '../../chat/reply.ts';
import type { Locale } from '../../domain/locale.ts';

/** Before the name of an argument, so that none can be taken for another field. */
const ARGUMENT = 'args.';

/** `/ask?command=meetings&args.who=kr&lang=ko` */
export function askAddress(invocation: Invocation, locale: Locale): string {
  return `/ask?${new URLSearchParams([...fieldsOf(invocation), ['lang', locale]])}`;
}

/** `/ask?q=%2Flastmeeting+wang-yi&lang=ko` */
export const lineAddress = (line: string, lang: Locale): string =>
  `/ask?${new URLSearchParams({ q: line, lang })}`;

/** The fields of a form that asks the same. */
export function fieldsOf({ command, args }: Invocation): [string, string][] {
  const given = Object.entries(args).map(([name, value]): [string, string] => [
    ARGUMENT + name,
    String(value),
  ]);
  return [['command', command], ...given];
}

/** The fields of a form that stands under a post. */
export const fieldsUnder = ({ place, message, at }: PressedMessage): [string, string][] => [
  ['under.place', place],
  ['under.message', message],
  ['under.at', at.toISOString()],
];

/** Under what the form stood that was sent. */
export function underAt(fields: URLSearchParams): PressedMessage | undefined {
  const [place, message, at] = ['place', 'message', 'at'].map((name) =>
    fields.get(`under.${name}`),
  );
  if (!place || !message || !at || Number.isNaN(Date.parse(at))) return undefined;
  return { place, message, at: new Date(at) };
}

/** What is asked there; undefined where nothing is. */
export function requestAt(fields: URLSearchParams): Request | undefined {
  const line = fields.get('q');
  if (line !== null) return { kind: 'line', line };
  const command = fields.get('command');
  if (command === null) return undefined;
  const args = [...fields]
    .filter(([name]) => name.startsWith(ARGUMENT))
    .map(([name, value]) => [name.slice(ARGUMENT.length), value] as const);
  return { kind: 'named', command, args: Object.fromEntries(args) };
}
