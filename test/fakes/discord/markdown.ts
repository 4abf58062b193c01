/**
 * How Discord's client reads a text, as tokens: what is shown, and what in it is alive. Written from
 * its help page (support.discord.com/hc/articles/210298617) and reference#message-formatting, and
 * rather too much than too little is taken as alive. It shares nothing with the renderer.
 */

export type Token =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly url: string }
  /** A user, role, channel or command, everybody, a timestamp, an emoji. */
  | { readonly kind: 'alive'; readonly text: string };

/** reference#message-formatting-formats, whatever their number. */
const MENTION =
  /^<(?:@[!&]?\d*|#\d*|\/[^>]*:\d*|a?:\w*:\d*|t:-?\d*(?::\w?)?|id:[\w-]*)>|^@(?:everyone|here)/;
const ANGLE_LINK = /^<([a-z][a-z\d+.-]*:[^\s<>]+)>/i;
const ADDRESS = /^(?:https?|steam|discord|ftp|mailto|tel):(?:\/\/)?[^\s<]*[^<.,:;"'\]\s]/i;
const INVITE = /^(?:discord(?:app)?\.(?:gg|com)|www\.)[^\s<]*/i;
const MASKED =
  /^!?\[((?:\\[\s\S]|\[[^\]]*\]|[^[\]\\])*)\]\(\s*<?([^\s()<>]*(?:\([^\s()]*\)[^\s()<>]*)*)>?(?:\s+["'][\s\S]*?["'])?\s*\)/;
const EMOJI = /^:[\w+-]+:/;

/** Styles: what stands between is read on, except code. */
const STYLES: readonly RegExp[] = [
  /^\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)/,
  /^__((?:\\[\s\S]|[^\\])+?)__(?!_)/,
  /^~~((?:\\[\s\S]|[^\\])+?)~~/,
  /^\|\|((?:\\[\s\S]|[^\\])+?)\|\|/,
  /^\*(?=\S)((?:\\[\s\S]|[^*\\])+?)\*(?!\*)/,
];
const UNDERSCORE = /^_((?:\\[\s\S]|[^\\_])+?)_(?![\p{L}\p{N}])/u;
const CODE = /^(`+)([\s\S]*?[^`])\1(?!`)/;

/** What begins a line without being shown as text. */
const LINE_START = /^(?:>>> |> |#{1,3} |-# |\s*[-*+] +|\s*\d{1,9}[.)] +)*/;

/** A whole text of several lines. */
export const tokensOf = (markdown: string): Token[] =>
  withCodeBlocks(markdown).flatMap((part, i) =>
    i % 2 === 1
      ? [{ kind: 'text' as const, text: part }]
      : part
          .split('\n')
          .flatMap((line, j) => [
            ...(j > 0 ? [{ kind: 'text' as const, text: '\n' }] : []),
            ...inline(line.replace(LINE_START, '')),
          ]),
  );

/** Every second part stands in a block of code. */
const withCodeBlocks = (markdown: string): string[] =>
  markdown.split(/(?<!\\)```(?:[\w+.#-]*\n)?([\s\S]*?)```/);

function inline(text: string): Token[] {
  const tokens: Token[] = [];
  let plain = '';
  const push = (...made: Token[]) => {
    if (plain !== '') tokens.push({ kind: 'text', text: plain });
    plain = '';
    tokens.push(...made);
  };
  for (let at = 0; at < text.length; ) {
    const rest = text.slice(at, at + LONGEST);
    const escaped = /^\\([^0-9A-Za-z\s])/u.exec(rest);
    if (escaped) {
      plain += escaped[1];
      at += escaped[0].length;
      continue;
    }
    const found =
      BEGINS.has(rest[0] ?? '') || /^[a-z]/i.test(rest) ? read(rest, text[at - 1]) : undefined;
    if (!found) {
      plain += rest[0];
      at += 1;
      continue;
    }
    push(...found.tokens);
    at += found.length;
  }
  push();
  return tokens;
}

/** No construct of a message is longer. */
const LONGEST = 8000;

const BEGINS = new Set('<@[!*_~|`:');

function read(rest: string, before = ''): { tokens: Token[]; length: number } | undefined {
  const whole = (match: RegExpExecArray, ...tokens: Token[]) => ({
    tokens,
    length: match[0].length,
  });
  const mention = MENTION.exec(rest);
  if (mention) return whole(mention, { kind: 'alive', text: mention[0] });
  const angle = ANGLE_LINK.exec(rest);
  if (angle) return whole(angle, { kind: 'link', text: angle[1] ?? '', url: angle[1] ?? '' });
  // In the middle of a word no address begins.
  const address = /[a-z0-9]/i.test(before) ? null : (ADDRESS.exec(rest) ?? INVITE.exec(rest));
  if (address) return whole(address, { kind: 'link', text: address[0], url: address[0] });
  const masked = MASKED.exec(rest);
  if (masked && URL.canParse(masked[2] ?? '')) {
    return whole(masked, { kind: 'link', text: masked[1] ?? '', url: masked[2] ?? '' });
  }
  const emoji = EMOJI.exec(rest);
  if (emoji) return whole(emoji, { kind: 'alive', text: emoji[0] });
  const code = CODE.exec(rest);
  if (code) return whole(code, { kind: 'text', text: code[2] ?? '' });
  const styles = /[\p{L}\p{N}]/u.test(before) ? STYLES : [...STYLES, UNDERSCORE];
  for (const style of styles) {
    const match = style.exec(rest);
    if (match) return whole(match, ...inline(match[1] ?? ''));
  }
  return undefined;
}

/** What a reader sees. */
export const shownText = (markdown: string): string =>
  tokensOf(markdown)
    .map(({ text }) => text)
    .join('');
