/**
 * Questions made by chance from `test/dialogues/patterns.yaml` and the names in the seeds, each with
 * the command that it must come to. What is expected follows from how a question was made; nothing
 * here is taken from the program.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { Random } from './random.ts';

export interface Made {
  readonly ask: string;
  /** The command, with ids and dates that leave nothing to be understood; of two who meet either first. */
  readonly means: readonly string[];
}

type Texts = Readonly<Record<string, string>>;
type Patterns = Readonly<Record<string, readonly string[]>> & {
  readonly month: string;
  readonly levels: Readonly<Record<string, readonly string[]>>;
};
interface Named {
  readonly id: string;
  readonly name: Texts;
  readonly variants?: readonly string[];
}
interface Person extends Named {
  readonly tenures?: readonly { readonly office: string }[];
}
interface Office {
  readonly id: string;
  readonly title: Texts;
  readonly country: string;
}
interface Formula extends Named {
  readonly renderings: Readonly<Record<string, readonly string[]>>;
}

/** Under one key of a file, or of every file of a folder. */
function records<T>(path: string, key: string): T[] {
  const files = path.endsWith('.yaml') ? [path] : readdirSync(path).map((f) => `${path}/${f}`);
  return files.flatMap((file) => parse(readFileSync(file, 'utf8'))[key] as T[]);
}

const people = records<Person>('seeds/people', 'people');
const offices = records<Office>('seeds/offices.yaml', 'offices');
const topics = records<Named>('seeds/topics.yaml', 'topics');
const formulas = records<Formula>('seeds/formulas', 'formulas');
const COUNTRIES: Readonly<Record<string, Texts>> = {
  KR: { en: 'South Korea', ko: '한국', zh: '韩国', ja: '韓国', id: 'Korea Selatan' },
  CN: { en: 'China', ko: '중국', zh: '中国', ja: '中国', id: 'Tiongkok' },
  JP: { en: 'Japan', ko: '일본', zh: '日本', ja: '日本', id: 'Jepang' },
};
const all = parse(readFileSync('test/dialogues/patterns.yaml', 'utf8')) as Record<string, Patterns>;

const MEANS: Readonly<Record<string, string>> = {
  last: 'lastmeeting {A} with {B}',
  'last-before': 'lastmeeting {A} with {B} before {m}',
  'met-in': 'meetings {A} with {B} from {y} to {y}',
  'met-span': 'meetings {A} with {B} from {y} to {z}',
  'level-since': 'meetings {C} with {D} from {y} level {L}',
  topic: 'meetings {C} with {D} topic {T}',
  who: 'profile {A}',
  'how-long': 'since {A} with {B}',
  asked: 'asks {C} {D} topic {T}',
  phrase: 'wording {F} by {C}',
  ahead: 'upcoming {n}',
  'day-of-year': 'onthisday {d}',
  'coming-month': 'upcoming in {f}',
  dossier: 'brief {A} with {B}',
  office: 'office {O}',
  'office-in': 'office {O} on {m}',
};

export function madeQuestions(locale: string, seed: number, count: number): Made[] {
  const random = new Random(seed);
  const patterns = all[locale] as Patterns;
  return Array.from({ length: count }, (_, i) => {
    // Every kind comes up, whatever the chance.
    const kinds = Object.keys(MEANS);
    const kind = kinds[i % kinds.length] as string;
    const slots = slotsOf(locale, patterns, random);
    const pattern = shuffled(random.pick(patterns[kind] as readonly string[]), random);
    const fill = (text: string, part: 0 | 1) =>
      text.replace(/\{(\w)\}/g, (_, slot: string) => String(slots[slot]?.[part]));
    const means = fill(MEANS[kind] as string, 1);
    const turned = fill((MEANS[kind] as string).replace('{A} with {B}', '{B} with {A}'), 1);
    return { ask: fill(pattern, 0), means: [means, turned] };
  });
}

/** Groups in brackets in another order; of several neighbours only. */
function shuffled(pattern: string, random: Random): string {
  return pattern.replace(/(?:\[[^\]]*\])+/, (groups) => {
    const parts = [...groups.matchAll(/\[([^\]]*)\]/g)].map(([, part]) => part as string);
    const order = parts.map((part) => ({ part, at: random.next() })).sort((a, b) => a.at - b.at);
    // What is parted by spaces is so in whichever order it stands.
    return order.map(({ part }) => part).join(/[가-힣]/.test(pattern) ? ' ' : '');
  });
}

/** What stands in a slot, as it is asked and as it is meant. */
type Slots = Readonly<Record<string, readonly [asked: string, meant: string]>>;

function slotsOf(locale: string, patterns: Patterns, random: Random): Slots {
  const [a, b] = two(people, random);
  const [c, d] = two(Object.keys(COUNTRIES), random);
  const from = random.between(2016, 2023);
  const to = random.between(from + 1, 2024);
  const month = random.between(1, 12);
  const day = random.between(1, 28);
  const days = String(random.between(2, 300));
  const topic = random.pick(topics);
  const formula = random.pick(formulas);
  const office = random.pick(offices);
  const ahead = random.between(2025, 2033);
  const level = random.pick(Object.keys(patterns.levels));
  const twoDigits = (n: number) => String(n).padStart(2, '0');
  const inMonth = (text: string, year = from) =>
    text
      .replace('{M}', patterns.months?.[month - 1] ?? String(month))
      .replace('{y}', String(year))
      .replace('{D}', String(day));
  const country = (id: string) => COUNTRIES[id]?.[locale] as string;
  return {
    A: [nameOf(a, locale, patterns, random), a.id],
    B: [nameOf(b, locale, patterns, random), b.id],
    C: [country(c), c],
    D: [country(d), d],
    T: [topic.name[locale] as string, topic.id],
    L: [random.pick(patterns.levels[level] as readonly string[]), level],
    F: [random.pick(formula.renderings[locale] ?? [formula.name[locale] as string]), formula.id],
    y: [String(from), String(from)],
    z: [String(to), String(to)],
    m: [inMonth(patterns.month), `${from}-${twoDigits(month)}`],
    d: [
      inMonth(random.pick(patterns.day as readonly string[])),
      `${twoDigits(month)}-${twoDigits(day)}`,
    ],
    n: [days, days],
    f: [inMonth(patterns.month, ahead), `${ahead}-${twoDigits(month)}`],
    O: [office.title[locale] ?? (office.title.en as string), office.id],
    P: [country(office.country), office.country],
  };
}

function two<T>(items: readonly T[], random: Random): [T, T] {
  const first = random.pick(items);
  const second = random.pick(items.filter((item) => item !== first));
  return [first, second];
}

/** In the language's own script, or as it stands in any other; with the office before or after it. */
function nameOf(person: Person, locale: string, patterns: Patterns, random: Random): string {
  const own = person.name[locale] ?? (person.name.en as string);
  const any = [...Object.values(person.name), ...(person.variants ?? [])].filter(isWhole);
  const name = random.chance(0.7) ? own : random.pick(any);
  const isMinister = person.tenures?.some(({ office }) => /^..-foreign-minister$/.test(office));
  const titled = patterns.minister as readonly string[];
  return isMinister && random.chance(0.4) ? random.pick(titled).replace('{name}', name) : name;
}

/** A reading that few people use may be a word of its own within another language's sentence. */
const isWhole = (name: string): boolean => name.length > 2 || /\p{Script=Han}/u.test(name);
