/** Small archives written as an editor writes them, so that a test shows all it rests on. */
import { gatherSeeds } from '../../src/adapters/seeds/seed-files.ts';
import { Archive } from '../../src/archive/archive.ts';
import type { Corpus } from '../../src/domain/corpus.ts';
import { dayOf } from '../../src/domain/dates/day.ts';
import type { Holdings } from '../../src/domain/record/record.ts';

/** Two countries' ministers, a third country, sources of every corpus, and places. */
export const CAST = `
sources:
  - {id: doc, corpus: documents, publisher: Wire, language: en, title: A document}
  - {id: rec, corpus: record, publisher: Ministry, language: en, title: A record}
  - {id: rec2, corpus: record, publisher: Agency, language: en, title: Another record}
offices:
  - {id: xx-minister, title: {en: Minister of X}, country: KR, rank: minister}
  - {id: xx-president, title: {en: President of X}, country: KR, rank: leader}
  - {id: yy-minister, title: {en: Minister of Y}, country: CN, rank: minister}
  - {id: yy-vice, title: {en: Vice Minister of Y}, country: CN, rank: vice-minister}
  - {id: yy-party, title: {en: Party Director of Y}, country: CN, rank: minister}
people:
  - {id: ann, name: {en: Ann Able, ko: 앤}, country: KR, tenures: [{office: xx-minister, from: 2020-01-01, to: .., sources: rec}]}
  - id: bo
    name: {en: Bo Baker}
    country: CN
    tenures:
      - {office: yy-minister, from: 2020-01-01, to: 2022-12-30, sources: rec}
      - {office: yy-party, from: 2023-01, to: .., sources: rec}
      - {office: yy-minister, from: 2023-07-25, to: .., sources: rec}
  - {id: cy, name: {en: Cy Cole}, country: JP}
  - {id: dee, name: {en: Dee Able}, country: KR}
places:
  - {id: seoul, name: {en: Seoul, ko: 서울}, country: KR, zone: Asia/Seoul}
  - {id: beijing, name: {en: Beijing}, country: CN, zone: Asia/Shanghai}
bodies:
  - {id: club, kind: organisation, name: {en: The Club}}
topics:
  - {id: trade, name: {en: Trade, ko: 무역}}
series:
  - {id: talks, name: {en: Regular talks}}
`;

export const holdingsOf = (...files: string[]): Holdings =>
  gatherSeeds([CAST, ...files].map((yaml, i) => [`file${i}.yaml`, yaml] as const));

export const archiveOf = (yaml: string, corpus: Corpus = 'all'): Archive =>
  new Archive(holdingsOf(yaml), corpus);

/** `day('2024-07-26')` */
export function day(iso: string): number {
  const [year = 0, month = 1, date = 1] = iso.split('-').map(Number);
  return dayOf(year, month, date);
}

export const person = (id: string) => ({ type: 'person' as const, id });
export const country = (id: string) => ({ type: 'country' as const, id });
