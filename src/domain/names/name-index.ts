/**
 * Finding whom a typed name means, in any script, order, spelling or case.
 *
 * A name that fits one entry is that one; one that fits several is a choice; a slip is answered
 * with suggestions; anything else is unknown. Nothing is guessed: a near miss is never taken for
 * the name.
 */
import { distance } from 'fastest-levenshtein';
import { fold, isCjk, words } from './fold.ts';
import { romanisedName } from './hangul.ts';

export interface Named {
  readonly id: string;
  /** Every name, spelling and reading; the first is the one to show. */
  readonly names: readonly string[];
  /** Has it a family name, by which alone it may be asked for, and readings as people have? */
  readonly isPerson?: boolean;
}

export type NameMatch =
  | { readonly kind: 'one'; readonly id: string }
  | { readonly kind: 'several'; readonly ids: readonly string[] }
  | { readonly kind: 'slip'; readonly ids: readonly string[] }
  | { readonly kind: 'none' };

/** Longer than any name; what is longer still is not looked for. */
const LONGEST_NAME = 100;
const MOST_SUGGESTIONS = 5;

export class NameIndex {
  /** Whole names without spaces, in every order, to the ids that bear them. */
  readonly #whole = new Map<string, Set<string>>();
  /** Single words of names, and first characters of names in CJK, to ids. */
  readonly #parts = new Map<string, Set<string>>();
  /** The id itself, and names to complete, in the order given. */
  readonly #entries: Named[] = [];

  constructor(entries: Iterable<Named>) {
    for (const entry of entries) this.#add(entry);
  }

  #add(entry: Named): void {
    this.#entries.push(entry);
    const romanised = entry.isPerson ? entry.names.flatMap((n) => romanisedName(n) ?? []) : [];
    for (const name of [entry.id, ...entry.names, ...romanised]) {
      const parts = words(name);
      if (parts.length === 0) continue;
      // `N. Korea` turned round would be a name of what is Korean.
      const isTurned = entry.isPerson || parts.every((part) => part.length > 1);
      for (const key of isTurned ? rotations(parts) : [parts.join('')]) {
        put(this.#whole, key, entry.id);
      }
      if (parts.length > 1) for (const part of parts) put(this.#parts, part, entry.id);
      for (const part of spacedParts(name)) put(this.#parts, part, entry.id);
      const surname = entry.isPerson ? [...(parts[0] ?? '')][0] : undefined;
      if (surname && isCjk(surname) && parts.join('').length <= 5) {
        put(this.#parts, surname, entry.id);
      }
    }
  }

  match(typed: string): NameMatch {
    if (typed.length > LONGEST_NAME) return { kind: 'none' };
    const parts = words(typed);
    const key = parts.join('');
    if (key === '') return { kind: 'none' };
    const exact = this.#whole.get(key) ?? this.#byParts(parts);
    if (exact && exact.size > 0) {
      const ids = [...exact].sort();
      return ids.length === 1 ? { kind: 'one', id: ids[0] as string } : { kind: 'several', ids };
    }
    const near = this.#near(key);
    return near.length > 0 ? { kind: 'slip', ids: near } : { kind: 'none' };
  }

  /** Who bears the whole name, folded and without spaces, in any order of its words. */
  bearers(name: string): ReadonlySet<string> | undefined {
    return this.#whole.get(name);
  }

  /** Who has the folded word, or the surname of one character, in a name. */
  partBearers(part: string): ReadonlySet<string> | undefined {
    return this.#parts.get(part);
  }

  /** The entries that bear every one of the typed words somewhere in their names. */
  #byParts(parts: readonly string[]): Set<string> | undefined {
    const sets = parts.map((part) => this.#parts.get(part));
    if (sets.includes(undefined)) return undefined;
    const [first, ...others] = sets as Set<string>[];
    return new Set([...(first ?? [])].filter((id) => others.every((set) => set.has(id))));
  }

  #near(key: string): string[] {
    const typed = letters(key);
    const allowed = typed.length < 4 ? 0 : typed.length < 7 ? 1 : 2;
    if (allowed === 0) return [];
    const nearest = new Map<string, number>();
    const consider = (candidate: string, ids: Set<string>) => {
      const other = letters(candidate);
      if (Math.abs(other.length - typed.length) > allowed) return;
      const away = distance(typed, other);
      if (away > allowed) return;
      for (const id of ids) nearest.set(id, Math.min(away, nearest.get(id) ?? away));
    };
    for (const [candidate, ids] of this.#whole) consider(candidate, ids);
    for (const [candidate, ids] of this.#parts) if (candidate.length > 3) consider(candidate, ids);
    return [...nearest.entries()]
      .sort(([idA, a], [idB, b]) => a - b || (idA < idB ? -1 : 1))
      .slice(0, MOST_SUGGESTIONS)
      .map(([id]) => id);
  }

  /** Entries with a name, or a word of one, that begins with what was typed so far. */
  complete(prefix: string, limit: number): { id: string; name: string }[] {
    if (prefix.length > LONGEST_NAME) return [];
    const sought = fold(prefix).replaceAll(' ', '');
    const found: { id: string; name: string; rank: number }[] = [];
    for (const { id, names } of this.#entries) {
      const rank = names.map((name) => completionRank(name, id, sought));
      const best = Math.min(...rank);
      if (best < 3) found.push({ id, name: names[rank.indexOf(best)] ?? id, rank: best });
    }
    return found
      .sort((a, b) => a.rank - b.rank)
      .slice(0, limit)
      .map(({ id, name }) => ({ id, name }));
  }
}

/** 0: the name begins so; 1: the id does; 2: a later word does; 3: not at all. */
function completionRank(name: string, id: string, sought: string): number {
  if (fold(name).replaceAll(' ', '').startsWith(sought)) return 0;
  if (fold(id).replaceAll(' ', '').startsWith(sought)) return 1;
  return words(name).some((word) => word.startsWith(sought)) ? 2 : 3;
}

/** Every order in which a name is written: family name first or last. */
function rotations(parts: readonly string[]): string[] {
  if (parts.length > 4) return [parts.join('')];
  return parts.map((_, i) => [...parts.slice(i), ...parts.slice(0, i)].join(''));
}

/** Words as parted by spaces alone: the given name `tae-yul` is also looked for as `taeyul`. */
function spacedParts(name: string): string[] {
  const spaced = name.trim().split(/\s+/);
  return spaced.length > 1 ? spaced.map((part) => words(part).join('')).filter(Boolean) : [];
}

/** Hangul is compared letter by letter, not syllable by syllable. */
const letters = (key: string): string => (isCjk(key) ? key.normalize('NFD') : key);

function put(map: Map<string, Set<string>>, key: string, id: string): void {
  const held = map.get(key);
  if (held) held.add(id);
  else map.set(key, new Set([id]));
}
