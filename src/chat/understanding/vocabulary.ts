/** The names that an archive knows, found in running text: where, what about, which event, which office. */
import type { Archive, Derived, Effect } from '../../archive/archive.ts';
import { fold, isCjk } from '../../domain/names/fold.ts';
import { keyOf } from './folded.ts';
import type { Sense } from './senses.ts';

type Named = 'topic' | 'formula' | 'place' | 'series' | 'event' | 'office';

class Vocabulary implements Derived {
  readonly #names = new Map<string, Sense[]>();
  /** Words of the names of topics, which often stand for the whole: `defectors`. */
  readonly #topicWords = new Map<string, Set<string>>();
  longest = 0;

  constructor({ holdings }: Archive) {
    for (const { id, name, variants = [] } of holdings.topic) {
      this.#add('topic', id, [...Object.values(name), ...variants]);
      for (const title of [...Object.values(name), ...variants]) this.#addWords(id, title);
    }
    for (const { id, name, renderings } of holdings.formula) {
      const texts = Object.values(renderings).flatMap((rendering) => rendering ?? []);
      this.#add('formula', id, [...Object.values(name), ...texts]);
    }
    for (const { id, title, variants = [] } of holdings.office) {
      this.#add('office', id, [...Object.values(title), ...variants]);
    }
    for (const type of ['place', 'series', 'event'] as const) {
      for (const { id, name, variants = [] } of holdings[type]) {
        this.#add(type, id, [...Object.values(name ?? {}), ...variants]);
      }
    }
  }

  #add(kind: Named, id: string, names: readonly (string | undefined)[]): void {
    for (const key of new Set(names.map((name) => keyOf(fold(name ?? ''))))) {
      if (key.length < 2) continue;
      this.#names.set(key, [...(this.#names.get(key) ?? []), { kind, id }]);
      this.longest = Math.max(this.longest, key.length);
    }
  }

  #addWords(id: string, name: string | undefined): void {
    for (const word of fold(name ?? '').split(' ')) {
      if (word.length < 4 || isCjk(word) || /^\d+$/.test(word)) continue;
      this.#topicWords.set(word, (this.#topicWords.get(word) ?? new Set()).add(id));
    }
  }

  keys(): Iterable<string> {
    return this.#names.keys();
  }

  senses(key: string): readonly Sense[] {
    return this.#names.get(key) ?? [];
  }

  /** The one topic in whose name the word stands. */
  topicOfWord(word: string): Sense | undefined {
    const [id, other] = this.#topicWords.get(word) ?? [];
    return id !== undefined && other === undefined ? { kind: 'topic', id } : undefined;
  }

  /** An event is looked for by name anew only where it has one. */
  keepUp({ type, removed, added }: Effect): boolean {
    if (type === 'event') return !removed?.record.name && !added?.record.name;
    return !['topic', 'formula', 'place', 'series', 'office'].includes(type);
  }
}

export const vocabularyOf = (archive: Archive): Vocabulary => archive.derived(makeVocabulary);
const makeVocabulary = (archive: Archive): Vocabulary => new Vocabulary(archive);
