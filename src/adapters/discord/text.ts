/** Running text as one line of Discord's Markdown, cut where it is too long. */
import type { Span, Spans } from '../../chat/reply.ts';
import { clean, escaped, escapedStart, piecesOf, wholeCharacters } from './escape.ts';

/** A run of text in one style, between what opens and closes it. */
interface Run {
  readonly open: string;
  readonly close: string;
  readonly text: string;
  /** It is shown whole or not at all. */
  readonly isWhole: boolean;
}

const run = (text: string, open = '', close = open, isWhole = false): Run => ({
  open,
  close,
  text,
  isWhole,
});

export interface Styling {
  /** Styles and links; a title has neither. */
  readonly styled: boolean;
}

const STYLED: Styling = { styled: true };

/** The line as it is written to Discord, of at most so many characters. */
export function line(spans: Spans, most: number, { styled }: Styling = STYLED): string {
  const runs: Run[] = [];
  for (const span of spans) addRuns(span, most, styled, runs);
  return escapedStart(joined(runs, most - 1).trimEnd());
}

/** A title, or the name of a field. */
export const title = (spans: Spans, most: number): string => line(spans, most, { styled: false });

/** An address that may be linked: of the web, without what would end the link. */
export function webAddress(url: string): string | undefined {
  if (url.length > LONGEST_ADDRESS || !URL.canParse(url)) return undefined;
  const { protocol, username, href } = new URL(url);
  if (!/^https?:$/.test(protocol) || username !== '') return undefined;
  const written = href.replace(/[()*|`'\\]/g, percent);
  return /^[\x21-\x7e]+$/.test(written) ? written : undefined;
}

const LONGEST_ADDRESS = 500;

const percent = (mark: string): string => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`;

/** A link under words of our own. */
export const linked = (words: string, address: string): string => `[${words}](${address})`;

/**
 * Words that may stand in a link: there Discord knows no escapes, and shows everything as it was
 * written where one of them looks like an address (discord/discord-api-docs#6185, #7721).
 */
const FIT_FOR_LINK =
  /^[\p{L}\p{M}\p{N}“‘「『《][\p{L}\p{M}\p{N} ,;?!'"–—“”‘’「」『』《》、。・·…%&/()-]*$/u;

/** A colon or a full stop that ends a word begins nothing. */
const isFitForLink = (words: string): boolean =>
  FIT_FOR_LINK.test(words.replace(/[:.](?= |$)/g, ''));

/** Side by side, two texts of one style would close and open it at one place: they become one run. */
function addRuns(span: Span, most: number, styled: boolean, runs: Run[]): void {
  const words = wholeCharacters(clean(span.text), most + 1);
  if (words === '') return;
  const text = escaped(words);
  if (span.kind === 'quote' && span.verbatim) runs.push(run(text, '“', '”'));
  else if (!styled || words.trim() === '') runs.push(run(text));
  else if (span.kind === 'link') runs.push(...linkRuns(span.url, words, text, most));
  else if (isBold(span)) add('**', text, runs);
  else if (isCode(span) && !words.includes('`')) add('`', words, runs);
  else runs.push(run(text));
}

function add(mark: string, text: string, runs: Run[]): void {
  const last = runs[runs.length - 1];
  const before = last?.open === mark ? last.text : '';
  if (before !== '') runs.pop();
  runs.push(run(before + text, mark));
}

/** The words as a link where they may stand in one; else a link beside them. */
function linkRuns(url: string, words: string, text: string, most: number): Run[] {
  const address = webAddress(url);
  if (address === undefined) return [run(text)];
  if (isFitForLink(words) && words.length + address.length + 4 <= most) {
    return [whole(linked(words, address))];
  }
  return [run(text), whole(` ${linked('→', address)}`)];
}

const whole = (text: string): Run => run(text, '', '', true);

const isBold = (span: Span): boolean =>
  span.kind === 'person' || (span.kind === 'text' && span.style === 'bold');

const isCode = (span: Span): boolean => span.kind === 'text' && span.style === 'code';

function joined(runs: readonly Run[], most: number): string {
  let written = '';
  for (const { open, close, text } of runs) written += open + text + close;
  if (written.length <= most) return written;
  written = '';
  for (const { open, close, text, isWhole } of runs) {
    const room = most - written.length - close.length - 1;
    let inside = '';
    for (const piece of isWhole ? [text] : piecesOf(text)) {
      if (open.length + inside.length + piece.length > room) {
        return `${written}${inside === '' ? '' : open + inside + close}…`;
      }
      inside += piece;
    }
    written += open + inside + close;
  }
  return written;
}
