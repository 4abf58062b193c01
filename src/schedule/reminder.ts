/** The words of a reminder: what falls when, the days that really remain, and the sources. */
import type { Occasion } from '../archive/diary.ts';
import type { Asking } from '../chat/command.ts';
import type { Block, Reply } from '../chat/reply.ts';
import { reportAction } from '../chat/reports.ts';
import { tellMoment } from '../chat/tell/changes.ts';
import { Citations } from '../chat/tell/citations.ts';
import { diaryItem } from '../chat/tell/diary.ts';
import { eventTitle } from '../chat/tell/events.ts';

/** `lateSince`: when it was due, where it is posted noticeably later. */
export function reminderReply(asking: Asking, occasion: Occasion, lateSince?: Date): Reply {
  const { book } = asking;
  const cites = new Citations(asking);
  const item = diaryItem(asking, occasion, cites);
  const blocks: Block[] = [{ kind: 'list', items: [item] }];
  if (lateSince) {
    const spans = book.spans('schedule.late', { moment: tellMoment(asking, lateSince) });
    blocks.push({ kind: 'note', tone: 'caution', spans });
  }
  const args = { event: occasion.event.id };
  return {
    locale: book.locale,
    title: book.spans('schedule.reminder', { title: eventTitle(asking, occasion.event) }),
    blocks: [...blocks, ...cites.blocks()],
    actions: [
      { label: book.text('action.whole'), invocation: { command: 'event', args } },
      { label: book.text('action.sources'), invocation: { command: 'sources', args } },
      reportAction(`/event ${args.event}`, book),
    ],
    asked: { command: 'event', args },
  };
}

/** One line of it, for logs and lists. */
export function reminderLine(asking: Asking, occasion: Occasion): string {
  const cites = new Citations(asking);
  return diaryItem(asking, occasion, cites)
    .spans.filter((span) => span.kind !== 'cite')
    .map((span) => span.text)
    .join('');
}
