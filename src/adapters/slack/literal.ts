/** Text from outside, made safe to show: it hides nothing, turns nothing round and forges nothing. */
import { isOrdinary } from '../../chat/ordinary.ts';

const LINE_ENDS = /[\t\r\n\v\f\u0085\u2028\u2029]+/g;

const INVISIBLE =
  /[\p{Cc}\p{Cs}\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;

/** One line, without what cannot be seen. */
export const literal = (text: string): string =>
  isOrdinary(text) ? text : text.replace(LINE_ENDS, ' ').replace(INVISIBLE, '');

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/**
 * The three characters that Slack reads as markup, where it reads any
 * (docs.slack.dev/messaging/formatting-message-text).
 */
export const escaped = (text: string): string => text.replace(/[&<>]/g, (c) => ENTITIES[c] ?? c);

/** What Slack escaped in what a user typed. */
export const unescaped = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

/** The longest beginning of at most so many UTF-16 units that ends between two characters. */
export function beginning(text: string, most: number): string {
  if (text.length <= most) return text;
  const last = text.charCodeAt(most - 1);
  const splitsPair = last >= 0xd800 && last <= 0xdbff;
  return text.slice(0, Math.max(0, splitsPair ? most - 1 : most));
}

/** Cut to so many UTF-16 units, and seen to be cut. */
export const shortened = (text: string, most: number): string =>
  text.length <= most ? text : `${beginning(text, most - 1)}…`;

const WEB_ADDRESS = /^https?:\/\/[\x21-\x7e]+$/;

/** Whether it is an address that may be followed. */
export const isWebAddress = (url: string, longest: number): boolean =>
  url.length <= longest && WEB_ADDRESS.test(url) && URL.canParse(url);
