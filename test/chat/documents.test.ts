import fc from 'fast-check';
import { expect, test } from 'vitest';
import { htmlOf } from '../../src/chat/documents/html.ts';
import { markdownOf } from '../../src/chat/documents/markdown.ts';
import type { Block, Reply, Span } from '../../src/chat/reply.ts';

const HOSTILE = [
  '<script>alert(1)</script>',
  '[text](https://evil.example)',
  '![x](https://evil.example/x.png)',
  '<img src=x onerror=alert(1)>',
  '"><b onmouseover=alert(1)>',
  '**bold** _it_ `code` ~~no~~',
  '# heading\n\n---\n- list',
  '1. one',
  '\u202Eturned\u0000\u200B',
  'javascript:alert(1)',
];

const word = fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: 'binary', maxLength: 30 }));
const span: fc.Arbitrary<Span> = fc.oneof(
  word.map((text): Span => ({ kind: 'text', text })),
  word.map((text): Span => ({ kind: 'text', text, style: 'bold' })),
  fc.tuple(word, word).map(([text, url]): Span => ({ kind: 'link', text, url })),
  fc
    .tuple(word, word, fc.boolean())
    .map(([text, lang, verbatim]): Span => ({ kind: 'quote', text, lang, verbatim })),
  word.map((text): Span => ({ kind: 'cite', text, source: text })),
);
const spans = fc.array(span, { maxLength: 4 });
const block: fc.Arbitrary<Block> = fc.oneof(
  spans.map((s): Block => ({ kind: 'heading', spans: s })),
  spans.map((s): Block => ({ kind: 'text', spans: s })),
  spans.map((s): Block => ({ kind: 'list', items: [{ spans: s, details: [s] }] })),
  fc
    .tuple(word, spans)
    .map(([label, s]): Block => ({ kind: 'facts', rows: [{ label, spans: s }] })),
  fc
    .tuple(spans, word)
    .map(
      ([s, url]): Block => ({ kind: 'sources', items: [{ id: 'x', number: 1, spans: s, url }] }),
    ),
);
const reply: fc.Arbitrary<Reply> = fc.record({
  locale: fc.constantFrom('en', 'ko', 'zh', 'ja', 'id'),
  title: spans,
  blocks: fc.array(block, { maxLength: 5 }),
  actions: fc.constant([]),
});

/** The tags and attributes of our own, and nothing else, may stand in the file. */
const TAGS = new Set(
  '!doctype html meta title style main h1 h2 p b i a q span code time ul ol li dl div dt dd'.split(
    ' ',
  ),
);
const ATTRIBUTES = new Set(
  'lang charset name content class href rel id value datetime aria-hidden'.split(' '),
);

test('whatever an archive holds, in an HTML file it is text', () => {
  fc.assert(
    fc.property(reply, (made) => {
      const html = htmlOf(made).replace(/<style>[\s\S]*?<\/style>/, '');
      for (const [, name, rest] of html.matchAll(/<\/?([^\s>]+)((?:"[^"]*"|[^">])*)>/g)) {
        expect(TAGS).toContain(name);
        const attributes = (rest as string).replace(/"[^"]*"/g, '""').matchAll(/([\w-]+)=/g);
        for (const [, attribute] of attributes) expect(ATTRIBUTES).toContain(attribute);
      }
      for (const [, href] of html.matchAll(/href="([^"]*)"/g))
        expect(href).toMatch(/^(https?:|#reply-source-)/);
      expect(html).not.toMatch(/[\p{Cs}\u202E\u200B]/u);
    }),
    { numRuns: 500 },
  );
});

test('and in a Markdown file too', () => {
  fc.assert(
    fc.property(reply, (made) => {
      const markdown = markdownOf(made).replace(/\\[\s\S]/g, '.');
      const ours = markdown.replace(/^(# |## |> |- | {2}- )/gm, '').replace(/\*\*/g, '');
      // An address in angle brackets is the one that we write.
      const left = ours.replace(/ <https?:\/\/[\x21-\x7e]+>$/gm, '');
      expect(left).not.toMatch(/[[\]`<>*_~#|]|!\[/);
    }),
    { numRuns: 500 },
  );
});
