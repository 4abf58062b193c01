/** A topic of the archive's vocabulary, by any of its names. */
import type { Archive, Effect } from '../../archive/archive.ts';
import { inLocale } from '../../domain/locale.ts';
import { NameIndex } from '../../domain/names/name-index.ts';
import { type ArgumentType, type Asking, Unclear } from '../command.ts';
import { UserError } from '../user-error.ts';

export const topic: ArgumentType<string> = {
  option: 'text',
  read(typed, asking) {
    if (asking.archive.record('topic', typed)) return typed;
    const match = indexOf(asking.archive).match(typed);
    if (match.kind === 'one') return match.id;
    if (match.kind === 'none') throw new UserError('unknown-topic', { typed });
    const candidates = match.ids.map((id) => ({ value: id, label: label(id, asking) }));
    throw new Unclear(match.kind === 'several' ? 'ambiguous' : 'slip', typed, candidates);
  },
  plain: (id) => id,
  complete: (prefix, asking, limit) =>
    indexOf(asking.archive)
      .complete(prefix, limit)
      .map(({ id }) => ({ value: id, label: label(id, asking) })),
};

function label(id: string, { archive, book }: Asking): string {
  const record = archive.record('topic', id);
  return record ? inLocale(record.name, book.locale) : id;
}

const indexOf = (archive: Archive): NameIndex => archive.derived(topicNames).index;

const topicNames = ({ holdings }: Archive) => ({
  index: new NameIndex(
    holdings.topic.map(({ id, name, variants = [] }) => ({
      id,
      names: [...Object.values(name), ...variants].filter((n): n is string => n !== undefined),
    })),
  ),
  keepUp: ({ type }: Effect) => type !== 'topic',
});
