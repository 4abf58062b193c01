import { plainEvent } from '../archive/plain.ts';
import { profile as profileOf } from '../archive/profile.ts';
import { party } from '../chat/arguments/party.ts';
import { required } from '../chat/command.ts';
import { keptCommand } from '../chat/kept.ts';
import { type Action, type Block, headed, text } from '../chat/reply.ts';
import { Citations } from '../chat/tell/citations.ts';
import { eventItem } from '../chat/tell/events.ts';
import { countryName, officeTitle, personName, personSpan } from '../chat/tell/names.ts';
import { plainTenure, tenureSpans } from '../chat/tell/tenures.ts';
import type { Outline } from '../domain/events/view.ts';

/** A person's names in every script, offices with their dates, and events. */
export const profile = keptCommand({
  name: 'profile',
  parameters: { person: required(party('person')) },
  example: '/profile 왕이',
  tell(asking, { person }) {
    const { archive, reader, book } = asking;
    const record = archive.person(person.id);
    if (!record) throw new Error(`no person ${person.id}`);
    const found = profileOf(archive, person.id, reader.today);
    const cites = new Citations(asking);
    const names = [...new Set([...Object.values(record.name), ...(record.variants ?? [])])];
    const blocks: Block[] = [
      {
        kind: 'facts',
        rows: [
          {
            label: book.text('label.names'),
            spans: [{ kind: 'foreign', lang: 'und', text: names.join(' · ') }],
          },
          {
            label: book.text('label.country'),
            spans: [text(countryName(asking, record.country))],
          },
          {
            label: book.text('label.counts'),
            spans: book.spans('profile.counts', {
              meetings: found.meetings,
              contacts: found.contacts,
            }),
          },
        ],
      },
    ];
    blocks.push({ kind: 'heading', spans: book.spans('heading.offices') });
    if (found.tenures.length === 0) {
      blocks.push({ kind: 'text', spans: book.spans('profile.no-offices') });
    } else {
      const items = found.tenures.map((tenure) => ({
        spans: [
          ...tenureSpans(asking, tenure, officeTitle(asking, tenure.office)),
          ...cites.cite(tenure.sources),
        ],
      }));
      blocks.push({ kind: 'list', items });
    }
    const list = (heading: string, event: Outline | undefined) =>
      blocks.push(...headed(book.spans(heading), event ? [eventItem(asking, event)] : []));
    list('heading.last-meeting', found.last);
    list('heading.next-event', found.next);
    const ask = (label: string, name: string, argument: string): Action => ({
      label: book.text(label),
      invocation: { command: name, args: { [argument]: person.id } },
    });
    return {
      reply: {
        locale: book.locale,
        title: [personSpan(asking, person.id)],
        blocks: [...blocks, ...cites.blocks()],
        actions: [
          ask('action.last-meeting', 'lastmeeting', 'person'),
          ask('action.meetings', 'meetings', 'who'),
        ],
      },
      data: () => ({
        person: {
          id: record.id,
          name: record.name.en,
          names: record.name,
          variants: record.variants ?? [],
          country: record.country,
        },
        offices: found.tenures.map((t) => ({
          office: archive.office(t.office)?.title.en ?? t.office,
          ...plainTenure(t),
        })),
        meetings: found.meetings,
        contacts: found.contacts,
        last: found.last ? plainEvent(archive, found.last, reader.today) : null,
        next: found.next ? plainEvent(archive, found.next, reader.today) : null,
        label: personName(asking, person.id),
      }),
    };
  },
});
