import { LONGEST_QUERY } from '../archive/find.ts';
import { plainSaying } from '../archive/plain.ts';
import { type Occurrence, wording as wordingOf } from '../archive/wording.ts';
import { party } from '../chat/arguments/party.ts';
import { partyOrDate } from '../chat/arguments/party-or-date.ts';
import { checkOrder, date, integer, phrases } from '../chat/arguments/plain.ts';
import { topic } from '../chat/arguments/vocabulary.ts';
import { type Asking, command, hidden, optional, required, toldAs } from '../chat/command.ts';
import { needText } from '../chat/need-text.ts';
import { pageOf } from '../chat/pages.ts';
import type { Block, Invocation } from '../chat/reply.ts';
import { Citations } from '../chat/tell/citations.ts';
import { occurrenceItem } from '../chat/tell/wording.ts';
import { inLocale } from '../domain/locale.ts';

/** Every time a phrase was said, and how its wording moved. */
export const wording = command({
  name: 'wording',
  parameters: {
    phrase: required(phrases(LONGEST_QUERY)),
    by: optional(party()),
    to: toldAs('addressee', optional(partyOrDate)),
    topic: optional(topic),
    from: optional(date),
    until: optional(date),
    page: hidden(integer(1, 100_000)),
  },
  example: '/wording constructive role by cn',
  run(asking, args) {
    const { archive, reader, book } = asking;
    const { phrase, by, topic, from } = args;
    const to = args.to && 'type' in args.to ? args.to : undefined;
    const until = args.until ?? (args.to && 'edtf' in args.to ? args.to : undefined);
    checkOrder(from, until);
    needText(archive);
    const found = wordingOf(archive, { phrase, by, to, topic, from, until, today: reader.today });
    const { occurrences } = found;
    const asked: Invocation = {
      command: 'wording',
      args: {
        phrase,
        ...(by && { by: by.id }),
        ...(to && { to: to.id }),
        ...(topic && { topic }),
        ...(from && { from: from.edtf }),
        ...(until && { until: until.edtf }),
      },
    };
    const page = pageOf(asking, occurrences, args.page, asked);
    const cites = new Citations(asking);
    const items = page.items.map((occurrence) => occurrenceItem(asking, occurrence, cites));
    const blocks: Block[] =
      items.length > 0
        ? [{ kind: 'list', items }]
        : [{ kind: 'text', spans: book.spans('wording.none') }];
    const formula = found.formula ? archive.record('formula', found.formula) : undefined;
    if (formula) {
      const spans = book.spans('wording.formula', {
        name: inLocale(formula.name, book.locale),
        renderings: Object.entries(formula.renderings).flatMap(([lang, list], i) =>
          (list ?? []).map((text, j) => ({
            kind: 'foreign' as const,
            text: i + j === 0 ? text : ` · ${text}`,
            lang,
          })),
        ),
      });
      blocks.push({ kind: 'note', tone: 'info', spans });
    }
    const events = new Set(occurrences.map(({ event }) => event)).size;
    return {
      reply: {
        locale: book.locale,
        title: book.spans('wording.title', {
          phrase: { kind: 'foreign', text: phrase, lang: 'und' },
          count: occurrences.length,
          events,
        }),
        blocks: [...blocks, ...cites.blocks()],
        actions: page.actions,
        ...(page.page && { page: page.page }),
      },
      data: () => ({
        formula: found.formula ?? null,
        events,
        occurrences: occurrences.map((occurrence) => plainOccurrence(asking, occurrence)),
      }),
    };
  },
});

function plainOccurrence({ archive }: Asking, occurrence: Occurrence) {
  const { event, point, foundBy, to, before } = occurrence;
  const { dating, place } = archive.view(event);
  return {
    event: event.id,
    date: dating.value,
    place: (place && archive.record('place', place.value)?.name.en) ?? null,
    foundBy,
    ...plainSaying(archive, point),
    to,
    before: before
      ? {
          event: before.event.id,
          date: archive.view(before.event).dating.value,
          moved: before.moved,
        }
      : null,
  };
}
