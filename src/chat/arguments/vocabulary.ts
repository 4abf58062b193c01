/** A topic or a series of the archive's vocabulary, by any of its names. */
import type { Archive, Effect } from '../../archive/archive.ts';
import { inLocale } from '../../domain/locale.ts';
import { NameIndex } from '../../domain/names/name-index.ts';
import { type ArgumentType, type Asking, Unclear } from '../command.ts';
import { UserError } from '../user-error.ts';

type Vocabulary = 'topic' | 'series';

function entryOf(type: Vocabulary, unknown: 'unknown-topic' | 'unknown-series') {
  const names = ({ holdings }: Archive) => ({
    index: new NameIndex(
      holdings[type].map(({ id, name, variants = [] }) => ({
        id,
        names: [...Object.values(name), ...variants].filter((n): n is string => n !== undefined),
      })),
    ),
    keepUp: (effect: Effect) => effect.type !== type,
  });
  const label = (id: string, { archive, book }: Asking): string => {
    const record = archive.record(type, id);
    return record ? inLocale(record.name, book.locale) : id;
  };
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

export const topic: ArgumentType<string> = entryOf('topic', 'unknown-topic');
export const series: ArgumentType<string> = entryOf('series', 'unknown-series');
