/**
 * A reply as data. Commands say what is to be told; each platform's renderer decides how it looks,
 * escapes once, keeps the platform's limits and says what it cut. Nothing here is Markdown.
 */
import type { Locale } from '../domain/locale.ts';
import type { Drawing } from './drawing.ts';

/** A piece of running text. */
export type Span =
  | { readonly kind: 'text'; readonly text: string; readonly style?: 'bold' | 'dim' | 'code' }
  | { readonly kind: 'link'; readonly text: string; readonly url: string }
  | { readonly kind: 'person'; readonly text: string; readonly id: string }
  | { readonly kind: 'date'; readonly text: string; readonly edtf: string }
  /** A source's own words, in its language, whatever the language of the reply. */
  | {
      readonly kind: 'quote';
      readonly text: string;
      readonly lang: string;
      readonly verbatim: boolean;
    }
  /** A title, a name or a note that stands in its own language, whatever that of the reply. */
  | { readonly kind: 'foreign'; readonly text: string; readonly lang: string }
  /** The number of a source in the reply's list of sources. */
  | { readonly kind: 'cite'; readonly text: string; readonly source: string };

export type Spans = readonly Span[];

export interface ListItem {
  readonly spans: Spans;
  /** Lines below it, set in. */
  readonly details?: readonly Spans[];
  /** What to ask for the whole of it. */
  readonly open?: Invocation;
}

export type Block =
  | { readonly kind: 'heading'; readonly spans: Spans }
  | { readonly kind: 'text'; readonly spans: Spans }
  /** Rows of a label and what stands under it. */
  | { readonly kind: 'facts'; readonly rows: readonly { label: string; spans: Spans }[] }
  | { readonly kind: 'list'; readonly items: readonly ListItem[] }
  | {
      readonly kind: 'note';
      readonly tone: 'info' | 'caution' | 'conflict';
      readonly spans: Spans;
    }
  | { readonly kind: 'sources'; readonly items: readonly CitedSource[] };

export interface CitedSource {
  readonly id: string;
  /** The number by which the reply cites it. */
  readonly number: number;
  readonly spans: Spans;
  readonly url: string | null;
}

/** A command with its arguments as plain values: what a button carries, what a script is shown. */
export interface Invocation {
  readonly command: string;
  readonly args: Readonly<Record<string, string | number>>;
}

/** A button, or one entry of a menu. */
export interface Action {
  readonly label: string;
  readonly invocation: Invocation;
  /** It changes something at once: never to be followed as a link. */
  readonly changes?: boolean;
}

/** A picture that goes with a reply. */
export interface Picture {
  /** Of its file, without an ending. */
  readonly name: string;
  /** What it shows, for those who do not see it: a few hundred characters at the most. */
  readonly alt: string;
  readonly drawing: Drawing;
}

/** A text that goes with a reply as a file. */
export interface Document {
  /** Of its file, with its ending. */
  readonly name: string;
  readonly mediaType: 'text/markdown' | 'text/html';
  readonly text: string;
}

export interface Reply {
  readonly locale: Locale;
  readonly title: Spans;
  readonly blocks: readonly Block[];
  /** Buttons: the one before, the next page. */
  readonly actions: readonly Action[];
  /** What was meant? A menu of readings, where the question was ambiguous. */
  readonly choices?: readonly Action[];
  readonly picture?: Picture;
  readonly documents?: readonly Document[];
  readonly page?: { readonly number: number; readonly of: number };
  /** The command as it was understood, so that it can be shown, shared and asked again. */
  readonly asked?: Invocation;
  /** An error of the person who asked is told as one line. */
  readonly error?: boolean;
}

export const text = (value: string): Span => ({ kind: 'text', text: value });
export const bold = (value: string): Span => ({ kind: 'text', text: value, style: 'bold' });
export const code = (value: string): Span => ({ kind: 'text', text: value, style: 'code' });

/** A list under its heading; nothing where there is nothing to list. */
export const headed = (heading: Spans, items: readonly ListItem[]): Block[] =>
  items.length === 0
    ? []
    : [
        { kind: 'heading', spans: heading },
        { kind: 'list', items },
      ];

/** The words alone. */
export const plainText = (spans: Spans): string => spans.map((span) => span.text).join('');

/** Lists of spans with something between them. */
export function joined(lists: readonly Spans[], between: Span): Spans {
  return lists.flatMap((spans, i) => (i === 0 ? spans : [between, ...spans]));
}

/** May it become a link? Only plain addresses of the web, with nothing that has to be escaped. */
export const isWebAddress = (url: string): boolean => /^https?:\/\/[\x21-\x7e]+$/.test(url);
