/** What was said, by whom, in whose words and on whose report; and what came of it. */
import type { EventView, Sourced } from '../../domain/events/view.ts';
import { inLocale } from '../../domain/locale.ts';
import type { Outcome, Point, Wording } from '../../domain/record/event.ts';
import type { Telling } from '../command.ts';
import { type Block, headed, type ListItem, type Span, type Spans, text } from '../reply.ts';
import type { Citations } from './citations.ts';
import { partyName, personSpan, sideName } from './names.ts';

/** What was said, speaker by speaker, and what came of it. */
export function eventSayings(asking: Telling, view: EventView, cites: Citations): Block[] {
  const { book } = asking;
  const points = view.points.map((point) => pointItem(asking, point, cites));
  const outcomes = view.outcomes.map((outcome) => outcomeItem(asking, outcome, cites));
  return [
    ...headed(book.spans('heading.points'), points),
    ...headed(book.spans('heading.outcomes'), outcomes),
  ];
}

export function pointItem(asking: Telling, point: Sourced<Point>, cites: Citations): ListItem {
  const { book } = asking;
  const by = point.by ? personSpan(asking, point.by) : text(sideName(asking, point.side));
  const spans = book.spans('point.line', {
    by,
    act: book.text(`act.${point.act}`),
    gist: inLocale(point.gist, book.locale),
  });
  return {
    spans: [...spans, ...cites.cite(point.sources)],
    details: sayingDetails(asking, point, point.relayed?.by),
  };
}

function outcomeItem(asking: Telling, outcome: Sourced<Outcome>, cites: Citations): ListItem {
  return {
    spans: [text(inLocale(outcome.gist, asking.book.locale)), ...cites.cite(outcome.sources)],
    details: sayingDetails(asking, outcome),
  };
}

function sayingDetails(
  asking: Telling,
  saying: Pick<Point | Outcome, 'wording' | 'doubt'>,
  relayedBy?: string,
): Spans[] {
  const { archive, book } = asking;
  const details: Spans[] = [];
  if (saying.wording) details.push(wordingSpans(asking, saying.wording));
  if (relayedBy) {
    const party = archive.directory.party(relayedBy);
    const by = party ? partyName(asking, party) : relayedBy;
    details.push(book.spans('point.relayed', { by }));
  }
  if (saying.doubt) {
    details.push(book.spans('point.doubt', { doubt: inLocale(saying.doubt, book.locale) }));
  }
  return details;
}

export function wordingSpans({ book }: Telling, { text: words, lang, verbatim }: Wording): Spans {
  const quote: Span = { kind: 'quote', text: words, lang, verbatim };
  return book.spans(verbatim ? 'point.verbatim' : 'point.paraphrase', { words: quote });
}
