/** MiniSearch, given the same terms; it holds its words in a radix tree and finds by those alone. */
import type { Archive } from '../../../src/archive/archive.ts';
import type { MiniSearchIndex, MiniSearchOptions } from '../peers.ts';
import { termsIn, termsSought } from '../texts.ts';
import type { Engine } from './engine.ts';

export function miniSearchEngine(
  make: (options: MiniSearchOptions) => MiniSearchIndex,
  archive: Archive,
  texts: readonly string[],
): Engine {
  const index = make({
    fields: ['text'],
    tokenize: termsIn,
    processTerm: (term) => term,
    searchOptions: { combineWith: 'AND', tokenize: termsSought },
  });
  index.addAll(archive.holdings.event.map(({ id }, i) => ({ id, text: texts[i] as string })));
  const search = (words: string) => index.search(words);
  return {
    name: 'MiniSearch',
    find: {
      run: search,
      told: (words) =>
        search(words)
          .map(({ id }) => id)
          .sort(),
    },
  };
}
