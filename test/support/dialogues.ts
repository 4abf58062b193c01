/** Questions in plain words, as the files of `test/dialogues` hold them, put to a dispatcher. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { Archive } from '../../src/archive/archive.ts';
import { commandLine } from '../../src/chat/command-line.ts';
import { Dispatcher, type Outcome } from '../../src/chat/dispatcher.ts';
import { Conversations } from '../../src/chat/understanding/conversations.ts';
import { registry } from '../../src/commands/index.ts';
import { LOCALES, type Locale } from '../../src/domain/locale.ts';
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

const heldOut = z.strictObject({
  ask: z.string(),
  /** Asked after it in the same conversation; it is this that is judged. */
  next: z.string().optional(),
  /** The readings that a careful colleague would accept; none where it must not be answered. */
  want: z.array(z.string()),
});

const heldOutFile = z.strictObject({
  now: z.string(),
  ...Object.fromEntries(LOCALES.map((locale) => [locale, z.array(heldOut)])),
} as { now: z.ZodString } & Record<Locale, z.ZodArray<typeof heldOut>>);

export const readHeldOut = (name: string): z.infer<typeof heldOutFile> =>
  heldOutFile.parse(parse(readFileSync(`test/dialogues/held-out/${name}.yaml`, 'utf8')));

/** `offered`: one of the accepted readings was among the choices; `told`: it was not understood. */
export type Verdict = 'right' | 'offered' | 'told' | 'wrong';

/** What became of a question, by the readings that are accepted for it. */
export async function verdictOn(
  { ask, next, want }: z.infer<typeof heldOut>,
  converse: Converse,
  circumstances: { now: string; locale: Locale },
): Promise<{ verdict: Verdict; came: string }> {
  const put = (line: string): Promise<Outcome> => converse(line, circumstances);
  const wanted: (string | undefined)[] = [];
  for (const line of want) wanted.push(readingOf(await put(`/${line}`)));
  if (want.length > 0 && wanted.every((reading) => reading === undefined)) {
    throw new Error(`no command is wanted by: ${ask}`);
  }
  const conversation = `${circumstances.locale} ${ask} ${next}`;
  const talk = next === undefined ? circumstances : { ...circumstances, conversation };
  if (next !== undefined) await converse(ask, talk);
  const outcome = await converse(next ?? ask, talk);
  const reading = readingOf(outcome);
  const choices = outcome.reply.choices ?? [];
  const offers = choices.map(({ invocation }) => commandLine(invocation, registry));
  const came = reading ?? offers.join(' | ');
  if (reading !== undefined && wanted.includes(reading)) return { verdict: 'right', came };
  if (outcome.kind === 'answered') return { verdict: 'wrong', came };
  if (want.length === 0) return { verdict: 'right', came };
  for (const offer of offers) {
    if (wanted.includes(readingOf(await put(offer)))) return { verdict: 'offered', came };
  }
  return { verdict: 'told', came };
}

/** As which command a line was read, whether or not that command could answer it. */
function readingOf({ command, args, kind, data }: Outcome): string | undefined {
  if (command === null) return undefined;
  return kind === 'answered'
    ? commandLine({ command, args }, registry)
    : `${command}: ${JSON.stringify(data().error)}`;
}
