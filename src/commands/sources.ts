import { plainSource } from '../archive/plain.ts';
import { event as eventArgument } from '../chat/arguments/event.ts';
import { integer } from '../chat/arguments/plain.ts';
import { type Asking, command, hidden, optional } from '../chat/command.ts';
import { pageOf } from '../chat/pages.ts';
import { type Block, type ListItem, type Spans, text } from '../chat/reply.ts';
import { sourceSpans } from '../chat/tell/citations.ts';
import { tellDate } from '../chat/tell/dates.ts';
import { eventTitle } from '../chat/tell/events.ts';
import { fuzzyDate } from '../domain/dates/fuzzy-date.ts';
import type { Account } from '../domain/record/event.ts';
import type { Source } from '../domain/record/reference.ts';

/** What an event rests on, source by source; or all the sources of the archive. */
export const sources = command({
  name: 'sources',
  parameters: {
    event: optional(eventArgument),
    page: hidden(integer(1, 100_000)),
  },
  example: '/sources Lima',
  run(asking, args) {
    const { archive, book } = asking;
    const shown = args.event;
    const accounts = shown?.record.accounts ?? [];
    const ids = shown
      ? archive.view(shown).sources
      : archive.holdings.source.map((source) => source.id);
    const found = ids.flatMap((id) => archive.record('source', id) ?? []);
    const page = pageOf(asking, found, args.page, {
      command: 'sources',
      args: shown ? { event: shown.id } : {},
    });
    const items = page.items.map((source): ListItem => {
      const own = accounts.filter((account) => account.sources.includes(source.id));
      return {
        spans: sourceSpans(asking, source),
        details: [
          ...own.flatMap((account) => accountLines(asking, account)),
          ...sectionLines(asking, source),
        ],
      };
    });
    const blocks: Block[] =
      items.length > 0
        ? [{ kind: 'list', items }]
        : [{ kind: 'text', spans: book.spans('sources.none') }];
    return {
      reply: {
        locale: book.locale,
        title: shown
          ? book.spans('sources.title-event', { title: eventTitle(asking, shown) })
          : book.spans('sources.title', { count: found.length }),
        blocks,
        actions: page.actions,
        ...(page.page && { page: page.page }),
      },
      data: () => ({
        total: found.length,
        sources: found.map((source) => ({
          ...plainSource(source, source.id),
          corpus: source.corpus,
          language: source.language,
          date: source.date ?? null,
          url: source.url ?? null,
          quarantined: (source.sections ?? [])
            .filter((section) => section.quarantined !== undefined)
            .map((section) => section.id),
        })),
        accounts: shown ? accounts : [],
      }),
    };
  },
});

/** How the source dates the event, in its own words and as it was understood. */
function accountLines({ book }: Asking, account: Account): Spans[] {
  return (account.date ?? []).map((date) => [
    ...book.spans(`sources.dates-it.${date.basis ?? 'stated'}`, {
      date: tellDate(book, fuzzyDate(date.is)),
    }),
    ...(date.stated
      ? [text(' '), { kind: 'quote' as const, text: date.stated, lang: 'und', verbatim: true }]
      : []),
  ]);
}

function sectionLines({ book }: Asking, source: Source): Spans[] {
  return (source.sections ?? [])
    .filter((section) => section.quarantined !== undefined)
    .map((section) =>
      book.spans('sources.quarantined', {
        section: { kind: 'foreign', text: section.about, lang: 'en' },
        reason: { kind: 'foreign', text: section.quarantined as string, lang: 'en' },
      }),
    );
}
