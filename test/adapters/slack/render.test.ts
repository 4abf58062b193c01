/** Whatever a reply holds, Slack takes it and shows it as text. */
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { LIMITS } from '../../../src/adapters/slack/limits.ts';
import { renderReply } from '../../../src/adapters/slack/render.ts';
import { Spelling } from '../../../src/adapters/slack/spelling.ts';
import type { Block, Reply, Spans } from '../../../src/chat/reply.ts';
import { registry } from '../../../src/commands/index.ts';
import { isTooLong, problemsOf } from '../../fakes/slack/block-check.ts';
import { toldBy } from '../../fakes/slack/live-parts.ts';
import {
  HOSTILE_CASES,
  HOSTILE_PATIENCE,
  hostileReply,
  hostileText,
} from '../../support/hostile-text.ts';

vi.setConfig({ testTimeout: HOSTILE_PATIENCE });

const spelling = new Spelling(registry, ['lastmeeting', 'meetings']);

/** As posts are sent: with the arguments that go with every message of ours. */
const sent = (reply: Reply, size?: number) => ({
  ...renderReply(reply, { spelling, share: true, ...(size !== undefined && { size }) }),
  parse: 'none',
  link_names: false,
  mrkdwn: false,
});

/** The addresses that a reply itself links. */
function addressesOf({ title, blocks }: Reply): Set<string> {
  const lists: Spans[] = [title, ...blocks.flatMap(spansIn)];
  const sources = blocks.flatMap((block) => (block.kind === 'sources' ? block.items : []));
  return new Set([
    ...lists.flatMap((spans) => spans.flatMap((s) => (s.kind === 'link' ? [s.url] : []))),
    ...sources.flatMap(({ url }) => (url === null ? [] : [url])),
  ]);
}

function spansIn(block: Block): Spans[] {
  switch (block.kind) {
    case 'facts':
      return block.rows.map(({ spans }) => spans);
    case 'list':
      return block.items.flatMap(({ spans, details = [] }) => [spans, ...details]);
    case 'sources':
      return block.items.map(({ spans }) => spans);
    default:
      return [block.spans];
  }
}

/** What may not be shown: it cannot be seen, or turns round what stands beside it. */
const UNSEEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/;

describe('a hostile reply', () => {
  test('is within the limits, holds no live part but its own links, and hides nothing', () => {
    fc.assert(
      fc.property(hostileReply(), (reply) => {
        const message = sent(reply);
        expect(problemsOf(message.blocks)).toEqual([]);
        expect(isTooLong(message.blocks)).toBe(false);
        expect(message.text).not.toBe('');
        expect(message.text.length).toBeLessThanOrEqual(4000);
        const { blocks, text } = toldBy(message);
        const own = addressesOf(reply);
        for (const { kind, target } of blocks.live) {
          expect([kind, own.has(target)]).toEqual(['link', true]);
          expect(target).toMatch(/^https?:\/\/[\x21-\x7e]+$/);
        }
        expect(text.live).toEqual([]);
        expect(blocks.shown).not.toMatch(UNSEEN);
        expect(text.shown).not.toMatch(UNSEEN);
      }),
      { numRuns: HOSTILE_CASES },
    );
  });

  test('is within a smaller size too, where Slack asks for one', () => {
    fc.assert(
      fc.property(hostileReply(), (reply) => {
        const message = sent(reply, LIMITS.size / 4);
        expect(problemsOf(message.blocks)).toEqual([]);
        expect(isTooLong(message.blocks, LIMITS.size / 4 + 1200)).toBe(false);
      }),
      { numRuns: Math.ceil(HOSTILE_CASES / 3) },
    );
  });

  test('is shown to the letter where it can be seen', () => {
    fc.assert(
      fc.property(hostileText(), (words) => {
        fc.pre(words.length < 500);
        const visible = words
          .split(/[\t\r\n\v\f\u0085\u2028\u2029]+/)
          .join(' ')
          .split('')
          .filter((letter) => !new RegExp(`${UNSEEN.source}|[\ud800-\udfff]`).test(letter))
          .join('');
        const reply: Reply = {
          locale: 'en',
          title: [{ kind: 'text', text: 'Title' }],
          blocks: [{ kind: 'text', spans: [{ kind: 'text', text: words }] }],
          actions: [],
        };
        const { blocks, text } = toldBy(sent(reply));
        const seen = (shown: string) =>
          shown.replace(/[\ud800-\udfff]/g, '').replace(/\p{Cn}/gu, '');
        expect(seen(blocks.shown)).toContain(seen(visible));
        expect(seen(text.shown)).toContain(seen(visible));
      }),
      { numRuns: HOSTILE_CASES },
    );
  });

  test('what was cut is told', () => {
    const long = (count: number): Reply => ({
      locale: 'en',
      title: [{ kind: 'text', text: 'Long' }],
      blocks: [
        {
          kind: 'list',
          items: Array.from({ length: count }, (_, i) => ({
            spans: [{ kind: 'text', text: `entry ${i} ${'x'.repeat(500)}` }],
          })),
        },
      ],
      actions: [],
    });
    const shown = toldBy(sent(long(100))).blocks.shown;
    const entries = shown.match(/entry \d+/g) ?? [];
    expect(entries.length).toBeGreaterThan(5);
    expect(shown).toContain(`+${100 - entries.length} more`);
  });
});

describe('the tokenizer', () => {
  test.each([
    ['<!channel>', 'mention'],
    ['<@U1|x>', 'mention'],
    ['<http://evil.example|x>', 'link'],
    ['<!date^1^{date}|x>', 'date'],
  ])('sees what is live in %s', (text, kind) => {
    expect(toldBy({ text, parse: 'none', mrkdwn: false }).text.live).toMatchObject([{ kind }]);
    expect(
      toldBy({ text: '', blocks: [{ type: 'section', text: { type: 'mrkdwn', text } }] }).blocks
        .live,
    ).toMatchObject([{ kind }]);
  });

  test.each([
    [{ text: 'see https://evil.example' }, 'link'],
    [{ text: '@everyone', parse: 'none', link_names: true }, 'mention'],
    [{ text: '*x*', parse: 'none' }, 'format'],
    [
      { text: '', blocks: [{ type: 'header', text: { type: 'plain_text', text: ':smile:' } }] },
      'emoji',
    ],
    [
      {
        text: '',
        blocks: [
          {
            type: 'rich_text',
            elements: [
              {
                type: 'rich_text_section',
                elements: [{ type: 'broadcast', range: 'channel' }],
              },
            ],
          },
        ],
      },
      'mention',
    ],
  ])('sees what is live in %j', (message, kind) => {
    const { blocks, text } = toldBy(message);
    expect([...blocks.live, ...text.live]).toMatchObject([{ kind }]);
  });
});
