/** How far the archive reaches for a question, told under every answer that rests on it. */
import type { Reach } from '../../archive/reach.ts';
import { type FuzzyDate, fuzzyDate } from '../../domain/dates/fuzzy-date.ts';
import { inLocale } from '../../domain/locale.ts';
import type { Contact, Coverage } from '../../domain/record/diary.ts';
import type { Asking } from '../command.ts';
import type { Phrasebook } from '../phrasebook.ts';
import type { Block, Spans } from '../reply.ts';
import { tellDate } from './dates.ts';
import { countryName, partyName } from './names.ts';

export function reachNotes(asking: Asking, reach: Reach): Block[] {
  const { book } = asking;
  const { first, latest } = reach;
  const held: Spans =
    first && latest
      ? heldSpans(book, reach.events, first.date, latest.date)
      : book.spans('reach.nothing');
  const declared = reach.declared.map((coverage) => coverageSpans(asking, coverage));
  const open = reach.declared.length === 0 ? [book.spans('reach.undeclared')] : [];
  return [held, ...declared, ...open].map((spans) => ({ kind: 'note', tone: 'info', spans }));
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
export function coverageSpans(asking: Asking, { contact, from, to, ground }: Coverage): Spans {
  const { book } = asking;
  return book.spans('reach.declared', {
    what: tellContact(asking, contact),
    from: tellDate(book, fuzzyDate(from), 'plain'),
    to: tellDate(book, fuzzyDate(to), 'plain'),
    ground: inLocale(ground, book.locale),
  });
}

/** `South Korea – China (ministers, vice-ministers; in person, by video)` */
export function tellContact(asking: Asking, contact: Contact): string {
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
