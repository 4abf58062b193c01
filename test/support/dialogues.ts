/** Questions in plain words, as the files of `test/dialogues` hold them, put to a dispatcher. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { Archive } from '../../src/archive/archive.ts';
import { Dispatcher, type Outcome } from '../../src/chat/dispatcher.ts';
import { Conversations } from '../../src/chat/understanding/conversations.ts';
import { registry } from '../../src/commands/index.ts';
import type { Locale } from '../../src/domain/locale.ts';
import type { Holdings } from '../../src/domain/record/record.ts';
import { NO_RECORDS, reader } from './asker.ts';

const question = z.strictObject({
  ask: z.string(),
  gives: z.string(),
  now: z.string().optional(),
  /** What was asked before it in the same conversation. */
  after: z.string().optional(),
});

const dialogues = z.strictObject({
  now: z.string(),
  questions: z.array(question),
  /** What cannot be answered, or not as it is asked. */
  beyond: z.array(z.string()),
});

export function readDialogues(locale: Locale): z.infer<typeof dialogues> {
  return dialogues.parse(parse(readFileSync(`test/dialogues/${locale}.yaml`, 'utf8')));
}

/** Paths into the data of an answer, and the values that stand there. */
export type Answers = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

export const readAnswers = (): Answers =>
  parse(readFileSync('test/dialogues/answers.yaml', 'utf8')) as Answers;

/** `events.0.date.edtf`; `-1` is the last. */
export function valueAt(data: unknown, path: string): unknown {
  let value: unknown = data;
  for (const step of path.split('.')) {
    value = Array.isArray(value)
      ? value.at(Number(step))
      : (value as Record<string, unknown>)?.[step];
  }
  return value;
}

export type Converse = (
  line: string,
  circumstances: { now: string; locale: Locale; conversation?: string },
) => Promise<Outcome>;

export function conversing(holdings: Holdings): Converse {
  const archive = new Archive(holdings);
  const dispatcher = new Dispatcher({
    registry,
    archive: () => archive,
    records: NO_RECORDS,
    conversations: new Conversations(),
    report: (fault) => {
      throw fault; // a fault is a failure of the test
    },
  });
  return (line, { now, locale, conversation }) =>
    dispatcher.dispatch(
      { kind: 'line', line },
      { ...reader({ now, locale }), ...(conversation !== undefined && { conversation }) },
    );
}
