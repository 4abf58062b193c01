/** The blocks of a reply as pieces of embeds, each shown whole or not at all. */
import type { Block, ListItem, Reply, Spans } from '../../chat/reply.ts';
import { plainText } from '../../chat/reply.ts';
import { clean } from './escape.ts';
import { EMBED } from './limits.ts';
import { line, linked, title, webAddress } from './text.ts';

export interface Piece {
  /** Lines of a description, or the value of a field. */
  readonly text: string;
  /** The name of a field. */
  readonly name?: string;
  readonly inline?: boolean;
  /** Of what it is an entry: a list, of which the rest may be left out, or the sources. */
  readonly part?: Part;
}

export interface Part {
  readonly of: 'list' | 'sources';
}

/** The longest that one line of each kind becomes. */
const LINE = {
  heading: 300,
  text: 2000,
  item: 900,
  detail: 600,
  source: 700,
  value: 1000,
} as const;

/** Rows beyond these stand in the text: every block of fields begins a new embed. */
const MOST_FACT_BLOCKS = 4;

/** A value of so few characters stands beside others. */
const SHORT_VALUE = 32;

/** `more` says how many were left out. */
export function piecesOf(reply: Reply, more: (count: number) => string): Piece[] {
  let facts = 0;
  const pieces = reply.blocks.flatMap((block) => {
    if (block.kind !== 'facts') return blockPieces(block);
    facts += 1;
    return facts <= MOST_FACT_BLOCKS ? fields(block, more) : factLines(block);
  });
  const { page } = reply;
  return page ? [...pieces, { text: `-# ${page.number}/${page.of}` }] : pieces;
}

function blockPieces(block: Exclude<Block, Facts>): readonly Piece[] {
  switch (block.kind) {
    case 'heading':
      return [{ text: `\n### ${line(block.spans, LINE.heading)}` }];
    case 'text':
      return [{ text: line(block.spans, LINE.text) }];
    case 'note': {
      const note = line(block.spans, LINE.text);
      return [{ text: block.tone === 'info' ? `-# ${note}` : `> ${NOTE[block.tone]} ${note}` }];
    }
    case 'list': {
      const part: Part = { of: 'list' };
      return block.items.map((item) => ({ text: itemLines(item), part }));
    }
    case 'sources': {
      const part: Part = { of: 'sources' };
      return block.items.map((source, i) => ({
        text: (i === 0 ? '\n' : '') + cited(source),
        part,
      }));
    }
  }
}

const NOTE = { caution: '⚠', conflict: '≠' } as const;

const itemLines = ({ spans, details = [] }: ListItem): string =>
  [`- ${line(spans, LINE.item)}`, ...details.map((d) => `  - ${line(d, LINE.detail)}`)].join('\n');

/** Its number leads to it; the title could not stand in a link as it is written. */
function cited({ number, spans, url }: (Block & { kind: 'sources' })['items'][number]): string {
  const address = url === null ? undefined : webAddress(url);
  const label = address === undefined ? `\\[${number}\\]` : linked(String(number), address);
  const words = spans.map((span) => (span.kind === 'link' ? { ...span, url: '' } : span));
  return `-# ${label} ${line(words, LINE.source)}`;
}

type Facts = Block & { kind: 'facts' };

/** A row of one label: what stands under it, line by line. */
interface Labelled {
  readonly name: string;
  readonly lines: readonly string[];
  /** Its one value is so short that it stands beside others. */
  readonly isShort: boolean;
}

function labelled({ rows }: Facts): readonly Labelled[] {
  const byLabel = new Map<string, Spans[]>();
  for (const { label, spans } of rows) {
    const values = byLabel.get(label);
    if (values) values.push(spans);
    else byLabel.set(label, [spans]);
  }
  return [...byLabel].map(([label, values]) => ({
    name: title([{ kind: 'text', text: label }], EMBED.fieldName) || NOTHING,
    lines: values.map((spans) => line(spans, LINE.value) || NOTHING),
    isShort: values.length === 1 && lengthOf(values[0] ?? []) <= SHORT_VALUE,
  }));
}

/** Rows of one label are one field. */
const fields = (block: Facts, more: (count: number) => string): Piece[] =>
  labelled(block).map((row, i) =>
    i < EMBED.fields
      ? { name: row.name, text: fitting(row.lines, EMBED.fieldValue, more), inline: row.isShort }
      : factLine(row),
  );

const factLines = (block: Facts): Piece[] => labelled(block).map(factLine);

const factLine = ({ name, lines }: Labelled): Piece => ({
  text: `**${name}** ${lines.join(' · ')}`,
});

const NOTHING = '–';

const lengthOf = (spans: Spans): number => clean(plainText(spans)).length;

/** As many lines as there is room for, and how many there are besides. */
export function fitting(
  lines: readonly string[],
  most: number,
  more: (count: number) => string,
): string {
  const whole = lines.join('\n');
  if (whole.length <= most) return whole;
  const kept: string[] = [];
  for (const written of lines) {
    const rest = more(lines.length - kept.length - 1);
    if ([...kept, written, rest].join('\n').length > most) break;
    kept.push(written);
  }
  return [...kept, more(lines.length - kept.length)].join('\n');
}
