import { begunCount } from '../archive/archive.ts';
import { statusOn, upcoming } from '../archive/diary.ts';
import { plainEvent } from '../archive/plain.ts';
import { type Asking, command } from '../chat/command.ts';
import type { Action, Block, ListItem } from '../chat/reply.ts';
import { tellMoment } from '../chat/tell/changes.ts';
import { Citations } from '../chat/tell/citations.ts';
import { diaryItem, plainDiaryItem } from '../chat/tell/diary.ts';
import { citedItem } from '../chat/tell/events.ts';
import type { Outline } from '../domain/events/view.ts';

/** How far it looks ahead, and how much of either side it shows. */
const DAYS = 60;
const MOST = 5;

/** What is coming, what was last, and how the reader is read to: the first page of a platform. */
export const home = command({
  name: 'home',
  parameters: {},
  example: '/home',
  run(asking) {
    const { archive, reader, book } = asking;
    const coming = upcoming(archive, reader.today, DAYS, MOST).items.slice(0, MOST);
    const last = lastHeld(asking);
    const cites = new Citations(asking);
    const section = (key: string, items: readonly ListItem[]): Block[] => [
      { kind: 'heading', spans: book.spans(`home.${key}`) },
      items.length > 0
        ? { kind: 'list', items }
        : { kind: 'text', spans: book.spans(`home.no-${key}`) },
    ];
    const blocks: Block[] = [
      ...section(
        'coming',
        coming.map((item) => diaryItem(asking, item, cites)),
      ),
      ...section(
        'last',
        last.map((event) => citedItem(asking, event, cites)),
      ),
      { kind: 'facts', rows: howReadTo(asking) },
      ...cites.blocks(),
    ];
    return {
      reply: {
        locale: book.locale,
        title: book.spans('home.title'),
        blocks,
        actions: onward(asking),
      },
      data: () => ({
        locale: reader.locale,
        zone: reader.zone,
        coming: coming.map((item) => plainDiaryItem(asking, item)),
        last: last.map((event) => plainEvent(archive, event, reader.today)),
      }),
    };
  },
});

/** What took place, latest first: a plan that passed without a report is none. */
function lastHeld({ archive, reader }: Asking): Outline[] {
  const held: Outline[] = [];
  for (let i = begunCount(archive.events, reader.today) - 1; i >= 0 && held.length < MOST; i--) {
    const event = archive.events[i] as Outline;
    if (statusOn(event, reader.today) === 'held') held.push(event);
  }
  return held;
}

const onward = ({ book }: Asking): Action[] => [
  {
    label: book.text('home.all-coming'),
    invocation: { command: 'upcoming', args: { days: DAYS } },
  },
  { label: book.text('help.title'), invocation: { command: 'help', args: {} } },
];

/** The reader's language by its own name, their zone, and what the clock says there. */
function howReadTo(asking: Asking) {
  const { book, reader } = asking;
  const language = new Intl.DisplayNames(book.tag, { type: 'language' }).of(reader.locale);
  const row = (key: string, text: string) => ({
    label: book.text(`home.${key}`),
    spans: [{ kind: 'text' as const, text }],
  });
  return [
    row('language', language ?? reader.locale),
    row('zone', `${reader.zone}, ${tellMoment(asking, reader.now)}`),
  ];
}
