/** How long ago two countries last met, and for how long they once did not. */
import type { ContactCounter } from '../../archive/contacts.ts';
import type { Gap } from '../../archive/gaps.ts';
import type { Span } from '../../domain/dates/span.ts';
import type { Asking } from '../command.ts';
import type { ListItem, Spans } from '../reply.ts';
import type { Citations } from './citations.ts';
import { dateSpan, tellCount, tellSpan } from './dates.ts';
import { eventLine } from './events.ts';
import { countryName } from './names.ts';

/** `China – South Korea, ministers: 431 days (…)`, and below it the longest gap. */
export function contactItem(asking: Asking, counter: ContactCounter, cites: Citations): ListItem[] {
  const { archive, book } = asking;
  const { pair, level, now, longest } = counter;
  if (!now) return [];
  const spans = book.spans('digest.contact', {
    pair: pair.map((code) => countryName(asking, code)).join(' – '),
    level: book.text(`level.${level}`),
    span: tellGap(asking, now.span),
    event: eventLine(asking, now.after),
  });
  const cited = [...spans, ...cites.cite(archive.view(now.after).sources)];
  if (!longest) return [{ spans: cited }];
  const gap = gapSpans(asking, longest);
  return [{ spans: cited, details: [book.spans('digest.longest', { gap })] }];
}

/** `431 days: 1 year, 2 months, 5 days`; of imprecise dates the range alone. */
export function tellGap({ book }: Asking, span: Span): string {
  if (span.kind !== 'exact') return tellSpan(book, span);
  const days = tellCount(book, 'day', span.days);
  const calendar = tellSpan(book, span);
  return days === calendar ? days : book.text('since.days', { days, calendar });
}

export function gapSpans(asking: Asking, { after, until, span }: Gap): Spans {
  const { book } = asking;
  return book.spans('since.gap', {
    span: tellGap(asking, span),
    from: dateSpan(book, after.date, 'plain'),
    to: until ? dateSpan(book, until.date, 'plain') : '',
  });
}
