/** The blocks of a reply as lines, items and notes in Slack's rich text, as many as there is room for. */
import type { types } from '@slack/bolt';
import { onceOfLasting } from '../../chat/lasting.ts';
import type { Phrasebook } from '../../chat/phrasebook.ts';
import type { Block, CitedSource, ListItem, Spans } from '../../chat/reply.ts';
import { LIMITS, WRAPPING } from './limits.ts';
import { isWebAddress, literal } from './literal.ts';
import {
  bold,
  costOf,
  countIn,
  cut,
  type Element,
  elementsOf,
  inLines,
  lettersIn,
  plain,
} from './rich-text.ts';

/** One line of the answer, before it is known whether there is room for it. */
export interface Piece {
  readonly form: 'line' | 'item' | 'detail' | 'note';
  readonly elements: readonly Element[];
  /** Whether a gap goes before it. */
  readonly apart?: boolean;
}

const NOTE_MARK = { info: 'ℹ', caution: '⚠', conflict: '≠' } as const;

export const piecesOf = onceOfLasting((block: Block): readonly Piece[] => {
  switch (block.kind) {
    case 'heading':
      return [{ form: 'line', apart: true, elements: bold(lettersIn(elementsOf(block.spans))) }];
    case 'text':
      return [{ form: 'line', elements: elementsOf(block.spans) }];
    case 'facts':
      return factPieces(block.rows);
    case 'list':
      return block.items.flatMap(itemPieces);
    case 'note':
      return [
        {
          form: 'note',
          elements: [...plain(`${NOTE_MARK[block.tone]} `), ...elementsOf(block.spans)],
        },
      ];
    case 'sources':
      return block.items.map((source, i) => ({
        form: 'line',
        apart: i === 0,
        elements: sourceElements(source),
      }));
  }
});

/** A label and its value on a line; several values of one label as a list under it. */
function factPieces(rows: readonly { label: string; spans: Spans }[]): Piece[] {
  return rows.flatMap(({ label, spans }, i): Piece[] => {
    const elements = elementsOf(spans);
    const isFirst = rows[i - 1]?.label !== label;
    const isOnly = isFirst && rows[i + 1]?.label !== label;
    const name = bold(literal(label));
    if (isOnly) return [{ form: 'line', elements: [...name, ...plain('  '), ...elements] }];
    return [
      ...(isFirst ? [{ form: 'line' as const, elements: name }] : []),
      { form: 'item', elements },
    ];
  });
}

const itemPieces = ({ spans, details }: ListItem): Piece[] => [
  { form: 'item', elements: elementsOf(spans) },
  ...(details ?? []).map((detail): Piece => ({ form: 'detail', elements: elementsOf(detail) })),
];

/** The number is the link where the words of the source are none. */
function sourceElements({ number, spans, url }: CitedSource): Element[] {
  const elements = elementsOf(spans);
  const mark = `[${number}]`;
  const isLinked = elements.some((element) => element.type === 'link');
  if (isLinked || !url || !isWebAddress(url, LIMITS.url)) {
    return [...plain(`${mark} `), ...elements];
  }
  return [{ type: 'link', url, text: mark }, ...plain(' '), ...elements];
}

/** Blocks of rich text within a budget, and how many pieces found no room. */
export function bodyOf(
  pieces: readonly Piece[],
  room: number,
  book: Phrasebook,
): { blocks: types.RichTextBlock[]; left: number } {
  const shown: Piece[] = [];
  let spent = 0;
  for (const piece of pieces) {
    const { form, apart } = piece;
    const elements = withinOneText(piece.elements, book);
    const cost = costOf(elements) + 2 * WRAPPING.element + (apart ? WRAPPING.block : 0);
    if (spent + cost > room) break;
    spent += cost;
    shown.push({ form, elements, ...(apart && { apart }) });
  }
  const rest = pieces.slice(shown.length);
  const whole = rest.filter(({ form }) => form !== 'detail').length;
  return { blocks: assembled(shown), left: whole || rest.length };
}

/** No line is longer than Slack's longest text; what is cut off is counted. */
function withinOneText(elements: readonly Element[], book: Phrasebook): readonly Element[] {
  if (countIn(elements) <= LIMITS.text) return elements;
  const { kept, left: count } = cut(elements, LIMITS.text - 60);
  return [...kept, ...plain(`… (${book.text('cut.characters', { count })})`)];
}

/** Blocks beyond which gaps are left out: room is kept for what stands round the text. */
const MOST_PARTS = 30;

type Part = types.RichTextBlock['elements'][number];

function assembled(pieces: readonly Piece[]): types.RichTextBlock[] {
  const blocks: Part[][] = [];
  let run: Piece[] = [];
  const flush = () => {
    const [first] = run;
    if (first) blocks.at(-1)?.push(partOf(first.form, run));
    run = [];
  };
  for (const piece of pieces) {
    const opens = blocks.length === 0 || (piece.apart === true && blocks.length < MOST_PARTS);
    if (opens || piece.form !== run[0]?.form) flush();
    if (opens) blocks.push([]);
    run.push(piece);
  }
  flush();
  return blocks.map((elements) => ({ type: 'rich_text', elements }));
}

function partOf(form: Piece['form'], run: readonly Piece[]): Part {
  if (form === 'item' || form === 'detail') {
    return {
      type: 'rich_text_list',
      style: 'bullet',
      indent: form === 'item' ? 0 : 1,
      elements: run.map((piece) => ({ type: 'rich_text_section', elements: [...piece.elements] })),
    };
  }
  const type = form === 'note' ? 'rich_text_quote' : 'rich_text_section';
  return { type, elements: inLines(run.map(({ elements }) => elements)) };
}
