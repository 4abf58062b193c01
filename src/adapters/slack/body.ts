/** The blocks of a reply as lines, items and notes in Slack's rich text, as many as there is room for. */
import type { types } from '@slack/bolt';
import type { Phrasebook } from '../../chat/phrasebook.ts';
import type { Block, CitedSource, Spans } from '../../chat/reply.ts';
import { LIMITS, WRAPPING } from './limits.ts';
import { isWebAddress, literal } from './literal.ts';
import {
  bold,
  costOf,
  cut,
  type Element,
  elementsOf,
  inLines,
  lettersIn,
  plain,
} from './rich-text.ts';

/** One line of the answer, before it is known whether there is room for it. */
export interface Piece {
  readonly form: Form;
  /** No longer than Slack's longest text. */
  readonly elements: readonly Element[];
  /** All its letters, as a notification shows them. */
  readonly letters: string;
  /** What it counts for against the size of a message. */
  readonly cost: number;
  /** Whether a gap goes before it. */
  readonly apart: boolean;
}

type Form = 'line' | 'item' | 'detail' | 'note';

export function pieceOf(
  form: Form,
  whole: readonly Element[],
  book: Phrasebook,
  apart = false,
): Piece {
  const letters = lettersIn(whole);
  const elements = letters.length <= LIMITS.text ? whole : withinOneText(whole, book);
  const cost = costOf(elements) + 2 * WRAPPING.element + (apart ? WRAPPING.block : 0);
  return { form, elements, letters, cost, apart };
}

/** What is cut off is counted. */
function withinOneText(elements: readonly Element[], book: Phrasebook): readonly Element[] {
  const { kept, left: count } = cut(elements, LIMITS.text - 60);
  return [...kept, ...plain(`… (${book.text('cut.characters', { count })})`)];
}

const NOTE_MARK = { info: 'ℹ', caution: '⚠', conflict: '≠' } as const;

/** `inWords` says the spans as they are written in Slack. */
export function piecesOf(
  block: Block,
  book: Phrasebook,
  inWords: (spans: Spans) => Spans,
): readonly Piece[] {
  return wholePieces(block, book, (spans) => elementsOf(inWords(spans))).filter(
    ({ letters }) => letters !== '',
  );
}

function wholePieces(
  block: Block,
  book: Phrasebook,
  elements: (spans: Spans) => Element[],
): readonly Piece[] {
  switch (block.kind) {
    case 'heading':
      return [pieceOf('line', bold(lettersIn(elements(block.spans))), book, true)];
    case 'text':
      return [pieceOf('line', elements(block.spans), book)];
    case 'facts':
      return factPieces(block.rows, book);
    case 'list':
      return block.items.flatMap(({ spans, details = [] }) => [
        pieceOf('item', elements(spans), book),
        ...details.map((detail) => pieceOf('detail', elements(detail), book)),
      ]);
    case 'note': {
      const mark = plain(`${NOTE_MARK[block.tone]} `);
      return [pieceOf('note', [...mark, ...elements(block.spans)], book)];
    }
    case 'sources':
      return block.items.map((source, i) => pieceOf('line', sourceElements(source), book, i === 0));
  }
}

/** A label and its value on a line; several values of one label as a list under it. */
function factPieces(rows: readonly { label: string; spans: Spans }[], book: Phrasebook): Piece[] {
  return rows.flatMap(({ label, spans }, i): Piece[] => {
    const elements = elementsOf(spans);
    const isFirst = rows[i - 1]?.label !== label;
    const isOnly = isFirst && rows[i + 1]?.label !== label;
    const name = bold(literal(label));
    if (isOnly) return [pieceOf('line', [...name, ...plain('  '), ...elements], book)];
    return [...(isFirst ? [pieceOf('line', name, book)] : []), pieceOf('item', elements, book)];
  });
}

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
): { blocks: types.RichTextBlock[]; left: number } {
  let spent = 0;
  let shown = 0;
  for (const { cost } of pieces) {
    if (spent + cost > room) break;
    spent += cost;
    shown++;
  }
  const rest = pieces.slice(shown);
  const whole = rest.filter(({ form }) => form !== 'detail').length;
  return { blocks: assembled(pieces.slice(0, shown)), left: whole || rest.length };
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
    const opens = blocks.length === 0 || (piece.apart && blocks.length < MOST_PARTS);
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
