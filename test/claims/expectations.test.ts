/**
 * What the corpus must yield on wording, requests, gaps and claims. Every expectation is asked three
 * times: of the seeds as they are, with every id renamed, and with events added that nobody foresaw.
 */
import { beforeAll, describe, expect, test } from 'vitest';
import { readSeeds } from '../../src/adapters/seeds/seed-files.ts';
import { LOCALES } from '../../src/domain/locale.ts';
import type { Holdings } from '../../src/domain/record/record.ts';
import { findProblems } from '../../src/domain/record/references.ts';
import { type Ask, asker, type Circumstances } from '../support/asker.ts';
import { renamed } from '../support/renamed.ts';
import { unforeseen } from '../support/unforeseen.ts';

// biome-ignore lint/suspicious/noExplicitAny: answers are read as a script would read them
type Data = any;

let seeds: Holdings;
beforeAll(async () => {
  seeds = await readSeeds('seeds');
});

const DOCUMENTS: Circumstances = { corpus: 'documents' };
const ALL: Circumstances = { corpus: 'all' };
const same = (id: string) => id;

describe.each([
  ['the seeds', (h: Holdings) => ({ holdings: h, nameOf: same })],
  ['the seeds with every id renamed', renamed],
  [
    'the seeds with events that nobody foresaw',
    (h: Holdings) => ({ holdings: unforeseen(h), nameOf: same }),
  ],
])('%s', (_, prepared) => {
  let ask: Ask;
  let nameOf: (id: string) => string;
  beforeAll(() => {
    const made = prepared(seeds);
    expect(findProblems(made.holdings)).toEqual([]);
    ask = asker(made.holdings);
    nameOf = made.nameOf;
  });
  const data = async (line: string, circumstances?: Circumstances): Promise<Data> => {
    const outcome = await ask(line, circumstances);
    expect([line, outcome.kind]).toEqual([line, 'answered']);
    return outcome.data();
  };
  const check = (claim: string, circumstances?: Circumstances) =>
    data(`/check ${claim}`, circumstances);

  describe('claims from the documents', () => {
    const FIRST = 'first vice-ministerial strategic dialogue in two years and seven months';
    const dialogue = () => `event ${nameOf('kr-cn-strategic-dialogue-2024')}`;

    test('the first in two years and seven months: unverified, and implies December 2021', async () => {
      const found = await check(`${FIRST} ${dialogue()}`, DOCUMENTS);
      expect([found.verdict, found.implied]).toEqual(['unverified', '2021-12']);
      expect(found.evidence).toEqual([]);
      expect(found.claimedBy.map((c: Data) => c.stated)).toEqual([
        'for the first time in two years and seven months',
      ]);
    });

    test('which is true of all, by the ordinals', async () => {
      const found = await check(`${FIRST} ${dialogue()}`, ALL);
      expect(found.verdict).toBe('true');
      expect(found.ground.ordinals).toEqual([9, 10]);
      expect(found.evidence.map((e: Data) => [e.role, e.date.edtf, e.series.ordinal])).toEqual([
        ['before', '2021-12-23', 9],
      ]);
      expect(found.arithmetic).toMatchObject({
        days: 944,
        calendar: { years: 2, months: 7, days: 1 },
        claimed: { years: 2, months: 7 },
      });
    });

    test('the first high-level meeting since the treaty of 19 June: the day before is unknown', async () => {
      const claim = `first high-level meeting since the treaty of 19 June ${dialogue()}`;
      const found = await check(claim, DOCUMENTS);
      expect(found.verdict).toBe('indeterminate');
      expect(found.evidence.map((e: Data) => [e.role, e.date.edtf])).toEqual([
        ['perhaps', '2024-06'],
      ]);
      const known = await check(claim, ALL);
      expect(known.verdict).toBe('true');
      expect(known.evidence.map((e: Data) => [e.role, e.date.edtf])).toEqual([
        ['before', '2024-06-18'],
      ]);
      expect(known.ground.declared).toEqual([nameOf('kr-cn-high-level-2024')]);
    });

    test('about four months after 29 October 2021: 122 days, 3 months and 30 days', async () => {
      const event = `event ${nameOf('kr-cn-fm-virtual-2022-02')}`;
      const found = await check(`about four months after 29 October 2021 ${event}`, DOCUMENTS);
      expect(found.verdict).toBe('true');
      expect(found.arithmetic).toMatchObject({
        days: 122,
        calendar: { years: 0, months: 3, days: 30 },
        tolerance: { least: -18, most: 29 },
      });
      expect((await check(`five months after 29 October 2021 ${event}`)).verdict).toBe('false');
    });

    test('a claim is found again without its event, where a source made it', async () => {
      const found = await check('about four months after 29 October 2021', DOCUMENTS);
      expect([found.verdict, found.event.date.edtf]).toEqual(['true', '2022-02-28']);
    });
  });

  test.each([
    '2년 7개월 만에 열린 한중 차관급 전략대화',
    '时隔两年零七个月首次举行中韩副部级战略对话',
    '2年7カ月ぶりの韓中次官級戦略対話',
    'dialog strategis Korea Selatan–Tiongkok pertama dalam dua tahun tujuh bulan',
  ])('the same claim in another language: %s', async (claim) => {
    const found = await check(claim);
    expect([found.verdict, found.implied, found.arithmetic.days]).toEqual(['true', '2021-12', 944]);
  });

  test.each([
    'first visit by a Chinese foreign minister to Korea since September 2021',
    '2021년 9월 이후 중국 외교부장의 첫 방한',
    '2021年9月以来中国外长首次访问韩国',
    '2021年9月以来となる中国外相の初の韓国訪問',
    'kunjungan pertama menteri luar negeri Tiongkok ke Korea sejak September 2021',
  ])('a first visit, of which no counter-example is held: %s', async (claim) => {
    const found = await check(claim, ALL);
    expect([found.verdict, found.event.place.city]).toEqual(['unverified', 'Busan']);
    expect(found.asserted).toMatchObject({ since: { date: '2021-09' }, contact: { in: 'KR' } });
    expect(found.claimedBy).toHaveLength(1);
  });

  test.each([
    'the tenth strategic dialogue',
    '제10차 한중 전략대화',
    '第十次中韩战略对话',
    '第10回韓中戦略対話',
    'dialog strategis Korea-Tiongkok ke-10',
  ])('the tenth round: %s', async (claim) => {
    const found = await check(claim, ALL);
    expect([found.verdict, found.event.date.edtf]).toEqual(['true', '2024-07-24']);
  });

  test('another round than the tenth', async () => {
    const event = nameOf('kr-cn-strategic-dialogue-2024');
    expect((await check(`the ninth round event ${event}`, ALL)).reason).toBe('other-number');
  });

  test.each([
    'third Korea–China summit in 2024',
    '2024년 세 번째 한중 정상회담',
    '2024年第三次中韩首脑会谈',
    '2024年3回目の韓中首脳会談',
    'KTT ketiga Korea–Tiongkok pada 2024',
  ])('a count: %s', async (claim) => {
    const found = await check(claim, ALL);
    expect(found.asserted).toMatchObject({ kind: 'count', count: 3, within: '2024' });
    expect(found.event.place.city).toBe('Lima');
    expect(found.verdict).not.toBe('true');
  });

  test('absence is answered as absence, with how far the archive reaches', async () => {
    for (const circumstances of [DOCUMENTS, ALL]) {
      const outcome = await ask('/check a visit of Xi to Korea in 2023', circumstances);
      const found = outcome.data() as Data;
      expect([found.verdict, found.reason]).toEqual(['unverified', 'not-held']);
      expect(found.coverage.events).toBeGreaterThan(0);
      expect(JSON.stringify(outcome.reply)).toMatch(/Not in this archive/);
    }
    const held = await check('Xi visited Korea in 2025', ALL);
    expect([held.verdict, held.evidence.some((e: Data) => e.place?.city === 'Gyeongju')]).toEqual([
      'true',
      true,
    ]);
  });

  describe('wording', () => {
    test.each([
      '"constructive role"',
      '건설적 역할',
      '建设性作用',
      '建設的役割',
      'peran yang konstruktif',
    ])('six times at five events, Ukraine told apart: %s', async (phrase) => {
      const { occurrences, events } = await data(`/wording ${phrase}`, DOCUMENTS);
      expect(events).toBe(5);
      const topic = (id: string) => nameOf(id);
      expect(
        occurrences.map((o: Data) => [o.date, o.side, o.act, o.topic, o.wording.lang]),
      ).toEqual([
        ['2022-02-28', 'CN', 'pledge', topic('ukraine'), 'en'],
        ['[2023-08..2023-12]', 'KR', 'request', topic('korean-peninsula'), 'en'],
        ['2024-07-24', 'KR', 'request', topic('korean-peninsula'), 'en'],
        ['2024-07-24', 'CN', 'pledge', topic('korean-peninsula'), 'en'],
        ['2024-07-26', 'KR', 'request', topic('korean-peninsula'), 'id'],
        ['2024-11-15', 'KR', 'request', topic('korean-peninsula'), 'en'],
      ]);
    });

    test('another phrase with the same word, and the quarantined interview, are not among them', async () => {
      const { occurrences } = await data('/wording constructive role', DOCUMENTS);
      expect(JSON.stringify(occurrences)).not.toMatch(/future-oriented|Han Soo-jin/);
      const free = await data('/wording constructive and future-oriented', DOCUMENTS);
      expect(free.occurrences.map((o: Data) => [o.foundBy, o.to])).toEqual([['wording', ['JP']]]);
    });

    test('who said it, to whom, on what and until when', async () => {
      const told = async (rest: string) =>
        (await data(`/wording constructive role ${rest}`, DOCUMENTS)).occurrences.map((o: Data) => [
          o.date,
          o.side,
        ]);
      const pledges = [
        ['2022-02-28', 'CN'],
        ['2024-07-24', 'CN'],
      ];
      expect(await told('by cn')).toEqual(pledges);
      expect(await told('to kr')).toEqual(pledges);
      expect(await told('by wang yi')).toEqual(pledges.slice(0, 1));
      expect(await told('by cn to 2023')).toEqual(pledges.slice(0, 1));
      expect(await told('by cn to kr from 2024 until 2024')).toEqual(pledges.slice(1));
      expect(await told('topic ukraine')).toEqual(pledges.slice(0, 1));
    });

    test('how the words moved, against the same side’s in the same language', async () => {
      const { occurrences } = await data('/wording constructive role by cn', DOCUMENTS);
      const [first, second] = occurrences;
      expect(first.before).toBeNull();
      expect(second.before.date).toBe('2022-02-28');
      const words = (change: string) =>
        second.before.moved
          .filter((m: Data) => m.change === change)
          .map((m: Data) => m.text)
          .join('');
      expect(words('removed').trim()).toBe('China will');
      expect(words('added').trim()).toBe('in resolving Korean Peninsula issues');
      expect(words('same').trim()).toBe('play a constructive role');
    });
  });

  test('three times the matter of the defectors, none with a reply on record', async () => {
    const { entries } = await data('/asks kr cn defectors', DOCUMENTS);
    expect(entries.map((e: Data) => [e.date, e.place, e.act, e.open, e.earlier.length])).toEqual([
      ['[2023-08..2023-12]', 'Busan', 'concern', true, 0],
      ['2024-07-24', 'Seoul', 'request', true, 1],
      ['2024-07-26', 'Vientiane', 'request', true, 2],
    ]);
    const byKeywords = await data('/asks by South Korea to China topic defectors', DOCUMENTS);
    expect(byKeywords.entries).toEqual(entries);
  });

  test('the Expo: will be considered, as the Korean ministry relays', async () => {
    const { entries } = await data(
      '/asks kr cn expo-2030'.replace('expo-2030', '2030 부산 세계박람회'),
      DOCUMENTS,
    );
    expect(entries).toHaveLength(1);
    const [{ open, replies }] = entries;
    expect([open, replies[0].wording.text, replies[0].relayedBy]).toEqual([
      false,
      'will seriously consider',
      nameOf('kr-mofa'),
    ]);
  });

  test('what has no reply comes first', async () => {
    const { entries, open } = await data('/asks kr cn', DOCUMENTS);
    const openness = entries.map((e: Data) => e.open);
    expect(openness.slice(0, open).every(Boolean)).toBe(true);
    expect(openness.slice(open).some(Boolean)).toBe(false);
    expect(openness.length).toBeGreaterThan(open);
  });

  test('since: the last strategic dialogue was the first since the one before, by the numbers', async () => {
    const found = await data('/since kr with cn series 전략대화', { now: '2024-07-25' });
    expect([found.last.date.edtf, found.since.days]).toEqual(['2024-07-24', 1]);
    expect(found.first.last).toMatchObject({ verdict: 'true', ground: { ordinals: [9, 10] } });
    expect(found.longest.map((g: Data) => [g.span.kind, g.span.days ?? g.span.least])).toEqual([
      ['range', 53],
      ['exact', 944],
    ]);
  });

  test('since: where the archive is complete to no day near, nothing is called the first', async () => {
    const found = await data('/since kr cn level minister', DOCUMENTS);
    expect(found.first.next.supported).toBe(false);
    expect(found.first.last.verdict).not.toBe('true');
    const nobody = await data('/since kr id level minister');
    expect([nobody.last, nobody.since]).toEqual([null, null]);
  });

  test('the status counts the days since each pair last met', async () => {
    const { contacts } = await data('/status', { now: '2026-02-01' });
    const dialogues = contacts.find((c: Data) => c.level === 'vice-minister');
    expect([dialogues.last.date.edtf, dialogues.since.days]).toEqual(['2025-12-18', 45]);
  });

  test.each([
    '/wording constructive role',
    '/asks kr cn',
    '/since kr cn level leader',
    '/check first strategic dialogue between Korea and China in two years and seven months',
  ])('the same data in all five languages: %s', async (line) => {
    const told = await Promise.all(LOCALES.map((locale) => data(line, { locale })));
    for (const other of told.slice(1)) expect(other).toEqual(told[0]);
  });

  test.each([
    ['hello world', 'claim-unread'],
    ['first summit in two years', 'claim-sides'],
    ['third meeting', 'claim-of-what'],
    ['two months after 3 May 2024', 'claim-event'],
    ['first Korea-China summit since 31 February 2024', undefined],
    ['한중 2월 31일 이후 첫 회담', 'claim-date'],
    ['first Korea-China summit in 99999 years', 'claim-number'],
    ['20000th Korea-China summit in 2024', 'claim-number'],
    ['Korea and China have not held a summit since 2014', 'claim-beyond'],
    ['the last Korea-China summit was in November 2022', 'claim-beyond'],
    ['한중 정상회담은 2022년 이후 없었다', 'claim-beyond'],
    ['2022年以来中韩没有举行过峰会', 'claim-beyond'],
    ['2022年以来、中韓首脳会談は行われていない', 'claim-beyond'],
    ['Korea dan Tiongkok tidak mengadakan KTT sejak 2022', 'claim-beyond'],
  ])('what cannot be checked is said in one line: %s', async (claim, key) => {
    const outcome = await ask(`/check ${claim}`);
    if (key) expect((outcome.data() as Data).error?.key).toBe(key);
    else expect(outcome.kind).not.toBe('failed');
  });
});
