/** What is typed is read once, however it is typed. */
import { expect, test } from 'vitest';
import { Archive } from '../../src/archive/archive.ts';
import { word } from '../../src/chat/arguments/plain.ts';
import { type ArgumentType, command, required } from '../../src/chat/command.ts';
import { Dispatcher } from '../../src/chat/dispatcher.ts';
import { Registry } from '../../src/chat/registry.ts';
import { text } from '../../src/chat/reply.ts';
import { NO_RECORDS, reader } from '../support/asker.ts';
import { generatedHoldings } from '../support/generated-archive.ts';

const archive = new Archive(generatedHoldings({ events: 20, people: 10, seed: 1 }));

test.each(['/profile x', 'profile x', '/aide profile x'])('%s is read once', async (line) => {
  let reads = 0;
  const counted: ArgumentType<string> = {
    ...word,
    read(typed) {
      reads++;
      return typed;
    },
  };
  const profile = command({
    name: 'profile',
    parameters: { person: required(counted) },
    example: '/profile x',
    run: ({ book }, { person }) => ({
      reply: { locale: book.locale, title: [text(person)], blocks: [], actions: [] },
      data: () => ({ person }),
    }),
  });
  const dispatcher = new Dispatcher({
    registry: new Registry([profile]),
    archive: () => archive,
    records: NO_RECORDS,
    report: (fault) => {
      throw fault;
    },
  });
  const { kind, args, reply } = await dispatcher.dispatch({ kind: 'line', line }, reader({}));
  expect({ kind, args, reads, blocks: reply.blocks }).toEqual({
    kind: 'answered',
    args: { person: 'x' },
    reads: 1,
    blocks: [],
  });
});
