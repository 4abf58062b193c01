/**
 * One event told whole: its line, when, where and who, what was said and what came of it. Before a
 * meeting the same event is asked about again and again: its card is kept for each language, for the
 * reader's day, and as long as the archive keeps the view that it tells, which no change outlives.
 */
import type { EventView, Outline } from '../../domain/events/view.ts';
import type { Telling } from '../command.ts';
import { lasting } from '../lasting.ts';
import type { Block } from '../reply.ts';
import { Citations } from './citations.ts';
import { eventFacts, eventLine } from './events.ts';
import { eventSayings } from './sayings.ts';

export interface Card {
  readonly blocks: readonly Block[];
  /** With what the card cites; further sources are numbered after them. */
  cites(): Citations;
}

interface Kept {
  readonly today: number;
  readonly card: Card;
}

const cards = new WeakMap<EventView, Map<string, Kept>>();

export function eventCard(telling: Telling, event: Outline): Card {
  const { archive, book, reader } = telling;
  const { today } = reader;
  const view = archive.view(event);
  const ofView = cards.get(view) ?? new Map<string, Kept>();
  const kept = ofView.get(book.locale);
  if (kept?.today === today) return kept.card;
  const card = told({ archive, book, reader: { today } }, event, view);
  ofView.set(book.locale, { today, card });
  cards.set(view, ofView);
  return card;
}

function told(telling: Telling, event: Outline, view: EventView): Card {
  const cites = new Citations(telling);
  const blocks: Block[] = [
    { kind: 'heading', spans: eventLine(telling, event) },
    ...eventFacts(telling, event, cites),
    ...eventSayings(telling, view, cites),
  ];
  return { blocks: blocks.map(lasting), cites: () => cites.goingOn() };
}
