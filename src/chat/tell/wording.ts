/** Where a phrase was said, and how its words moved. */
import type { Movement, Occurrence } from '../../archive/wording.ts';
import { inLocale } from '../../domain/locale.ts';
import type { Asking } from '../command.ts';
import { type ListItem, type Span, type Spans, text } from '../reply.ts';
import type { Citations } from './citations.ts';
import { dateSpan } from './dates.ts';
import { sideName } from './names.ts';
import { pointItem } from './sayings.ts';

/** `24 July 2024 · Ma Zhaoxu · pledge: …`, to whom and about what, the words, and how they moved. */
export function occurrenceItem(asking: Asking, found: Occurrence, cites: Citations): ListItem {
  const { book } = asking;
  const { event, point, before } = found;
  const said = pointItem(asking, point, cites);
  const moved = before?.moved.some(({ change }) => change !== 'same');
  const details: Spans[] = [
    whomSpans(asking, found),
    ...(said.details ?? []),
    ...(found.foundBy === 'gist' ? [book.spans('wording.own-words')] : []),
    ...(before
      ? [
          book.spans(moved ? 'wording.moved' : 'wording.unmoved', {
            date: dateSpan(book, before.event.date, 'plain'),
            words: movedSpans(before.moved, point.wording?.lang ?? 'und'),
          }),
        ]
      : []),
  ];
  return {
    spans: [dateSpan(book, event.date, 'plain'), text(' · '), ...said.spans],
    details,
    open: { command: 'event', args: { event: event.id } },
  };
}

/** `To China, on the Korean Peninsula; meeting in Vientiane` */
function whomSpans(asking: Asking, { point, to }: Occurrence): Spans {
  const { book } = asking;
  const side = sideName(asking, point.side);
  const whom = book.list(to.map((id) => sideName(asking, id)));
  return point.topic === undefined
    ? book.spans('wording.whom', { side, whom })
    : book.spans('wording.whom-topic', { side, whom, topic: topicName(asking, point.topic) });
}

export function topicName({ archive, book }: Asking, id: string): string {
  const topic = archive.record('topic', id);
  return topic ? inLocale(topic.name, book.locale) : id;
}

/** `play a constructive role [−in Ukraine] [+on the Peninsula]` */
function movedSpans(moved: readonly Movement[], lang: string): Spans {
  return moved.map(({ text: words, change }): Span => {
    const [, lead = '', kept = '', end = ''] = /^(\s*)([\s\S]*?)(\s*)$/.exec(words) ?? [];
    const mark = change === 'added' ? '+' : '−';
    const shown = change === 'same' || kept === '' ? words : `${lead}[${mark}${kept}]${end}`;
    return { kind: 'foreign', text: shown, lang };
  });
}
