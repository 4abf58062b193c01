/** The buttons and menus of an answer, within Slack's limits; each carries all that it asks for. */
import type { types } from '@slack/bolt';
import type { Phrasebook } from '../../chat/phrasebook.ts';
import type { Action, Reply, Spans } from '../../chat/reply.ts';
import { LIMITS, WRAPPING } from './limits.ts';
import { literal, shortened } from './literal.ts';
import { ELEMENT, packed } from './payload.ts';
import { elementsOf, lettersIn } from './rich-text.ts';

type Menu = types.StaticSelect & { readonly options: types.PlainTextOption[] };
type Control = types.Button | Menu;

export interface Controls {
  readonly blocks: types.ActionsBlock[];
  /** What they count for against the size of the message. */
  readonly cost: number;
  /** Choices and buttons for which there was no room. */
  readonly left: number;
}

/** No more than half of a message is menus. */
const SHARE_OF_SIZE = 0.5;

/** Actions blocks of a message, at the most. */
const MOST_ROWS = 4;

/** `inWords` says the spans as they are written in Slack. */
export function controlsOf(
  reply: Reply,
  inWords: (spans: Spans) => Spans,
  share: boolean,
  size: number,
  book: Phrasebook,
): Controls {
  const choices = (reply.choices ?? []).map((choice) => carrying(choice, reply));
  const fitsMenu = choices.every(({ value }) => value.length <= LIMITS.optionValue);
  const wanted = [
    ...(fitsMenu ? [] : choices),
    ...reply.actions.map((action) => carrying(action, reply)),
  ];
  const buttons = wanted.filter(({ value }) => value.length <= LIMITS.buttonValue).map(button);
  const sharing = share ? sharingButton(reply, book) : undefined;

  let room = size * SHARE_OF_SIZE;
  const controls: Control[] = [];
  const add = (control: Control): boolean => {
    const cost = costOf(control);
    if (cost > room || controls.length >= MOST_ROWS * LIMITS.actionElements) return false;
    room -= cost;
    controls.push(control);
    return true;
  };
  let left = wanted.length - buttons.length;
  if (sharing) room -= costOf(sharing);
  for (const control of buttons) if (!add(control)) left++;
  const menu = fitsMenu ? choiceMenu(choices, room, book) : undefined;
  if (menu && add(menu)) left += choices.length - menu.options.length;
  else if (fitsMenu) left += choices.length;
  const opening = openMenu(reply, inWords, room, book);
  if (opening) add(opening);
  const ordered = [
    ...controls.filter(({ type }) => type === 'static_select'),
    ...controls.filter(({ type }) => type === 'button'),
    ...(sharing ? [sharing] : []),
  ];
  const cost = ordered.reduce((sum, control) => sum + costOf(control), 0);
  return { blocks: rowsOf(ordered), cost: cost + WRAPPING.block * MOST_ROWS, left };
}

/** What is asked for, as an element of the message carries it. */
interface Carrying {
  readonly label: string;
  readonly value: string;
}

const carrying = ({ label, invocation }: Action, { locale }: Reply): Carrying => ({
  label,
  value: packed(invocation, locale),
});

const labelOf = (text: string, most: number): types.PlainTextElement => ({
  type: 'plain_text',
  text: shortened(literal(text).trim() || '…', most),
  emoji: false,
});

const button = ({ label, value }: Carrying): types.Button => ({
  type: 'button',
  action_id: ELEMENT.ask,
  text: labelOf(label, LIMITS.buttonText),
  value,
});

function sharingButton({ asked, locale }: Reply, book: Phrasebook): types.Button | undefined {
  const value = asked ? packed(asked, locale) : '';
  if (value === '' || value.length > LIMITS.buttonValue) return undefined;
  const text = labelOf(book.text('action.share'), LIMITS.buttonText);
  return { type: 'button', action_id: ELEMENT.share, text, value };
}

const choiceMenu = (choices: readonly Carrying[], room: number, book: Phrasebook) =>
  menu(ELEMENT.choose, book.text('action.choose'), choices.map(option), room);

/** What the lines of lists offer to open. */
function openMenu(
  reply: Reply,
  inWords: (spans: Spans) => Spans,
  room: number,
  book: Phrasebook,
): Menu | undefined {
  const items = reply.blocks.flatMap((block) => (block.kind === 'list' ? block.items : []));
  const options = items.flatMap(({ spans, open }) => {
    const value = open && packed(open, reply.locale);
    if (value === undefined || value.length > LIMITS.optionValue) return [];
    return [option({ label: lettersIn(elementsOf(inWords(spans))), value })];
  });
  if (options.length === 0) return undefined;
  return menu(ELEMENT.open, book.text('action.open'), options, room);
}

const option = ({ label, value }: Carrying): types.PlainTextOption => ({
  text: labelOf(label, LIMITS.optionText),
  value,
});

/** As many of the options as there is room for; no menu where there is none. */
function menu(
  action_id: string,
  placeholder: string,
  options: readonly types.PlainTextOption[],
  room: number,
): Menu | undefined {
  const shown: types.PlainTextOption[] = [];
  let spent = WRAPPING.element + LIMITS.placeholder;
  for (const entry of options.slice(0, LIMITS.options)) {
    spent += optionCost(entry);
    if (spent > room) break;
    shown.push(entry);
  }
  if (shown.length === 0) return undefined;
  return {
    type: 'static_select',
    action_id,
    placeholder: labelOf(placeholder, LIMITS.placeholder),
    options: shown,
  };
}

const optionCost = ({ text }: types.PlainTextOption): number => text.text.length + WRAPPING.element;

const costOf = (control: Control): number =>
  control.type === 'button'
    ? control.text.text.length + WRAPPING.element
    : control.options.reduce(
        (sum, entry) => sum + optionCost(entry),
        WRAPPING.element + LIMITS.placeholder,
      );

/** Rows of as many as Slack takes, each element under a name of its own in its row. */
function rowsOf(controls: readonly Control[]): types.ActionsBlock[] {
  const rows: types.ActionsBlock[] = [];
  for (let i = 0; i < controls.length; i += LIMITS.actionElements) {
    const elements = controls
      .slice(i, i + LIMITS.actionElements)
      .map((control, n) => ({ ...control, action_id: `${control.action_id}:${n}` }));
    rows.push({ type: 'actions', elements });
  }
  return rows;
}
