/** Those who meet: a person, a country or a body, and how they are found by name. */

import { LOCALES } from '../domain/locale.ts';
import { type Named, NameIndex } from '../domain/names/name-index.ts';
import type { Holdings } from '../domain/record/record.ts';
import { isCountry } from '../domain/record/references.ts';

export type PartyType = 'person' | 'country' | 'body';

export interface Party {
  readonly type: PartyType;
  readonly id: string;
}

/** Every country of today that the platform can name; a former one is known where it is listed. */
const COUNTRY_CODES: readonly string[] = (() => {
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  const codes = letters.flatMap((a) => letters.map((b) => a + b));
  return codes.filter((code) => isCountry(code) && isOfToday(code));
})();

/** CLDR replaces the code of a former country by that of its successor. */
function isOfToday(code: string): boolean {
  return Intl.getCanonicalLocales(`und-${code}`)[0] === `und-${code}`;
}

const countryNames = LOCALES.flatMap((locale) =>
  (['long', 'short'] as const).map(
    (style) => new Intl.DisplayNames([locale], { type: 'region', style, fallback: 'none' }),
  ),
);

const namesByCountry = new Map<string, readonly string[]>();

/** What the platform calls a country in the five languages; nothing for what is no country. */
export function namesOfCountry(code: string): readonly string[] {
  let names = namesByCountry.get(code);
  if (!names) {
    const all = isCountry(code) ? countryNames.flatMap((inLocale) => inLocale.of(code) ?? []) : [];
    names = [...new Set(all)];
    namesByCountry.set(code, names);
  }
  return names;
}

/** Where a name is looked for: everything that may be asked about, by all its names. */
export class Directory {
  readonly #types = new Map<string, PartyType>();
  readonly #index: NameIndex;
  readonly #people: NameIndex;

  constructor(holdings: Holdings) {
    const people = holdings.person.map(
      (p): Named => ({
        id: p.id,
        names: [...namesOf(p.name), ...(p.variants ?? [])],
        isPerson: true,
      }),
    );
    const bodies = holdings.body.map(
      (b): Named => ({ id: b.id, names: [...namesOf(b.name), ...(b.variants ?? [])] }),
    );
    const variants = new Map(holdings.country.map((c) => [c.id, c.variants]));
    const codes = new Set([...COUNTRY_CODES, ...variants.keys()]);
    const countries = [...codes].map((code): Named => {
      return { id: code, names: [...namesOfCountry(code), ...(variants.get(code) ?? [])] };
    });
    for (const { id } of people) this.#types.set(id, 'person');
    for (const { id } of bodies) this.#types.set(id, 'body');
    for (const { id } of countries) this.#types.set(id, 'country');
    this.#people = new NameIndex(people);
    this.#index = new NameIndex([...people, ...bodies, ...countries]);
  }

  /** What is known by exactly this id. */
  party(id: string): Party | undefined {
    const type = this.#types.get(id);
    return type && { type, id };
  }

  find(typed: string, only?: 'person') {
    return (only ? this.#people : this.#index).match(typed);
  }

  /** The parties of whom a stretch of running text, folded, is a whole name. */
  bearers(folded: string): readonly Party[] {
    return this.#parties(this.#index.bearers(folded.replaceAll(' ', '')));
  }

  /** The people of whom it is a part of the name: a surname, a given name. */
  partBearers(folded: string): readonly Party[] {
    return this.#parties(this.#people.partBearers(folded));
  }

  #parties(ids: ReadonlySet<string> = new Set()): readonly Party[] {
    return [...ids].sort().flatMap((id) => this.party(id) ?? []);
  }

  complete(prefix: string, limit: number, only?: 'person') {
    return (only ? this.#people : this.#index).complete(prefix, limit);
  }
}

const namesOf = (text: { readonly [locale: string]: string | undefined }): string[] => [
  ...new Set(Object.values(text).filter((name): name is string => name !== undefined)),
];
