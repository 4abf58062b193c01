import { question } from '../chat/arguments/question.ts';
import { type Command, command, required } from '../chat/command.ts';
import { answerOf } from '../chat/dispatcher.ts';
import type { Registry } from '../chat/registry.ts';
import { type Block, plainText, type Reply, text } from '../chat/reply.ts';
import { tellDate } from '../chat/tell/dates.ts';
import { isoOfDay } from '../domain/dates/day.ts';
import { fuzzyDate } from '../domain/dates/fuzzy-date.ts';

/** An answer as it is quoted in print: what it says, when the archive said so, on what it rests. */
export const cite = (registry: () => Registry): Command =>
  command({
    name: 'cite',
    isAboutAnswers: true,
    parameters: { question: required(question(registry)) },
    example: '/cite lastmeeting wang-yi',
    async run(asking, { question: { declaration, asked, line } }) {
      const { book, reader } = asking;
      const { reply } = (await answerOf({ declaration, args: asked.args }, asking)).answer;
      const held = book.text('cite-card.held', {
        day: tellDate(book, fuzzyDate(isoOfDay(reader.today)), 'plain'),
        question: line,
      });
      const lines = [statementOf(reply), held, ...sourcesOf(reply)];
      return {
        reply: {
          locale: book.locale,
          title: book.spans('cite-card.title'),
          blocks: lines.map((words): Block => ({ kind: 'text', spans: [text(words)] })),
          actions: [],
        },
        data: () => ({ citation: lines.join('\n') }),
      };
    },
  });

/** The title, and the event that it is about where the answer is one event. */
function statementOf({ title, blocks }: Reply): string {
  const about = blocks.find((block) => block.kind === 'heading');
  return [title, ...(about ? [about.spans] : [])].map((spans) => plainText(spans)).join(': ');
}

const sourcesOf = ({ blocks }: Reply): string[] =>
  blocks
    .flatMap((block) => (block.kind === 'sources' ? block.items : []))
    .map(({ number, spans, url }) => `[${number}] ${plainText(spans)}${url ? `, ${url}` : ''}`);
