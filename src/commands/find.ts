import { find as findIn, isSearchable, LONGEST_QUERY, pointsSaying } from '../archive/find.ts';
import { plainEvents } from '../archive/plain.ts';
import { integer, words } from '../chat/arguments/plain.ts';
import { type Asking, command, hidden, required } from '../chat/command.ts';
import { needText } from '../chat/need-text.ts';
import { PAGE_SIZE, pageOf } from '../chat/pages.ts';
import type { Block, ListItem } from '../chat/reply.ts';
import { Citations } from '../chat/tell/citations.ts';
import { eventItem, eventLine } from '../chat/tell/events.ts';
import { pointItem } from '../chat/tell/sayings.ts';
import { UserError } from '../chat/user-error.ts';
import type { Outline } from '../domain/events/view.ts';

/** Points shown below one event found. */
const MOST_POINTS = 3;

/** Full text, in any of the languages. */
export const find = command({
  name: 'find',
  parameters: {
    words: required(words(LONGEST_QUERY)),
    page: hidden(integer(1, 100_000)),
  },
  example: '/find 건설적 역할',
  run(asking, args) {
    const { archive, reader, book } = asking;
    if (!isSearchable(args.words)) throw new UserError('nothing-to-find');
    needText(archive);
    const found = findIn(archive, args.words, reader.today);
    const shown = found.first((args.page ?? 1) * PAGE_SIZE);
    const asked = { command: 'find', args: { words: args.words } };
    const page = pageOf(asking, shown, args.page, asked, found.total);
    const cites = new Citations(asking);
    const blocks: Block[] =
      found.total > 0
        ? [{ kind: 'list', items: page.items.map((e) => foundItem(asking, e, args.words, cites)) }]
        : [{ kind: 'text', spans: book.spans('find.none') }];
    return {
      reply: {
        locale: book.locale,
        title: book.spans('find.title', {
          words: { kind: 'foreign', text: args.words, lang: 'und' },
          count: found.total,
        }),
        blocks: [...blocks, ...cites.blocks()],
        actions: page.actions,
        ...(page.page && { page: page.page }),
      },
      data: () => ({
        total: found.total,
        events: plainEvents(archive, found.first(found.total), reader.today),
      }),
    };
  },
});

/** The event, and below it the points in which the words occur. */
function foundItem(asking: Asking, event: Outline, query: string, cites: Citations): ListItem {
  const { archive } = asking;
  const view = archive.view(event);
  const points = pointsSaying(archive, event, query)
    .slice(0, MOST_POINTS)
    .map((point) => pointItem(asking, point, cites));
  return {
    ...eventItem(asking, event),
    spans: [...eventLine(asking, event), ...cites.cite(view.sources)],
    details: points.map((point) => point.spans),
  };
}
