import { FORMAT_CHOICES } from '../archive/encounters.ts';
import { type LastEncounter, lastEncounter } from '../archive/last-encounter.ts';
import { plainEvent, plainEvents, plainReach } from '../archive/plain.ts';
import { checkApart, party } from '../chat/arguments/party.ts';
import { choice, date } from '../chat/arguments/plain.ts';
import { optional, required, type Telling } from '../chat/command.ts';
import { keptCommand } from '../chat/kept.ts';
import { type Action, type Block, headed, type Invocation, type Reply } from '../chat/reply.ts';
import { Citations } from '../chat/tell/citations.ts';
import { citedItem, eventFacts, eventLine } from '../chat/tell/events.ts';
import { partySpan } from '../chat/tell/names.ts';
import { reachNotes } from '../chat/tell/reach.ts';
import { eventSayings } from '../chat/tell/sayings.ts';
import { isoOfDay } from '../domain/dates/day.ts';
import type { Outline } from '../domain/events/view.ts';
import { RANKS } from '../domain/record/reference.ts';

/** The most recent meeting in the archive, and any contact since. */
export const lastmeeting = keptCommand({
  name: 'lastmeeting',
  parameters: {
    person: required(party()),
    with: optional(party()),
    level: optional(choice(RANKS, 'level')),
    format: optional(choice(FORMAT_CHOICES, 'format')),
    before: optional(date),
  },
  example: '/lastmeeting wang-yi with cho-tae-yul',
  tell(asking, args) {
    const { archive, reader, book } = asking;
    checkApart(asking, args.person, args.with);
    const found = lastEncounter(archive, { ...args, who: args.person, today: reader.today });
    const who = partySpan(asking, args.person);
    const title = args.with
      ? book.spans('lastmeeting.title-with', { who, other: partySpan(asking, args.with) })
      : book.spans('lastmeeting.title', { who });
    const asked: Invocation = {
      command: 'lastmeeting',
      args: {
        person: args.person.id,
        ...(args.with && { with: args.with.id }),
        ...(args.level && { level: args.level }),
        ...(args.format && { format: args.format }),
      },
    };
    return {
      reply: {
        locale: book.locale,
        title,
        blocks: blocksOf(asking, found),
        actions: actionsOf(asking, found, asked),
      } satisfies Reply,
      data: () => ({
        event: found.event ? plainEvent(archive, found.event, reader.today) : null,
        laterContact: found.laterContact
          ? plainEvent(archive, found.laterContact, reader.today)
          : null,
        beside: plainEvents(archive, found.beside, reader.today),
        bilateral: found.bilateral ? plainEvent(archive, found.bilateral, reader.today) : null,
        perhapsLater: plainEvents(archive, found.perhapsLater, reader.today),
        coverage: plainReach(archive, found.reach),
      }),
    };
  },
});

function blocksOf(asking: Telling, found: LastEncounter): Block[] {
  const { archive, book } = asking;
  const blocks: Block[] = [];
  const cites = new Citations(asking);
  if (found.event) {
    blocks.push({ kind: 'heading', spans: eventLine(asking, found.event) });
    blocks.push(...eventFacts(asking, found.event, cites));
    blocks.push(...eventSayings(asking, archive.view(found.event), cites));
  } else {
    blocks.push({ kind: 'text', spans: book.spans('lastmeeting.none') });
  }
  const list = (heading: string, events: readonly Outline[]) => {
    const items = events.map((event) => citedItem(asking, event, cites));
    blocks.push(...headed(book.spans(heading), items));
  };
  list('heading.beside', found.beside);
  list('heading.bilateral', found.bilateral ? [found.bilateral] : []);
  list('heading.perhaps-later', found.perhapsLater);
  const contact = found.event ? 'heading.later-contact' : 'heading.only-contact';
  list(contact, found.laterContact ? [found.laterContact] : []);
  return [...blocks, ...cites.blocks(), ...reachNotes(asking, found.reach)];
}

function actionsOf({ book }: Telling, found: LastEncounter, asked: Invocation): Action[] {
  const { event, previous, next } = found;
  const actions: Action[] = [];
  const before = (day: string): Invocation => ({ ...asked, args: { ...asked.args, before: day } });
  if (event && previous) {
    actions.push({
      label: book.text('action.before'),
      invocation: before(isoOfDay(event.date.from)),
    });
  }
  if (next) {
    actions.push({
      label: book.text('action.after'),
      invocation: before(isoOfDay(next.date.to + 1)),
    });
  }
  if (event) {
    const args = { event: event.id };
    actions.push({ label: book.text('action.whole'), invocation: { command: 'event', args } });
    actions.push({ label: book.text('action.sources'), invocation: { command: 'sources', args } });
  }
  return actions;
}
