/** What would be posted from the corpus itself, without any settings. */
import { beforeAll, describe, expect, test } from 'vitest';
import { readSeeds } from '../../src/adapters/seeds/seed-files.ts';
import { Archive } from '../../src/archive/archive.ts';
import { plainText } from '../../src/chat/reply.ts';
import type { Corpus } from '../../src/domain/corpus.ts';
import type { Holdings } from '../../src/domain/record/record.ts';
import { defaultSubscription } from '../../src/schedule/default-subscription.ts';
import { type PreviewPost, preview } from '../../src/schedule/preview.ts';
import { NO_RECORDS } from '../support/asker.ts';
import { day } from '../support/yaml-archive.ts';

let holdings: Holdings;
beforeAll(async () => {
  holdings = await readSeeds('seeds');
});

function posts(from: string, to: string, corpus: Corpus = 'all'): PreviewPost[] {
  const at = (iso: string) => day(iso) * 86_400_000 - 9 * 3_600_000;
  return [
    ...preview({
      archive: new Archive(holdings, corpus),
      records: NO_RECORDS,
      subscriptions: [defaultSubscription({ zone: 'Asia/Seoul', locale: 'en' })],
      holidays: new Set(),
      from: at(from),
      to: at(to) + 86_400_000,
      now: 0,
    }),
  ];
}

const local = ({ at }: PreviewPost) => new Date(at + 9 * 3_600_000).toISOString().slice(0, 16);
const reminders = (all: PreviewPost[]) =>
  all
    .filter(({ kind }) => kind === 'reminder')
    .map((p) => `${local(p)} ${p.milestone} ${p.count ?? 'plan'} ${p.lead ?? 'begins'}`);
const digests = (all: PreviewPost[]) => all.filter(({ kind }) => kind === 'digest');

const textOf = async (post: PreviewPost | undefined): Promise<string> => {
  const reply = await post?.reply();
  const blocks = reply?.blocks ?? [];
  return [
    plainText(reply?.title ?? []),
    ...blocks.flatMap((block) =>
      block.kind === 'list'
        ? block.items.flatMap(({ spans, details = [] }) => [spans, ...details].map(plainText))
        : [],
    ),
  ].join('\n');
};

test('the last three months of 2025: Gyeongju, ten years of the free trade agreement, 13 Mondays', () => {
  const all = posts('2025-10-01', '2025-12-31');
  expect(reminders(all)).toEqual([
    '2025-10-01T09:00 apec-2025 plan 30',
    '2025-10-24T09:00 apec-2025 plan 7',
    '2025-10-30T09:00 apec-2025 plan 1',
    '2025-10-31T09:00 apec-2025 plan 0',
    '2025-11-20T09:00 kr-cn-fta-force 10 30',
    '2025-12-13T09:00 kr-cn-fta-force 10 7',
    '2025-12-19T09:00 kr-cn-fta-force 10 1',
    '2025-12-20T09:00 kr-cn-fta-force 10 0',
  ]);
  expect(digests(all)).toHaveLength(13);
  expect(digests(all).every((p) => new Date(p.at).getUTCDay() === 1)).toBe(true);
});

test('a year later: the first anniversary of Gyeongju, Shenzhen, the eleventh of the agreement', () => {
  const all = posts('2026-10-01', '2026-12-31');
  expect(reminders(all)).toEqual([
    '2026-10-01T09:00 apec-2025 1 30',
    '2026-10-19T09:00 apec-2026 plan 30',
    '2026-10-24T09:00 apec-2025 1 7',
    '2026-10-30T09:00 apec-2025 1 1',
    '2026-10-31T09:00 apec-2025 1 0',
    '2026-11-11T09:00 apec-2026 plan 7',
    '2026-11-17T09:00 apec-2026 plan 1',
    '2026-11-18T09:00 apec-2026 plan 0',
    '2026-11-20T09:00 kr-cn-fta-force 11 30',
    '2026-12-13T09:00 kr-cn-fta-force 11 7',
    '2026-12-19T09:00 kr-cn-fta-force 11 1',
    '2026-12-20T09:00 kr-cn-fta-force 11 0',
  ]);
  expect(digests(all)).toHaveLength(13);
});

describe('from the first documents alone, which give no day', () => {
  test('each is announced once, as precisely as it is known', async () => {
    const all = posts('2025-01-01', '2025-12-31', 'documents').filter((p) => p.kind === 'reminder');
    expect(reminders(all)).toEqual([
      '2025-01-01T09:00 kr-cn-fta-force 10 begins',
      '2025-09-01T09:00 apec-2025 plan begins',
    ]);
    expect(await textOf(all[0])).toContain('in 2025; the day is not known');
    expect(await textOf(all[1])).toContain('about autumn 2025; the day is not known');
  });

  test('and a digest tells it in the week in which it begins, in no other', async () => {
    const all = digests(posts('2025-01-01', '2025-12-31', 'documents'));
    const telling: string[] = [];
    for (const post of all) {
      const text = await textOf(post);
      if (/Gyeongju|10th anniversary/.test(text)) telling.push(local(post).slice(0, 10));
    }
    expect(telling).toEqual(['2025-09-01']);
  });
});
