/**
 * Whatever stands in an archive or is typed, Discord shows it as text. What is alive in a message is
 * told by a reader of Discord's Markdown that was written apart from the renderer.
 */
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { bodyOf, renderReply } from '../../../src/adapters/discord/render.ts';
import type { Reply, Span } from '../../../src/chat/reply.ts';
import { registry } from '../../../src/commands/index.ts';
import { liveParts, textOf } from '../../fakes/discord/looks.ts';
import { shownText, tokensOf } from '../../fakes/discord/markdown.ts';
import { problemsOf } from '../../fakes/discord/message-check.ts';
import type { Json } from '../../fakes/discord/world.ts';
import {
  HOSTILE_CASES,
  HOSTILE_PATIENCE,
  hostileReply,
  hostileText,
} from '../../support/hostile-text.ts';

vi.setConfig({ testTimeout: HOSTILE_PATIENCE });

const runs = { numRuns: HOSTILE_CASES };

const rendered = (reply: Reply, more: { share?: boolean; key?: string } = {}) =>
  bodyOf(renderReply(reply, { registry, share: false, ...more }));

const looked = ({ embeds }: ReturnType<typeof rendered>) => ({
  content: '',
  embeds: embeds as unknown as Json[],
});

/** An address without regard to how its characters are written. */
function canonical(url: string): string {
  const { href } = new URL(url);
  return href.replace(/%[0-7][0-9A-F]/gi, (code) => decodeURIComponent(code));
}

/** The addresses that a reply gives: all that may be linked. */
const given = (reply: Reply): Set<string> =>
  new Set(
    [...JSON.stringify(reply).matchAll(/"url":("(?:[^"\\]|\\.)*")/g)]
      .map(([, url = '""']) => JSON.parse(url) as string)
      .filter((url) => URL.canParse(url) && /^https?:/i.test(new URL(url).protocol))
      .map(canonical),
  );

describe('a reply full of hostile text', () => {
  test('has no live mention, no link but its own, and is within every limit', () =>
    fc.assert(
      fc.property(hostileReply(), fc.boolean(), fc.boolean(), (reply, share, isPost) => {
        const body = rendered(reply, { share, ...(isPost && { key: 'k'.repeat(22) }) });
        expect(problemsOf(body as unknown as Json)).toEqual([]);
        expect(body.allowed_mentions).toEqual({ parse: [] });
        const own = given(reply);
        const foreign = liveParts(looked(body)).filter(
          (part) => part.kind !== 'link' || !own.has(canonical(part.url)),
        );
        expect(foreign).toEqual([]);
      }),
      runs,
    ));

  test('shows every character of a text that can be seen, in a title, a line, a list and a field', () =>
    fc.assert(
      fc.property(hostileText(), STYLES, (long, style) => {
        const words = long.slice(0, 80);
        const span = { kind: 'text', text: words, ...style } as Span;
        const shown = (reply: Partial<Reply>) =>
          visible(
            textOf(
              looked(rendered({ locale: 'en', title: [], blocks: [], actions: [], ...reply })),
            ),
          );
        const expected = visible(words);
        const alone = expected === '' ? '–' : expected;
        expect(shown({ title: [span] })).toBe(alone);
        expect(shown({ title: [span], error: true })).toBe(alone);
        expect(shown({ blocks: [{ kind: 'text', spans: [span] }] })).toBe(alone);
        expect(shown({ blocks: [{ kind: 'list', items: [{ spans: [span] }] }] })).toBe(expected);
        const row = { label: 'x', spans: [span] };
        expect(shown({ blocks: [{ kind: 'facts', rows: [row] }] })).toBe(`x${alone}`);
      }),
      runs,
    ));
});

const STYLES = fc.constantFrom<Partial<Span>[]>(
  {},
  { style: 'bold' },
  { style: 'dim' },
  { style: 'code' },
);

/** Without what nobody sees: spaces, controls, formats, fillers, halves of characters. */
const visible = (text: string): string =>
  // biome-ignore lint/suspicious/noMisleadingCharacterClass: each of these is meant alone
  text.replace(/[\s\p{Cc}\p{Cf}\p{Cs}\p{Co}\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0]/gu, '');

describe('the reader of Markdown finds what is alive', () => {
  test.each([
    ['<@1234> hello', 'alive'],
    ['hello @everyone', 'alive'],
    ['**<@&99>**', 'alive'],
    ['<t:1618953630:R>', 'alive'],
    ['</status:1234>', 'alive'],
    [':smile:', 'alive'],
    ['[text](https://evil.example)', 'link'],
    ['<https://evil.example>', 'link'],
    ['see https://evil.example.', 'link'],
    ['> - **a** https://evil.example', 'link'],
    ['\\\\<@1234>', 'alive'],
  ])('%s', (markdown, kind) => {
    expect(tokensOf(markdown).map((token) => token.kind)).toContain(kind);
  });

  test.each([
    ['\\<@1234\\>', '<@1234>'],
    ['`<@1234>`', '<@1234>'],
    ['\\@everyone', '@everyone'],
    ['\\[text\\](x)', '[text](x)'],
    ['-# **small**', 'small'],
    ['### a *b* __c__ ~~d~~ ||e||', 'a b c d e'],
    ['a_b_c', 'a_b_c'],
  ])('%s is text', (markdown, text) => {
    expect(shownText(markdown)).toBe(text);
    expect(tokensOf(markdown).every(({ kind }) => kind === 'text')).toBe(true);
  });
});
