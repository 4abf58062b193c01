import { contactCounters } from '../archive/contacts.ts';
import { inventory } from '../archive/inventory.ts';
import { plainEvent } from '../archive/plain.ts';
import { command } from '../chat/command.ts';
import { type Block, headed } from '../chat/reply.ts';
import { Citations } from '../chat/tell/citations.ts';
import { contactItem } from '../chat/tell/contacts.ts';
import { eventItem, eventLine } from '../chat/tell/events.ts';
import { coverageSpans } from '../chat/tell/reach.ts';
import { KNOWLEDGE } from '../domain/record/record.ts';

/** What the archive holds, how far it reaches, and where its sources disagree. */
export const status = command({
  name: 'status',
  parameters: {},
  example: '/status',
  run(asking) {
    const { archive, reader, book } = asking;
    const found = inventory(archive, reader.today);
    const blocks: Block[] = [
      {
        kind: 'facts',
        rows: [
          { label: book.text('label.corpus'), spans: book.spans(`corpus.${archive.corpus}`) },
          {
            label: book.text('label.holds'),
            spans: book.spans('status-card.holds', {
              events: found.counts.event,
              people: found.counts.person,
              sources: found.counts.source,
              milestones: found.counts.milestone,
            }),
          },
          ...(found.first
            ? [{ label: book.text('label.first'), spans: eventLine(asking, found.first) }]
            : []),
          ...(found.latest
            ? [{ label: book.text('label.latest'), spans: eventLine(asking, found.latest) }]
            : []),
        ],
      },
    ];
    const { coverage } = archive.holdings;
    blocks.push({ kind: 'heading', spans: book.spans('heading.coverage') });
    if (coverage.length === 0) {
      blocks.push({ kind: 'text', spans: book.spans('reach.undeclared') });
    } else {
      const items = coverage.map((c) => ({ spans: coverageSpans(asking, c) }));
      blocks.push({ kind: 'list', items });
    }
    const cites = new Citations(asking);
    const counters = contactCounters(archive, reader.today);
    const contacts = counters.flatMap((counter) => contactItem(asking, counter, cites));
    const conflicts = found.conflicts.map((event) => eventItem(asking, event));
    blocks.push(
      ...headed(book.spans('digest.contacts'), contacts),
      ...headed(book.spans('heading.conflicts', { count: conflicts.length }), conflicts),
      ...cites.blocks(),
    );
    return {
      reply: { locale: book.locale, title: book.spans('status-card.title'), blocks, actions: [] },
      data: () => ({
        corpus: archive.corpus,
        counts: Object.fromEntries(KNOWLEDGE.map((type) => [type, found.counts[type]])),
        first: found.first ? plainEvent(archive, found.first, reader.today) : null,
        latest: found.latest ? plainEvent(archive, found.latest, reader.today) : null,
        conflicts: found.conflicts.map((event) => event.id),
        contacts: counters.map(({ pair, level, now, longest }) => ({
          pair,
          level,
          last: now ? plainEvent(archive, now.after, reader.today) : null,
          since: now?.span ?? null,
          longest: longest
            ? { from: longest.after.id, to: longest.until?.id ?? null, span: longest.span }
            : null,
        })),
        coverage: coverage.map(({ id, from, to }) => ({ id, from, to })),
      }),
    };
  },
});
