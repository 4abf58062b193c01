/**
 * What the corpus must yield, put as questions. Every expectation is asked twice: of the seeds as
 * they are, and of the same record with every id renamed.
 */
import { beforeAll, describe, expect, test } from 'vitest';
import { readSeeds } from '../src/adapters/seeds/seed-files.ts';
import { LOCALES } from '../src/domain/locale.ts';
import type { Holdings } from '../src/domain/record/record.ts';
import { findProblems } from '../src/domain/record/references.ts';
import { type Ask, asker, type Circumstances } from './support/asker.ts';
import { renamed } from './support/renamed.ts';

// biome-ignore lint/suspicious/noExplicitAny: answers are read as a script would read them
type Data = any;

let seeds: Holdings;
beforeAll(async () => {
  seeds = await readSeeds('seeds');
});

const documents = (now: string): Circumstances => ({ corpus: 'documents', now });

describe.each([
  ['the seeds', (h: Holdings) => h],
  ['the seeds with every id renamed', (h: Holdings) => renamed(h).holdings],
])('%s', (_, prepared) => {
  let ask: Ask;
  beforeAll(() => {
    const holdings = prepared(seeds);
    expect(findProblems(holdings)).toEqual([]);
    ask = asker(holdings);
  });
  const data = async (line: string, circumstances?: Circumstances): Promise<Data> => {
    const outcome = await ask(line, circumstances);
    expect(outcome.kind).toBe('answered');
    return outcome.data();
  };
  const names = (event: Data) => event.participants.map((p: Data) => p.name).sort();
  const office = (event: Data, name: string) =>
    event.participants.find((p: Data) => p.name === name)?.office;

  test.each([
    '/find 首脳会談 慶州',
    '/find Gyeongju summit Lee Jae-myung',
    '/find 정상회담 경주 이재명',
    '/find 庆州 首脑会晤',
    '/find pertemuan puncak Gyeongju Lee',
  ])('%s finds the summit by its kind and place', async (line) => {
    const { events } = await data(line);
    expect(events.map((e: Data) => [e.kind, e.place?.city])).toContainEqual(['summit', 'Gyeongju']);
  });

  test('the last meeting of Wang Yi, from the documents, in November 2024', async () => {
    const { event } = await data('/lastmeeting wang-yi', documents('2024-11-20T09:00:00+09:00'));
    expect(event.date).toMatchObject({
      edtf: '2024-07-26',
      basis: 'inferred',
      stated: 'Jumat (26/07)',
    });
    expect(event.place).toEqual({ city: 'Vientiane', country: 'LA' });
    expect(names(event)).toEqual(['Cho Tae-yul', 'Wang Yi']);
    expect(office(event, 'Cho Tae-yul')).toEqual(['Minister of Foreign Affairs']);
    expect([event.level, event.format, event.status]).toEqual(['minister', 'in-person', 'held']);
  });

  test('in January 2024 it is Busan, on an unknown day', async () => {
    const { event } = await data('/lastmeeting wang-yi', documents('2024-01-10T09:00:00+09:00'));
    expect(event.place.city).toBe('Busan');
    expect(event.date).toMatchObject({ edtf: '[2023-08..2023-12]', basis: 'inferred' });
    expect(names(event)).toEqual(['Park Jin', 'Wang Yi']);
  });

  test('Jakarta is July 2023 in the documents, 14 July and Wang’s true office in all', async () => {
    const line = '/lastmeeting 왕이 with 박진 before 2023-08-01';
    const fromDocuments = (await data(line, documents('2026-11-22'))).event;
    expect(fromDocuments.place.city).toBe('Jakarta');
    expect(fromDocuments.date.edtf).toBe('2023-07');
    expect(office(fromDocuments, 'Wang Yi')).not.toContain('Minister of Foreign Affairs');
    const fromAll = (await data(line)).event;
    expect(fromAll.date.edtf).toBe('2023-07-14');
    expect(office(fromAll, 'Wang Yi')).toContain(
      'Director, Office of the Central Commission for Foreign Affairs',
    );
    expect(office(fromAll, 'Wang Yi')).not.toContain('Minister of Foreign Affairs');
  });

  test('in November 2026 it is Beijing, and they have spoken by telephone since', async () => {
    const { event, laterContact } = await data('/lastmeeting wang-yi');
    expect([event.date.edtf, event.place.city]).toEqual(['2025-09-17', 'Beijing']);
    expect(names(event)).toEqual(['Cho Hyun', 'Wang Yi']);
    expect([laterContact.date.edtf, laterContact.format]).toEqual(['2025-12-31', 'phone']);
    expect(names(laterContact)).toEqual(['Cho Hyun', 'Wang Yi']);
  });

  test('the bilateral talk comes before the round table of the same day, which is told beside it', async () => {
    const { event, beside } = await data('/lastmeeting wang-yi', { now: '2023-12-31' });
    expect([event.date.edtf, event.place.city]).toEqual(['2023-11-26', 'Busan']);
    expect(names(event)).toEqual(['Park Jin', 'Wang Yi']);
    expect(beside.map(names)).toEqual([['Park Jin', 'Wang Yi', 'Yoko Kamikawa']]);
  });

  test('a handshake, a call and a visit with nobody named are not meetings', async () => {
    const { events } = await data('/meetings wang-yi with kr from 2022-08-01 to 2022-08-31');
    expect(events.map((e: Data) => [e.date.edtf, e.place?.city])).toEqual([
      ['2022-08-09', 'Qingdao'],
    ]);
    const encounters = await data(
      '/meetings wang-yi with kr from 2022-08-01 to 2022-08-31 format encounter',
    );
    expect(encounters.events.map((e: Data) => e.place.city)).toEqual(['Phnom Penh']);
  });

  test('the meeting in Munich of February 2025, which did not take place, is not there', async () => {
    const { events } = await data('/meetings wang-yi with kr from 2025-01 to 2025-03 format any');
    expect(events.map((e: Data) => e.place?.city)).toEqual(['Tokyo', 'Tokyo']);
  });

  test('24 July 2024 is one event with the sources of both documents', async () => {
    const { events } = await data('/meetings ma-zhaoxu with kr', documents('2026-11-22'));
    expect(events.map((e: Data) => e.date.edtf)).toEqual(['2024-07-24']);
    expect(events[0].sources.map((s: Data) => s.publisher).sort()).toEqual([
      'KBS World',
      'Korea JoongAng Daily',
    ]);
  });

  test('forty minutes against twenty-nine', async () => {
    const { events } = await data('/meetings yoon-suk-yeol with xi-jinping from 2024');
    const [lima] = events;
    expect(lima.place.city).toBe('Lima');
    const duration = lima.conflicts.find((c: Data) => c.field === 'duration');
    expect(duration.values.map((v: Data) => v.value).sort()).toEqual([29, 40]);
  });

  test('the ten years of the FTA, planned for, counted and on the day', async () => {
    const { items } = await data('/upcoming 60', { now: '2025-12-01T09:00:00+09:00' });
    const fta = items.find((i: Data) => i.count === 10);
    expect([fta.kind, fta.date, fta.inDays]).toEqual(['anniversary', '2025-12-20', 19]);
    expect(fta.name).toMatch(/Free Trade Agreement/);
    const today = await data('/onthisday', { now: '2025-12-20T09:00:00+09:00' });
    expect(today.items.map((i: Data) => [i.count, i.name])).toEqual([[10, fta.name]]);
    const conflict = fta.event.conflicts.find((c: Data) => c.field === 'date');
    expect(conflict.values.map((v: Data) => v.value)).toContain('2025');
  });

  test('from the documents the FTA is a year, and is never given a day', async () => {
    const { items } = await data('/upcoming 60', documents('2025-12-01'));
    const fta = items.find((i: Data) => i.count === 10);
    expect([fta.date, fta.inDays]).toEqual(['2025', null]);
  });

  test('Gyeongju and Shenzhen', async () => {
    const october = await data('/upcoming 60', { now: '2026-10-20' });
    expect(october.items.map((i: Data) => [i.kind, i.date, i.count])).toEqual([
      ['anniversary', '2026-10-31', 1],
      ['planned', '2026-11-18/2026-11-19', null],
    ]);
    const after = await data('/upcoming 60', { now: '2026-11-22' });
    expect(after.items.map((i: Data) => i.kind)).toEqual(['anniversary']);
    expect(after.passed.map((i: Data) => [i.date, i.status])).toEqual([
      ['2026-11-18/2026-11-19', 'planned'],
    ]);
  });

  test('a plan is a plan only from when it was known', async () => {
    const planned = async (now: string) =>
      (await data('/upcoming 3000', { now })).items
        .filter((i: Data) => i.kind === 'planned')
        .map((i: Data) => i.event.place?.city);
    expect(await planned('2025-12-01')).not.toContain('Shenzhen');
    expect(await planned('2025-12-12')).toContain('Shenzhen');
    expect(await planned('2024-11-01')).not.toContain('Gyeongju');
    expect(await planned('2025-10-01')).toContain('Gyeongju');
  });

  test('the set phrase is found in every language, and not where it is another phrase', async () => {
    const dates = async (words: string) =>
      (await data(`/find ${words}`, documents('2026-11-22'))).events
        .map((e: Data) => e.date.edtf)
        .sort();
    const expected = ['2022-02-28', '2024-07-24', '2024-07-26', '2024-11-15', '[2023-08..2023-12]'];
    for (const words of [
      '"constructive role"',
      '건설적 역할',
      '建设性作用',
      'peran yang konstruktif',
    ]) {
      expect(await dates(words), words).toEqual(expected);
    }
  });

  test('the expert of the quarantined interview is nobody here', async () => {
    expect((await ask('/profile Han Soo-jin')).kind).toBe('refused');
    expect((await data('/find "Han Soo-jin"')).total).toBe(0);
    const { sources } = await data('/sources', documents('2026-11-22'));
    expect(sources.filter((s: Data) => s.quarantined.length > 0)).toHaveLength(1);
  });

  test.each([
    '/lastmeeting wang-yi',
    '/meetings kr with cn from 2024',
    '/event "strategic dialogue" 2024 Seoul Kim Hong-kyun',
    '/profile wang-yi',
    '/upcoming 60',
    '/onthisday 12-20',
    '/find NATO',
    '/sources',
    '/status',
  ])('the same data in all five languages: %s', async (line) => {
    const told = await Promise.all(LOCALES.map((locale) => data(line, { locale })));
    const [english, ...others] = told.map(({ label: _label, ...rest }) => rest);
    for (const other of others) expect(other).toEqual(english);
  });
});

test('an event that nobody foresaw is answered as soon as it stands in a file', async () => {
  const { gatherSeeds } = await import('../src/adapters/seeds/seed-files.ts');
  const unseen = gatherSeeds([
    [
      'unseen.yaml',
      `
sources: [{id: new-wire, corpus: record, publisher: New Wire, language: en, title: Ministers meet}]
people: [{id: min-new, name: {en: Min New-ho, ko: 민뉴호}, country: KR}]
places: [{id: ulsan, name: {en: Ulsan, ko: 울산}, country: KR, zone: Asia/Seoul}]
offices: [{id: kr-new-minister, title: {en: Minister of New Affairs}, country: KR, rank: minister}]
`,
    ],
  ]);
  const event = {
    id: 'brand-new',
    accounts: [
      {
        sources: ['new-wire'],
        kind: 'meeting' as const,
        format: 'in-person' as const,
        date: [{ is: '2026-10-09' }],
        place: [{ is: 'ulsan' }],
        participants: [
          { side: 'KR', person: 'min-new', offices: ['kr-new-minister'] },
          { side: 'CN', person: 'wang-yi' },
        ],
      },
    ],
  };
  const holdings: Holdings = { ...seeds };
  for (const type of ['source', 'person', 'place', 'office'] as const) {
    Object.assign(holdings, { [type]: [...seeds[type], ...unseen[type]] });
  }
  holdings.event = [...seeds.event, event];
  expect(findProblems(holdings)).toEqual([]);
  const ask = asker(holdings);
  const last = (await ask('/lastmeeting 王毅')).data() as Data;
  expect(last.event.place.city).toBe('Ulsan');
  expect(last.event.level).toBe('minister');
  expect(last.laterContact).toBeNull();
  const before = (await ask('/lastmeeting wang-yi', { now: '2026-10-08' })).data() as Data;
  expect(before.event.place.city).toBe('Beijing');
  const mine = (await ask('/meetings 민뉴호')).data() as Data;
  expect(mine.events.map((e: Data) => e.id)).toEqual(['brand-new']);
});
