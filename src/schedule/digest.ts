/** The digest of a channel: what is coming, what was, what is new, and what is missing. */
import { contactCounters } from '../archive/contacts.ts';
import { onThisDay, upcoming } from '../archive/diary.ts';
import type { HistoryEntry } from '../archive/event-store.ts';
import type { Asking } from '../chat/command.ts';
import type { Block, ListItem, Reply } from '../chat/reply.ts';
import { reportAction } from '../chat/reports.ts';
import { tellMoment } from '../chat/tell/changes.ts';
import { Citations } from '../chat/tell/citations.ts';
import { contactItem } from '../chat/tell/contacts.ts';
import { diaryItem } from '../chat/tell/diary.ts';
import { eventItem, eventLine } from '../chat/tell/events.ts';
import { isKnownToTheDay } from '../domain/dates/compare.ts';
import type { DeliveryRecord, DigestSection } from '../domain/record/schedule.ts';

/** What has happened since the digest before. */
export interface Since {
  /** Changes of records, earliest first. */
  readonly changes: readonly HistoryEntry[];
  /** Posts of this channel that were given up. */
  readonly missed: readonly DeliveryRecord[];
}

const MOST_NEW = 10;
const WEEK = 7;
/** How long a plan without a report is still told. */
const MONTH = 30;

export function digestReply(
  asking: Asking,
  sections: readonly DigestSection[],
  since: Since,
  lateSince?: Date,
): Reply {
  const { book, reader } = asking;
  const cites = new Citations(asking);
  const blocks: Block[] = [];
  if (lateSince) {
    const spans = book.spans('schedule.late', { moment: tellMoment(asking, lateSince) });
    blocks.push({ kind: 'note', tone: 'caution', spans });
  }
  for (const section of sections) {
    const items = SECTIONS[section](asking, cites, since);
    if (items.length === 0 && section !== 'week') continue;
    blocks.push({ kind: 'heading', spans: book.spans(`digest.${section}`) });
    blocks.push(
      items.length > 0
        ? { kind: 'list', items }
        : { kind: 'text', spans: book.spans('upcoming.none') },
    );
  }
  return {
    locale: book.locale,
    title: book.spans('digest.title', { date: tellDay(asking) }),
    blocks: [...blocks, ...cites.blocks()],
    actions: [
      {
        label: book.text('digest.more'),
        invocation: { command: 'upcoming', args: { days: MONTH } },
      },
      reportAction(`/upcoming ${WEEK}`, book),
    ],
    asked: { command: 'upcoming', args: { days: WEEK } },
  };

  function tellDay({ book: { tag } }: Asking): string {
    const format = new Intl.DateTimeFormat(tag, { dateStyle: 'long', timeZone: 'UTC' });
    return format.format(reader.today * 86_400_000);
  }
}

type Section = (asking: Asking, cites: Citations, since: Since) => ListItem[];

const SECTIONS: Readonly<Record<DigestSection, Section>> = {
  week(asking, cites) {
    const { archive, reader } = asking;
    const last = reader.today + WEEK - 1;
    // What is known only to a month, a season or a year is told when that begins, not every week.
    return upcoming(archive, reader.today, WEEK - 1)
      .items.filter(
        ({ date }) => isKnownToTheDay(date) || (date.from >= reader.today && date.from <= last),
      )
      .map((item) => diaryItem(asking, item, cites));
  },

  onthisday(asking, cites) {
    const { archive, reader } = asking;
    return onThisDay(archive, reader.today, reader.today).items.map((item) =>
      diaryItem(asking, item, cites),
    );
  },

  new(asking, cites, { changes }) {
    const { archive, book } = asking;
    const touched = new Map<string, 'entered' | 'corrected'>();
    for (const { type, id, before } of changes) {
      if (type === 'event' && archive.event(id)) {
        touched.set(id, touched.get(id) ?? (before ? 'corrected' : 'entered'));
      }
    }
    const items = [...touched].slice(0, MOST_NEW).flatMap(([id, how]): ListItem[] => {
      const event = archive.event(id);
      if (!event) return [];
      const spans = book.spans(`digest.${how}`, { event: eventLine(asking, event) });
      return [{ spans: [...spans, ...cites.cite(archive.view(event).sources)] }];
    });
    const more = touched.size - items.length;
    return more > 0 ? [...items, { spans: book.spans('digest.and-more', { count: more }) }] : items;
  },

  contacts(asking, cites) {
    return contactCounters(asking.archive, asking.reader.today).flatMap((counter) =>
      contactItem(asking, counter, cites),
    );
  },

  passed: (asking) =>
    upcoming(asking.archive, asking.reader.today, MONTH).passed.map(({ event }) =>
      eventItem(asking, event),
    ),

  missed(asking, _cites, { missed }) {
    const { archive, book } = asking;
    return missed.map((delivery) => {
      const id = archive.record('milestone', delivery.milestone ?? '')?.event ?? '';
      const event = archive.event(id);
      return {
        spans: book.spans(event ? 'digest.missed-reminder' : 'digest.missed-post', {
          moment: tellMoment(asking, new Date(delivery.due)),
          event: event ? eventLine(asking, event) : '',
        }),
      };
    });
  },
};
