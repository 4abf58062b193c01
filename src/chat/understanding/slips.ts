/**
 * What a word that nobody knows may be a slip of: a word of the lexicon, or a name. Nothing is
 * answered upon it; it is shown with the choices.
 */
import { distance } from 'fastest-levenshtein';
import type { Archive } from '../../archive/archive.ts';
import { isCjk } from '../../domain/names/fold.ts';
import type { Lexicon } from './lexicon.ts';
import type { Sense } from './senses.ts';
import { vocabularyOf } from './vocabulary.ts';

export interface Slip {
  /** In the folded text. */
  readonly from: number;
  readonly to: number;
  readonly senses: readonly Sense[];
}

/** A shorter word is too near to others. */
const SHORTEST_WORD = 5;
const LONG_WORD = 8;
const MOST_WORDS_OF_NAME = 3;
const LONGEST_CJK_NAME = 5;

/** Of the stretches that are unknown, in the folded text. */
export function* slipsOf(
  text: string,
  unknown: readonly { readonly from: number; readonly to: number }[],
  lexicon: Lexicon,
  archive: Archive,
): Generator<Slip> {
  for (const { from, to } of unknown) {
    const word = text.slice(from, to);
    if (!isCjk(word)) {
      const senses = wordMeant(word, lexicon);
      if (senses.length > 0) yield { from, to, senses };
    }
    if (!isCjk(word)) {
      for (const around of wordsAround(text, from, to)) {
        const senses = phraseMeant(text, around, word, lexicon, archive);
        if (senses.length > 0) yield { ...around, senses };
      }
    }
    for (const around of isCjk(word) ? withinWord(text, from, to) : wordsAround(text, from, to)) {
      const senses = nameMeant(text.slice(around.from, around.to), archive);
      if (senses.length > 0) yield { ...around, senses };
    }
  }
}

/** The nearest word of the lexicon that begins alike: `happend`, `meetign`. */
function wordMeant(word: string, { words }: Lexicon): readonly Sense[] {
  let nearest: readonly Sense[] = [];
  let least = Number.POSITIVE_INFINITY;
  for (const [known, senses] of words) {
    const away = awayFrom(word, known);
    if (away === undefined || away > least) continue;
    [nearest, least] = [away < least ? senses : [...nearest, ...senses], away];
  }
  return nearest;
}

/** By how many letters the word may be a slip of the known one; undefined where it is none. */
function awayFrom(word: string, known: string): number | undefined {
  const allowed = word.length < LONG_WORD ? 1 : 2;
  const isNear = known[0] === word[0] && Math.abs(known.length - word.length) <= allowed;
  if (word.length < SHORTEST_WORD || !isNear) return undefined;
  const away = isSwapped(word, known) ? 1 : distance(word, known);
  return away <= allowed ? away : undefined;
}

/** What some words mean if the unknown one of them is a slip: `forein minister`. */
function phraseMeant(
  text: string,
  { from, to }: Omit<Slip, 'senses'>,
  unknown: string,
  { words }: Lexicon,
  archive: Archive,
): readonly Sense[] {
  const typed = text.slice(from, to).split(' ');
  const at = typed.indexOf(unknown);
  if (typed.length < 2 || at < 0) return [];
  const names = vocabularyOf(archive);
  const isMeant = (phrase: string): boolean => {
    const known = phrase.split(' ');
    return (
      known.length === typed.length &&
      known.every((word, i) =>
        i === at ? awayFrom(unknown, word) !== undefined : word === typed[i],
      )
    );
  };
  const meant = new Set([...words.keys(), ...names.keys()].filter(isMeant));
  return [...meant].flatMap((phrase) => [...(words.get(phrase) ?? []), ...names.senses(phrase)]);
}

/** Two neighbouring letters in the wrong order. */
function isSwapped(word: string, known: string): boolean {
  const at = [...word].findIndex((letter, i) => letter !== known[i]);
  const swapped = word.slice(0, at) + word[at + 1] + word[at] + word.slice(at + 2);
  return word.length === known.length && at >= 0 && swapped === known;
}

function nameMeant(name: string, { directory }: Archive): readonly Sense[] {
  const match = directory.find(name, 'person');
  return match.kind === 'slip' ? [{ kind: 'party', type: 'person', ids: match.ids }] : [];
}

/** Up to three words of which the unknown one is one: `Cho Tae-yol`. */
function* wordsAround(text: string, from: number, to: number): Generator<Omit<Slip, 'senses'>> {
  const starts = [from];
  const ends = [to];
  for (let i = 1; i < MOST_WORDS_OF_NAME; i++) {
    const start = text.lastIndexOf(' ', (starts.at(-1) as number) - 2) + 1;
    if (start < (starts.at(-1) as number)) starts.push(start);
    const end = text.indexOf(' ', (ends.at(-1) as number) + 1);
    if (ends.at(-1) !== text.length) ends.push(end < 0 ? text.length : end);
  }
  for (const [i, start] of starts.entries()) {
    for (const end of ends.slice(0, MOST_WORDS_OF_NAME - i)) yield { from: start, to: end };
  }
}

/** Stretches of the word without spaces, as long as a name is: `조테열` in `조테열이랑`. */
function* withinWord(text: string, from: number, to: number): Generator<Omit<Slip, 'senses'>> {
  const first = text.lastIndexOf(' ', from - 1) + 1;
  const space = text.indexOf(' ', to - 1);
  const last = space < 0 ? text.length : space;
  for (let start = Math.max(first, to - LONGEST_CJK_NAME); start <= from; start++) {
    for (let end = to; end <= Math.min(last, start + LONGEST_CJK_NAME); end++) {
      if (end - start > 1) yield { from: start, to: end };
    }
  }
}
