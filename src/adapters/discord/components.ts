/** Buttons and menus under a message. */
import {
  type APIActionRowComponent,
  type APIButtonComponentWithCustomId,
  type APIComponentInMessageActionRow,
  type APISelectMenuOption,
  ButtonStyle,
  ComponentType,
} from 'discord.js';
import type { Phrasebook } from '../../chat/phrasebook.ts';
import type { Registry } from '../../chat/registry.ts';
import { type Action, type Invocation, plainText, type Reply } from '../../chat/reply.ts';
import { carried, SHARE, type Shown } from './actions.ts';
import { plain } from './escape.ts';
import { COMPONENT } from './limits.ts';

export type Row = APIActionRowComponent<APIComponentInMessageActionRow>;

export interface Below {
  readonly shown: Shown | undefined;
  readonly registry: Registry;
  readonly book: Phrasebook;
  /** Whether whoever asked may show the answer to the channel. */
  readonly share: boolean;
  /** What a post is found by, in the id of one of its buttons. */
  readonly key?: string | undefined;
}

export interface Rows {
  readonly rows: Row[];
  /** Actions for which there was no room. */
  readonly leftOut: number;
}

type Button = APIButtonComponentWithCustomId;

/** A menu of readings, a menu of what the lists hold, then the buttons. */
export function rowsOf(reply: Reply, below: Below): Rows {
  const choices = options(reply.choices ?? [], below);
  const opened = options(opening(reply), below);
  const menus = [
    ...menu('m', choices.shown, undefined),
    ...menu('o', opened.shown, below.book.text('action.open')),
  ];
  const fixed = [...keyButton(reply, below), ...(below.share ? [shareButton(below.book)] : [])];
  const room = (COMPONENT.rows - menus.length) * COMPONENT.buttons - fixed.length;
  const buttons = reply.actions.flatMap((action, i) => button(action, i, below) ?? []);
  const shown = [...buttons.slice(0, room), ...fixed];
  const leftOut = reply.actions.length - buttons.slice(0, room).length + choices.leftOut;
  return { rows: [...menus, ...inRows(shown)], leftOut };
}

/** What the entries of the lists stand for, each once. */
const opening = ({ blocks }: Reply): Action[] =>
  blocks.flatMap((block) =>
    block.kind === 'list'
      ? block.items.flatMap(({ spans, open }) =>
          open ? [{ label: plainText(spans), invocation: open }] : [],
        )
      : [],
  );

function options(actions: readonly Action[], { shown, registry }: Below) {
  const byValue = new Map<string, APISelectMenuOption>();
  let unfit = 0;
  for (const { label, invocation } of actions) {
    const value = carried(invocation, shown, registry, COMPONENT.optionValue);
    if (value === undefined) unfit += 1;
    else if (!byValue.has(value)) {
      byValue.set(value, {
        label: plain(label, COMPONENT.optionLabel) || invocation.command,
        value,
      });
    }
  }
  const all = [...byValue.values()];
  const leftOut = unfit + Math.max(0, all.length - COMPONENT.options);
  return { shown: all.slice(0, COMPONENT.options), leftOut };
}

function menu(id: string, entries: APISelectMenuOption[], placeholder: string | undefined): Row[] {
  if (entries.length === 0) return [];
  return [
    {
      type: ComponentType.ActionRow,
      components: [
        {
          type: ComponentType.StringSelect,
          custom_id: id,
          options: entries,
          ...(placeholder && { placeholder: plain(placeholder, COMPONENT.placeholder) }),
        },
      ],
    },
  ];
}

/** Two buttons of a message may ask for the same: a number keeps their ids apart. */
function button({ label, invocation }: Action, i: number, below: Below): Button | undefined {
  const number = `${i}:`;
  const most = COMPONENT.customId - number.length;
  const carrying = carried(invocation, below.shown, below.registry, most);
  return carrying === undefined ? undefined : buttonOf(label, number + carrying);
}

const buttonOf = (label: string, id: string): Button => ({
  type: ComponentType.Button,
  style: ButtonStyle.Secondary,
  label: plain(label, COMPONENT.label) || '…',
  custom_id: id,
});

const shareButton = (book: Phrasebook): Button => ({
  ...buttonOf(book.text('action.share'), SHARE),
  style: ButtonStyle.Primary,
});

/** Every post has a button, for its key is found in it: it opens the command shown, or the help. */
function keyButton({ asked }: Reply, below: Below): Button[] {
  if (below.key === undefined) return [];
  const { book, shown, registry, key } = below;
  const most = COMPONENT.customId - keyed(key, '').length;
  const again = asked && carried(asked, shown, registry, most);
  const help: Invocation = { command: 'help', args: {} };
  const carrying = again ?? carried(help, undefined, registry, most) ?? '';
  return [buttonOf(book.text(again ? 'action.again' : 'help.title'), keyed(key, carrying))];
}

const keyed = (key: string, carrying: string): string => `k${key}:${carrying}`;

/** The key of the post to which a button belongs, and what the button carries. */
export function readId(id: string): { key?: string | undefined; carrying: string } {
  const [, key, carrying = id] = /^(?:k([\w-]+)|\d+):([\s\S]*)$/.exec(id) ?? [];
  return { key, carrying };
}

function inRows(buttons: readonly Button[]): Row[] {
  const rows: Row[] = [];
  for (let at = 0; at < buttons.length; at += COMPONENT.buttons) {
    const components = buttons.slice(at, at + COMPONENT.buttons);
    rows.push({ type: ComponentType.ActionRow, components });
  }
  return rows;
}
