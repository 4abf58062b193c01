/** Who held an office, asked of the seeds and of an archive whose dates leave doubt. */
import { beforeAll, describe, expect, test } from 'vitest';
import { readSeeds } from '../../src/adapters/seeds/seed-files.ts';
import { plainText } from '../../src/chat/reply.ts';
import { LOCALES, type Locale } from '../../src/domain/locale.ts';
import { type Ask, asker } from '../support/asker.ts';
import { holdingsOf } from '../support/yaml-archive.ts';

interface Told {
  readonly office: string;
  readonly on: string;
  readonly holders: readonly { person: string; from: string | null }[];
  readonly perhaps: readonly { person: string }[];
  readonly others: readonly { person: string }[];
}

const people = (terms: readonly { person: string }[]) => terms.map(({ person }) => person);

describe('of the seeds', () => {
  let ask: Ask;
  beforeAll(async () => {
    ask = asker(await readSeeds('seeds'));
  });
  const told = async (line: string, locale: Locale = 'en') =>
    (await ask(line, { now: '2026-03-10', locale })).data() as unknown as Told;

  /** The title as the language has it, with the country's name where several have such an office. */
  const LINES: Record<Locale, string> = {
    en: '/office China foreign minister on June 2023',
    ko: '/직책 중국 외교부장 시점 2023년 6월',
    zh: '/职务 中国外长 时间 2023年6月',
    ja: '/役職 中国 外相 時点 2023年6月',
    id: '/jabatan Tiongkok Menteri Luar Negeri pada Juni 2023',
  };

  test.each(LOCALES)('the holder of a month is told with those of other times: %s', async (l) => {
    const { office, on, holders, perhaps, others } = await told(LINES[l], l);
    expect([office, on]).toEqual(['cn-foreign-minister', '2023-06']);
    expect(people(holders)).toEqual(['qin-gang']);
    expect(perhaps).toEqual([]);
    expect(people(others)).toEqual(['wang-yi', 'wang-yi']);
  });

  test('in the month in which it changed hands both are told', async () => {
    const { holders } = await told('/office cn-foreign-minister on 2023-07');
    expect(people(holders)).toEqual(['qin-gang', 'wang-yi']);
  });

  test('without a date it is asked of today', async () => {
    const { on, holders } = await told('/office kr-foreign-minister');
    expect([on, ...people(holders)]).toEqual(['2026-03-10', 'cho-hyun']);
  });

  test('a term of which no end is on record may be over', async () => {
    const { holders, perhaps } = await told('/office jp-foreign-minister');
    expect([holders, people(perhaps)]).toEqual([[], ['takeshi-iwaya']]);
  });

  test('a title that several countries have is asked back', async () => {
    const { kind, reply } = await ask('/office foreign minister');
    expect(kind).toBe('refused');
    const offices = reply.choices?.map(({ invocation }) => invocation.args.office);
    expect(offices).toEqual(['cn-foreign-minister', 'jp-foreign-minister', 'kr-foreign-minister']);
  });

  test('an office that the archive does not know is told', async () => {
    const outcome = await ask('/office Chinese ambassador to Korea');
    expect(outcome.data()).toMatchObject({ error: { key: 'unknown-office' } });
  });

  test('every line cites its sources', async () => {
    const { reply } = await ask('/office cn-foreign-minister on 2023-07');
    const items = reply.blocks.flatMap((block) => (block.kind === 'list' ? block.items : []));
    expect(items).toHaveLength(3);
    for (const { spans } of items) expect(plainText(spans)).toMatch(/\[\d+\]$/);
  });
});

describe('of dates that leave doubt', () => {
  const ask = asker(
    holdingsOf(`
source: rec
offices:
  - {id: chair, title: {en: Chair}, country: KR, rank: minister}
people:
  - {id: first, country: KR, name: {en: Ann A}, tenures: [{office: chair, seen: 2020-03/2020-05, sources: rec}]}
  - {id: second, country: KR, name: {en: Bo B}, tenures: [{office: chair, from: 2021-01, to: 2021-06, sources: rec}]}
  - {id: never, country: KR, name: {en: Cy C}, tenures: [{office: chair, from: 2021-03, to: '..', sources: rec, standing: deprecated}]}
`),
  );
  const on = async (date: string) =>
    (await ask(`/office chair on ${date}`)).data() as unknown as Told;

  test('between attestations it was held, outside them nothing is said', async () => {
    expect(people((await on('2020-04-01')).holders)).toEqual(['first']);
    const later = await on('2020-09');
    expect([later.holders, later.perhaps, people(later.others)]).toEqual([
      [],
      [],
      ['first', 'second'],
    ]);
  });

  test.each([
    ['2021-01-10', [], ['second']],
    ['2021-01', ['second'], []],
    ['2021-03-01', ['second'], []],
    ['2021-06-20', [], ['second']],
    ['2021', ['second'], []],
    ['2022', [], []],
  ])('%s', async (date, holders, perhaps) => {
    const told = await on(date);
    expect([people(told.holders), people(told.perhaps)]).toEqual([holders, perhaps]);
  });
});
