import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import stringWidth from 'string-width';
import { beforeAll, describe, expect, test } from 'vitest';
import { ConsoleAdapter } from '../../src/adapters/console/prompt.ts';
import { renderReply, type Terminal } from '../../src/adapters/console/render.ts';
import { readSeeds } from '../../src/adapters/seeds/seed-files.ts';
import { commandLine } from '../../src/chat/command-line.ts';
import { type Block, type Reply, type Span, text } from '../../src/chat/reply.ts';
import { registry } from '../../src/commands/index.ts';
import { LOCALES } from '../../src/domain/locale.ts';
import { type Ask, asker } from '../support/asker.ts';

const PLAIN: Terminal = { columns: 60, colour: false, links: false };
const reply = (blocks: Block[], more: Partial<Reply> = {}): Reply => ({
  locale: 'en',
  title: [text('Title')],
  blocks,
  actions: [],
  ...more,
});

let ask: Ask;
beforeAll(async () => {
  ask = asker(await readSeeds('seeds'));
});

describe('a card in the terminal', () => {
  test('looks like this', () => {
    const card = reply(
      [
        {
          kind: 'facts',
          rows: [
            { label: 'When', spans: [text('today')] },
            { label: 'Who', spans: [text('A')] },
            { label: 'Who', spans: [text('B')] },
          ],
        },
        { kind: 'heading', spans: [text('Said')] },
        {
          kind: 'list',
          items: [
            {
              spans: [text('one')],
              details: [[{ kind: 'quote', text: 'x', lang: 'en', verbatim: true }]],
            },
          ],
        },
        { kind: 'note', tone: 'caution', spans: [text('careful')] },
        {
          kind: 'sources',
          items: [{ id: 's', number: 1, spans: [text('S')], url: 'https://s.example/' }],
        },
      ],
      {
        actions: [{ label: 'Next', invocation: { command: 'x', args: { page: 2 } } }],
        page: { number: 1, of: 2 },
      },
    );
    expect(renderReply(card, PLAIN)).toMatchInlineSnapshot(`
      "Title
      ─────
      When  today
      Who   A
            B

      Said
      • one
          “x”

      ⚠ careful

      [1] S
          https://s.example/

      1/2

      [1] Next
      "
    `);
  });

  test('keeps within the width, Chinese, Japanese and Korean counted double', async () => {
    for (const locale of LOCALES) {
      for (const line of registry.commands.map((c) => c.example)) {
        const { reply: answer } = await ask(line, { locale });
        for (const columns of [40, 61, 80]) {
          for (const row of renderReply(answer, { ...PLAIN, columns }).split('\n')) {
            expect(stringWidth(row), row).toBeLessThanOrEqual(columns);
          }
        }
      }
    }
  });

  test('colour and links only where the terminal has them', () => {
    const card = reply([
      { kind: 'text', spans: [{ kind: 'link', text: 'page', url: 'https://s.example/a' }] },
    ]);
    expect(renderReply(card, PLAIN)).not.toContain('\u001b');
    const rich = renderReply(card, { ...PLAIN, colour: true, links: true });
    expect(rich).toContain('\u001b]8;;https://s.example/a\u0007page\u001b]8;;\u0007');
    const forged = reply([
      { kind: 'text', spans: [{ kind: 'link', text: 'page', url: 'javascript:\u0007alert' }] },
    ]);
    expect(renderReply(forged, { ...PLAIN, links: true })).not.toContain('javascript');
  });

  test('no text from outside moves the cursor, hides or turns round what stands there', () => {
    const hostile = fc.string({ unit: 'binary', maxLength: 80 });
    const span = hostile.chain((words) =>
      fc.constantFrom<Span>(
        { kind: 'text', text: words },
        { kind: 'quote', text: words, lang: 'en', verbatim: true },
        { kind: 'person', text: words, id: 'x' },
        { kind: 'foreign', text: words, lang: 'en' },
        { kind: 'link', text: words, url: words },
      ),
    );
    const controls = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;
    fc.assert(
      fc.property(fc.array(span, { maxLength: 4 }), hostile, (spans, label) => {
        const card = reply(
          [
            { kind: 'list', items: [{ spans, details: [spans] }] },
            { kind: 'facts', rows: [{ label, spans }] },
          ],
          {
            title: spans,
            actions: [{ label, invocation: { command: 'x', args: {} } }],
          },
        );
        expect(renderReply(card, PLAIN).replaceAll('\n', '')).not.toMatch(controls);
      }),
      { numRuns: 500 },
    );
  });
});

describe('the console', () => {
  async function typed(...lines: string[]) {
    const input = new PassThrough();
    const output = new PassThrough();
    let shown = '';
    output.on('data', (chunk) => {
      shown += chunk;
    });
    const door = new ConsoleAdapter({
      input,
      output,
      terminal: () => PLAIN,
      asker: { platform: 'console', user: 'owner', name: 'owner' },
      complete: () => [[], ''],
      history: [],
      greeting: reply([]),
    });
    await door.start({
      handle: (request) =>
        ask(request.kind === 'line' ? request.line : commandLine(request, registry)),
      complete: () => [],
    });
    input.end(`${lines.join('\n')}\n`);
    const { code } = await door.ended();
    return { shown, code };
  }

  test('answers a pipe line by line, and ends with it', async () => {
    const { shown, code } = await typed('/lastmeeting wang-yi', '', '/status');
    expect(shown).toMatch(/^Last meeting: Wang Yi\n/);
    expect(shown).toContain('\nThe archive\n');
    expect(code).toBe(0);
  });

  test('the exit code of a pipe is that of the gravest outcome', async () => {
    expect((await typed('/status', '/nonsense')).code).toBe(2);
  });

  test('a number chooses from what was last shown, “more” turns the page, “exit” leaves', async () => {
    const choice = await typed('/lastmeeting cho', '1', 'exit', '/status');
    expect(choice.shown).toContain('[1] Cho Hyun');
    expect(choice.shown).toContain('Last meeting: Cho Hyun');
    expect(choice.shown).not.toContain('The archive');
    const paged = await typed('/meetings kr with cn', 'more', '1');
    expect(paged.shown.match(/^\d\/\d$/gm)).toEqual(['1/4', '2/4', '1/4']);
  });
});
