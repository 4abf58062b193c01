/** Hangul in Latin letters, by the Revised Romanisation of Korean (2000), syllable by syllable. */

const INITIALS = 'g kk n d tt r m b pp s ss - j jj ch k t p h'.split(' ');
const VOWELS = 'a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i'.split(' ');
const FINALS = '- k k k n n n t l k m l l l p l m p p t t ng t t k t p t'.split(' ');

const FIRST = 0xac00;
const LAST = 0xd7a3;

/**
 * `조태열` → `jo taeyeol`: the surname (one syllable, two for the few double surnames) parted from
 * the given name. Undefined for anything but a name of two to five Hangul syllables.
 */
export function romanisedName(hangul: string): string | undefined {
  const syllables = [...hangul.replace(/\s/g, '')];
  if (syllables.length < 2 || syllables.length > 5) return undefined;
  const latin = syllables.map(romanisedSyllable);
  if (latin.includes(undefined)) return undefined;
  const surname = DOUBLE_SURNAMES.has(syllables.slice(0, 2).join('')) ? 2 : 1;
  return `${latin.slice(0, surname).join('')} ${latin.slice(surname).join('')}`.trim();
}

const DOUBLE_SURNAMES = new Set(['남궁', '독고', '사공', '서문', '선우', '제갈', '황보']);

function romanisedSyllable(syllable: string): string | undefined {
  const code = syllable.codePointAt(0) ?? 0;
  if (code < FIRST || code > LAST) return undefined;
  const index = code - FIRST;
  const parts = [
    INITIALS[Math.floor(index / 588)],
    VOWELS[Math.floor((index % 588) / 28)],
    FINALS[index % 28],
  ];
  return parts.map((part) => (part === '-' ? '' : part)).join('');
}
