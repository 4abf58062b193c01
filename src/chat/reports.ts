/** What a reader holds to be wrong in an answer, on its way to the editors. */

import { createHash } from 'node:crypto';
import type { Locale } from '../domain/locale.ts';
import { type Phrasebook, phrasebook } from './phrasebook.ts';
import { type Action, code, type Invocation, type Reply, type Spans, text } from './reply.ts';

export interface ErrorReport {
  /** By which reporter and editors speak of it. */
  readonly reference: string;
  readonly at: Date;
  readonly by: string;
  /** Where it was asked, such as `slack:C024BE91L`; missing in a direct message. */
  readonly channel?: string | undefined;
  /** As it may be typed again. */
  readonly question: string;
  readonly asked: Invocation;
  /** What is wrong, in the reporter's words. */
  readonly note?: string | undefined;
  /** What is held to be wrong, with its sources: as it was shown, or else as it is given now. */
  readonly answer: Pick<Reply, 'title' | 'blocks'>;
  /** When that was shown, where it was reported by the button below it. */
  readonly shown?: Date | undefined;
}

export interface Reports {
  /** `told` where it reached the editors' channel, `kept` where they find it in the log. */
  take(report: ErrorReport): Promise<'told' | 'kept'>;
}

/** The same for the same words on the same question at the same moment, wherever they are said. */
export const referenceOf = (at: Date, question: string, note = ''): string =>
  createHash('sha256')
    .update(JSON.stringify([at.toISOString(), question, note]))
    .digest('hex')
    .slice(0, 8);

/** Under every answer and every post; `question`: the line to which it is the answer. */
export const reportAction = (question: string, book: Phrasebook): Action => ({
  label: book.text('action.report'),
  invocation: { command: 'report', args: { question } },
  changes: true,
});

/** A report as the editors read it: who, what was asked, what was answered, on what it rests. */
export function reportReply(report: ErrorReport, locale: Locale): Reply {
  const book = phrasebook(locale);
  const { reference, by, channel, question, note, asked, answer, shown } = report;
  const row = (label: string, spans: Spans) => ({
    label: book.text(`report-card.${label}`),
    spans,
  });
  return {
    locale,
    title: book.spans('report-card.to-editors', { reference }),
    blocks: [
      {
        kind: 'facts',
        rows: [
          row('by', [text(channel === undefined ? by : `${by} · ${channel}`)]),
          row('question', [code(question)]),
          ...(shown === undefined ? [] : [row('shown', [text(moment(shown, book))])]),
          ...(note === undefined ? [] : [row('note', [text(note)])]),
        ],
      },
      { kind: 'heading', spans: answer.title },
      ...answer.blocks,
    ],
    actions: [{ label: book.text('action.again'), invocation: asked }],
  };
}

/** Editors read it in any zone. */
const moment = (at: Date, { tag }: Phrasebook): string =>
  `${new Intl.DateTimeFormat(tag, { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' }).format(at)} UTC`;
