/** For how long somebody held an office, as far as the record tells. */
import { fuzzyDate } from '../../domain/dates/fuzzy-date.ts';
import type { Tenure } from '../../domain/record/reference.ts';
import type { Telling } from '../command.ts';
import type { Span, Spans } from '../reply.ts';
import { tellDate } from './dates.ts';

/** `what`: the office of a person, or the person who held an office. */
export function tenureSpans({ book }: Telling, tenure: Tenure, what: string | Span): Spans {
  const date = (edtf: string) => tellDate(book, fuzzyDate(edtf), 'plain');
  if (tenure.seen !== undefined) {
    return book.spans('tenure.seen', { what, seen: date(tenure.seen) });
  }
  const from = date(tenure.from as string);
  if (tenure.to === '..') return book.spans('tenure.still', { what, from });
  if (tenure.to === undefined) return book.spans('tenure.from', { what, from });
  return book.spans('tenure.ended', { what, from, to: date(tenure.to) });
}

export const plainTenure = ({ from, to, seen, sources }: Tenure) => ({
  from: from ?? null,
  to: to ?? null,
  seen: seen ?? null,
  sources,
});
