import { type Term, termsOf } from '../archive/office.ts';
import { date } from '../chat/arguments/plain.ts';
import { office as officeArgument } from '../chat/arguments/vocabulary.ts';
import { type Asking, command, optional, required } from '../chat/command.ts';
import { type Block, headed, type ListItem } from '../chat/reply.ts';
import { Citations } from '../chat/tell/citations.ts';
import { dateSpan } from '../chat/tell/dates.ts';
import { officeOf, personSpan } from '../chat/tell/names.ts';
import { plainTenure, tenureSpans } from '../chat/tell/tenures.ts';
import { isoOfDay } from '../domain/dates/day.ts';
import { fuzzyDate } from '../domain/dates/fuzzy-date.ts';

/** Who holds or held an office: on the day or in the span that is asked about, and at other times. */
export const office = command({
  name: 'office',
  parameters: {
    office: required(officeArgument),
    on: optional(date),
  },
  example: '/office cn-foreign-minister on 2023-06',
  run(asking, args) {
    const { archive, reader, book } = asking;
    const time = args.on ?? fuzzyDate(isoOfDay(reader.today));
    const terms = termsOf(archive, args.office, time);
    const held = terms.filter((term) => term.held === 'certain');
    // Of days outside an attested term nothing is on record: not even that it may have been.
    const perhaps = terms.filter((t) => t.held === 'possible' && t.tenure.seen === undefined);
    const others = terms.filter((term) => !held.includes(term) && !perhaps.includes(term));
    const cites = new Citations(asking);
    const blocks: Block[] = [];
    const list = (heading: string, listed: readonly Term[]) => {
      const items = listed.map((term) => termItem(asking, term, cites));
      blocks.push(...headed(book.spans(heading), items));
    };
    if (held.length > 0) {
      blocks.push({ kind: 'list', items: held.map((term) => termItem(asking, term, cites)) });
    } else blocks.push({ kind: 'text', spans: book.spans('office.none') });
    list('office.perhaps', perhaps);
    list('office.others', others);
    const reach: Block = { kind: 'note', tone: 'info', spans: book.spans('office.reach') };
    return {
      reply: {
        locale: book.locale,
        title: book.spans('office.title', {
          office: officeOf(asking, args.office),
          date: dateSpan(book, time, 'plain'),
        }),
        blocks: [...blocks, ...cites.blocks(), reach],
        actions: [],
      },
      data: () => ({
        office: args.office,
        on: time.edtf,
        holders: held.map((term) => plainTerm(asking, term)),
        perhaps: perhaps.map((term) => plainTerm(asking, term)),
        others: others.map((term) => plainTerm(asking, term)),
      }),
    };
  },
});

const termItem = (asking: Asking, { person, tenure }: Term, cites: Citations): ListItem => ({
  spans: [
    ...tenureSpans(asking, tenure, personSpan(asking, person)),
    ...cites.cite(tenure.sources),
  ],
  open: { command: 'profile', args: { person } },
});

const plainTerm = ({ archive }: Asking, { person, tenure }: Term) => ({
  person,
  name: archive.person(person)?.name.en ?? person,
  ...plainTenure(tenure),
});
