/** How far the archive reaches for a question, told under every answer that rests on it. */
import type { Reach } from '../../archive/reach.ts';
import { type FuzzyDate, fuzzyDate } from '../../domain/dates/fuzzy-date.ts';
import { inLocale } from '../../domain/locale.ts';
import type { Contact, Coverage } from '../../domain/record/diary.ts';
import type { Telling } from '../command.ts';
import type { Phrasebook } from '../phrasebook.ts';
import type { Block, Spans } from '../reply.ts';
import { tellDate } from './dates.ts';
import { countryName, partyName } from './names.ts';

export function reachNotes(asking: Telling, reach: Reach): Block[] {
  const { book } = asking;
  const { first, latest } = reach;
  const held: Spans =
    first && latest
      ? heldSpans(book, reach.events, first.date, latest.date)
      : book.spans('reach.nothing');
  return [held, declaredSpans(asking, reach.declared)].map((spans) => ({
    kind: 'note',
    tone: 'info',
    spans,
  }));
}

/** One declaration with its ground; of several what they say together, and where the grounds stand. */
function declaredSpans(asking: Telling, declared: readonly Coverage[]): Spans {
  const { book } = asking;
  const [first, ...others] = declared;
  if (!first) return book.spans('reach.undeclared');
  if (others.length === 0) return coverageSpans(asking, first);
  const stretches = declared.map(
    (coverage, i) => `(${i + 1}) ${book.text('reach.stretch', stretchOf(asking, coverage))}`,
  );
  return book.spans('reach.declared-several', { stretches: stretches.join(' ') });
}

function heldSpans(book: Phrasebook, count: number, from: FuzzyDate, to: FuzzyDate): Spans {
  const [first, latest] = [from, to].map((date) => tellDate(book, date, 'plain')) as [
    string,
    string,
  ];
  return first === latest
    ? book.spans('reach.held-once', { count, date: first })
    : book.spans('reach.held', { count, first, latest });
}

/** For what, from when to when and on what ground the archive declares itself complete. */
export function coverageSpans(asking: Telling, coverage: Coverage): Spans {
  const { book } = asking;
  const ground = inLocale(coverage.ground, book.locale);
  return book.spans('reach.declared', { ...stretchOf(asking, coverage), ground });
}

const stretchOf = (asking: Telling, { contact, from, to }: Coverage) => ({
  what: tellContact(asking, contact),
  from: tellDate(asking.book, fuzzyDate(from), 'plain'),
  to: tellDate(asking.book, fuzzyDate(to), 'plain'),
});

/** `South Korea – China (ministers, vice-ministers; in person, by video)` */
export function tellContact(asking: Telling, contact: Contact): string {
  const { archive, book } = asking;
  const parties = contact.between
    .map((id) => {
      const party = archive.directory.party(id);
      return party ? partyName(asking, party) : id;
    })
    .join(' – ');
  const series = contact.series ? archive.record('series', contact.series) : undefined;
  const list = (items: readonly string[] | undefined, key: string): string[] =>
    items ? [book.list(items.map((item) => book.text(`${key}.${item}`)))] : [];
  const limits = [
    ...(series ? [inLocale(series.name, book.locale)] : []),
    ...list(contact.kinds, 'kind'),
    ...list(contact.levels, 'level'),
    ...list(contact.formats, 'format'),
    ...(contact.in === undefined ? [] : [countryName(asking, contact.in)]),
  ];
  return limits.length > 0
    ? book.text('reach.contact', { parties, limits: limits.join('; ') })
    : parties;
}
