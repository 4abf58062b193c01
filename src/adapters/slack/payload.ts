/**
 * What a button or a menu carries: the command it asks for, and the language of the answer it stands
 * under. Nothing is kept here, so that every button works after a restart.
 */
import type { BlockElementAction } from '@slack/bolt';
import type { Invocation } from '../../chat/reply.ts';
import { type Locale, supportedLocale } from '../../domain/locale.ts';

/** The names of our elements in a message; a number follows where several stand in one block. */
export const ELEMENT = {
  ask: 'aide:ask',
  choose: 'aide:choose',
  open: 'aide:open',
  share: 'aide:share',
};

/** Any of our elements. */
export const OURS = /^aide:/;

export interface Pressed {
  readonly invocation: Invocation;
  readonly locale: Locale;
}

/** What a button or the chosen entry of a menu carries; undefined for any other element. */
export function carriedBy(action: BlockElementAction | undefined): string | undefined {
  if (action?.type === 'button') return action.value;
  return action?.type === 'static_select' ? action.selected_option?.value : undefined;
}

export const packed = ({ command, args }: Invocation, locale: Locale): string =>
  JSON.stringify([command, args, locale]);

/** What {@link packed} made; undefined for anything else. */
export function unpacked(value: string | undefined): Pressed | undefined {
  if (value === undefined) return undefined;
  try {
    const [command, args, tag] = JSON.parse(value) as [unknown, unknown, unknown];
    const locale = typeof tag === 'string' ? supportedLocale(tag) : undefined;
    if (typeof command !== 'string' || !isPlain(args) || !locale) return undefined;
    return { invocation: { command, args }, locale };
  } catch {
    return undefined;
  }
}

const isPlain = (args: unknown): args is Invocation['args'] =>
  typeof args === 'object' &&
  args !== null &&
  !Array.isArray(args) &&
  Object.values(args).every((value) => typeof value === 'string' || typeof value === 'number');
