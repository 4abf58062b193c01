/** The dossier, section by section; every line of it says what it rests on. */
import type { Entry } from '../../archive/asks.ts';
import type { Attendee, Brief, Phrase, Said } from '../../archive/brief.ts';
import type { Outline } from '../../domain/events/view.ts';
import { inLocale } from '../../domain/locale.ts';
import type { Asking } from '../command.ts';
import { type Block, headed, type ListItem, type Span, type Spans, text } from '../reply.ts';
import { Citations } from './citations.ts';
import { conflictNotes } from './conflicts.ts';
import { dateSpan } from './dates.ts';
import { diaryItem } from './diary.ts';
import { citedItem, eventLine } from './events.ts';
import { officeTitle, personSpan, sideName } from './names.ts';
import { reachNotes } from './reach.ts';
import { pointItem } from './sayings.ts';

export function briefBlocks(asking: Asking, made: Brief): Block[] {
  const { book } = asking;
  const cites = new Citations(asking);
  const blocks: Block[] = [];
  const section = (key: string, items: readonly ListItem[], values = {}) =>
    blocks.push(...headed(book.spans(`brief.${key}`, values), items));
  const cited = (event: Outline): ListItem => citedItem(asking, event, cites);
  section(
    'people',
    made.people.map((attendee) => attendeeItem(asking, attendee, cites)),
  );
  section('meetings', made.meetings.map(cited));
  section('between-countries', made.betweenCountries.map(cited));
  section('contact', made.laterContact ? [cited(made.laterContact)] : []);
  for (const [i, { entries }] of made.asks.entries()) {
    const by = sideName(asking, made.countries[i === 0 ? 0 : 1]);
    const open = entries.filter(({ replies }) => replies.length === 0);
    const answered = entries.filter(({ replies }) => replies.length > 0);
    section(
      'open',
      open.map((entry) => askItem(asking, entry, cites)),
      { by },
    );
    section(
      'answered',
      answered.map((entry) => askItem(asking, entry, cites)),
      { by },
    );
  }
  section(
    'pledges',
    made.pledges.map((said) => saidItem(asking, said, cites)),
  );
  section(
    'phrases',
    made.phrases.map((phrase) => phraseItem(asking, phrase, cites)),
  );
  section(
    'diary',
    made.diary.map((item) => diaryItem(asking, item, cites)),
  );
  for (const view of made.disputed) {
    blocks.push({
      kind: 'heading',
      spans: book.spans('brief.disputed', { event: eventLine(asking, view) }),
    });
    blocks.push(...conflictNotes(asking, view, cites));
  }
  section('unknown', [
    ...made.doubtful.map((event) => unknownItem(asking, 'brief.doubtful', event, cites)),
    ...made.silent.map((event) => unknownItem(asking, 'brief.silent', event, cites)),
  ]);
  if (blocks.length === 0) blocks.push({ kind: 'text', spans: book.spans('meetings.none') });
  return [...blocks, ...cites.blocks(), ...reachNotes(asking, made.reach)];
}

/** `Wang Yi (China), Minister of Foreign Affairs [3]`; the office of the day, or that none is held. */
function attendeeItem(
  asking: Asking,
  { person, side, tenures, seenAt }: Attendee,
  cites: Citations,
): ListItem {
  const { archive, book } = asking;
  const who: Span = personSpan(asking, person);
  const values = { person: who, side: sideName(asking, side) };
  if (tenures.length > 0) {
    const office = book.list(tenures.map((tenure) => officeTitle(asking, tenure.office)));
    const sources = [...new Set(tenures.flatMap((tenure) => tenure.sources))];
    return {
      spans: [...book.spans('attendance.full', { ...values, office }), ...cites.cite(sources)],
    };
  }
  const sources = seenAt ? archive.view(seenAt).sources : [];
  return { spans: [...book.spans('attendance.no-office', values), ...cites.cite(sources)] };
}

function askItem(asking: Asking, { event, point, replies }: Entry, cites: Citations): ListItem {
  const item = saidItem(asking, { event, point }, cites);
  const answers = replies.map((reply): Spans => {
    const { spans } = pointItem(asking, reply, cites);
    return asking.book.spans('asks.reply', { reply: spans });
  });
  return { ...item, details: [...(item.details ?? []), ...answers] };
}

function saidItem(asking: Asking, { event, point }: Said, cites: Citations): ListItem {
  const said = pointItem(asking, point, cites);
  return {
    ...said,
    spans: [dateSpan(asking.book, event.date, 'plain'), text(' · '), ...said.spans],
    open: { command: 'event', args: { event: event.id } },
  };
}

/** `“constructive role”: China, 4 times, last on 15 November 2024 [2]` */
function phraseItem(
  asking: Asking,
  { formula, side, times, last }: Phrase,
  cites: Citations,
): ListItem {
  const { archive, book } = asking;
  const record = archive.record('formula', formula);
  const values = {
    phrase: record ? inLocale(record.name, book.locale) : formula,
    side: sideName(asking, side),
    count: times,
    date: dateSpan(book, last.event.date, 'plain'),
  };
  return { spans: [...book.spans('brief.phrase', values), ...cites.cite(last.point.sources)] };
}

function unknownItem(asking: Asking, key: string, event: Outline, cites: Citations): ListItem {
  const { archive, book } = asking;
  const spans = book.spans(key, { event: eventLine(asking, event) });
  return { spans: [...spans, ...cites.cite(archive.view(event).sources)] };
}
