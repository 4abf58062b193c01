/** The mix of questions put to every engine: the same seed asks the same. */
import type { Party } from '../../src/archive/party.ts';
import { termsOf } from '../../src/archive/text-index.ts';
import { type Day, dayOf, isoOfDay } from '../../src/domain/dates/day.ts';
import { exactly, fuzzyDate } from '../../src/domain/dates/fuzzy-date.ts';
import type { Locale } from '../../src/domain/locale.ts';
import type { EventRecord } from '../../src/domain/record/event.ts';
import type { Holdings } from '../../src/domain/record/record.ts';
import type { Random } from '../support/random.ts';
import type { Kind, Questions } from './engines/engine.ts';

export type Mix = { readonly [K in Kind]: readonly Questions[K][] };

/** How many questions of each sort there are; half of them with a limit in time. */
const EACH = 8;
const EACH_TO_FIND = 5;

/** Chance that the second of a pair is anyone, whom the first may never have met. */
const STRANGER = 0.25;

export function questionMix(holdings: Holdings, today: Day, random: Random): Mix {
  const parties = new Parties(holdings, random);
  const now = exactly(today, isoOfDay(today));
  const pairs = [
    () => ({ who: parties.frequentPerson() }),
    () => ({ who: parties.rarePerson() }),
    () => ({ who: parties.country() }),
    () => parties.pair('person', 'person'),
    () => parties.pair('person', 'country'),
    () => parties.pair('country', 'country'),
  ];
  const asked = pairs.flatMap((pair) => several((n) => ({ ...pair(), today: now, n })));
  const limited = <T>(n: number, limit: () => T): T | undefined =>
    n % 2 === 0 ? limit() : undefined;
  return {
    last: asked.map(({ n, ...question }) => {
      const before = limited(n, () => fuzzyDate(isoOfDay(anyDay(random, today))));
      return { ...question, before };
    }),
    timeline: asked.map(({ n, ...question }) => {
      const from = limited(n, () => fuzzyDate(String(random.between(1995, 2025))));
      return { ...question, from };
    }),
    upcoming: [7, 30, 30, 90, 365].flatMap((days) =>
      several(() => ({ today: anyDay(random, today), days })),
    ),
    find: wordsToFind(holdings, random),
  };
}

const several = <T>(make: (n: number) => T, count = EACH): T[] =>
  Array.from({ length: count }, (_, n) => make(n));

const anyDay = (random: Random, today: Day): Day => random.between(dayOf(1995, 1, 1), today);

type Type = 'person' | 'country';

class Parties {
  readonly #random: Random;
  readonly #events: readonly EventRecord[];
  /** Those who sat anywhere, the most frequent first. */
  readonly #ranked: Readonly<Record<Type, readonly Party[]>>;

  constructor({ event }: Holdings, random: Random) {
    this.#random = random;
    this.#events = event;
    const seen = { person: new Map<string, number>(), country: new Map<string, number>() };
    for (const record of event) {
      for (const type of ['person', 'country'] as const) {
        for (const { id } of seated(record, type)) {
          seen[type].set(id, (seen[type].get(id) ?? 0) + 1);
        }
      }
    }
    const ranked = (type: Type) =>
      [...seen[type]].sort(([, a], [, b]) => b - a).map(([id]): Party => ({ type, id }));
    this.#ranked = { person: ranked('person'), country: ranked('country') };
  }

  frequentPerson(): Party {
    return this.#random.pick(this.#ranked.person.slice(0, 20));
  }

  rarePerson(): Party {
    return this.#random.pick(this.#ranked.person.slice(-Math.ceil(this.#ranked.person.length / 2)));
  }

  country(): Party {
    return this.#random.zipf(this.#ranked.country);
  }

  /** Two who sat at one event, mostly: so that the frequent are asked for more. */
  pair(type: Type, other: Type): { who: Party; with: Party } {
    const random = this.#random;
    for (;;) {
      const event = random.pick(this.#events);
      const [who] = seated(event, type);
      const opposite = seated(event, other).filter(({ side }) => side !== who?.side);
      if (!who || opposite.length === 0) continue;
      const ranked = this.#ranked[other];
      const { id } = random.chance(STRANGER) ? random.pick(ranked) : random.pick(opposite);
      if (id !== who.id) return { who: { type, id: who.id }, with: { type: other, id } };
    }
  }
}

interface Seated {
  readonly id: string;
  readonly side: string;
}

const seated = (event: EventRecord, type: Type): Seated[] =>
  event.accounts
    .flatMap((account) => account.participants ?? [])
    .flatMap(({ side, person }): Seated[] => {
      if (type === 'person') return person ? [{ id: person, side }] : [];
      return /^[A-Z]{2}$/.test(side) ? [{ id: side, side }] : [];
    });

/** Words are taken from so many events. */
const SAMPLE = 3000;

/** Words that occur: common and rare ones, two together, in each language, and names. */
function wordsToFind(holdings: Holdings, random: Random): string[] {
  const said = Array.from({ length: SAMPLE }, () => random.pick(holdings.event)).flatMap(
    (event) => event.accounts.at(-1)?.points ?? [],
  );
  const gists = (locale: Locale) => said.flatMap(({ gist }) => gist[locale] ?? []);
  const english = gists('en');
  const often = new Map<string, number>();
  for (const word of english.flatMap(termsOf)) often.set(word, (often.get(word) ?? 0) + 1);
  const common = [...often].sort(([, a], [, b]) => b - a).slice(0, 40);
  const rarest = (text: string): string[] =>
    [...new Set(termsOf(text))].sort((a, b) => (often.get(a) ?? 0) - (often.get(b) ?? 0));
  const part = (locale: Locale): string => {
    const word = random.pick(
      random
        .pick(gists(locale))
        .split(/[ 。.]/)
        .filter((w) => w.length > 1),
    );
    return word.slice(0, random.between(2, 4));
  };
  return [
    () => random.pick(common)[0],
    () => rarest(random.pick(english))[0] as string,
    () => termsOf(random.pick(english)).slice(-2).join(' '),
    () => rarest(random.pick(english)).slice(0, 2).join(' '),
    () => part('ko'),
    () => part('zh'),
    () => part('ja'),
    () => random.pick(termsOf(random.pick(gists('id')))),
    () => random.pick(holdings.person).name.en,
  ].flatMap((make) => several(make, EACH_TO_FIND));
}
