import { beforeAll, describe, expect, test } from 'vitest';
import { readSeeds } from '../../src/adapters/seeds/seed-files.ts';
import type { Block, Reply, Spans } from '../../src/chat/reply.ts';
import { LOCALES } from '../../src/domain/locale.ts';
import { type Ask, asker } from '../support/asker.ts';

let ask: Ask;
beforeAll(async () => {
  ask = asker(await readSeeds('seeds'));
});

const LIMA = '/brief kr-cn-summit-lima-2024';
const DOSSIERS = ['/brief kr with cn', '/brief cho-hyun with wang-yi', LIMA, '/brief kr with jp'];

/** The lines that tell something: entries of lists, and what conflicts. */
function* linesOf({ blocks }: Reply): Generator<Spans> {
  for (const block of blocks) {
    if (block.kind === 'list') for (const { spans } of block.items) yield spans;
    else if (block.kind === 'note' && block.tone === 'conflict') yield block.spans;
  }
}

const citesOf = (spans: Spans): string[] =>
  spans.flatMap((span) => (span.kind === 'cite' ? [span.source] : []));

describe('the dossier before a meeting', () => {
  test.each(DOSSIERS)('%s: no line without a source', async (line) => {
    for (const corpus of ['all', 'documents'] as const) {
      const { reply, kind } = await ask(line, { corpus });
      if (kind !== 'answered') continue; // someone whom the documents do not name
      const lines = [...linesOf(reply)];
      expect(lines.filter((spans) => citesOf(spans).length === 0)).toEqual([]);
      const listed = reply.blocks.flatMap((b) => (b.kind === 'sources' ? b.items : []));
      const cited = new Set(lines.flatMap(citesOf));
      expect(listed.map(({ id }) => id).sort()).toEqual([...cited].sort());
    }
  });

  test.each(DOSSIERS)('%s: the same lines and citations in five languages', async (line) => {
    const shape = async (locale: (typeof LOCALES)[number]) => {
      const { reply, data } = await ask(line, { locale });
      const kinds = reply.blocks.map(({ kind }: Block) => kind);
      return { kinds, cites: [...linesOf(reply)].map(citesOf), data: data() };
    };
    const english = await shape('en');
    expect(english.cites.length).toBeGreaterThan(3);
    for (const locale of LOCALES) expect(await shape(locale)).toEqual(english);
  });

  test('knows nothing of the meeting itself or of later', async () => {
    const { data } = await ask(LIMA);
    const { meetings, asks, pledges } = data() as Record<
      'meetings' | 'asks' | 'pledges',
      { id?: string; event?: string; date?: { edtf: string } }[]
    >;
    expect(meetings[0]?.date?.edtf).toBe('2024-09-28');
    const events = [...asks, ...pledges].map(({ event }) => event);
    expect(events).not.toContain('kr-cn-summit-lima-2024');
    expect(events.length).toBeGreaterThan(5);
  });

  test('names whoever holds office on the day, and what they asked', async () => {
    const { data } = await ask('/brief kr with cn');
    const { people, asks, phrases } = data() as {
      people: { name: string; office: string[] }[];
      asks: { topic: string; open: boolean }[];
      phrases: { formula: string; side: string; times: number }[];
    };
    expect(people.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['Cho Hyun', 'Lee Jae-myung', 'Wang Yi', 'Xi Jinping']),
    );
    expect(people.every(({ office }) => office.length > 0)).toBe(true);
    expect(asks.filter(({ topic }) => topic === 'defectors')).toHaveLength(3);
    expect(phrases[0]).toMatchObject({ formula: 'constructive-role', side: 'KR' });
  });

  test('can be limited to a topic', async () => {
    const { data } = await ask('/brief kr with cn topic defectors');
    const { asks } = data() as { asks: { topic: string }[] };
    expect(new Set(asks.map(({ topic }) => topic))).toEqual(new Set(['defectors']));
  });

  test('goes along as Markdown and HTML, whole', async () => {
    const { reply } = await ask('/brief kr with cn', { locale: 'ko' });
    const lines = [...linesOf(reply)].length;
    const [markdown, html] = reply.documents ?? [];
    expect(markdown?.text.match(/^- /gm)?.length).toBeGreaterThanOrEqual(lines);
    expect(html?.text.match(/<li class="item">/g)?.length).toBeGreaterThanOrEqual(lines);
    expect(html?.text).toContain('<html lang="ko-KR">');
  });

  test('needs two sides', async () => {
    expect((await ask('/brief wang-yi')).reply.error).toBe(true);
    expect((await ask('/brief kr with kr')).reply.error).toBe(true);
    expect((await ask('/brief nobody-at-all with wang-yi')).reply.error).toBe(true);
  });
});
