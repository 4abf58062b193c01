import { FORMAT_CHOICES } from '../archive/encounters.ts';
import { plainEvent, plainEvents, plainReach } from '../archive/plain.ts';
import { since as sinceOf } from '../archive/since.ts';
import { checkApart, party } from '../chat/arguments/party.ts';
import { choice } from '../chat/arguments/plain.ts';
import { series } from '../chat/arguments/vocabulary.ts';
import { type Asking, command, optional, required } from '../chat/command.ts';
import { type Block, headed, type ListItem } from '../chat/reply.ts';
import { Citations } from '../chat/tell/citations.ts';
import { groundNotes, plainGround } from '../chat/tell/claims.ts';
import { gapSpans, tellGap } from '../chat/tell/contacts.ts';
import { dateSpan } from '../chat/tell/dates.ts';
import { citedItem } from '../chat/tell/events.ts';
import { partySpan } from '../chat/tell/names.ts';
import { reachNotes } from '../chat/tell/reach.ts';
import type { Outline } from '../domain/events/view.ts';
import { RANKS } from '../domain/record/reference.ts';

/** How long it is since such a contact, the longest gaps, and what "first since" could be said. */
export const since = command({
  name: 'since',
  parameters: {
    who: required(party(undefined, 'name')),
    with: required(party(undefined, 'name')),
    level: optional(choice(RANKS, 'level')),
    series: optional(series),
    format: optional(choice(FORMAT_CHOICES, 'format')),
  },
  example: '/since kr cn level minister',
  run(asking, args) {
    const { archive, reader, book } = asking;
    checkApart(asking, args.who, args.with);
    const found = sinceOf(archive, { ...args, today: reader.today });
    const cites = new Citations(asking);
    const cited = (event: Outline): ListItem => citedItem(asking, event, cites);
    const blocks: Block[] = [];
    const list = (heading: string, items: readonly ListItem[]) =>
      blocks.push(...headed(book.spans(heading), items));
    if (found.last && found.now) {
      const spans = book.spans('since.ago', { span: tellGap(asking, found.now.span) });
      blocks.push({ kind: 'text', spans });
      blocks.push({ kind: 'list', items: [cited(found.last)] });
      blocks.push(...firstLines(asking, found));
    } else blocks.push({ kind: 'text', spans: book.spans('since.none') });
    list('heading.perhaps-later', found.perhapsLater.map(cited));
    list(
      'since.longest',
      found.longest.map((gap) => ({ spans: gapSpans(asking, gap) })),
    );
    return {
      reply: {
        locale: book.locale,
        title: book.spans('since.title', {
          who: partySpan(asking, args.who),
          other: partySpan(asking, args.with),
        }),
        blocks: [...blocks, ...cites.blocks(), ...reachNotes(asking, found.reach)],
        actions: found.last
          ? [
              {
                label: book.text('action.whole'),
                invocation: { command: 'event', args: { event: found.last.id } },
              },
            ]
          : [],
      },
      data: () => ({
        last: found.last ? plainEvent(archive, found.last, reader.today) : null,
        since: found.now ? found.now.span : null,
        perhapsLater: plainEvents(archive, found.perhapsLater, reader.today),
        total: found.total,
        longest: found.longest.map(({ after, until, span }) => ({
          from: after.id,
          to: until?.id ?? null,
          span,
        })),
        first: {
          last: found.lastWasFirst && {
            verdict: found.lastWasFirst.verdict,
            since: found.previous?.id ?? null,
            ground: plainGround(found.lastWasFirst.ground),
          },
          next: { supported: found.nextIsFirst !== undefined },
        },
        coverage: plainReach(archive, found.reach),
      }),
    };
  },
});

/** What may be printed of "the first since": of the last one, and of one that were held today. */
function firstLines(asking: Asking, found: ReturnType<typeof sinceOf>): Block[] {
  const { book } = asking;
  const { last, previous, lastWasFirst, nextIsFirst } = found;
  const lines: Block[] = [];
  if (last && previous && lastWasFirst) {
    const spans = book.spans(`since.last-${lastWasFirst.verdict}`, {
      last: dateSpan(book, last.date, 'plain'),
      previous: dateSpan(book, previous.date, 'plain'),
    });
    const tone = lastWasFirst.verdict === 'true' ? 'info' : 'caution';
    lines.push({ kind: 'note', tone, spans });
    lines.push(...groundNotes(asking, lastWasFirst.ground));
  } else lines.push({ kind: 'note', tone: 'caution', spans: book.spans('since.last-alone') });
  if (last) {
    const key = nextIsFirst ? 'since.next-true' : 'since.next-unverified';
    const spans = book.spans(key, { last: dateSpan(book, last.date, 'plain') });
    lines.push({ kind: 'note', tone: nextIsFirst ? 'info' : 'caution', spans });
  }
  return lines;
}
