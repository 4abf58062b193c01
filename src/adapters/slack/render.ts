/**
 * A reply as a Slack message: blocks to be shown, and the same as plain text for notifications and
 * screen readers. Pure, and total: whatever the reply holds, Slack takes what comes out.
 */
import type { types } from '@slack/bolt';
import { onceOfLasting } from '../../chat/lasting.ts';
import { type Phrasebook, phrasebook } from '../../chat/phrasebook.ts';
import { plainText, type Reply, type Span, type Spans } from '../../chat/reply.ts';
import { bodyOf, type Piece, pieceOf, piecesOf } from './body.ts';
import { controlsOf } from './controls.ts';
import { LIMITS, WRAPPING } from './limits.ts';
import { beginning, escaped, literal, shortened } from './literal.ts';
import { bold, type Element, elementsOf, plain } from './rich-text.ts';
import type { Spelling } from './spelling.ts';

export interface Message {
  readonly text: string;
  readonly blocks: types.KnownBlock[];
}

/** A picture that lies with Slack. */
export interface Picture {
  /** Slack's id of the file. */
  readonly file: string;
  readonly alt: string;
}

export interface Rendering {
  readonly spelling: Spelling;
  /** Whether whoever sees it alone may share it to the channel. */
  readonly share?: boolean;
  /** A word about the message itself, small under it. */
  readonly remark?: string;
  readonly picture?: Picture | undefined;
  /** The size to keep within, where Slack's own was refused. */
  readonly size?: number;
}

/** A reply that is given again is rendered once; not so with what belongs to one message alone. */
export const renderReply = onceOfLasting(
  rendered,
  ({ spelling, share = false, remark, picture, size = LIMITS.size }: Rendering) =>
    remark === undefined && !picture ? { by: spelling, and: `${share} ${size}` } : undefined,
);

function rendered(reply: Reply, rendering: Rendering): Message {
  const { spelling, share = false, remark, picture, size = LIMITS.size } = rendering;
  const book = phrasebook(reply.locale);
  const inWords = inSlacksWords(reply, spelling);
  const titleSpans = inWords(reply.title);
  const title = literal(plainText(titleSpans)).trim();
  const pieces = reply.blocks.flatMap((block) => piecesOf(block, book, inWords));
  const controls = controlsOf(reply, inWords, share, size, book);
  const foot = [commandLineOf(reply, spelling), pageOf(reply), remark].filter(isText);
  const illustration = picture ? [pictureBlock(picture)] : [];
  const cost = illustration.length * (WRAPPING.block + LIMITS.alt);
  const fixed =
    cost + controls.cost + foot.join('').length + 3 * WRAPPING.block + LIMITS.header + 200;

  // A header needs text under it: Slack lets rich text be replaced by nothing but rich text.
  const hasHeader =
    !reply.error && title !== '' && title.length <= LIMITS.header && pieces.length > 0;
  const titled: Piece[] = hasHeader
    ? []
    : [titlePiece(reply.error ? elementsOf(titleSpans) : bold(title), book)];
  const all = [...titled, ...pieces];
  const body = bodyOf(all, size - fixed);
  const left = body.left + controls.left;
  return {
    text: fallback(hasHeader ? title : '', all, book),
    blocks: [
      ...(hasHeader ? [header(title), ...illustration] : []),
      ...body.blocks,
      ...(hasHeader ? [] : illustration),
      ...(left > 0 ? [moreLeft(left, book)] : []),
      ...controls.blocks,
      ...(foot.length > 0 ? [footer(foot)] : []),
    ],
  };
}

const isText = (text: string | undefined): text is string => text !== undefined && text !== '';

const titlePiece = (elements: readonly Element[], book: Phrasebook): Piece =>
  pieceOf('line', elements.length === 0 ? plain('…') : elements, book);

const header = (title: string): types.HeaderBlock => ({
  type: 'header',
  text: { type: 'plain_text', text: title, emoji: false },
});

const moreLeft = (count: number, book: Phrasebook): types.RichTextBlock => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements: bold(book.text('list.more', { count })) }],
});

const pictureBlock = ({ file, alt }: Picture): types.ImageBlock => ({
  type: 'image',
  slack_file: { id: file },
  alt_text: shortened(alt || '…', LIMITS.alt),
});

/** Plain text is shown as it stands. */
const footer = (texts: readonly string[]): types.ContextBlock => ({
  type: 'context',
  elements: texts.map((text) => ({
    type: 'plain_text',
    text: shortened(text, LIMITS.text),
    emoji: false,
  })),
});

/** The command as it was understood, as it is typed here. */
function commandLineOf({ asked }: Reply, spelling: Spelling): string | undefined {
  const line = asked && spelling.line(asked);
  return line === undefined ? undefined : literal(line);
}

const pageOf = ({ page }: Reply): string | undefined => page && `${page.number}/${page.of}`;

/** What notifications show: escaped, for here Slack does read its markup. */
function fallback(title: string, pieces: readonly Piece[], book: Phrasebook): string {
  const lines = [title, ...pieces.map(({ letters }) => letters)].filter(isText);
  const text = lines.join('\n') || '…';
  if (escaped(text).length <= LIMITS.fallback) return escaped(text);
  let most = LIMITS.fallback;
  let kept = text;
  let told = '';
  do {
    most -= 100;
    kept = beginning(text, most);
    told = `… (${book.text('cut.characters', { count: text.length - kept.length })})`;
  } while (escaped(kept + told).length > LIMITS.fallback);
  return escaped(kept + told);
}

/**
 * Help and errors name commands as they are typed at a prompt; Slack would take some of those for
 * its own. Elsewhere only what is set as code is ours to reword: the rest may be someone's words.
 */
function inSlacksWords(reply: Reply, spelling: Spelling): (spans: Spans) => Spans {
  const isAboutCommands = reply.error === true || reply.asked?.command === 'help';
  const isOurs = (span: Span): boolean =>
    span.kind === 'text' && (span.style === 'code' || isAboutCommands);
  const inWords = (span: Span): Span =>
    isOurs(span) ? { ...span, text: spelling.inText(span.text) } : span;
  return (spans) => (spans.some(isOurs) ? spans.map(inWords) : spans);
}
