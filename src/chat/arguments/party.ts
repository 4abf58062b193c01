/** A person, a country or a body, by any of their names. */
import type { Party } from '../../archive/party.ts';
import type { NameMatch } from '../../domain/names/name-index.ts';
import {
  type ArgumentType,
  type Asking,
  type Completion,
  type Telling,
  Unclear,
} from '../command.ts';
import { partyName } from '../tell/names.ts';
import { UserError } from '../user-error.ts';

/** `takes`: how much of a typed line belongs to it, see {@link ArgumentType.takes}. */
export function party(only?: 'person', takes?: 'name'): ArgumentType<Party> {
  return {
    option: 'text',
    ...(takes && { takes }),
    read(typed, asking) {
      const { directory } = asking.archive;
      const known = directory.party(typed);
      if (known && (!only || known.type === only)) return known;
      const match = directory.find(typed, only);
      const found = match.kind === 'one' && directory.party(match.id);
      if (found) return found;
      throw unclear(typed, match, asking, only);
    },
    plain: ({ id }) => id,
    complete: (prefix, asking, limit) =>
      asking.archive.directory.complete(prefix, limit, only).map(({ id, name }) => {
        const known = asking.archive.directory.party(id);
        const own = known ? partyName(asking, known) : name;
        return { value: id, label: own === name ? own : `${name} (${own})` };
      }),
  };
}

/** Two who are asked about together must be two. */
export function checkApart(asking: Telling, who: Party, other: Party | undefined): void {
  if (who.id === other?.id) throw new UserError('same-party', { who: partyName(asking, who) });
}

function unclear(typed: string, match: NameMatch, asking: Asking, only?: 'person'): Error {
  if (match.kind === 'none' || match.kind === 'one') {
    return new UserError(only ? 'unknown-person' : 'unknown-party', { typed });
  }
  const candidates = match.ids.map((id): Completion => {
    const known = asking.archive.directory.party(id);
    return { value: id, label: known ? partyName(asking, known) : id };
  });
  return new Unclear(match.kind === 'several' ? 'ambiguous' : 'slip', typed, candidates);
}
