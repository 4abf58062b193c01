/** A topic, a series or an office of the archive's vocabulary, by any of its names. */
import type { Archive, Effect } from '../../archive/archive.ts';
import { namesOfCountry } from '../../archive/party.ts';
import { inLocale } from '../../domain/locale.ts';
import { NameIndex } from '../../domain/names/name-index.ts';
import { type ArgumentType, type Asking, Unclear } from '../command.ts';
import { officeOf } from '../tell/names.ts';
import { UserError } from '../user-error.ts';

type Vocabulary = 'topic' | 'series' | 'office';

interface Entry {
  readonly unknown: `unknown-${Vocabulary}`;
  names(archive: Archive): Iterable<{ readonly id: string; readonly names: readonly string[] }>;
  label(id: string, asking: Asking): string;
}

function entryOf(type: Vocabulary, { unknown, names: namesIn, label }: Entry) {
  const names = (archive: Archive) => ({
    index: new NameIndex(namesIn(archive)),
    keepUp: (effect: Effect) => effect.type !== type && effect.type !== 'country',
  });
  return {
    option: 'text',
    read(typed, asking) {
      if (asking.archive.record(type, typed)) return typed;
      const match = asking.archive.derived(names).index.match(typed);
      if (match.kind === 'one') return match.id;
      if (match.kind === 'none') throw new UserError(unknown, { typed });
      const candidates = match.ids.map((id) => ({ value: id, label: label(id, asking) }));
      throw new Unclear(match.kind === 'several' ? 'ambiguous' : 'slip', typed, candidates);
    },
    plain: (id) => id,
    complete: (prefix, asking, limit) =>
      asking.archive
        .derived(names)
        .index.complete(prefix, limit)
        .map(({ id }) => ({ value: id, label: label(id, asking) })),
  } satisfies ArgumentType<string>;
}

const named = (type: 'topic' | 'series', unknown: Entry['unknown']): Entry => ({
  unknown,
  names: ({ holdings }) =>
    holdings[type].map(({ id, name, variants = [] }) => ({
      id,
      names: [...textsOf(name), ...variants],
    })),
  label: (id, { archive, book }) => {
    const record = archive.record(type, id);
    return record ? inLocale(record.name, book.locale) : id;
  },
});

const textsOf = (texts: Readonly<Record<string, string | undefined>>): string[] =>
  Object.values(texts).filter((text) => text !== undefined);

export const topic: ArgumentType<string> = entryOf('topic', named('topic', 'unknown-topic'));
export const series: ArgumentType<string> = entryOf('series', named('series', 'unknown-series'));

/** By its title, alone or with the country's name: `foreign minister` of whom is asked back. */
export const office: ArgumentType<string> = entryOf('office', {
  unknown: 'unknown-office',
  names({ holdings }) {
    const further = new Map(holdings.country.map(({ id, variants }) => [id, variants]));
    return holdings.office.map(({ id, title, variants = [], country = '' }) => {
      const titles = [...textsOf(title), ...variants];
      const countries = [...namesOfCountry(country), ...(further.get(country) ?? [])];
      const whole = countries.flatMap((name) => titles.map((held) => `${name} ${held}`));
      return { id, names: [...titles, ...whole] };
    });
  },
  label: (id, asking) => officeOf(asking, id),
});
