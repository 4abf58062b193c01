/**
 * What somebody may put into an archive or type at the bot to forge a mention or a link, to hide
 * words, to turn them round or to break a renderer; and replies that are full of it.
 */
import fc from 'fast-check';
import type { Block, Invocation, Reply, Span } from '../../src/chat/reply.ts';
import { LOCALES } from '../../src/domain/locale.ts';

/** How many cases a property is tried with: a few hundred in the suite, more by option. */
export const HOSTILE_CASES = Number(process.env.AIDE_HOSTILE_CASES ?? 300);

/** Milliseconds that a property may take: a long version by option takes its time. */
export const HOSTILE_PATIENCE = Math.max(60_000, HOSTILE_CASES * 100);

/** Bits that mean something to some platform, whole and broken. */
const BITS = [
  '<!channel>',
  '<!here>',
  '<!everyone>',
  '<!channel|channel>',
  '<!subteam^S0614TZR7|@desk>',
  '<@U024BE7LH>',
  '<@U1|boss>',
  '<#C024BE7LR|general>',
  '<!date^1392734382^{date}^https://evil.example|x>',
  '<http://evil.example|text>',
  '<https://evil.example>',
  '<mailto:a@evil.example|mail>',
  '&lt;!channel&gt;',
  '&amp;lt;!here&amp;gt;',
  '@everyone',
  '@here',
  '@channel',
  '@U024BE7LH',
  '<@&613425648685547541>',
  '<@613425648685547541>',
  '<@!613425648685547541>',
  '<#613425648685547541>',
  '</status:613425648685547541>',
  '<:kappa:613425648685547541>',
  '<a:kappa:613425648685547541>',
  '<t:1618953630:R>',
  '<id:customize>',
  '[text](https://evil.example)',
  '[text](<https://evil.example> "title")',
  '[text]: https://evil.example',
  '![image](https://evil.example/x.png)',
  'https://evil.example/path?q=1#x',
  'http://evil.example',
  'www.evil.example',
  'evil.example',
  'javascript:alert(1)',
  'discord.gg/evil',
  'a@evil.example',
  '\\[text\\](https://evil.example)',
  '`',
  '``',
  '```',
  '`code`',
  '```js\nx\n```',
  '*bold*',
  '**bold**',
  '_it_',
  '__under__',
  '~strike~',
  '~~strike~~',
  '||spoiler||',
  '> quote',
  '>>> quote',
  '# heading',
  '## heading',
  '-# small',
  '- item',
  '* item',
  '1. item',
  '•',
  ':smile:',
  ':here:',
  '\\',
  '\\\\',
  '\\*',
  '<',
  '>',
  '&',
  '|',
  '<>',
  '<|>',
  '<@>',
  '<!>',
  '<<@U1>>',
  '<@U1',
  '@U1>',
  '<b>bold</b>',
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<a href="https://evil.example">x</a>',
  '&nbsp;',
  '&#60;!channel&#62;',
  '\u202e',
  '\u202d',
  '\u2066',
  '\u2069',
  '\u200f',
  '\u061c',
  '\u200b',
  '\u200c',
  '\u200d',
  '\u2060',
  '\ufeff',
  '\u00ad',
  '\u180e',
  '\u0000',
  '\u0007',
  '\u001b[31m',
  '\u009b',
  '\u2028',
  '\u2029',
  '\r\n',
  '\n',
  '\n\n\n',
  '\t',
  '👨\u200d👩\u200d👧',
  '🏳\ufe0f\u200d🌈',
  'e\u0301\u0301\u0301',
  '왕이',
  '王毅',
  '尹锡悦',
  '\ud83d',
  '\udc68',
  '\ufffd',
  '{',
  '}',
  '{count}',
  '%s',
  '$x',
  '__proto__',
  'constructor',
  '"',
  "'",
  '“',
  '”',
  ' ',
];

/** Pieces of the above between ordinary letters, now and then very long. */
export const hostileText = (): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 30, arbitrary: pieces(6) },
    { weight: 6, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
    { weight: 3, arbitrary: pieces(60) },
    { weight: 1, arbitrary: pieces(4).chain(repeated) },
  );

const pieces = (most: number): fc.Arbitrary<string> =>
  fc
    .array(
      fc.oneof(
        { weight: 4, arbitrary: fc.constantFrom(...BITS) },
        { weight: 2, arbitrary: fc.string({ maxLength: 6 }) },
      ),
      { maxLength: most },
    )
    .map((parts) => parts.join(''));

/** Up to fifty thousand characters. */
const repeated = (piece: string): fc.Arbitrary<string> =>
  fc
    .integer({ min: 1, max: 50_000 })
    .map((length) =>
      (piece || 'x').repeat(Math.ceil(length / (piece || 'x').length)).slice(0, length),
    );

const url = (): fc.Arbitrary<string> =>
  fc.oneof(
    fc.webUrl({ withFragments: true, withQueryParameters: true }),
    fc.constantFrom(
      'https://example.org/1',
      'http://example.org/a_(b)_[c]?q=*x*&y=`z`',
      'https://example.org/|x>y',
      'javascript:alert(1)',
      'data:text/html,<script>alert(1)</script>',
      'https://example.org/\u202egnp',
      'https://example.org/ with spaces',
      'ftp://example.org',
      '//example.org',
      '',
    ),
    hostileText(),
    fc.integer({ min: 100, max: 5000 }).map((n) => `https://example.org/${'p'.repeat(n)}`),
  );

export const hostileSpan = (): fc.Arbitrary<Span> => {
  const text = hostileText();
  return fc.oneof(
    {
      weight: 3,
      arbitrary: fc
        .tuple(text, fc.constantFrom('bold', 'dim', 'code', undefined))
        .map(([words, style]): Span => ({ kind: 'text', text: words, ...(style && { style }) })),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('link' as const), text, url: url() }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('person' as const), text, id: text }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('date' as const), text, edtf: text }) },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('quote' as const),
        text,
        lang: fc.constantFrom('en', 'ko', '"><b>'),
        verbatim: fc.boolean(),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('foreign' as const),
        text,
        lang: fc.constant('zh'),
      }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('cite' as const), text, source: text }) },
  );
};

const spans = (): fc.Arbitrary<Span[]> => fc.array(hostileSpan(), { maxLength: 5 });

const invocation = (): fc.Arbitrary<Invocation> =>
  fc.record({
    command: fc.constantFrom('event', 'lastmeeting', 'meetings', 'find'),
    args: fc.dictionary(
      fc.constantFrom('event', 'person', 'with', 'words', 'page'),
      fc.oneof(hostileText(), fc.integer({ min: 1, max: 99 })),
      { maxKeys: 3 },
    ),
  });

const action = () => fc.record({ label: hostileText(), invocation: invocation() });

const block = (): fc.Arbitrary<Block> =>
  fc.oneof(
    fc.record({ kind: fc.constant('heading' as const), spans: spans() }),
    fc.record({ kind: fc.constant('text' as const), spans: spans() }),
    fc.record({
      kind: fc.constant('facts' as const),
      rows: fc.array(fc.record({ label: hostileText(), spans: spans() }), { maxLength: 5 }),
    }),
    fc.record({
      kind: fc.constant('list' as const),
      items: fc.array(
        fc.record(
          {
            spans: spans(),
            details: fc.array(spans(), { maxLength: 3 }),
            open: invocation(),
          },
          { requiredKeys: ['spans'] },
        ),
        { maxLength: 12 },
      ),
    }),
    fc.record({
      kind: fc.constant('note' as const),
      tone: fc.constantFrom('info' as const, 'caution' as const, 'conflict' as const),
      spans: spans(),
    }),
    fc.record({
      kind: fc.constant('sources' as const),
      items: fc.array(
        fc.record({
          id: hostileText(),
          number: fc.integer({ min: 1, max: 99 }),
          spans: spans(),
          url: fc.option(url()),
        }),
        { maxLength: 4 },
      ),
    }),
  );

/** A reply with whatever a reply may hold, all of it hostile, and now and then a great deal of it. */
export const hostileReply = (): fc.Arbitrary<Reply> =>
  fc.record(
    {
      locale: fc.constantFrom(...LOCALES),
      title: spans(),
      blocks: fc.oneof(
        { weight: 9, arbitrary: fc.array(block(), { maxLength: 6 }) },
        { weight: 1, arbitrary: fc.array(block(), { minLength: 40, maxLength: 80 }) },
      ),
      actions: fc.oneof(
        { weight: 9, arbitrary: fc.array(action(), { maxLength: 4 }) },
        { weight: 1, arbitrary: fc.array(action(), { maxLength: 60 }) },
      ),
      choices: fc.array(action(), { maxLength: 30 }),
      page: fc.record({
        number: fc.integer({ min: 1, max: 9 }),
        of: fc.integer({ min: 1, max: 99 }),
      }),
      asked: invocation(),
      error: fc.boolean(),
    },
    { requiredKeys: ['locale', 'title', 'blocks', 'actions'] },
  );
