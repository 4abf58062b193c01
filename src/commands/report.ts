import type { Question } from '../chat/arguments/question.ts';
import { question } from '../chat/arguments/question.ts';
import { askingAt } from '../chat/as-shown.ts';
import { type Asking, type Command, command, required } from '../chat/command.ts';
import { answerOf } from '../chat/dispatcher.ts';
import type { Registry } from '../chat/registry.ts';
import { code } from '../chat/reply.ts';
import { type ErrorReport, referenceOf } from '../chat/reports.ts';
import { UserError } from '../chat/user-error.ts';
import { wordsUnder } from '../schedule/words.ts';

/**
 * An answer that is held to be wrong, told to the editors with the question and the sources. Reported
 * by its button, it is told in the words that stood above the button.
 */
export const report = (registry: () => Registry): Command =>
  command({
    name: 'report',
    isAboutAnswers: true,
    parameters: { question: required(question(registry)) },
    example: '/report lastmeeting wang-yi // it was in Seoul',
    async run(asking, { question }) {
      const { reports, reader, book } = asking;
      if (!reports) throw new UserError('read-only');
      const { asked, line, note } = question;
      const reference = referenceOf(reader.now, line, note);
      const reached = await reports.take({
        reference,
        at: reader.now,
        by: reader.author,
        channel: reader.channel,
        question: line,
        asked,
        note,
        ...(await shown(question, asking)),
      });
      return {
        reply: {
          locale: book.locale,
          title: book.spans(`report-card.${reached}`, { reference }),
          blocks: [
            { kind: 'text', spans: [code(line)] },
            ...(note === undefined
              ? [
                  {
                    kind: 'note' as const,
                    tone: 'info' as const,
                    spans: book.spans('report-card.more', {
                      example: code(`/report ${line} // …`),
                    }),
                  },
                ]
              : []),
          ],
          actions: [],
        },
        data: () => ({ reference, question: line, note: note ?? null, reached }),
      };
    },
  });

/** What was posted or answered, and when; what is answered now where nothing stands above it. */
async function shown(
  { declaration, asked }: Question,
  asking: Asking,
): Promise<Pick<ErrorReport, 'answer' | 'shown'>> {
  const { under } = asking.reader;
  const answer = async (as: Asking) =>
    (await answerOf({ declaration, args: asked.args }, as)).answer.reply;
  if (!under) return { answer: await answer(asking) };
  const posted = await wordsUnder(asking, under);
  if (posted) return { answer: posted, shown: under.at };
  try {
    return { answer: await answer(await askingAt(asking, under.at)), shown: under.at };
  } catch (error) {
    // By its platform's clock it was shown before it could be answered.
    if (error instanceof UserError) return { answer: await answer(asking) };
    throw error;
  }
}
