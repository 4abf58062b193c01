import { question } from '../chat/arguments/question.ts';
import { type Command, command, required } from '../chat/command.ts';
import { answerOf } from '../chat/dispatcher.ts';
import type { Registry } from '../chat/registry.ts';
import { code } from '../chat/reply.ts';
import { referenceOf } from '../chat/reports.ts';
import { UserError } from '../chat/user-error.ts';

/** An answer that is held to be wrong, told to the editors with the question and the sources. */
export const report = (registry: () => Registry): Command =>
  command({
    name: 'report',
    isAboutAnswers: true,
    parameters: { question: required(question(registry)) },
    example: '/report lastmeeting wang-yi // it was in Seoul',
    async run(asking, { question: { declaration, asked, line, note } }) {
      const { reports, reader, book } = asking;
      if (!reports) throw new UserError('read-only');
      const { reply } = (await answerOf({ declaration, args: asked.args }, asking)).answer;
      const reference = referenceOf(reader.now, line, note);
      const report = {
        reference,
        at: reader.now,
        by: reader.author,
        channel: reader.channel,
        question: line,
        asked,
        note,
        answer: reply,
      };
      const reached = await reports.take(report);
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
