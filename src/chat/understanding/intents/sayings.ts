/** What was said: asked for, in which words, where at all, and whether it is so. */
import type { Archive } from '../../../archive/archive.ts';
import { fold } from '../../../domain/names/fold.ts';
import { keyOf } from '../folded.ts';
import type { HeardParty } from '../heard.ts';
import { NOTIONS } from '../senses.ts';
import { vocabularyOf } from '../vocabulary.ts';
import { ENCOUNTER, type Intent, to, written } from './intent.ts';

export const check: Intent = {
  command: 'check',
  needs: [['truth']],
  may: NOTIONS,
  takes: [
    ...ENCOUNTER,
    'event',
    'series',
    'place',
    'topic',
    'formula',
    'when',
    'ordinal',
    'quote',
    'unknown',
  ],
  // What is claimed is told by the words themselves: the whole of them, without "is it true that".
  read: ({ claim }) =>
    claim.split(/\s+/).length > 1 || claim.length > 4 ? [to('check', { claim })] : [],
};

export const asks: Intent = {
  command: 'asks',
  needs: [['ask']],
  may: ['what', 'answer', 'said', 'how-many', 'list', 'that', 'when', 'ever'],
  takes: ['topic', 'party', 'parties'],
  read({ parties, topics: [topic, more] }) {
    const { by, to: addressee, isGuess } = direction(parties);
    if (by === undefined || addressee === undefined || more) return [];
    return [to('asks', { by, to: addressee, ...(topic !== undefined && { topic }) }, isGuess)];
  },
};

export const wording: Intent = {
  command: 'wording',
  needs: [['phrase', 'said', 'promise']],
  may: ['where', 'when', 'who', 'what', 'how-many', 'list', 'search', 'ever'],
  takes: ['formula', 'quote', 'party'],
  read({ formulas: [formula, second], quotes: [quote, other], parties }, { archive }) {
    const phrase =
      formula ?? (quote === undefined ? undefined : (formulaOf(quote, archive) ?? quote));
    const { by, to: addressee, isGuess, isMore } = direction(parties);
    if (phrase === undefined || second || other || isMore) return [];
    const args = { phrase, ...(by && { by }), ...(addressee && { to: addressee }) };
    return [to('wording', args, isGuess)];
  },
};

/** What was promised stands with what was asked for, or with what was said of the topic. */
export const promised: Intent = {
  command: 'asks',
  needs: [['promise']],
  may: ['promise', 'what', 'answer', 'said', 'list', 'when', 'ever', 'how-many'],
  takes: ['topic', 'party', 'parties'],
  read({ parties, topics: [topic, more] }) {
    const { by, to: addressee } = direction(parties);
    if (by === undefined || more) return [];
    const about = topic !== undefined && { topic };
    if (addressee !== undefined) return [to('asks', { by: addressee, to: by, ...about }, true)];
    return about ? [to('meetings', { who: by, ...about }, true)] : [];
  },
};

/** The set phrase of which a quotation is one of the renderings. */
function formulaOf(quote: string, archive: Archive): string | undefined {
  const senses = vocabularyOf(archive).senses(keyOf(fold(quote)));
  return senses.find((sense) => sense.kind === 'formula')?.id;
}

interface Direction {
  readonly by?: string;
  readonly to?: string;
  /** Nothing but the order tells which is which. */
  readonly isGuess?: boolean;
  /** More than two are named. */
  readonly isMore?: boolean;
}

/** Who speaks, and to whom: by the words that stand with the names, else by their order. */
function direction(parties: readonly HeardParty[]): Direction {
  const [one, other, third] = parties.filter(
    (party, i) => parties.findIndex((p) => written(p) === written(party)) === i,
  );
  if (!one || third) return { isMore: third !== undefined };
  if (!other) return one.role === 'to' ? { to: written(one) } : { by: written(one) };
  const forth = { by: written(one), to: written(other) };
  const back = { by: written(other), to: written(one) };
  if ((one.role === 'by') !== (other.role === 'by')) return one.role === 'by' ? forth : back;
  if ((one.role === 'to') !== (other.role === 'to')) return one.role === 'to' ? back : forth;
  return { ...forth, isGuess: one.role === 'from' || one.isOfPair === true };
}

export const find: Intent = {
  command: 'find',
  needs: [['said', 'search', 'discussed']],
  may: ['said', 'search', 'discussed', 'who', 'what', 'where', 'when', 'list', 'meet', 'ever'],
  takes: ['quote', 'formula', 'topic', 'event', 'series', 'place', 'party', 'unknown'],
  read({ words, parties, quotes, known }) {
    if (words.length === 0 || words.length > 5 || parties.length === words.length) return [];
    // Words that nobody knows beside names may be words of the question.
    const isMixed = known > 0 && known < words.length;
    const isUnsure = (parties.length > 0 && quotes.length === 0) || isMixed;
    return [to('find', { words: words.join(' ') }, isUnsure)];
  },
};
