import { type Brief, brief as briefOf } from '../archive/brief.ts';
import type { Party } from '../archive/party.ts';
import { plainEvent, plainEvents, plainReach, plainSaying } from '../archive/plain.ts';
import { checkApart, party } from '../chat/arguments/party.ts';
import { isEvent, partyOrEvent } from '../chat/arguments/party-or-event.ts';
import { topic } from '../chat/arguments/vocabulary.ts';
import { type Asking, command, optional, required } from '../chat/command.ts';
import { htmlOf } from '../chat/documents/html.ts';
import { markdownOf } from '../chat/documents/markdown.ts';
import type { Reply } from '../chat/reply.ts';
import { briefBlocks } from '../chat/tell/brief.ts';
import { dateSpan } from '../chat/tell/dates.ts';
import { plainDiaryItem } from '../chat/tell/diary.ts';
import { eventTitle } from '../chat/tell/events.ts';
import { partyName } from '../chat/tell/names.ts';
import { UserError } from '../chat/user-error.ts';
import type { Outline } from '../domain/events/view.ts';

/** The dossier before a meeting of two sides; every line cited. */
export const brief = command({
  name: 'brief',
  parameters: {
    subject: required(partyOrEvent),
    with: optional(party()),
    topic: optional(topic),
  },
  example: '/brief cho-hyun with wang-yi',
  run(asking, args) {
    const { reader, book } = asking;
    const event = isEvent(args.subject) ? args.subject : undefined;
    const sides = isEvent(args.subject)
      ? sidesOf(asking, args.subject)
      : pairOf(asking, args.subject, args.with);
    const made = briefOf(asking.archive, { sides, event, topic: args.topic, today: reader.today });
    const [one, other] = sides.map((side) => partyName(asking, side));
    const title = event
      ? book.spans('brief.title-event', {
          event: eventTitle(asking, event),
          date: dateSpan(book, made.day, 'plain'),
        })
      : book.spans('brief.title', {
          one: one ?? '',
          other: other ?? '',
          date: dateSpan(book, made.day, 'plain'),
        });
    const reply: Reply = {
      locale: book.locale,
      title,
      blocks: briefBlocks(asking, made),
      actions: [],
    };
    const name = `brief-${event?.id ?? sides.map(({ id }) => id.toLowerCase()).join('-')}`;
    return {
      reply: {
        ...reply,
        documents: [
          { name: `${name}.md`, mediaType: 'text/markdown', text: markdownOf(reply) },
          { name: `${name}.html`, mediaType: 'text/html', text: htmlOf(reply) },
        ],
      },
      data: () => plainBrief(asking, made),
    };
  },
});

/** Two sides; of a larger table nobody can say whose dossier is meant. */
function sidesOf(asking: Asking, event: Outline): [Party, Party] {
  const [one, other, ...more] = event.sides;
  if (!one || !other || more.length > 0) {
    throw new UserError('brief-needs-two', { event: eventTitle(asking, event) });
  }
  const side = (id: string): Party => asking.archive.directory.party(id) ?? { type: 'country', id };
  return [side(one), side(other)];
}

function pairOf(asking: Asking, subject: Party, other: Party | undefined): [Party, Party] {
  if (!other) throw new UserError('brief-needs-other', { who: partyName(asking, subject) });
  checkApart(asking, subject, other);
  return [subject, other];
}

function plainBrief(asking: Asking, made: Brief) {
  const { archive, reader } = asking;
  const said = ({ event, point }: Brief['pledges'][number]) => ({
    event: event.id,
    ...plainSaying(archive, point),
  });
  const [first, second] = made.asks;
  return {
    day: made.day.edtf,
    countries: made.countries,
    people: made.people.map(({ person, side, tenures }) => ({
      id: person,
      name: archive.person(person)?.name.en ?? person,
      country: side,
      office: tenures.map(({ office }) => archive.office(office)?.title.en ?? office),
    })),
    meetings: plainEvents(archive, made.meetings, reader.today),
    betweenCountries: plainEvents(archive, made.betweenCountries, reader.today),
    laterContact: made.laterContact ? plainEvent(archive, made.laterContact, reader.today) : null,
    asks: [...first.entries, ...second.entries].map(({ replies, ...entry }) => ({
      ...said(entry),
      open: replies.length === 0,
      replies: replies.map((reply) => plainSaying(archive, reply)),
    })),
    pledges: made.pledges.map(said),
    phrases: made.phrases.map(({ formula, side, times, last }) => ({
      formula,
      side,
      times,
      last: last.event.id,
    })),
    diary: made.diary.map((item) => plainDiaryItem(asking, item)),
    conflicts: made.disputed.map(({ id, conflicts }) => ({
      event: id,
      fields: conflicts.map(({ field }) => field),
    })),
    unknown: {
      doubtful: made.doubtful.map(({ id }) => id),
      silent: made.silent.map(({ id }) => id),
    },
    coverage: plainReach(archive, made.reach),
  };
}
