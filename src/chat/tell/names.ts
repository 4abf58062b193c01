/** People, countries, offices and places by their names in the reader's language. */
import type { Party } from '../../archive/party.ts';
import { inLocale } from '../../domain/locale.ts';
import { once } from '../../domain/once.ts';
import type { Asking } from '../command.ts';
import type { Span } from '../reply.ts';

type Telling = Pick<Asking, 'archive' | 'book'>;

const namesOf = once(
  (tag: string) => new Intl.DisplayNames([tag], { type: 'region', style: 'short' }),
);

const nameOf = once((tag: string, code: string) => namesOf(tag).of(code) ?? code);

/** A country's short name, from the platform's CLDR data. */
export const countryName = ({ book }: Pick<Asking, 'book'>, code: string): string =>
  nameOf(book.tag, code);

/** A side at the table: a country, or a body by its own name. */
export function sideName(telling: Telling, side: string): string {
  const body = telling.archive.record('body', side);
  return body ? inLocale(body.name, telling.book.locale) : countryName(telling, side);
}

export function personName({ archive, book }: Telling, id: string): string {
  const person = archive.person(id);
  return person ? inLocale(person.name, book.locale) : id;
}

export const personSpan = (telling: Telling, id: string): Span => ({
  kind: 'person',
  id,
  text: personName(telling, id),
});

export function partyName(telling: Telling, { type, id }: Party): string {
  return type === 'person' ? personName(telling, id) : sideName(telling, id);
}

export function partySpan(telling: Telling, party: Party): Span {
  return party.type === 'person'
    ? personSpan(telling, party.id)
    : { kind: 'text', text: partyName(telling, party) };
}

export function officeTitle({ archive, book }: Telling, id: string): string {
  const office = archive.office(id);
  return office ? inLocale(office.title, book.locale) : id;
}

/** `Premier (China)` */
export function officeOf(telling: Telling, id: string): string {
  const office = officeTitle(telling, id);
  const country = telling.archive.office(id)?.country;
  return country === undefined
    ? office
    : telling.book.text('office.of', { office, country: countryName(telling, country) });
}

/** `Vientiane, Laos` */
export function placeName(telling: Telling, id: string): string {
  const place = telling.archive.record('place', id);
  if (!place) return id;
  const city = inLocale(place.name, telling.book.locale);
  const country = countryName(telling, place.country);
  return city === country ? city : telling.book.text('place.in-country', { city, country });
}
