/**
 * Words, sentences and names of no meaning in five languages, spelt as those languages spell: words
 * parted by spaces, Korean ones with particles, Chinese and Japanese without spaces. Each language
 * has a vocabulary of its own, in which few words are common and most are rare.
 */
import { LOCALES, type Locale } from '../../src/domain/locale.ts';
import type { Random } from './random.ts';

/** Words of a language, the most common first. */
const VOCABULARY = 5000;

/** A text in all five languages. */
export type FullText = Record<Locale, string>;

export class Words {
  /** By language, the most common first. */
  readonly of: Readonly<Record<Locale, readonly string[]>>;
  readonly #random: Random;

  constructor(random: Random) {
    this.#random = random;
    this.of = {
      en: distinct(() => latin(random, EN, random.between(2, 3))),
      ko: distinct(() => hangul(random, random.between(2, 3))),
      zh: distinct(() => han(random, 2)),
      ja: distinct(() => (random.chance(0.6) ? han(random, 2) : katakana(random, 4))),
      id: distinct(() => latin(random, ID, random.between(2, 4))),
    };
  }

  sentence(locale: Locale, length: number): string {
    const random = this.#random;
    const { between, particles, stop } = GRAMMAR[locale];
    let text = '';
    for (let i = 0; i < length; i++) {
      if (i > 0) text += between;
      if (locale === 'ko') text += random.zipf(this.of.ko) + random.pick(particles);
      else if (between === '') text += random.zipf(this.of[locale]) + random.pick(particles);
      else text += random.chance(0.25) ? random.pick(particles) : random.zipf(this.of[locale]);
    }
    return text + stop;
  }

  /** What was said, in English and each further language that chance gives. */
  gist(share: number): { en: string } & Partial<FullText> {
    const random = this.#random;
    const gist: { en: string } & Partial<FullText> = { en: this.sentence('en', 8) };
    for (const locale of LOCALES) {
      if (locale === 'en' || !random.chance(share)) continue;
      gist[locale] = this.sentence(locale, random.between(5, 8));
    }
    return gist;
  }

  /** A name for a thing: two or three words in each language. */
  label(): FullText {
    const words = (locale: Locale, parted: string) =>
      [this.#random.pick(this.of[locale]), this.#random.pick(this.of[locale])].join(parted);
    return {
      en: capitalised(words('en', ' ')),
      ko: words('ko', ' '),
      zh: words('zh', ''),
      ja: words('ja', ''),
      id: capitalised(words('id', ' ')),
    };
  }

  /** A person's name, with the scripts in which people of that country are written. */
  person(country: string): { en: string } & Partial<FullText> {
    const random = this.#random;
    const family = capitalised(latin(random, EN, random.between(1, 2)));
    const given = capitalised(latin(random, EN, 2));
    if (country === 'KR' || country === 'KP') {
      return { en: `${family} ${given}`, ko: hangul(random, 3), zh: han(random, 3) };
    }
    if (country === 'CN') {
      return { en: `${family} ${given}`, ko: hangul(random, 2), zh: han(random, 2) };
    }
    if (country === 'JP') {
      return { en: `${given} ${family}`, ko: hangul(random, 4), ja: han(random, 4) };
    }
    const written = { zh: han(random, 4), ja: `${katakana(random, 3)}・${katakana(random, 3)}` };
    return { en: `${given} ${family}`, ko: hangul(random, 4), ...written };
  }
}

interface Spelling {
  readonly onsets: readonly string[];
  readonly vowels: readonly string[];
  readonly codas: readonly string[];
}

const EN: Spelling = {
  onsets: 'b c d f g h k l m n p r s t v w br cl dr fr gr pl pr st tr sh th'.split(' '),
  vowels: 'a e i o u ea ai ou'.split(' '),
  codas: ['', '', '', ...'n r s t l m nt st nd'.split(' ')],
};
const ID: Spelling = {
  onsets: 'b c d g h j k l m n p r s t w ng ny'.split(' '),
  vowels: 'a a a e i u'.split(' '),
  codas: ['', '', '', '', ...'n ng r s k h'.split(' ')],
};

const GRAMMAR: Record<Locale, { between: string; particles: readonly string[]; stop: string }> = {
  en: { between: ' ', particles: 'the of and to in on for with'.split(' '), stop: '.' },
  ko: { between: ' ', particles: ['', '', ...'을 의 에 이 와 은'.split(' ')], stop: '다.' },
  zh: { between: '', particles: ['', '', '', ...'的 在 和 对'.split(' ')], stop: '。' },
  ja: { between: '', particles: ['', ...'の を に は と'.split(' ')], stop: 'した。' },
  id: { between: ' ', particles: 'di dan yang untuk pada dengan'.split(' '), stop: '.' },
};

function latin(random: Random, spelling: Spelling, syllables: number): string {
  let word = '';
  for (let i = 0; i < syllables; i++) {
    word += random.pick(spelling.onsets) + random.pick(spelling.vowels);
  }
  return word + random.pick(spelling.codas);
}

/** Initials, vowels and finals that are common, at their places in the Unicode block. */
const INITIALS = [0, 2, 3, 5, 6, 7, 9, 11, 12, 14, 16, 18];
const VOWELS = [0, 1, 4, 5, 6, 8, 13, 18, 20];
const FINALS = [0, 0, 0, 1, 4, 8, 16, 21];

const hangul = (random: Random, length: number): string =>
  spelt(length, () => {
    const block = random.pick(INITIALS) * 21 + random.pick(VOWELS);
    return 0xac00 + block * 28 + random.pick(FINALS);
  });

/** A thousand of the characters that Chinese and Japanese share. */
const han = (random: Random, length: number): string =>
  spelt(length, () => 0x5200 + 7 * random.between(0, 999));

/** ア to ン, without the small letters, which no word begins with. */
const KATAKANA = [
  ...'アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモラリルレロン',
];

const katakana = (random: Random, length: number): string =>
  spelt(length, () => random.pick(KATAKANA).codePointAt(0) as number);

const spelt = (length: number, character: () => number): string =>
  String.fromCodePoint(...Array.from({ length }, character));

const capitalised = (words: string): string =>
  words.replace(/(^| )\p{L}/gu, (initial) => initial.toUpperCase());

function distinct(word: () => string): string[] {
  const words = new Set<string>();
  while (words.size < VOCABULARY) words.add(word());
  return [...words];
}
