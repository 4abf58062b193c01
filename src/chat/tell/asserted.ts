/** What a claim was understood to assert, in the reader's language. */
import type { Asserted } from '../../archive/claims/check.ts';
import { fuzzyDate } from '../../domain/dates/fuzzy-date.ts';
import { inLocale } from '../../domain/locale.ts';
import type { Asking } from '../command.ts';
import type { Spans } from '../reply.ts';
import { tellClaimedSpan } from './claims.ts';
import { dateSpan, tellDate } from './dates.ts';
import { eventTitle } from './events.ts';
import { tellContact } from './reach.ts';

export function tellAsserted(asking: Asking, asserted: Asserted): Spans {
  const { archive, book } = asking;
  const told = (edtf: string) => dateSpan(book, fuzzyDate(edtf), 'plain');
  const eventOf = (id: string): string => {
    const event = archive.event(id);
    return event ? `${eventTitle(asking, event)}, ${tellDate(book, event.date, 'plain')}` : id;
  };
  const contact = 'contact' in asserted ? tellContact(asking, asserted.contact) : '';
  switch (asserted.kind) {
    case 'first-since': {
      const { since } = asserted;
      if ('span' in since) {
        return book.spans('asserted.first-in', {
          contact,
          span: tellClaimedSpan(asking, since.span),
        });
      }
      return book.spans('asserted.first-since', {
        contact,
        since: 'event' in since ? eventOf(since.event) : told(since.date),
      });
    }
    case 'interval':
      return book.spans('asserted.interval', {
        span: tellClaimedSpan(asking, asserted.span),
        after:
          typeof asserted.after === 'string' ? eventOf(asserted.after) : told(asserted.after.date),
      });
    case 'ordinal': {
      const series = archive.record('series', asserted.series);
      const name = series ? inLocale(series.name, book.locale) : asserted.series;
      return book.spans('series.nth', { series: name, ordinal: asserted.ordinal });
    }
    case 'count':
      return book.spans('asserted.count', {
        contact,
        count: asserted.count,
        within: told(asserted.within),
      });
    case 'held':
      return book.spans('asserted.held', { contact, within: told(asserted.within) });
  }
}
