/** The records that generated events refer to: countries, bodies, offices, people, places, terms. */
import { type Day, dayOf, isoOfDay } from '../../src/domain/dates/day.ts';
import { LOCALES } from '../../src/domain/locale.ts';
import type { RecordOf } from '../../src/domain/record/record.ts';
import type { FullText, Words } from './generated-words.ts';
import type { Random } from './random.ts';

type Person = RecordOf<'person'>;
type Place = RecordOf<'place'>;

/** Countries that meet, the busiest first, and the time zone of each. */
const ZONES = new Map(
  `KR Asia/Seoul,CN Asia/Shanghai,JP Asia/Tokyo,US America/New_York,ID Asia/Jakarta,
  RU Europe/Moscow,VN Asia/Ho_Chi_Minh,SG Asia/Singapore,IN Asia/Kolkata,MY Asia/Kuala_Lumpur,
  TH Asia/Bangkok,PH Asia/Manila,AU Australia/Sydney,GB Europe/London,FR Europe/Paris,
  DE Europe/Berlin,KP Asia/Pyongyang,MN Asia/Ulaanbaatar,CA America/Toronto,BR America/Sao_Paulo,
  ZA Africa/Johannesburg,SA Asia/Riyadh,TR Europe/Istanbul,AE Asia/Dubai,MX America/Mexico_City,
  IT Europe/Rome,ES Europe/Madrid,PL Europe/Warsaw,UA Europe/Kyiv,KZ Asia/Almaty,
  UZ Asia/Tashkent,LA Asia/Vientiane,KH Asia/Phnom_Penh,MM Asia/Yangon,BN Asia/Brunei,
  NZ Pacific/Auckland,PK Asia/Karachi,BD Asia/Dhaka,LK Asia/Colombo,NP Asia/Kathmandu,
  EG Africa/Cairo,NG Africa/Lagos,KE Africa/Nairobi,ET Africa/Addis_Ababa,AR America/Buenos_Aires,
  CL America/Santiago,PE America/Lima,CO America/Bogota,NL Europe/Amsterdam,SE Europe/Stockholm,
  NO Europe/Oslo,FI Europe/Helsinki,CH Europe/Zurich,AT Europe/Vienna,PG Pacific/Port_Moresby`
    .split(',')
    .map((line) => line.trim().split(' ') as [string, string]),
);
export const COUNTRIES: readonly string[] = [...ZONES.keys()];

/** Offices that every country has; the first are those who meet most. */
const OFFICES: readonly { key: string; rank: RecordOf<'office'>['rank']; title: FullText }[] = [
  {
    key: 'foreign-minister',
    rank: 'minister',
    title: {
      en: 'Foreign Minister',
      ko: '외교부 장관',
      zh: '外交部长',
      ja: '外務大臣',
      id: 'Menteri Luar Negeri',
    },
  },
  {
    key: 'president',
    rank: 'leader',
    title: { en: 'President', ko: '대통령', zh: '总统', ja: '大統領', id: 'Presiden' },
  },
  {
    key: 'vice-minister',
    rank: 'vice-minister',
    title: {
      en: 'Vice Minister',
      ko: '외교부 차관',
      zh: '外交部副部长',
      ja: '外務次官',
      id: 'Wakil Menteri Luar Negeri',
    },
  },
  {
    key: 'ambassador',
    rank: 'working',
    title: { en: 'Ambassador', ko: '대사', zh: '大使', ja: '大使', id: 'Duta Besar' },
  },
  {
    key: 'speaker',
    rank: 'speaker',
    title: { en: 'Speaker', ko: '국회의장', zh: '议长', ja: '議長', id: 'Ketua Parlemen' },
  },
  {
    key: 'envoy',
    rank: 'envoy',
    title: { en: 'Special Envoy', ko: '특사', zh: '特使', ja: '特使', id: 'Utusan Khusus' },
  },
];

/** Someone who may be sent, while in office. */
export interface Delegate {
  readonly person: Person;
  readonly from: Day;
  readonly to: Day;
}

/** The reference records, and by country whom and where it has, the most frequent first. */
export interface Cast {
  readonly country: RecordOf<'country'>[];
  readonly body: RecordOf<'body'>[];
  readonly office: RecordOf<'office'>[];
  readonly person: Person[];
  readonly place: Place[];
  readonly topic: RecordOf<'topic'>[];
  readonly formula: RecordOf<'formula'>[];
  readonly series: RecordOf<'series'>[];
  readonly delegates: ReadonlyMap<string, readonly Delegate[]>;
  readonly placesIn: ReadonlyMap<string, readonly Place[]>;
}

export function generatedCast(
  people: number,
  years: { first: number; last: number },
  words: Words,
  random: Random,
): Cast {
  const several = <T>(count: number, make: (n: number) => T): T[] =>
    Array.from({ length: count }, (_, n) => make(n));
  const numbered = (kind: string) => (n: number) => ({
    id: `${kind}-${n + 1}`,
    name: words.label(),
  });
  const ids = new Set<string>();
  const places = COUNTRIES.flatMap((country) =>
    several(2, (n): Place => {
      const id = `${country.toLowerCase()}-city-${n + 1}`;
      return { id, name: words.label(), country, zone: ZONES.get(country) as string };
    }),
  );
  // Every country has someone; the rest are from the countries that meet most.
  const delegates = several(people, (n): Delegate => {
    const country = COUNTRIES[n] ?? random.zipf(COUNTRIES);
    return career(country, years, ids, words, random);
  });
  return {
    country: COUNTRIES.map((id) => ({ id, variants: [`${words.label().en} Republic`] })),
    body: several(20, (n) => ({ ...numbered('body')(n), kind: 'organisation' as const })),
    office: COUNTRIES.flatMap((country) => OFFICES.map((office) => officeOf(country, office))),
    person: delegates.map((d) => d.person),
    place: places,
    topic: several(60, numbered('topic')),
    formula: several(30, (n) => formula(numbered('formula')(n))),
    series: several(25, numbered('series')),
    delegates: grouped(delegates, (d) => d.person.country),
    placesIn: grouped(places, (p) => p.country),
  };
}

const countryNames = Object.fromEntries(
  LOCALES.map((locale) => [locale, new Intl.DisplayNames([locale], { type: 'region' })]),
) as Record<keyof FullText, Intl.DisplayNames>;

function officeOf(country: string, { key, rank, title }: (typeof OFFICES)[number]) {
  const of = (locale: keyof FullText) => countryNames[locale].of(country) ?? country;
  return {
    id: officeId(country, key),
    title: {
      en: `${title.en} of ${of('en')}`,
      ko: `${of('ko')} ${title.ko}`,
      zh: of('zh') + title.zh,
      ja: of('ja') + title.ja,
      id: `${title.id} ${of('id')}`,
    },
    country,
    rank,
  };
}

const officeId = (country: string, key: string): string => `${country.toLowerCase()}-${key}`;

function formula({ id, name }: { id: string; name: FullText }): RecordOf<'formula'> {
  const renderings = Object.fromEntries(LOCALES.map((locale) => [locale, [name[locale]]]));
  return { id, name, renderings: renderings as RecordOf<'formula'>['renderings'] };
}

/** A person who held one to three offices, one after the other. */
function career(
  country: string,
  years: { first: number; last: number },
  ids: Set<string>,
  words: Words,
  random: Random,
): Delegate {
  const name = words.person(country);
  const slug = name.en.toLowerCase().replaceAll(' ', '-');
  let id = slug;
  for (let n = 2; ids.has(id); n++) id = `${slug}-${n}`;
  ids.add(id);
  const from = dayIn(random.between(years.first - 10, years.last - 5), random);
  const tenures: NonNullable<Person['tenures']> = [];
  let day = from;
  const offices = random.between(1, 3);
  for (let i = 0; i < offices; i++) {
    const office = officeId(country, random.zipf(OFFICES).key);
    const end = day + random.between(700, 3500);
    const last = i === offices - 1 && random.chance(0.2);
    tenures.push({
      office,
      from: isoOfDay(day),
      to: last ? '..' : isoOfDay(end),
      sources: ['record-of-offices'],
    });
    day = end + 1;
  }
  const variants = [name.en.split(' ').reverse().join(', ')];
  return { person: { id, name, variants, country, tenures }, from, to: day };
}

export function officeOn({ person }: Delegate, day: Day): string | undefined {
  const iso = isoOfDay(day);
  return person.tenures?.findLast(({ from = '' }) => from <= iso)?.office;
}

const dayIn = (year: number, random: Random): Day => dayOf(year, 1, random.between(1, 365));

/** `Map.groupBy`, which Node 20 does not have. */
function grouped<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}
